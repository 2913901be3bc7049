import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { changedSample, importSample } from "../../test/support/list-publications.ts";
import { type ActionCall, type ActionHost, createDataCipher, fixedClock, silentLog } from "../core/index.ts";
import { screeningActions, screeningInput, screeningOutput } from "./actions.ts";
import { createScreener } from "./screener.ts";
import { screeningSealContext } from "./screening-store.ts";

const clock = fixedClock("2026-11-23T10:00:00Z");
let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
describe("screening against the current lists", () => {
  const log = silentLog;
  test("without any list nothing is clear", async () => {
    const screener = createScreener({ db: database.db, clock, log });
    await expect(screener.screen({ names: ["Marta Lindqvist"] })).rejects.toMatchObject({
      code: "LIST_MISSING",
    });
    await importSample(database.db, clock);
    clock.advance(1_000);
    expect((await screener.screen({ names: ["Marta Lindqvist"] })).decision).toBe("clear");
    await expect(screener.screen({ names: ["A B"], lists: ["un"] })).rejects.toMatchObject({
      code: "LIST_MISSING",
    });
    await expect(screener.screen({ names: ["A B"], lists: [] })).rejects.toMatchObject({
      code: "LIST_MISSING",
    });
  });

  test("a new list is in use within a second, and results name the version", async () => {
    const first = await importSample(
      database.db,
      clock,
      changedSample((sdn) => sdn.replace(/^90007.*\r\n/m, "")),
    );
    const screener = createScreener({ db: database.db, clock, log });
    const query = { names: ["Viktor Drozdov-Petrenko"] };
    expect(await screener.screen(query)).toMatchObject({
      decision: "clear",
      listVersions: { sample: first.hash },
    });
    const second = await importSample(database.db, clock);
    expect((await screener.screen(query)).listVersions).toEqual({ sample: first.hash });
    clock.advance(1_000);
    const after = await screener.screen(query);
    expect(after).toMatchObject({ listVersions: { sample: second.hash } });
    expect(after.decision).not.toBe("clear");
  });

  test("a batch answers every row in order, and a row without a name is never clear", async () => {
    await importSample(database.db, clock);
    const csv = [
      "ref,name,type,birth_date,country",
      "1,Marta Elena Lindqvist,person,1988-04-17,SWE",
      "2,Viktor Anatolievich Drozdov-Petrenko,person,1971-03-09,RU",
      "3,,person,,",
      '4,"KESTRELEVA, Irina",individual,21/06/1983,Narnia',
      "5,Harrowgate Precision,company,,",
      "6,Marta Elena Lindqvist,persn,,",
    ].join("\n");
    const screener = createScreener({ db: database.db, clock, log });
    const answers = await collect(
      screener.screenBatch(
        (async function* () {
          yield csv;
        })(),
      ),
    );
    const lines = answers.map(({ line }) => line);
    expect(lines.map(({ ref, decision }) => [ref, decision])).toEqual([
      ["1", "clear"],
      ["2", "match"],
      ["3", "review"],
      ["4", "review"],
      ["5", "match"],
      ["6", "clear"],
    ]);
    expect(lines[5]?.warnings).toEqual([expect.stringContaining("type is none of person")]);
    expect(lines[4]?.warnings).toBeUndefined();
    expect(lines[2]?.error?.code).toBe("NAME_INVALID");
    expect(lines[3]?.warnings).toHaveLength(2);
    expect(lines[1]).toMatchObject({
      engine: "probity-screening/2",
      hits: [{ list: "sample", entityId: "90007", kind: "primary", quality: "strong" }],
    });
  });

  test("a CSV without a name column is refused", async () => {
    await importSample(database.db, clock);
    const screener = createScreener({ db: database.db, clock, log });
    const bad = (text: string) =>
      collect(
        screener.screenBatch(
          (async function* () {
            yield text;
          })(),
        ),
      );
    await expect(bad("ref,title\n1,x\n")).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      message: expect.stringContaining("name"),
    });
    await expect(bad('name\n"open')).rejects.toMatchObject({ code: "REQUEST_INVALID" });
  });
});

