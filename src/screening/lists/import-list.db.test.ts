import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { changedSample, sampleFolder as sample } from "../../../test/support/list-publications.ts";
import { fixedClock, type Queryable } from "../../core/index.ts";
import { sealParty } from "../party/party.ts";
import { importList, type ListImportFacts } from "./import-list.ts";
import type { ListFormat } from "./list-format.ts";
import { absentLists, assertFresh, listFreshness, listStatus, staleLists } from "./list-status.ts";
import { currentVersions, listHistory, loadParties } from "./list-store.ts";
import { openListFiles } from "./open-list-files.ts";
import { quarantineHistory } from "./quarantine.ts";
import { releaseList } from "./release-list.ts";

const clock = fixedClock("2026-11-23T10:00:00Z");
let database: TestDatabase;
let audited: ListImportFacts[];

beforeEach(async () => {
  database = await testDatabase();
  audited = [];
});
afterEach(() => database.close());

interface Options {
  readonly forcedReason?: string;
  readonly publishedAt?: Date;
  readonly publishedWithinMs?: number;
  readonly audit?: (tx: Queryable) => Promise<void>;
}

async function importFolder(folder: string, options: Options = {}) {
  clock.advance(1_000);
  const { format, files } = await openListFiles([folder]);
  return await importFormat(format, options, files);
}

async function importFormat(
  format: ListFormat,
  options: Options = {},
  files: Parameters<typeof importList>[0]["files"] = {},
) {
  return await importList({
    db: database.db,
    clock,
    list: "sample",
    format,
    files,
    source: "a folder",
    actor: "user:test",
    ...options,
    audit: async (tx, facts) => {
      audited.push(facts);
      await options.audit?.(tx);
    },
  });
}

const firstRows = (count: number) => (sdn: string) => `${sdn.split("\r\n").slice(0, count).join("\r\n")}\r\n`;

/** A publication of so many invented entries that says of itself what it is told to. */
function invented(
  count: number,
  says: { publishedAt?: string; declared?: number; twice?: boolean } = {},
): ListFormat {
  return {
    id: "invented",
    title: "invented",
    files: [],
    recognises: () => false,
    async *read(_files, reading) {
      if (says.publishedAt !== undefined) reading.publishedAt = new Date(says.publishedAt);
      if (says.declared !== undefined) reading.declaredEntities = says.declared;
      for (let index = 0; index < count; index++) {
        yield sealParty({
          id: says.twice === true ? "1" : String(index),
          list: reading.list,
          type: "entity",
          names: [{ text: `NAME ${index}`, kind: "primary", quality: "strong", script: "Latin" }],
          birthDates: [],
          birthPlaces: [],
          nationalities: [],
          countries: [],
          identifiers: [],
          addresses: [],
          programmes: [],
          references: [],
          linkedTo: [],
          secondarySanctions: false,
        });
      }
    },
  };
}

describe("importing a list", () => {
  test("publishes a snapshot that reads back whole, with its audit entry and its place in the history", async () => {
    const summary = await importFolder(sample);
    expect(summary).toMatchObject({
      status: "published",
      format: "ofac-csv",
      entities: 56,
      names: 114,
      weakNames: 25,
    });
    expect(await currentVersions(database.db)).toEqual({ sample: summary.hash });
    expect(await loadParties(database.db, summary.hash)).toHaveLength(56);
    expect(audited).toMatchObject([
      { status: "published", hash: summary.hash, added: 56, actor: "user:test" },
    ]);
    expect(await listStatus(database.db)).toMatchObject([
      {
        list: "sample",
        hash: summary.hash,
        entities: 56,
        check: { outcome: "published", confirmedAt: clock.now() },
      },
    ]);
    expect(await listHistory(database.db, "sample", 10)).toMatchObject([{ hash: summary.hash, added: 56 }]);
  });

  test("the same content again writes nothing but the time of the look", async () => {
    const first = await importFolder(sample);
    const second = await importFolder(sample);
    expect(second).toMatchObject({ status: "unchanged", hash: first.hash });
    expect(audited).toHaveLength(1);
    expect(await listHistory(database.db, "sample", 10)).toHaveLength(1);
    expect(await listStatus(database.db)).toMatchObject([
      { check: { outcome: "unchanged", at: clock.now() } },
    ]);
  });

  test("tells what was added, removed and changed", async () => {
    const before = await importFolder(changedSample(firstRows(55)));
    const summary = await importFolder(
      changedSample((sdn) => sdn.replace("POB Arkhangelsk", "POB Murmansk").replace(/^90014.*\r\n/m, "")),
    );
    expect(summary.changes).toMatchObject({ removed: ["90014"], changed: ["90007"] });
    expect(summary.changes.added).toHaveLength(1);
    expect(await listHistory(database.db, "sample", 10)).toMatchObject([
      { hash: summary.hash, previousHash: before.hash, added: 1, removed: 1, changed: 1 },
      { hash: before.hash },
    ]);
  });

  test("nothing is published when the audit entry cannot be written", async () => {
    const audit = () => Promise.reject(new Error("audit is down"));
    await expect(importFolder(sample, { audit })).rejects.toThrow("audit is down");
    expect(await currentVersions(database.db)).toEqual({});
    expect(await listHistory(database.db, "sample", 10)).toEqual([]);
  });

  test("the application can neither change nor delete a snapshot, a publication or a refusal", async () => {
    await importFolder(sample);
    for (const statement of [
      "update probity.list_snapshot set entities = 1",
      "delete from probity.list_snapshot",
      "update probity.list_publication set actor = 'nobody'",
      "delete from probity.list_publication",
      "delete from probity.list_quarantine",
      "update probity.list_check set list = 'another'",
      "update probity.list_schedule set only_row = true",
    ]) {
      await expect(database.db.query(statement), statement).rejects.toThrow(/permission denied/);
    }
  });

  test.each(["Ofac", "", "a b", "../x", `${"a".repeat(101)}`])("the list id %j is refused", async (list) => {
    const request = { db: database.db, clock, list, format: invented(1), files: {}, source: "x", actor: "x" };
    await expect(importList({ ...request, audit: async () => {} })).rejects.toMatchObject({
      code: "REQUEST_INVALID",
    });
  });
});

