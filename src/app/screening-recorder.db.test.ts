import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { createDataCipher, fixedClock } from "../core/index.ts";
import type { Actor } from "./probity.ts";
import { createScreeningRecorder, type Unrecorded } from "./screening-recorder.ts";

const actor: Actor = { kind: "service", id: "key:test", via: "api" };
const clock = fixedClock("2026-11-23T10:00:00Z");
const knownPolicy = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
  await database.db.query(
    "insert into probity.screening_policy (hash, version, content, first_used_at) values ($1, '1', '{}', now())",
    [knownPolicy],
  );
});
afterEach(() => database.close());

const recorder = () =>
  createScreeningRecorder({ db: database.db, clock, cipher: createDataCipher(randomBytes(32)) });

function screening(ref: string, policyHash = knownPolicy): Unrecorded {
  return {
    actor,
    request: { ref, query: { names: ["Anna Bergström"] }, warnings: [] },
    result: {
      decision: "clear",
      hits: [],
      listVersions: { sample: "v1" },
      policyVersion: "1",
      policyHash,
      engine: "engine",
      statistic: "statistic",
    },
  };
}

/** Ids of the recorded screenings and of those the audit log names, in the order they were written. */
async function written() {
  const { rows: records } = await database.db.query<{ id: string }>(
    "select id from probity.screening order by id",
  );
  const { rows: entries } = await database.db.query<{ id: string }>(
    "select details->>'screeningId' as id from public.audit_log l where action = 'screening' order by l.id",
  );
  return { records: records.map(({ id }) => id), entries: entries.map(({ id }) => id) };
}

async function asOwner(statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(statement);
  await owner.end();
}

describe("recorded screenings", () => {
  test("have an entry in the audit log each, in their order, alone and together", async () => {
    const { record, recordAll } = recorder();
    const alone = await record(screening("a"));
    const together = await Promise.all(["b", "c", "d"].map((ref) => record(screening(ref))));
    const batch = await recordAll(["e", "f"].map((ref) => screening(ref)));
    const ids = [alone, ...together, ...batch].map(({ screeningId }) => screeningId);
    const { records, entries } = await written();
    expect(entries).toEqual(ids);
    expect(records).toEqual([...ids].sort());
    expect([...together, ...batch].map(({ request }) => request.ref)).toEqual(["b", "c", "d", "e", "f"]);
  });

  test("are not there when their entry cannot be written", async () => {
    await asOwner("alter table audit.entry add constraint full_disk check (action <> 'screening')");
    await expect(recorder().recordAll([screening("a"), screening("b")])).rejects.toThrow(/full_disk/);
    expect(await written()).toEqual({ records: [], entries: [] });
  });

  test("are not there when the entry about them together cannot be written", async () => {
    const { recordAll } = recorder();
    const also = (recorded: readonly unknown[]) => ({
      actor: { kind: "human", id: "user:ann", via: "cli" } as const,
      action: "payment.screened",
      status: "review",
      stream: "screening",
      at: clock.now(),
      details: { screenings: recorded.length },
    });
    await recordAll([screening("a")], also);
    const { rows } = await database.db.query("select 1 from audit.entry where action = 'payment.screened'");
    expect(rows).toHaveLength(1);
    const before = await written();
    await asOwner(
      "alter table audit.entry add constraint full_disk check (action <> 'payment.screened') not valid",
    );
    await expect(recordAll([screening("b")], also)).rejects.toThrow(/full_disk/);
    expect(await written()).toEqual(before);
  });

  test("leave no entry when they cannot be written", async () => {
    const unknownPolicy = "0".repeat(64);
    await expect(recorder().recordAll([screening("a"), screening("b", unknownPolicy)])).rejects.toThrow(
      /screening_policy_hash_fkey/,
    );
    expect(await written()).toEqual({ records: [], entries: [] });
  });

  test("are spoilt by no other that arrives at the same time", async () => {
    const { record } = recorder();
    const outcomes = await Promise.allSettled([
      record(screening("a")),
      record(screening("b")),
      record(screening("c", "0".repeat(64))),
      record(screening("d")),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    const { records, entries } = await written();
    expect([records.length, entries.length]).toEqual([3, 3]);
  });
});
