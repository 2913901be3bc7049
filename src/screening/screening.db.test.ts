import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import {
  type ActionCall,
  type ActionHost,
  createDataCipher,
  fixedClock,
  type Queryable,
  silentLog,
} from "../core/index.ts";
import { screeningActions, screeningInput, screeningOutput } from "./actions.ts";
import type { OfacSdnFiles } from "./lists/formats/ofac-sdn.ts";
import { importList, type ListImportFacts, openOfacSdnFolder } from "./lists/import-list.ts";
import type { ListFile } from "./lists/list-file.ts";
import { currentVersions, listStatus, loadParties } from "./lists/list-store.ts";
import { createScreener } from "./screener.ts";
import { screeningSealContext } from "./screening-store.ts";

const sample = "examples/lists/sample-sdn";
const clock = fixedClock("2026-11-23T10:00:00Z");
let database: TestDatabase;
let audited: ListImportFacts[];

beforeEach(async () => {
  database = await testDatabase();
  audited = [];
});
afterEach(() => database.close());

async function importFiles(
  files: OfacSdnFiles,
  options: { force?: boolean; audit?: (tx: Queryable) => Promise<void> } = {},
) {
  return importList({
    db: database.db,
    clock,
    list: "sample",
    files,
    source: "examples/lists/sample-sdn",
    actor: "user:test",
    force: options.force ?? false,
    audit: async (tx, facts) => {
      audited.push(facts);
      await options.audit?.(tx);
    },
  });
}

/** The sample list with only its first `rows` entries, or with some text replaced. */
async function changedSample(change: (sdn: string) => string): Promise<OfacSdnFiles> {
  const files = await openOfacSdnFolder(sample);
  const sdn = change(await textOf(files.sdn));
  const ids = new Set(sdn.split("\r\n").map((line) => line.split(",")[0]));
  const keep = async (file: ListFile) =>
    fileOf(
      file.name,
      (await textOf(file))
        .split(/\r?\n/)
        .filter((line) => ids.has(line.split(",")[0]))
        .join("\n"),
    );
  return {
    sdn: fileOf("sdn.csv", sdn),
    alt: await keep(files.alt),
    add: await keep(files.add),
    comments: await keep(files.comments),
  };
}
async function textOf(file: ListFile): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8").replace("\x1a", "");
}
function fileOf(name: string, text: string): ListFile {
  return {
    name,
    bytes: (async function* () {
      yield Buffer.from(text);
    })(),
  };
}
async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
const firstRows = (count: number) => (sdn: string) => `${sdn.split("\r\n").slice(0, count).join("\r\n")}\r\n`;

describe("importing a list", () => {
  test("publishes a snapshot that reads back whole, with its audit entry", async () => {
    const summary = await importFiles(await openOfacSdnFolder(sample));
    expect(summary).toMatchObject({
      status: "published",
      entities: 56,
      names: 114,
      weakNames: 25,
      added: 56,
      removed: 0,
      changed: 0,
    });
    expect(await currentVersions(database.db)).toEqual({ sample: summary.hash });
    expect(await loadParties(database.db, summary.hash)).toHaveLength(56);
    expect(audited).toMatchObject([{ status: "published", hash: summary.hash, actor: "user:test" }]);
    const [status] = await listStatus(database.db);
    expect(status).toMatchObject({
      list: "sample",
      hash: summary.hash,
      entities: 56,
      weakNames: 25,
      importedAt: clock.now(),
    });
  });

  test("the same content again changes nothing and writes no second audit entry", async () => {
    const first = await importFiles(await openOfacSdnFolder(sample));
    const second = await importFiles(await openOfacSdnFolder(sample));
    expect(second).toMatchObject({ status: "unchanged", hash: first.hash, added: 0, removed: 0, changed: 0 });
    expect(audited).toHaveLength(1);
  });

  test("tells what was added, removed and changed", async () => {
    await importFiles(await changedSample(firstRows(55)));
    const summary = await importFiles(
      await changedSample((sdn) =>
        sdn.replace("POB Arkhangelsk", "POB Murmansk").replace(/^90014.*\r\n/m, ""),
      ),
    );
    expect(summary).toMatchObject({ added: 1, removed: 1, changed: 1 });
    expect(summary.changes.changed).toEqual(["90007"]);
  });

  test("a list that lost more than 5 % is quarantined and the old one stays", async () => {
    const { hash } = await importFiles(await openOfacSdnFolder(sample));
    clock.advance(60_000);
    await expect(importFiles(await changedSample(firstRows(50)))).rejects.toMatchObject({
      code: "LIST_SUSPICIOUS",
    });
    expect(await currentVersions(database.db)).toEqual({ sample: hash });
    expect(audited.map((facts) => facts.status)).toEqual(["published", "quarantined"]);
    expect((await listStatus(database.db))[0]?.quarantined?.reason).toContain("50 entries");
    const forced = await importFiles(await changedSample(firstRows(50)), { force: true });
    expect(await currentVersions(database.db)).toEqual({ sample: forced.hash });
  });

  test("nothing is published when the audit entry cannot be written", async () => {
    const audit = () => Promise.reject(new Error("audit is down"));
    await expect(importFiles(await openOfacSdnFolder(sample), { audit })).rejects.toThrow("audit is down");
    expect(await currentVersions(database.db)).toEqual({});
  });

  test("the application can neither change nor delete a snapshot or a screening", async () => {
    await importFiles(await openOfacSdnFolder(sample));
    for (const statement of [
      "update probity.list_snapshot set entities = 1",
      "delete from probity.list_snapshot",
      "delete from probity.screening",
      "update probity.screening set decision = 'clear'",
    ]) {
      await expect(database.db.query(statement), statement).rejects.toThrow(/permission denied/);
    }
  });
});

describe("screening against the current lists", () => {
  const log = silentLog;
  test("without any list nothing is clear", async () => {
    const screener = createScreener({ db: database.db, clock, log });
    await expect(screener.screen({ names: ["Marta Lindqvist"] })).rejects.toMatchObject({
      code: "LIST_MISSING",
    });
    await importFiles(await openOfacSdnFolder(sample));
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
    const first = await importFiles(await changedSample((sdn) => sdn.replace(/^90007.*\r\n/m, "")));
    const screener = createScreener({ db: database.db, clock, log });
    const query = { names: ["Viktor Drozdov-Petrenko"] };
    expect(await screener.screen(query)).toMatchObject({
      decision: "clear",
      listVersions: { sample: first.hash },
    });
    const second = await importFiles(await openOfacSdnFolder(sample));
    expect((await screener.screen(query)).listVersions).toEqual({ sample: first.hash });
    clock.advance(1_000);
    const after = await screener.screen(query);
    expect(after).toMatchObject({ listVersions: { sample: second.hash } });
    expect(after.decision).not.toBe("clear");
  });

  test("a batch answers every row in order, and a row without a name is never clear", async () => {
    await importFiles(await openOfacSdnFolder(sample));
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
    await importFiles(await openOfacSdnFolder(sample));
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
    await importFiles(await openOfacSdnFolder(sample));
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
    await importFiles(await openOfacSdnFolder(sample));
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
    await importFiles(await openOfacSdnFolder(sample));
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
      await importFiles(await openOfacSdnFolder(sample));
      await expect(act(input)).rejects.toMatchObject({ code: "NAME_INVALID" });
    },
  );
});
