import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ordinaryNames } from "../../test/screening/ordinary-names.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { changedSample, importSample } from "../../test/support/list-publications.ts";
import { listed, publish } from "../../test/support/population.ts";
import { canonicalJson, fixedClock, type Log, silentLog } from "../core/index.ts";
import type { BatchRow } from "./batch.ts";
import { openCachedIndex } from "./index-cache.ts";
import { currentVersions, loadParties } from "./lists/list-store.ts";
import { compileIndex } from "./matching/compile-index.ts";
import { imageHash } from "./matching/index-image.ts";
import { screenGroups } from "./screen-batch.ts";
import { createScreener, screenRow } from "./screener.ts";
import { createScreeningPool, type ScreeningPool } from "./screening-pool.ts";

const clock = fixedClock("2026-11-23T10:00:00Z");
let database: TestDatabase;
let folder: string;
let pool: ScreeningPool | undefined;
let names: string[];

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "probity-cache-"));
  const { hash } = await importSample(database.db, clock);
  const parties = await loadParties(database.db, hash);
  names = parties.flatMap((party) => party.names.map(({ text }) => text));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});
afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

/** Listed names as they are and cut, ordinary ones, and some that cannot be screened. */
function rows(count: number): BatchRow[] {
  return Array.from({ length: count }, (_, at) => {
    const listed = names[at % names.length] ?? "";
    const text =
      at % 7 === 3 ? "" : at % 5 === 0 ? `Marta Lindqvist ${at}` : at % 3 === 0 ? listed.slice(1) : listed;
    return { ref: String(at), query: { names: [text] }, warnings: [] };
  });
}

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const newScreener = () => createScreener({ db: database.db, clock, log: silentLog });

describe("a pool of threads", () => {
  test("gives, in order, byte for byte what one thread gives", async () => {
    pool = createScreeningPool(2);
    const screener = newScreener();
    const asked = rows(950);
    const found: string[] = [];
    for await (const group of screenGroups(screener, pool, from(asked))) {
      found.push(...group.map(({ row, result }) => `${row.ref} ${canonicalJson(result)}`));
    }
    const alone: string[] = [];
    for (const row of asked) alone.push(`${row.ref} ${canonicalJson(await screenRow(screener, row))}`);
    expect(found).toEqual(alone);
    expect(pool.threads().length).toBeGreaterThan(0);
  });

  test("starts no thread for a batch of one group", async () => {
    pool = createScreeningPool(2);
    for await (const group of screenGroups(newScreener(), pool, from(rows(60))))
      expect(group).toHaveLength(60);
    expect(pool.threads()).toEqual([]);
  });

  test("loses nothing when threads are killed while they work", async () => {
    pool = createScreeningPool(2);
    const screener = newScreener();
    const frame = await screener.frame();
    const asked = rows(100);
    const expected = await pool.screen(frame, asked);
    const threads = pool;
    const work = Array.from({ length: 30 }, () => threads.screen(frame, asked));
    for (const worker of pool.threads()) await worker.terminate();
    for (const results of await Promise.all(work)) expect(results).toEqual(expected);
  });

  test("shares one copy of the index: a thread costs far less than the index has bytes", async () => {
    const image = new Uint8Array(new SharedArrayBuffer(256 * 2 ** 20)).fill(1);
    pool = createScreeningPool(2);
    const frame = await newScreener().frame();
    await pool.screen(frame, rows(1));
    const before = process.memoryUsage().rss;
    // The threads cannot open these bytes and die of them; what counts is that sending copies nothing.
    const work = pool.screen({ ...frame, index: { ...frame.index, image } }, rows(1));
    await expect(work).rejects.toMatchObject({ code: "INTERNAL" });
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 2 ** 20);
  });

  test("an error of the installation ends the batch, and a closed pool takes no work", async () => {
    pool = createScreeningPool(1);
    const frame = await newScreener().frame();
    await expect(pool.screen({ ...frame, versions: {} }, rows(3))).rejects.toMatchObject({
      code: "LIST_MISSING",
    });
    await pool.close();
    await expect(pool.screen(frame, rows(1))).rejects.toMatchObject({ code: "INTERNAL" });
  });
});

