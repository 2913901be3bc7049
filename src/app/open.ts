import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createAccess } from "../access/index.ts";
import { createDispatcher, listMailbox, readAlertingConfig, startLocalMailbox } from "../alerting/index.ts";
import { appendAudit, verifyEntries } from "../audit/index.ts";
import type { ActionHost, Clock, Database, JsonObject, Log, RunId } from "../core/index.ts";
import { systemClock } from "../core/index.ts";
import { createEngine } from "../engine/index.ts";
import { listSchedule } from "../screening/index.ts";
import { auditPage } from "./audit-page.ts";
import { catalogueOf, type Surroundings } from "./catalogue.ts";
import { loadConfig } from "./config.ts";
import { createCustomerDesk } from "./customer-desk.ts";
import { openInstallationDatabase } from "./database.ts";
import { createDefinitionDesk } from "./definition-desk.ts";
import { verifyDocumentFile } from "./documents.ts";
import { runDrill } from "./drill.ts";
import { openDataCipher, openHome } from "./home.ts";
import { checkDataKey, isNewDatabase } from "./installation.ts";
import { createListDesk } from "./list-desk.ts";
import { listScheduleActor, startListSchedule } from "./list-schedule.ts";
import { createLog } from "./log.ts";
import { createOperationalAlerts } from "./operational-alerts.ts";
import type { Actor, Installation, Probity } from "./probity.ts";
import { samplesOf } from "./samples.ts";
import { createScreeningDesk } from "./screening-desk.ts";

export const productVersion: string = JSON.parse(
  readFileSync(fileURLToPath(new URL("../../package.json", import.meta.url)), "utf8"),
).version;

export interface OpenOptions extends Surroundings {
  readonly clock?: Clock;
  readonly log?: Log;
  /** Where to listen, if not where the configuration says. */
  readonly listen?: { readonly host?: string | undefined; readonly port?: number | undefined };
}

/** Where `$PROBITY_HOME` is: `.probity` in the working folder unless the environment says otherwise. */
export function homePath({ cwd, env }: Surroundings): string {
  return resolve(cwd, env["PROBITY_HOME"] ?? ".probity");
}

