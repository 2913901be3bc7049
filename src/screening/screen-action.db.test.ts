import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { importSample } from "../../test/support/list-publications.ts";
import { oddNames } from "../../test/support/odd-names.ts";
import {
  type ActionCall,
  type ActionEvent,
  type ActionHost,
  createDataCipher,
  fixedClock,
  type ScreeningId,
  silentLog,
} from "../core/index.ts";
import { screeningActions, screeningInput, screeningOutput } from "./actions.ts";
import { defaultPolicy } from "./policy.ts";
import { createReplayer } from "./replay.ts";
import { loadScreening } from "./screening-store.ts";
import { createSuppressions } from "./suppressions.ts";

const clock = fixedClock("2026-11-23T10:00:00Z");
const cipher = createDataCipher(randomBytes(32));
const call = { runId: "run_x", stepId: "screening" } as unknown as ActionCall;
let database: TestDatabase;
/** What the last commit noted for the audit log. */
let noted: ActionEvent[] = [];

beforeEach(async () => {
  database = await testDatabase();
  await importSample(database.db, clock);
});
afterEach(() => database.close());

function host(config: unknown): ActionHost {
  return {
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
  };
}

async function act(input: unknown, config?: unknown) {
  const handler = await screeningActions[0]?.load?.(host(config));
  if (!handler) throw new Error("the action has no handler");
  const result = await handler(screeningInput.parse(input), call);
  return { ...result, answer: screeningOutput.parse(result.output) };
}

async function commit(result: Awaited<ReturnType<typeof act>>) {
  noted = [];
  await database.db.transaction(async (tx) =>
    result.commit?.(tx, async (events) => {
      noted.push(...events);
    }),
  );
  return loadScreening(database.db, cipher, result.answer.screeningId as ScreeningId);
}

describe("the action screen_against_lists", () => {
  const customer = {
    name: "Viktor Anatolievich Drozdov-Petrenko",
    birth_date: "1971-03-09",
    nationality: "RUS",
    document: {},
  };

  test("a match is for people to decide, unless the policy lets it fail", async () => {
    const result = await act({ customer });
    expect(result.outcome).toBe("review");
    expect(result.answer.decision).toBe("match");
    expect(JSON.stringify([result.auditDetails, result.versions])).not.toMatch(/Viktor|Drozdov|1971/i);
    expect(result.versions).toMatchObject({
      "screening-policy": defaultPolicy.version,
      "screening-policy-hash": result.answer.policyHash,
      "screening-statistic": result.answer.statistic,
    });
    const strict = await act({ customer }, { policy: { version: "strict-1", on_match: "fail" } });
    expect(strict.outcome).toBe("fail");
    await expect(act({ customer }, { policy: { on_match: "fail" } })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
    });
    expect((await act({ name: "Marta Elena Lindqvist" })).outcome).toBe("pass");
  });

  test("the record holds names and hits only sealed, is written by commit alone, and can be replayed", async () => {
    const result = await act({ name: "Irina Kestreleva", names: ["I. Kestreleva"], gender: "X" });
    expect((await database.db.query("select 1 from probity.screening")).rows).toEqual([]);
    const stored = await commit(result);
    const { rows } = await database.db.query("select * from probity.screening");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/kestrel/i);
    expect(stored).toMatchObject({ runId: "run_x", stepId: "screening" });
    if (!stored) throw new Error("the screening was not recorded");
    const replay = await createReplayer({ db: database.db, cipher }).replay(stored);
    expect(replay).toMatchObject({ identical: true });
    expect(result.evidence.at(-1)).toMatchObject({ id: "screening.warning", outcome: "info" });
  });

  test("what a conflicting birth date cleared stands in the evidence and in the sealed record", async () => {
    const result = await act({ name: "Viktor Drozdov-Petrenko", birth_date: "2001-01-01" });
    expect(result.answer.discarded).toMatchObject([{ list: "sample", entityId: "90007" }]);
    expect(result.outcome).toBe("pass");
    expect(result.evidence).toMatchObject([
      { outcome: "info", summary: expect.stringContaining("birth date 2001-01-01") },
    ]);
    const stored = await commit(result);
    expect(JSON.parse(stored?.resultText ?? "").discarded[0].reason).toContain("years from");
  });

  test("a hit that people set aside passes, and the evidence says by whom and why", async () => {
    const first = await act({ customer, ref: "C-1" });
    await commit(first);
    const suppressions = createSuppressions({
      db: database.db,
      cipher,
      clock,
      policy: () => defaultPolicy,
      audit: async () => {},
    });
    const actor = (id: string) => ({ kind: "human", id, via: "web" }) as const;
    const hit = { screeningId: first.answer.screeningId, list: "sample", entityId: "90007" };
    const { id } = await suppressions.propose({ ...hit, reason: "another man", actor: actor("user:ann") });
    await suppressions.approve(id, actor("user:bob"));
    const after = await act({ customer, ref: "C-1" });
    expect(after).toMatchObject({ outcome: "pass", auditDetails: { hits: 1, suppressions: [id] } });
    expect(after.summary).toContain("set aside");
    expect(after.evidence[0]).toMatchObject({
      outcome: "info",
      summary: expect.stringContaining("another man"),
    });
    const changed = await act({ customer: { ...customer, nationality: "BY" }, ref: "C-1" });
    expect(changed.outcome).toBe("review");
    expect((await suppressions.get(id)).state, "until it is committed").toBe("active");
    const atOnce = await act({ customer: { ...customer, nationality: "BY" }, ref: "C-1" });
    await commit(changed);
    expect(noted).toEqual([
      {
        action: "suppression.ended",
        status: "reopened",
        details: {
          suppressionId: id,
          list: "sample",
          entityId: "90007",
          why: "customer_changed",
          screeningId: changed.answer.screeningId,
        },
      },
    ]);
    await commit(atOnce);
    expect(noted, "another ended it").toEqual([]);
    expect((await suppressions.get(id)).state).toBe("reopened");
  });

  test.each([{}, { customer: {} }, { customer: { birth_date: "1970" } }])(
    "a customer without a name is a clear error: %j",
    async (input) => {
      await expect(act(input)).rejects.toMatchObject({ code: "NAME_INVALID" });
    },
  );

  test.each(oddNames)("a name $what", async ({ name, refused, warned, hit }) => {
    if (refused) {
      await expect(act({ name })).rejects.toMatchObject({
        code: "NAME_INVALID",
        message: expect.stringMatching(refused),
      });
      return;
    }
    const { answer } = await act({ name });
    const warnings = (answer.warnings ?? []).join("; ");
    if (warned) expect(warnings).toMatch(warned);
    else expect(warnings).toBe("");
    if (hit) expect(answer.hits[0]).toMatchObject({ entityId: "90007" });
  });

  test.each([
    [{ birth_date: "31/12/1970" }, /birth_date/],
    [{ country: ["Narnia"] }, /country/],
    [{ nationality: "Narnia" }, /nationality/],
  ])("a fact that cannot be read is a clear error: %j", async (fact, message) => {
    await expect(act({ name: "A B", ...fact })).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      message: expect.stringMatching(message),
    });
  });
});
