import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { importSample } from "../../test/support/list-publications.ts";
import { fixedClock, ProbityError, silentLog } from "../core/index.ts";
import { readListSources } from "../screening/index.ts";
import { loadConfig } from "./config.ts";
import { type ListScheduleOptions, startListSchedule } from "./list-schedule.ts";

let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
let running: { stop(): Promise<void> }[];
beforeEach(async () => {
  database = await testDatabase();
  clock = fixedClock("2026-11-23T10:30:00Z");
  running = [];
});
afterEach(async () => {
  for (const each of running) await each.stop();
  await database.close();
});

function start(options: Partial<ListScheduleOptions>): void {
  running.push(
    startListSchedule({
      db: database.db,
      clock,
      log: silentLog,
      sources: readListSources({ lists: [{ id: "sample", format: "ofac-csv", stale_after: "1h" }] }),
      cron: "0 */4 * * *",
      sync: async () => {},
      everyMs: 10,
      ...options,
    }),
  );
}
const settled = () => new Promise((done) => setTimeout(done, 150));

describe("the schedule of list downloads", () => {
  test("begins with the first worker, then keeps to its instants, and catches up with one download", async () => {
    let syncs = 0;
    start({ sync: async () => void syncs++ });
    await expect.poll(() => syncs).toBe(1);
    await settled();
    expect(syncs).toBe(1);
    clock.advance(90 * 60_000);
    await expect.poll(() => syncs).toBe(2);
    clock.advance(3 * 86_400_000);
    await expect.poll(() => syncs).toBe(3);
    await settled();
    expect(syncs).toBe(3);
  });

  test("is carried out by one of several workers", async () => {
    let syncs = 0;
    const sync = async () => {
      syncs++;
      await settled();
    };
    start({ sync });
    start({ sync });
    start({ sync });
    await settled();
    await settled();
    expect(syncs).toBe(1);
  });

  test("what a worker did not finish is due again for the next one", async () => {
    let begun = 0;
    start({
      sync: (signal) =>
        new Promise((_done, fail) => {
          begun++;
          signal.addEventListener("abort", () => fail(new Error("stopped")));
        }),
    });
    await expect.poll(() => begun).toBe(1);
    await running.pop()?.stop();
    let syncs = 0;
    start({ sync: async () => void syncs++ });
    await expect.poll(() => syncs).toBe(1);
  });

  test("without a schedule nothing is downloaded", async () => {
    let syncs = 0;
    start({ cron: undefined, sync: async () => void syncs++ });
    await settled();
    expect(syncs).toBe(0);
  });

  test("a stale list is told of once a day", async () => {
    await importSample(database.db, clock);
    start({ cron: undefined });
    const alerts = async () =>
      (await database.db.query("select kind, about, message from probity.operational_alert order by id"))
        .rows;
    await settled();
    expect(await alerts()).toEqual([]);
    clock.advance(3_600_001);
    await expect.poll(alerts).toMatchObject([{ kind: "list_stale", about: "sample" }]);
    await settled();
    expect(await alerts()).toHaveLength(1);
    clock.advance(86_400_000);
    await expect.poll(async () => (await alerts()).length).toBe(2);
  });
});

describe("the configuration of lists", () => {
  test("names every mistake at its line and column", () => {
    const folder = mkdtempSync(join(tmpdir(), "probity-config-"));
    try {
      writeFileSync(
        join(folder, "probity.yaml"),
        'screening:\n  sync: "every day"\n  lists:\n    - id: eu-fsf\n      stale_after: soon\n    - id: own\n      format: pdf\n      colour: red\n',
      );
      expect(() => loadConfig(folder, {})).toThrow(ProbityError);
      try {
        loadConfig(folder, {});
      } catch (error) {
        const places =
          error instanceof ProbityError ? error.issues.map(({ where }) => where.split(":").slice(-2)) : [];
        expect(places).toEqual(
          expect.arrayContaining([
            ["2", "9"],
            ["5", "20"],
            ["8", "15"],
          ]),
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
