/**
 * node bench/screening/rest.ts [--json] [--lists FOLDER] [--seconds 10] [--rates 250,500,1000]
 *
 * Single screenings over HTTP, each answered once its record and its audit entry are committed: the
 * server in this process, on the embedded PostgreSQL with fsync as it ships, the load in another one.
 * Requests are sent at the offered rate whether or not the earlier ones were answered, and their time
 * counts from the moment they were due, so a server that falls behind cannot hide it.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createServer } from "../../src/api/index.ts";
import { type Actor, openInstallation } from "../../src/app/index.ts";
import { silentLog } from "../../src/core/index.ts";
import { LISTS_FOLDER } from "../../test/screening/public-lists.ts";
import { machine, round } from "../machine.ts";
import type { LoadJob } from "./rest-load.ts";

/** What one offered rate gave. */
export interface RestFigures {
  /** Requests a second that were sent. */
  readonly offered: number;
  /** Requests a second that were answered within the time of the measurement. */
  readonly answered: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Processor time of the server's own process for one request: says more than times on a busy machine. */
  readonly serverCpuMs: number;
  /** Answers that were no screening. */
  readonly errors: number;
  /** Screenings and audit entries of them in the database afterwards, which have to be the same. */
  readonly recorded: number;
  readonly audited: number;
}

/** OFAC's CSV set of 2023-12-28. */
const SDN_FOLDER = "ofac/sdn_2023-12-28";
const actor: Actor = { kind: "service", id: "bench", via: "cli" };

/** Measures one rate after another on a fresh installation with OFAC's SDN list. */
export async function measureRest(settings: {
  readonly listsFolder: string;
  readonly rates: readonly number[];
  readonly seconds: number;
}): Promise<readonly RestFigures[]> {
  const home = mkdtempSync(join(tmpdir(), "probity-bench-rest-"));
  chmodSync(home, 0o711);
  const env = { ...process.env, PROBITY_HOME: home };
  const probity = await openInstallation({ cwd: home, env, log: silentLog });
  const unlimited = { address: 100_000_000, principal: 100_000_000 };
  const app = createServer({ probity, baseUrl: "http://localhost:4780", requestsPerMinute: unlimited });
  try {
    const paths = [join(settings.listsFolder, SDN_FOLDER)];
    await probity.importList({ list: "ofac-sdn", paths, forcedReason: "a measurement" }, actor);
    const { key } = await probity.access.createKey({ name: "bench", roles: ["analyst"], actor });
    await app.listen({ host: "127.0.0.1", port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const job = (rate: number, seconds: number): LoadJob => ({ port, key, rate, seconds });
    await load(job(200, 3));
    const figures: RestFigures[] = [];
    for (const rate of settings.rates) {
      const before = await countRecords(probity.database.appUrl);
      const cpu = process.cpuUsage();
      const measured = await load(job(rate, settings.seconds));
      const { user, system } = process.cpuUsage(cpu);
      const after = await countRecords(probity.database.appUrl);
      const recorded = after.recorded - before.recorded;
      const serverCpuMs = round((user + system) / 1_000 / Math.max(1, recorded), 3);
      figures.push({ ...measured, serverCpuMs, recorded, audited: after.audited - before.audited });
    }
    return figures;
  } finally {
    await app.close();
    await probity.close();
    rmSync(home, { recursive: true, force: true });
  }
}

type Measured = Omit<RestFigures, "recorded" | "audited" | "serverCpuMs">;

async function load(job: LoadJob): Promise<Measured> {
  const child = fork(join(import.meta.dirname, "rest-load.ts"));
  child.send(job);
  const [measured] = (await once(child, "message")) as [Measured];
  child.kill();
  return measured;
}

async function countRecords(url: string): Promise<{ recorded: number; audited: number }> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select (select count(*)::int from probity.screening) as recorded,
              (select count(*)::int from audit.entry where action = 'screening') as audited`,
    );
    return rows[0];
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  const { values: options } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      lists: { type: "string", default: LISTS_FOLDER },
      seconds: { type: "string", default: "10" },
      rates: { type: "string", default: "250,500,1000" },
    },
  });
  const figures = await measureRest({
    listsFolder: options.lists,
    seconds: Number(options.seconds),
    rates: options.rates.split(",").map(Number),
  });
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ machine: machine(), figures })}\n`);
  } else {
    process.stdout.write(`${JSON.stringify(machine())}\n`);
    for (const one of figures) {
      process.stdout.write(
        `offered ${one.offered}/s: answered ${one.answered}/s, p50 ${one.p50Ms} ms, p99 ${one.p99Ms} ms, max ${one.maxMs} ms, ${one.serverCpuMs} ms of processor each, ${one.errors} errors, ${one.recorded} recorded, ${one.audited} audited\n`,
      );
    }
  }
}