describe("a publication that looks wrong", () => {
  const refused = async (
    kind: string,
    code = "LIST_SUSPICIOUS",
    work: () => Promise<unknown> = async () => {},
  ) => {
    const before = await currentVersions(database.db);
    const audits = audited.length;
    await expect(work()).rejects.toMatchObject({ code });
    expect(await currentVersions(database.db)).toEqual(before);
    expect((await quarantineHistory(database.db, "sample", 1))[0]).toMatchObject({ kind });
    expect(audited).toHaveLength(audits + 1);
    expect(audited.at(-1)).toMatchObject({ status: "quarantined" });
  };

  test("with more than 5 % fewer entries is kept in quarantine", async () => {
    await importFormat(invented(100));
    clock.advance(1_000);
    expect((await importFormat(invented(95))).status).toBe("published");
    clock.advance(1_000);
    await refused("shrunk", "LIST_SUSPICIOUS", () => importFormat(invented(90)));
    const [status] = await listStatus(database.db);
    expect(status?.quarantined?.reason).toContain("90 entries");
  });

  test("with another number of entries than it declares is kept in quarantine", async () => {
    await importFormat(invented(100, { declared: 100 }));
    clock.advance(1_000);
    await refused("incomplete", "LIST_SUSPICIOUS", () => importFormat(invented(99, { declared: 100 })));
  });

  test("published before the current one is kept in quarantine; of the same day it is taken", async () => {
    await importFormat(invented(100, { publishedAt: "2026-11-20T00:00:00Z" }));
    clock.advance(1_000);
    expect((await importFormat(invented(101, { publishedAt: "2026-11-20T00:00:00Z" }))).status).toBe(
      "published",
    );
    clock.advance(1_000);
    await refused("older", "LIST_SUSPICIOUS", () =>
      importFormat(invented(102, { publishedAt: "2026-11-19T00:00:00Z" })),
    );
  });

  test("published longer ago than its publisher ever pauses is kept in quarantine, also as the first one", async () => {
    const publishedWithinMs = 30 * 86_400_000;
    const old = invented(100, { publishedAt: "2026-09-01T00:00:00Z" });
    await refused("outdated", "LIST_SUSPICIOUS", () => importFormat(old, { publishedWithinMs }));
    expect(await absentLists(database.db, ["other"])).toMatchObject([
      { list: "other" },
      { list: "sample", quarantined: { kind: "outdated" }, check: { outcome: "quarantined" } },
    ]);
    const publishedAt = new Date("2026-11-20T00:00:00Z");
    clock.advance(1_000);
    expect((await importFormat(old, { publishedWithinMs, publishedAt })).status).toBe("published");
  });

  test("that cannot be read is refused, and the refusal is on record", async () => {
    await importFolder(sample);
    const cut = changedSample((sdn) => sdn.slice(0, -40));
    await refused("unreadable", "LIST_INVALID", () => importFolder(cut));
    expect((await listStatus(database.db))[0]?.quarantined?.hash).toBeUndefined();
  });

  test("because an id occurs twice is refused", async () => {
    await refused("unreadable", "LIST_INVALID", () => importFormat(invented(2, { twice: true })));
  });

  test("refused a second time for the same reason is no news", async () => {
    await importFormat(invented(100));
    clock.advance(1_000);
    await refused("shrunk", "LIST_SUSPICIOUS", () => importFormat(invented(50)));
    clock.advance(1_000);
    await expect(importFormat(invented(50))).rejects.toMatchObject({ code: "LIST_SUSPICIOUS" });
    expect(await quarantineHistory(database.db, "sample", 10)).toHaveLength(1);
    expect(audited).toHaveLength(2);
    expect((await listStatus(database.db))[0]?.check).toMatchObject({
      outcome: "quarantined",
      at: clock.now(),
    });
  });

  test("leaves quarantine when a better one comes, or the current one is offered again", async () => {
    await importFormat(invented(100));
    for (const good of [invented(101), invented(101)]) {
      clock.advance(1_000);
      await expect(importFormat(invented(50))).rejects.toThrow();
      expect((await listStatus(database.db))[0]?.quarantined).toBeDefined();
      clock.advance(1_000);
      await importFormat(good);
      expect((await listStatus(database.db))[0]?.quarantined).toBeUndefined();
    }
  });

  test("is taken when somebody forces it, and the reason stays on record", async () => {
    await importFormat(invented(100));
    clock.advance(1_000);
    const { hash } = await importFormat(invented(50), { forcedReason: "half of the regime was lifted" });
    expect(await currentVersions(database.db)).toEqual({ sample: hash });
    expect(audited.at(-1)).toMatchObject({
      status: "published",
      forced: true,
      reason: "half of the regime was lifted",
    });
    expect((await listHistory(database.db, "sample", 1))[0]?.forcedReason).toBe(
      "half of the regime was lifted",
    );
  });
});