describe("the action screen_against_lists", () => {
  const cipher = createDataCipher(randomBytes(32));
  const host = (config: unknown = undefined): ActionHost => ({
    db: database.db,
    clock,
    cipher,
    log: silentLog,
    home: "/tmp",
    filesRoot: "/tmp",
    config: (section) => (section === "screening" ? (config as never) : undefined),
    secret: (name) => {
      throw new Error(`no secret ${name}`);
    },
  });
  const call = { runId: "run_x", stepId: "screening" } as unknown as ActionCall;
  async function act(input: unknown, config?: unknown) {
    const handler = await screeningActions[0]?.load?.(host(config));
    if (!handler) throw new Error("the action has no handler");
    return handler(screeningInput.parse(input), call);
  }

  test("a match is for people to decide, unless the policy lets it fail", async () => {
    await importSample(database.db, clock);
    const customer = {
      name: "Viktor Anatolievich Drozdov-Petrenko",
      birth_date: "1971-03-09",
      nationality: "RUS",
      document: {},
    };
    const result = await act({ customer });
    expect(result.outcome).toBe("review");
    expect(screeningOutput.parse(result.output).decision).toBe("match");
    expect(JSON.stringify([result.auditDetails, result.versions])).not.toMatch(/Viktor|Drozdov|1971/i);
    const strict = await act({ customer }, { policy: { version: "strict-1", onMatch: "fail" } });
    expect(strict.outcome).toBe("fail");
    await expect(act({ customer }, { policy: { onMatch: "fail" } })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
    });
    expect((await act({ name: "Marta Elena Lindqvist" })).outcome).toBe("pass");
  });

  test("the record holds names and hits only sealed, and is written by commit alone", async () => {
    await importSample(database.db, clock);
    const result = await act({ name: "Irina Kestreleva" });
    expect((await database.db.query("select 1 from probity.screening")).rows).toEqual([]);
    await database.db.transaction(async (tx) => result.commit?.(tx));
    const { rows } = await database.db.query<{
      id: string;
      input_sealed: string;
      hits_sealed: string;
      decision: string;
    }>("select * from probity.screening");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/kestrel/i);
    expect(rows[0]?.decision).toBe("review");
    expect(cipher.open(rows[0]?.hits_sealed ?? "", screeningSealContext.hits)).toMatchObject({
      hits: [{ name: expect.stringContaining("KESTRELOVA") }],
      discarded: [],
    });
  });

  test("what a conflicting birth date cleared stands in the evidence and in the sealed record", async () => {
    await importSample(database.db, clock);
    const result = await act({ name: "Viktor Drozdov", birth_date: "2001-01-01" });
    expect(result.outcome).toBe("pass");
    const output = screeningOutput.parse(result.output);
    expect(output).toMatchObject({ decision: "clear", hits: [] });
    expect(output.discarded).toMatchObject([{ list: "sample", entityId: "90007" }]);
    expect(result.evidence).toMatchObject([
      { outcome: "info", summary: expect.stringContaining("birth date 2001-01-01") },
    ]);
    await database.db.transaction(async (tx) => result.commit?.(tx));
    const { rows } = await database.db.query<{ hits: number; hits_sealed: string }>(
      "select hits, hits_sealed from probity.screening",
    );
    expect(JSON.stringify(rows)).not.toMatch(/drozdov/i);
    expect(rows[0]?.hits).toBe(0);
    expect(cipher.open(rows[0]?.hits_sealed ?? "", screeningSealContext.hits)).toMatchObject({
      hits: [],
      discarded: [{ reason: expect.stringContaining("years from") }],
    });
  });

  test.each([{}, { customer: {} }, { customer: { birth_date: "1970" } }, { name: "" }, { name: "😀" }])(
    "a customer without a usable name is a clear error: %j",
    async (input) => {
      await importSample(database.db, clock);
      await expect(act(input)).rejects.toMatchObject({ code: "NAME_INVALID" });
    },
  );
});
