import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bob, type TestEngine, testEngine } from "../../test/support/engine.ts";
import { changedSample, sampleFolder } from "../../test/support/list-publications.ts";
import { type ListServer, listServer } from "../../test/support/list-server.ts";
import { listAudit } from "../audit/index.ts";
import { fixedClock, silentLog } from "../core/index.ts";
import { loadConfig } from "./config.ts";
import { createListDesk, type ListDesk } from "./list-desk.ts";

const names = ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"];
const firstRows = (count: number) => (sdn: string) => `${sdn.split("\r\n").slice(0, count).join("\r\n")}\r\n`;
let t: TestEngine;
let server: ListServer;
let folder: string;
let desk: ListDesk;
const clock = fixedClock("2026-11-23T10:00:00Z");

beforeEach(async () => {
  t = await testEngine({ launch: false });
  server = await listServer();
  folder = mkdtempSync(join(tmpdir(), "probity-desk-"));
  const urls = names.map((name) => `"${server.url}/${name}?token=\${secret.TOKEN}"`).join(", ");
  writeFileSync(
    join(folder, "probity.yaml"),
    `secrets:
  TOKEN: { env: LIST_TOKEN }
screening:
  lists:
    - { id: sample, format: ofac-csv, urls: [${urls}], stale_after: 1h, allow_private: true }
`,
  );
  desk = createListDesk({
    db: t.database.db,
    clock,
    log: silentLog,
    engine: t.engine,
    config: loadConfig(folder, { LIST_TOKEN: "s3cret" }),
    home: folder,
    version: "0.0.0-test",
  });
});
afterEach(async () => {
  await server.close();
  await t.close();
  rmSync(folder, { recursive: true });
});

function serve(from: string): void {
  for (const name of names) server.files.set(`/${name}`, { content: readFileSync(join(from, name)) });
}
const paths = [sampleFolder];
async function rows(text: string): Promise<Record<string, unknown>[]> {
  return (await t.database.db.query(text)).rows;
}
async function audits() {
  const { entries } = await listAudit(t.database.db, { limit: 50 });
  return entries.map(({ body }) => ({ action: body.action, status: body.status })).reverse();
}
const alerts = () => rows("select kind, about, message from probity.operational_alert order by id");

describe("the lists of an installation", () => {
  test("are downloaded with their secrets, audited, and shown with their freshness", async () => {
    serve(sampleFolder);
    const [outcome] = await desk.syncLists({}, bob);
    expect(outcome).toMatchObject({ list: "sample", outcome: "published", added: 56 });
    expect(await audits()).toMatchObject([{ action: "list.import", status: "published" }]);
    const { items, absent } = await desk.listOverview();
    expect(items).toMatchObject([{ list: "sample", stale: false, staleAfterHours: 1, synced: true }]);
    expect(absent).toEqual([]);
    clock.advance(3_600_001);
    expect(await desk.listStatus()).toMatchObject([{ list: "sample", stale: true }]);
    expect(await desk.syncLists({ lists: ["sample"] }, bob)).toMatchObject([
      { outcome: "unchanged", bytes: 0 },
    ]);
    expect(await desk.listStatus()).toMatchObject([{ stale: false }]);
    expect(JSON.stringify(await desk.listDetail("sample"))).not.toContain("s3cret");
  });

  test("that lose entries are refused with audit entry and alert, and released with a reason", async () => {
    await desk.importList({ list: "sample", paths }, bob);
    clock.advance(1_000);
    serve(changedSample(firstRows(50)));
    expect(await desk.syncLists({}, bob)).toMatchObject([{ outcome: "quarantined" }]);
    expect(await alerts()).toMatchObject([
      { kind: "list_quarantined", about: "sample", message: expect.stringContaining("50 entries") },
    ]);
    const { quarantined } = await desk.listDetail("sample");
    const version = quarantined[0]?.version ?? "";
    clock.advance(1_000);
    const released = await desk.releaseList({ list: "sample", version, reason: "checked" }, bob);
    expect(released).toMatchObject({ version, entities: 50, removed: 6 });
    expect(await audits()).toMatchObject([
      { action: "list.import", status: "published" },
      { action: "list.import", status: "quarantined" },
      { action: "list.release", status: "published" },
    ]);
    expect((await desk.listDetail("sample")).history).toMatchObject([
      { version, removed: 6, forcedReason: "checked", actor: "user:bob" },
      { added: 56 },
    ]);
    expect(await desk.syncLists({}, bob)).toMatchObject([{ outcome: "unchanged" }]);
  });

  test("say what changed between versions, and what files would change", async () => {
    await desk.importList({ list: "sample", paths: [changedSample(firstRows(55))] }, bob);
    await expect(desk.diffList("sample", {})).rejects.toMatchObject({ code: "NOT_FOUND" });
    clock.advance(1_000);
    const changed = changedSample((sdn) => sdn.replace("POB Arkhangelsk", "POB Murmansk"));
    await desk.importList({ list: "sample", paths: [changed] }, bob);
    const diff = await desk.diffList("sample", {});
    expect(diff.counts).toEqual({ added: 1, removed: 0, changed: 1 });
    expect(diff.changed[0]?.members.find(({ member }) => member === "birthPlaces")).toEqual({
      member: "birthPlaces",
      before: ["Arkhangelsk, Russia"],
      after: ["Murmansk, Russia"],
    });
    const back = await desk.diffList("sample", {
      from: diff.to.slice(0, 12),
      to: diff.from.slice(0, 12),
      limit: 1,
    });
    expect(back.counts).toEqual({ added: 0, removed: 1, changed: 1 });
    const files = await desk.diffListFiles({ list: "sample", paths });
    expect(files.counts).toEqual({ added: 0, removed: 0, changed: 1 });
    expect(await audits()).toHaveLength(2);
  });

  test("that nobody knows, or that have no address, are said to be missing", async () => {
    await expect(desk.listDetail("nobody")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(desk.diffList("nobody", {})).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(desk.syncLists({ lists: ["nobody"] }, bob)).rejects.toThrow(/there are: sample, ofac-sdn/);
    expect(await desk.listDetail("ofac-sdn")).toMatchObject({
      authority: expect.stringContaining("Treasury"),
      history: [],
    });
  });
});
