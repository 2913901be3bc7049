import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { listed, publish, testKey, testPopulation } from "../../test/support/population.ts";
import {
  type ActionCall,
  type ActionDefinition,
  type ActionHost,
  createDataCipher,
  fixedClock,
  silentLog,
} from "../core/index.ts";
import { paymentActions } from "../screening/index.ts";
import { customerActions } from "./customer-actions.ts";

const clock = fixedClock("2026-11-23T10:00:00Z");
let database: TestDatabase;
let home: string;

beforeEach(async () => {
  database = await testDatabase();
  home = mkdtempSync(join(tmpdir(), "probity-actions-"));
});
afterEach(async () => {
  rmSync(home, { recursive: true, force: true });
  await database.close();
});

async function act(action: ActionDefinition | undefined, input: unknown, idempotencyKey: string) {
  const host: ActionHost = {
    db: database.db,
    clock,
    cipher: createDataCipher(testKey),
    log: silentLog,
    home,
    filesRoot: home,
    config: () => undefined,
    secret: (name) => {
      throw new Error(`no secret ${name}`);
    },
  };
  const handler = await action?.load?.(host);
  if (!action || !handler) throw new Error("the action has no handler");
  const call = {
    runId: "run_x",
    stepId: "step",
    idempotencyKey,
    workflow: { id: "continuous-screening" },
    signal: new AbortController().signal,
  } as unknown as ActionCall;
  const result = await handler(action.input.parse(input), call);
  return { ...result, output: action.output.parse(result.output) as Record<string, unknown> };
}

describe("the action rescreen_customers", () => {
  const [action] = customerActions;

  test("tells new hits for people to decide, and tells them again when the step is tried again", async () => {
    const { register, actor } = testPopulation(database.db, clock);
    await register.upsert({ ref: "SSN-1", name: "Viktor Anatolievich Drozdov-Petrenko" }, actor);
    await register.upsert({ ref: "SSN-2", name: "Marta Lindqvist" }, actor);
    await publish(
      database.db,
      "sdn",
      [listed("sdn", "7", ["DROZDOV-PETRENKO, Viktor Anatolievich"])],
      clock.now(),
    );
    const first = await act(action, {}, "run_x/1");
    expect(first.outcome).toBe("review");
    expect(first.output).toMatchObject({
      mode: "full",
      customers: 2,
      newHits: 1,
      hitsLeftOut: 0,
      hits: [{ list: "sdn", entityId: "7" }],
    });
    expect(first.evidence).toHaveLength(1);
    expect(JSON.stringify([first.auditDetails, first.versions])).not.toMatch(/drozdov|SSN/i);
    expect((await act(action, {}, "run_x/1")).output).toEqual(first.output);
    const next = await act(action, { mode: "delta" }, "run_y/1");
    expect(next).toMatchObject({ outcome: "pass", output: { mode: "delta", newHits: 0, hits: [] } });
  });

  test("without a list it fails instead of calling anybody clear", async () => {
    await expect(act(action, {}, "run_x/1")).rejects.toMatchObject({ code: "LIST_MISSING" });
  });
});

describe("the action screen_payment", () => {
  const [action] = paymentActions;
  const message = (creditor: string) =>
    "<Document><FIToFICstmrCdtTrf><GrpHdr><MsgId>M</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf>" +
    `<PmtId><EndToEndId>E</EndToEndId></PmtId><Dbtr><Nm>Ada King</Nm></Dbtr><Cdtr><Nm>${creditor}</Nm></Cdtr>` +
    "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>";

  beforeEach(async () => {
    await publish(
      database.db,
      "sdn",
      [listed("sdn", "7", ["DROZDOV-PETRENKO, Viktor Anatolievich"])],
      clock.now(),
    );
  });

  test("a hit is for people, and every party is a recorded screening written by commit alone", async () => {
    const result = await act(action, { message: message("Viktor Anatolievich Drozdov-Petrenko") }, "run_x/1");
    expect(result.outcome).toBe("review");
    expect(result.output).toMatchObject({
      clear: 0,
      transactions: [
        {
          number: 1,
          parties: [
            { role: "debtor", hits: [] },
            { role: "creditor", hits: [{ entityId: "7" }] },
          ],
        },
      ],
    });
    const count = async () => (await database.db.query("select 1 from probity.screening")).rows.length;
    expect(await count()).toBe(0);
    await database.db.transaction(async (tx) => result.commit?.(tx, async () => {}));
    expect(await count()).toBe(2);
    expect(JSON.stringify([result.auditDetails, result.versions])).not.toMatch(/drozdov|ada/i);
  });

  test("a clear payment passes", async () => {
    const result = await act(action, { message: message("Grace Hopper") }, "run_x/1");
    expect(result).toMatchObject({
      outcome: "pass",
      output: { decision: "clear", clear: 1, transactions: [] },
    });
  });

  test("a broken message is an error with its place", async () => {
    await expect(act(action, { message: "<Document/>" }, "run_x/1")).rejects.toMatchObject({
      code: "PAYMENT_INVALID",
    });
  });
});
