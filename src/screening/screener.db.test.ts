import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { changedSample, importSample } from "../../test/support/list-publications.ts";
import { fixedClock, silentLog } from "../core/index.ts";
import { readBatchRows } from "./batch.ts";
import { readPolicies } from "./policy-file.ts";
import { readRequest, readStrictRequest } from "./request.ts";
import { createScreener, screenRow } from "./screener.ts";

const DAY_MS = 86_400_000;
const log = silentLog;
let clock: ReturnType<typeof fixedClock>;
let database: TestDatabase;

beforeEach(async () => {
  clock = fixedClock("2026-11-23T10:00:00Z");
  database = await testDatabase();
});
afterEach(() => database.close());

describe("screening against the current lists", () => {
  test("without any list nothing is clear", async () => {
    const screener = createScreener({ db: database.db, clock, log });
    const missing = { code: "LIST_MISSING" };
    await expect(screener.screen({ names: ["Marta Lindqvist"] })).rejects.toMatchObject(missing);
    await expect(screenRow(screener, { query: { names: [""] } })).rejects.toMatchObject(missing);
    await importSample(database.db, clock);
    clock.advance(1_000);
    expect((await screener.screen({ names: ["Marta Lindqvist"] })).decision).toBe("clear");
    await expect(screener.screen({ names: ["A B"], lists: ["un"] })).rejects.toMatchObject(missing);
    await expect(screener.screen({ names: ["A B"], lists: [] })).rejects.toMatchObject(missing);
  });

  test.each(["__proto__", "constructor", "toString"])(
    "a list or a type called %s is one that does not exist, and clears nobody",
    async (word) => {
      await importSample(database.db, clock);
      const screener = createScreener({ db: database.db, clock, log });
      const names = ["Viktor Anatolievich Drozdov-Petrenko"];
      await expect(screener.screen({ names, lists: [word] })).rejects.toMatchObject({ code: "LIST_MISSING" });
      expect(() => readStrictRequest({ names, type: word })).toThrow("type is none of person");
      expect(readRequest({ names, type: word }).query.type).toBeUndefined();
    },
  );

  test("a new list is in use within a second, and results name the version", async () => {
    const without = changedSample((sdn) => sdn.replace(/^90007.*\r\n/m, ""));
    const first = await importSample(database.db, clock, without);
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

  test("a batch answers every row in order, and a row that cannot be screened is never clear", async () => {
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
    const answers = [];
    const rows = readBatchRows(
      (async function* () {
        yield csv;
      })(),
    );
    for await (const row of rows) answers.push({ row, result: await screenRow(screener, row) });
    const found = answers.map(({ row, result }) => [row.ref, result.decision === "clear" ? "clear" : "hit"]);
    expect(found).toEqual([
      ["1", "clear"],
      ["2", "hit"],
      ["3", "hit"],
      ["4", "hit"],
      ["5", "hit"],
      ["6", "clear"],
    ]);
    expect(answers[2]?.result).toMatchObject({
      decision: "review",
      hits: [],
      error: { code: "NAME_INVALID" },
    });
    expect(answers[1]?.result.hits[0]).toMatchObject({
      list: "sample",
      entityId: "90007",
      decision: "match",
    });
  });
});

describe("the policy in force", () => {
  test("changes by itself when the next version's time comes, and every version used is stored", async () => {
    await importSample(database.db, clock);
    const policies = readPolicies({
      policy: {
        versions: [
          { version: "lenient", review: 0.999, match: 1 },
          { version: "strict", effective: "2026-11-24", review: 0.6, match: 0.7 },
        ],
      },
    });
    const screener = createScreener({ db: database.db, clock, log, policies });
    const query = { names: ["Irina Kestreleva"] };
    expect(await screener.screen(query)).toMatchObject({ decision: "clear", policyVersion: "lenient" });
    clock.advance(14 * 3_600_000);
    const after = await screener.screen(query);
    expect(after).toMatchObject({ decision: "match", policyVersion: "strict" });
    const { rows } = await database.db.query<{ version: string; hash: string }>(
      "select version, hash from probity.screening_policy order by first_used_at",
    );
    expect(rows.map(({ version }) => version)).toEqual(["lenient", "strict"]);
    expect(rows[1]?.hash).toBe(after.policyHash);
  });

  test("an exception of a list or a type moves its thresholds and no other's", async () => {
    await importSample(database.db, clock);
    const screenUnder = async (exceptions: object) => {
      const policies = readPolicies({ policy: { version: JSON.stringify(exceptions), ...exceptions } });
      const query = { names: ["Irina Kestreleva"] };
      return (await createScreener({ db: database.db, clock, log, policies }).screen(query)).hits;
    };
    expect(await screenUnder({ review: 0.7 })).toHaveLength(1);
    expect(await screenUnder({ review: 0.7, lists: { sample: { review: 1, match: 1 } } })).toEqual([]);
    expect(await screenUnder({ review: 1, match: 1, lists: { sample: { review: 0.7 } } })).toHaveLength(1);
    expect(await screenUnder({ review: 1, match: 1, lists: { other: { review: 0.7 } } })).toEqual([]);
    expect(await screenUnder({ review: 0.7, types: { person: { review: 1, match: 1 } } })).toEqual([]);
    expect(await screenUnder({ review: 0.7, types: { vessel: { review: 1, match: 1 } } })).toHaveLength(1);
  });
});

describe("a list that is out of date", () => {
  const query = { names: ["Marta Lindqvist"] };

  test("is named in the answer, or not screened against at all, as the policy says", async () => {
    await importSample(database.db, clock);
    const screenerUnder = (onStale: string) =>
      createScreener({
        db: database.db,
        clock,
        log,
        policies: readPolicies({ policy: { version: onStale, lists: { sample: { on_stale: onStale } } } }),
        staleAfterMs: (list) => (list === "sample" ? DAY_MS : undefined),
      });
    const [alerting, closed] = [screenerUnder("alert"), screenerUnder("fail_closed")];
    expect((await alerting.screen(query)).staleLists).toBeUndefined();
    expect((await closed.screen(query)).decision).toBe("clear");
    clock.advance(DAY_MS + 1);
    expect(await alerting.screen(query)).toMatchObject({ decision: "clear", staleLists: ["sample"] });
    await expect(closed.screen(query)).rejects.toMatchObject({ code: "LIST_STALE" });
    await expect(screenRow(closed, { query }), "a batch stops").rejects.toMatchObject({ code: "LIST_STALE" });
    await importSample(database.db, clock);
    clock.advance(1_000);
    expect((await closed.screen(query)).staleLists).toBeUndefined();
  });
});
