import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { changedSample, sampleFolder } from "../../../test/support/list-publications.ts";
import { type ListServer, listServer } from "../../../test/support/list-server.ts";
import { fixedClock, ProbityError, silentLog } from "../../core/index.ts";
import type { ListImportFacts, ListImportSummary } from "./import-list.ts";
import { absentLists, listStatus } from "./list-status.ts";
import { currentVersions } from "./list-store.ts";
import { quarantineHistory } from "./quarantine.ts";
import { type ListSource, readListSources } from "./sources.ts";
import { type SyncOutcome, syncLists } from "./sync-lists.ts";

const shared = "../shared/data/lists";
const clock = fixedClock("2026-11-23T10:00:00Z");
const names = ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"];
let database: TestDatabase;
let server: ListServer;
let folder: string;
let audited: ListImportFacts[];
let published: ListImportSummary[];

beforeEach(async () => {
  database = await testDatabase();
  server = await listServer();
  folder = mkdtempSync(join(tmpdir(), "probity-sync-"));
  audited = [];
  published = [];
  serve(sampleFolder);
});
afterEach(async () => {
  await server.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function serve(from: string): void {
  for (const name of names) server.files.set(`/${name}`, { content: readFileSync(join(from, name)) });
}

function source(options: Record<string, unknown> = {}): ListSource {
  const urls = names.map((name) => `${server.url}/${name}`);
  const entry = { id: "sample", format: "ofac-csv", urls, allow_private: true, ...options };
  const [first] = readListSources({ lists: [entry] } as never);
  if (first === undefined) throw new Error("no source");
  return first;
}

async function sync(sources: readonly ListSource[] = [source()], downloads = folder): Promise<SyncOutcome[]> {
  clock.advance(1_000);
  return await syncLists({
    db: database.db,
    clock,
    log: silentLog,
    sources,
    folder: downloads,
    secret(name) {
      if (name === "token") return "s3 cret";
      throw new ProbityError("SECRET_MISSING", `The secret ${name} is not listed.`);
    },
    actor: "schedule:lists",
    userAgent: "probity/test",
    audit: async (_tx, facts) => void audited.push(facts),
    onPublished: async (summary) => void published.push(summary),
    transport: { sleep: async () => {}, answerWithinMs: 2_000 },
  });
}

describe("looking after a list", () => {
  test("downloads and publishes it, and downloads nothing while nothing is new", async () => {
    const [first] = await sync();
    expect(first).toMatchObject({ list: "sample", outcome: "published" });
    expect(first?.bytes).toBe(server.sent());
    expect(published).toHaveLength(1);
    expect(audited).toMatchObject([{ status: "published", entities: 56 }]);
    const sent = server.sent();
    expect(await sync()).toMatchObject([{ outcome: "unchanged", bytes: 0 }]);
    expect(server.sent()).toBe(sent);
    expect(audited).toHaveLength(1);
    expect(await listStatus(database.db)).toMatchObject([
      { check: { outcome: "unchanged", confirmedAt: clock.now() } },
    ]);
  });

  test("of a set downloads only the files that are new", async () => {
    await sync();
    const sent = server.sent();
    const sdn = readFileSync(join(sampleFolder, "sdn.csv"), "utf8").replace(
      "POB Arkhangelsk",
      "POB Murmansk",
    );
    server.files.set("/sdn.csv", { content: sdn });
    expect(await sync()).toMatchObject([{ outcome: "published", bytes: sdn.length }]);
    expect(server.sent() - sent).toBe(sdn.length);
    expect(published[1]?.changes).toMatchObject({ added: [], removed: [], changed: ["90007"] });
  });

  test("downloads the whole set again on a machine that has no copy, and after an address changed", async () => {
    await sync();
    const all = server.sent();
    const other = mkdtempSync(join(tmpdir(), "probity-sync-"));
    server.files.set("/sdn.csv", { content: `${readFileSync(join(sampleFolder, "sdn.csv"), "utf8")}` });
    expect(await sync([source()], other)).toMatchObject([{ outcome: "unchanged" }]);
    const sdn = readFileSync(join(sampleFolder, "sdn.csv"), "utf8").replace(
      "POB Arkhangelsk",
      "POB Murmansk",
    );
    server.files.set("/sdn.csv", { content: sdn });
    expect(await sync([source()], other)).toMatchObject([{ outcome: "published" }]);
    expect(readdirSync(join(other, "sample")).sort()).toEqual(["add", "alt", "comments", "sdn"]);
    expect(server.sent()).toBe(all + all + "Murmansk".length - "Arkhangelsk".length);
    rmSync(other, { recursive: true });
    const moved = source({ urls: names.map((name) => `${server.url}/${name}?v=2`) });
    expect(await sync([moved])).toMatchObject([{ outcome: "unchanged", bytes: expect.any(Number) }]);
  });

  test("a secret stands in its address and nowhere else", async () => {
    const urls = names.map((name) => `${server.url}/${name}?token=\${secret.token}`);
    await sync([source({ urls })]);
    const { rows } = await database.db.query<{ text: string }>(
      "select row_to_json(f)::text as text from probity.list_file f union all select row_to_json(p)::text from probity.list_publication p",
    );
    expect(rows.map(({ text }) => text).join()).toContain("secret.token");
    expect(rows.map(({ text }) => text).join()).not.toContain("s3");
    expect(
      await sync([source({ urls: urls.map((url) => url.replace("secret.token", "secret.other")) })]),
    ).toMatchObject([{ outcome: "failed", problem: expect.stringContaining("secret other") }]);
  });
});

describe("when something is wrong with one list", () => {
  test("the old snapshot stays, the problem is on record, and the others have their turn", async () => {
    await sync();
    const before = await currentVersions(database.db);
    server.faults.set("/sdn.csv", [{ kind: "status", status: 404 }]);
    for (const name of names)
      server.files.set(`/other/${name}`, { content: readFileSync(join(sampleFolder, name)) });
    const other = source({ id: "other", urls: names.map((name) => `${server.url}/other/${name}`) });
    expect(await sync([source(), other])).toMatchObject([
      { list: "sample", outcome: "failed", problem: "127.0.0.1 answered with status 404" },
      { list: "other", outcome: "published" },
    ]);
    expect((await currentVersions(database.db))["sample"]).toBe(before["sample"]);
    const [, sample] = await listStatus(database.db);
    expect(sample?.check).toMatchObject({ outcome: "failed", problem: expect.stringContaining("404") });
  });

  test("a cut connection, errors of the server and a web page leave a list that a later look completes", async () => {
    server.faults.set("/sdn.csv", [
      { kind: "cut" },
      { kind: "status", status: 500 },
      { kind: "status", status: 500 },
    ]);
    server.faults.set("/alt.csv", [{ kind: "html", type: "text/html" }]);
    expect(await sync()).toMatchObject([{ outcome: "failed", problem: expect.stringContaining("web page") }]);
    expect(await absentLists(database.db, [])).toMatchObject([
      { list: "sample", check: { outcome: "failed" } },
    ]);
    expect(await sync()).toMatchObject([{ outcome: "published" }]);
  });

  test("a truncated and a shrunken publication are quarantined, once, until a better one comes", async () => {
    await sync();
    const before = await currentVersions(database.db);
    const sdn = readFileSync(join(sampleFolder, "sdn.csv"), "utf8");
    server.files.set("/sdn.csv", { content: sdn.slice(0, 3_000) });
    expect(await sync()).toMatchObject([{ outcome: "quarantined" }]);
    serve(changedSample((text) => text.split("\r\n").slice(0, 40).join("\r\n")));
    expect(await sync()).toMatchObject([
      { outcome: "quarantined", problem: expect.stringContaining("40 entries") },
    ]);
    const sent = server.sent();
    expect(await sync()).toMatchObject([{ outcome: "quarantined", bytes: 0 }]);
    expect(server.sent()).toBe(sent);
    expect((await quarantineHistory(database.db, "sample", 10)).map(({ kind }) => kind)).toEqual([
      "shrunk",
      "unreadable",
    ]);
    expect(audited.map(({ status }) => status)).toEqual(["published", "quarantined", "quarantined"]);
    expect(await currentVersions(database.db)).toEqual(before);
    serve(sampleFolder);
    expect(await sync()).toMatchObject([{ outcome: "unchanged" }]);
    expect((await listStatus(database.db))[0]?.quarantined).toBeUndefined();
  });

  test("two processes never download the same list at the same time", async () => {
    const outcomes = (await Promise.all([sync(), sync()])).flat().map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(["busy", "published"]);
  });
});

const real = existsSync(join(shared, "ofac/sdn_2023-12-28/sdn.csv"));
describe.skipIf(!real)("the real lists, from a server on this machine", () => {
  test("are looked after several at a time, with connections that break", { timeout: 120_000 }, async () => {
    const files: Record<string, string> = {
      "/un.xml": "un/un_consolidated_2026-08-01.xml",
      "/eu.xml": "eu/eu_fsf_2026-05-01_reserialised.xml",
      "/old-un.xml": "un/un_consolidated_2025-06-18.xml",
    };
    for (const name of names) files[`/${name}`] = `ofac/sdn_2023-12-28/${name}`;
    for (const [path, file] of Object.entries(files)) {
      server.files.set(path, { content: readFileSync(join(shared, file)) });
      server.faults.set(path, [{ kind: "cut" }]);
    }
    const limits = { published_within: "3650d" };
    const sources = [
      source({ id: "ofac-sdn", ...limits }),
      source({ id: "un-consolidated", format: "un-xml", urls: [`${server.url}/un.xml`], ...limits }),
      source({ id: "eu-fsf", format: "eu-fsf-xml", urls: [`${server.url}/eu.xml`], ...limits }),
    ];
    const outcomes = await sync(sources);
    expect(outcomes).toMatchObject([
      { list: "ofac-sdn", outcome: "published", summary: { entities: 13_821 } },
      { list: "un-consolidated", outcome: "published", summary: { entities: 1_011 } },
      { list: "eu-fsf", outcome: "published", summary: { entities: 5_860 } },
    ]);
    expect((await sync(sources)).map(({ outcome }) => outcome)).toEqual([
      "unchanged",
      "unchanged",
      "unchanged",
    ]);
    const older = source({
      id: "un-consolidated",
      format: "un-xml",
      urls: [`${server.url}/old-un.xml`],
      ...limits,
    });
    expect(await sync([older])).toMatchObject([{ outcome: "quarantined" }]);
    const [, , un] = await listStatus(database.db);
    expect(un?.quarantined?.kind).toMatch(/^(shrunk|older)$/);
  });
});