describe("the index on disk", () => {
  const warned: string[] = [];
  const log: Log = { ...silentLog, warn: (_fields, message) => warned.push(message) };
  const openAgain = async (hashes: readonly string[]) =>
    openCachedIndex({ db: database.db, log, folder }, hashes);
  const files = () => readdirSync(folder);

  test("is written once, readable by its owner only, and read back as it was", async () => {
    const hashes = Object.values(await currentVersions(database.db));
    const built = await openAgain(hashes);
    const [name = ""] = files();
    expect(files()).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.idx$/)]);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const read = await openAgain(hashes);
    expect(Buffer.from(read.image).equals(Buffer.from(built.image))).toBe(true);
    expect(read.image.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(warned).toEqual([]);
  });

  test.each([
    [
      "altered in the middle",
      (path: string) => {
        const file = openSync(path, "r+");
        writeSync(file, "x", statSync(path).size >> 1);
        closeSync(file);
      },
    ],
    ["cut off", (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 5_000))],
    ["empty", (path: string) => writeFileSync(path, "")],
    ["something else", (path: string) => writeFileSync(path, "x".repeat(100_000))],
    ["gone", (path: string) => rmSync(path)],
  ])("a file that is %s is built anew", async (_what, damage) => {
    const hashes = Object.values(await currentVersions(database.db));
    const whole = Buffer.from((await openAgain(hashes)).image);
    const path = join(folder, files()[0] ?? "");
    damage(path);
    expect(Buffer.from((await openAgain(hashes)).image).equals(whole)).toBe(true);
    expect(readFileSync(path).equals(whole), "and mended").toBe(true);
  });

  test("what a killed process left half-written goes after a day", async () => {
    const own = mkdtempSync(join(folder, "own-"));
    const dayAgo = new Date(Date.now() - 90_000_000);
    writeFileSync(join(own, "old.tmp"), "x");
    utimesSync(join(own, "old.tmp"), dayAgo, dayAgo);
    writeFileSync(join(own, "new.tmp"), "x");
    const hashes = Object.values(await currentVersions(database.db));
    await openCachedIndex({ db: database.db, log, folder: own }, hashes);
    expect(readdirSync(own).filter((name) => name.endsWith(".tmp"))).toEqual(["new.tmp"]);
    rmSync(own, { recursive: true });
  });

  test("a folder that cannot be written costs nothing but time", async () => {
    const file = join(folder, "not-a-folder");
    writeFileSync(file, "");
    const hashes = Object.values(await currentVersions(database.db));
    expect((await openCachedIndex({ db: database.db, log, folder: file }, hashes)).partyCount).toBe(56);
    expect(warned.at(-1)).toBe("index file not written");
    rmSync(file);
  });

  test("a large list is compiled by a thread, to the same bytes, and one that was altered is refused there too", async () => {
    const parties = ordinaryNames(8_000).map(({ text }, at) => listed("large", String(at), [text]));
    const hash = await publish(database.db, "large", parties, clock.now());
    const { image } = await openCachedIndex({ db: database.db, log: silentLog }, [hash]);
    expect(image.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(imageHash(image)).toBe(imageHash(compileIndex(await loadParties(database.db, hash))));
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(
      "update probity.list_snapshot set content = overlay(content placing '\\x00' from 1000) where hash = $1",
      [hash],
    );
    await owner.end();
    await expect(openCachedIndex({ db: database.db, log: silentLog }, [hash])).rejects.toMatchObject({
      code: "LIST_INVALID",
    });
  });

  test("only the files used last are kept", async () => {
    for (const place of ["Moldova", "Murmansk", "Minsk", "Mogilev", "Mozyr"]) {
      const { hash } = await importSample(
        database.db,
        clock,
        changedSample((sdn) => sdn.replace("POB Arkhangelsk", `POB ${place}`)),
      );
      await openAgain([hash]);
    }
    expect(files()).toHaveLength(4);
  });
});
