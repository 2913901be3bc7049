import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { createAccess, type Role } from "../../src/access/index.ts";
import { createServer, type ServerOptions } from "../../src/api/index.ts";
import { loadConfig } from "../../src/app/config.ts";
import { createCustomerDesk } from "../../src/app/customer-desk.ts";
import type { Probity, WebhookTarget } from "../../src/app/index.ts";
import { createScreeningDesk } from "../../src/app/screening-desk.ts";
import { appendAudit } from "../../src/audit/index.ts";
import { createDataCipher, fixedClock, type Log, ProbityError, type RunId } from "../../src/core/index.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { createEngineStandIn, type EngineStandIn } from "./engine-stand-in.ts";
import { importSample } from "./list-publications.ts";

export interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

export interface TestApi extends EngineStandIn {
  readonly app: FastifyInstance;
  readonly probity: Probity;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly database: TestDatabase;
  readonly log: readonly LogLine[];
  /** A path below /api/v1, called with a fresh key of these roles, or without one. */
  call(request: InjectOptions & { roles?: readonly Role[]; url: string }): Promise<LightMyRequestResponse>;
  /** Cookie and CSRF token of a fresh session. */
  signIn(roles: readonly Role[]): Promise<{ cookies: Record<string, string>; csrf: string }>;
  close(): Promise<void>;
}

export const webhooks: Readonly<Record<string, WebhookTarget>> = {
  "core-banking": {
    workflowId: "kyc-check" as WebhookTarget["workflowId"],
    secret: "correct horse battery staple",
    signature: {
      header: "probity-signature",
      algorithm: "sha256",
      encoding: "hex",
      prefix: "",
      toleranceMs: 300_000,
    },
    idempotencyHeader: "probity-delivery",
  },
  "crm-contacts": {
    workflowId: "kyc-check" as WebhookTarget["workflowId"],
    secret: "another secret",
    signature: {
      header: "x-hub-signature-256",
      algorithm: "sha256",
      encoding: "hex",
      prefix: "sha256=",
      toleranceMs: 300_000,
    },
    idempotencyHeader: "x-event-id",
  },
};

const actor = { kind: "service", id: "test", via: "cli" } as const;

const cipher = createDataCipher(randomBytes(32));
const config = loadConfig(".", {});
const home = mkdtempSync(join(tmpdir(), "probity-api-"));
process.once("exit", () => rmSync(home, { recursive: true }));

/** The API on a real database with real access, screening and audit, and an engine that only remembers. */
export async function testApi(options: Partial<Omit<ServerOptions, "probity">> = {}): Promise<TestApi> {
  const database = await testDatabase();
  const clock = fixedClock("2026-03-01T08:00:00Z");
  await importSample(database.db, clock);
  const standIn = createEngineStandIn();
  const log: LogLine[] = [];
  const probity = createProbity(database, clock, standIn, logInto(log));
  const app = createServer({ probity, baseUrl: "http://localhost:4780", ...options });
  const keys = new Map<string, Promise<string>>();
  const keyOf = (roles: readonly Role[]) => {
    const name = roles.join("+");
    const known = keys.get(name) ?? probity.access.createKey({ name, roles, actor }).then(({ key }) => key);
    keys.set(name, known);
    return known;
  };
  return {
    ...standIn,
    app,
    probity,
    clock,
    database,
    log,
    async call({ roles, url, headers, ...request }) {
      const authorization = roles === undefined ? {} : { authorization: `Bearer ${await keyOf(roles)}` };
      return app.inject({ ...request, url: `/api/v1${url}`, headers: { ...authorization, ...headers } });
    },
    async signIn(roles) {
      const { token } = await probity.access.createLoginLink({ subject: "jo", name: "Jo", roles, actor });
      const response = await app.inject({ method: "POST", url: "/api/v1/session", payload: { token } });
      const [cookie] = response.cookies;
      if (cookie === undefined) throw new Error(`not signed in: ${response.body}`);
      return { cookies: { [cookie.name]: cookie.value }, csrf: response.json().csrfToken };
    },
    async close() {
      await app.close();
      await database.close();
    },
  };
}

function logInto(lines: LogLine[]): Log {
  const at = (level: LogLine["level"]) => (fields: object, message: string) => {
    lines.push({ level, fields: fields as Record<string, unknown>, message });
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

function createProbity(
  { db }: TestDatabase,
  clock: Probity["clock"],
  { engine, workflow }: EngineStandIn,
  log: Log,
): Probity {
  return {
    version: "0.0.0-test",
    clock,
    log,
    engine,
    access: createAccess({ db, clock }),
    actions: new Map(),
    health: async () => ({
      status: "ok",
      version: "0.0.0-test",
      database: { version: "18", embedded: true },
      workers: { alive: 1 },
      lists: [],
    }),
    validate: () => ({ ok: false, issues: [] }),
    async deploy(yaml) {
      if (String(yaml).includes("broken")) {
        const issues = [{ where: "workflow.yaml:1:1", message: "is broken", suggestion: "mend it" }];
        throw new ProbityError("DEFINITION_INVALID", "workflow.yaml has 1 error.", { issues });
      }
      return { workflowId: workflow.id, definitionHash: workflow.definitionHash, changed: true };
    },
    graphOf: () => ({ nodes: [], edges: [] }),
    samples: async () => [{ name: "a sample", input: { name: "Sam Sample" } }],
    webhook: async (path) => (Object.hasOwn(webhooks, path) ? webhooks[path] : undefined),
    listStatus: async () => [],
    listOverview: async () => ({ items: [], absent: [] }),
    listDetail: async (list) => ({
      list,
      title: list,
      authority: "",
      addresses: [],
      history: [],
      quarantined: [],
    }),
    diffList: async (list) => ({
      list,
      from: "a",
      to: "b",
      counts: { added: 0, removed: 0, changed: 0 },
      added: [],
      removed: [],
      changed: [],
    }),
    syncLists: async () => [],
    releaseList: async ({ list, version }) => ({
      list,
      version,
      changed: true,
      entities: 1,
      names: 1,
      weakNames: 0,
      added: 0,
      removed: 0,
      modified: 0,
      notes: [],
      runs: [],
    }),
    customers: createCustomerDesk({ db, cipher, clock, log, home, config: () => undefined }),
    ...createScreeningDesk({ db, cipher, clock, log, config, home }),
    listAudit: async () => ({ items: [] }),
    async recordAudit({ actor: by, action, status, runId, details: _details }) {
      const event = { at: clock.now(), stream: "runs", actor: by, action, status };
      await db.transaction((tx) =>
        appendAudit(tx, runId === undefined ? event : { ...event, runId: runId as RunId }),
      );
    },
    close: async () => {},
  };
}