/**
 * Opens an installation: configuration, home folder, database (started if need be,
 * migrated), data key, actions and engine. Starts nothing that works on its own; see
 * `startWorker`.
 *
 * @throws ProbityError with everything that is wrong and what to do about it.
 */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  const { cwd, env, clock = systemClock } = options;
  const log = options.log ?? createLog(env["PROBITY_LOG"] ?? "warn");
  const config = loadConfig(cwd, env, options.listen);
  const actions = await catalogueOf(config);
  const home = openHome(homePath({ cwd, env }));
  const database = await openInstallationDatabase({ home, env, log });
  const { db } = database;
  try {
    const cipher = openDataCipher(home, env, await isNewDatabase(db));
    await checkDataKey(db, cipher);
    const host: ActionHost = {
      db,
      clock,
      cipher,
      log,
      home,
      filesRoot: config.filesRoot,
      config: config.section,
      secret: config.secret,
    };
    const onOperationalAlert = createOperationalAlerts(host);
    const engine = await createEngine({
      appUrl: database.appUrl,
      db,
      actions,
      host,
      cipher,
      clock,
      log,
      onOperationalAlert,
    });
    const access = createAccess({ db, clock });
    const definitions = createDefinitionDesk({ engine, actions, config, log });
    const screening = createScreeningDesk({ db, cipher, clock, log, config, home });
    const { sources, ...lists } = createListDesk({
      db,
      clock,
      log,
      engine,
      config,
      home,
      version: productVersion,
    });
    const worker = createWorker({
      host,
      start: () => engine.launch(),
      stop: (graceMs) => engine.shutdown(graceMs),
      startLists: () =>
        startListSchedule({
          db,
          clock,
          log,
          sources,
          cron: listSchedule(config.section("screening")),
          sync: (signal) => lists.syncLists({ signal }, listScheduleActor),
        }),
    });
    const probity: Installation = {
      version: productVersion,
      home,
      clock,
      log,
      engine,
      access,
      actions,
      baseUrl: config.server.baseUrl,
      listen: { host: config.server.host, port: config.server.port },
      config,
      database,
      ...definitions,
      ...screening,
      customers: createCustomerDesk(host),
      ...lists,
      samples: samplesOf,
      health: () => health(probity),
      listAudit: (query) => auditPage(db, query),
      recordAudit: (event) => recordAudit(db, clock, event),
      async verifyAudit() {
        const { findings, ...result } = await verifyEntries(db);
        return {
          ...result,
          checkpoint: null,
          findings: findings.map(({ id, problem }) => `entry ${id}: ${problem}`),
        };
      },
      async hasLiveWorker() {
        return (await engine.workers()).some((each) => each.alive);
      },
      async loginLink({ name, roles, actor, baseUrl = config.server.baseUrl }) {
        const { token } = await access.createLoginLink({ subject: name, name, roles, actor });
        return `${baseUrl}/login?token=${token}`;
      },
      verifyDocument: (file) => verifyDocumentFile(file, { cwd, clock }),
      drill: (workflowId, stepId, actor, input) =>
        runDrill(probity, { workflowId, stepId, actor, input, db }),
      mailbox: async () =>
        (await listMailbox(home)).map(({ file, date, to, subject }) => ({
          file,
          receivedAt: date ?? "",
          to: to ?? "",
          subject: subject ?? "",
        })),
      startWorker: worker.start,
      stopWorker: worker.stop,
      async close() {
        await worker.stop();
        await screening.closeScreening();
        await engine.close();
        await database.close();
      },
    };
    return probity;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The part of an installation that works on its own: runs, schedules, notifications. */
function createWorker(options: {
  host: ActionHost;
  start: () => Promise<void>;
  stop: (graceMs?: number) => Promise<void>;
  startLists: () => { stop(): Promise<void> };
}) {
  const { host } = options;
  let stopAll: ((graceMs?: number) => Promise<void>) | undefined;
  return {
    async start() {
      if (stopAll) return;
      const config = readAlertingConfig(host.config("alerting"));
      const needsMailbox = Object.values(config.channels).some(
        (channel) => channel.type === "email" && !channel.smtp,
      );
      const mailbox = needsMailbox ? await startLocalMailbox(host) : undefined;
      const dispatcher = createDispatcher({ ...host, config, ...(mailbox ? { localSmtp: mailbox } : {}) });
      const lists = options.startLists();
      stopAll = async (graceMs) => {
        stopAll = undefined;
        await lists.stop();
        await options.stop(graceMs);
        await dispatcher.stop();
        await mailbox?.close();
      };
      dispatcher.start();
      await options.start();
    },
    async stop(graceMs?: number) {
      await stopAll?.(graceMs);
    },
  };
}

async function health(probity: Probity & Pick<Installation, "database">) {
  const [workers, lists] = await Promise.all([probity.engine.workers(), probity.listStatus()]);
  const alive = workers.filter((worker) => worker.alive).length;
  return {
    status: alive > 0 && lists.length > 0 ? ("ok" as const) : ("degraded" as const),
    version: probity.version,
    database: { version: probity.database.version, embedded: probity.database.embedded },
    workers: { alive },
    lists: lists.map(({ list, version, importedAt, ageHours }) => ({ list, version, importedAt, ageHours })),
  };
}

async function recordAudit(
  db: Database,
  clock: Clock,
  event: { actor: Actor; action: string; status: string; runId?: string; details?: Record<string, unknown> },
): Promise<void> {
  await db.transaction(async (tx) => {
    await appendAudit(tx, {
      actor: event.actor,
      action: event.action,
      status: event.status,
      stream: "access",
      at: clock.now(),
      ...(event.runId === undefined ? {} : { runId: event.runId as RunId }),
      ...(event.details === undefined ? {} : { details: event.details as JsonObject }),
    });
  });
}