describe("an import that cannot be meant", () => {
  test.each([
    ["forced without a reason", { forcedReason: " " }, /needs a reason/],
    ["published in the future", { publishedAt: new Date("2027-01-01T00:00:00Z") }, /in the future/],
  ])("%s is refused before anything is read", async (_what, options, message) => {
    await expect(importFormat(invented(10), options)).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      message: expect.stringMatching(message),
    });
    expect(await currentVersions(database.db)).toEqual({});
    expect(await quarantineHistory(database.db, "sample", 1)).toEqual([]);
    expect(audited).toEqual([]);
  });
});

describe("releasing a publication from quarantine", () => {
  const release = (hash: string, reason = "checked with the publisher") =>
    releaseList({
      db: database.db,
      clock,
      list: "sample",
      hash,
      reason,
      actor: "user:test",
      audit: async (_tx, facts) => void audited.push({ format: "", ...facts }),
    });

  test("takes it into use, with reason and audit entry", async () => {
    await importFormat(invented(100));
    clock.advance(1_000);
    await expect(importFormat(invented(50))).rejects.toThrow();
    const hash = (await listStatus(database.db))[0]?.quarantined?.hash ?? "";
    clock.advance(1_000);
    const summary = await release(hash.slice(0, 12));
    expect(summary).toMatchObject({ hash, entities: 50 });
    expect(summary.changes.removed).toHaveLength(50);
    expect(await currentVersions(database.db)).toEqual({ sample: hash });
    expect((await listStatus(database.db))[0]?.quarantined).toBeUndefined();
    expect(audited.at(-1)).toMatchObject({ hash, forced: true, reason: "checked with the publisher" });
    await expect(release(hash)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("is refused for a version that was never in quarantine, an unknown one, and without a reason", async () => {
    const { hash } = await importFormat(invented(100));
    clock.advance(1_000);
    await importFormat(invented(101));
    await expect(release(hash)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(release("0".repeat(64))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(release("abc")).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    await expect(release(hash, "  ")).rejects.toMatchObject({ code: "REQUEST_INVALID" });
  });
});

describe("freshness", () => {
  test("counts from the last time the current snapshot was what the publisher offers", async () => {
    const hour = 3_600_000;
    const stale = async () => staleLists(await listFreshness(database.db, () => hour), clock.now());
    await importFormat(invented(100));
    clock.advance(hour);
    expect(await stale()).toEqual([]);
    clock.advance(1);
    expect(await stale()).toMatchObject([{ list: "sample" }]);
    await expect(importFormat(invented(50))).rejects.toThrow();
    expect(await stale()).toMatchObject([{ list: "sample" }]);
    await importFormat(invented(100));
    expect(await stale()).toEqual([]);
  });

  test("screening is refused only for lists that the policy names, and never for those without a limit", async () => {
    await importFormat(invented(100));
    clock.advance(10_000);
    const lists = await listFreshness(database.db, () => 5_000);
    expect(() => assertFresh(lists, clock.now(), () => true)).toThrow(/sample \(unconfirmed since/);
    expect(() => assertFresh(lists, clock.now(), (list) => list === "other")).not.toThrow();
    const unlimited = await listFreshness(database.db, () => undefined);
    expect(() => assertFresh(unlimited, clock.now(), () => true)).not.toThrow();
  });
});
