import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import {
  createDispatcher,
  type DispatcherOptions,
  enqueueNotification,
  listNotifications,
  prepareNotification,
  readAlertingConfig,
} from "../../src/alerting/index.ts";
import {
  createDataCipher,
  fixedClock,
  type Json,
  type NotificationId,
  ProbityError,
  type Row,
  silentLog,
} from "../../src/core/index.ts";
import { type DatabaseHandle, openDatabase } from "../../src/db/index.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { startSmtpServer, type TestSmtpServer } from "./smtp-server.ts";

const key = Buffer.alloc(32, 9);
const cipher = createDataCipher(key);

/** What {@link outboxTests} gives to the tests of one file. */
export interface OutboxTests {
  readonly db: () => DatabaseHandle;
  readonly clock: ReturnType<typeof fixedClock>;
  /** Runs after the test, last registered first. */
  onCleanup(close: () => Promise<unknown>): void;
  smtpServer(options?: Parameters<typeof startSmtpServer>[0]): Promise<TestSmtpServer>;
  /** Dispatchers and a way to enqueue for the given channels; the secret `HOOK` is `whsec_test`, no other is set. */
  setup(
    channels: Record<string, Json>,
    change?: Partial<DispatcherOptions>,
    retry?: Json,
  ): {
    dispatcher(): ReturnType<typeof createDispatcher>;
    /** @param abort thrown at the end of the transaction, as by a step that fails after all */
    enqueue(channel: string, dedupKey?: string, abort?: Error): Promise<NotificationId>;
    /** Starts a dispatcher in a process of its own. */
    spawnDispatcher(): ChildProcess;
  };
  /** The one notification there is. */
  only(): ReturnType<typeof listNotifications> extends Promise<(infer View)[]> ? Promise<View> : never;
  attempts(): Promise<Row[]>;
}

/** Registers hooks that give every test of the file an empty outbox. */
export function outboxTests(): OutboxTests {
  let database: TestDatabase;
  let owner: DatabaseHandle;
  const clock = fixedClock("2026-11-22T10:00:00Z");
  const closers: (() => Promise<unknown>)[] = [];
  const db = () => database.db;

  beforeAll(async () => {
    database = await testDatabase();
    owner = openDatabase({
      url: database.ownerUrl,
      applicationName: "probity test owner",
      maxConnections: 1,
    });
  });
  beforeEach(async () => {
    await owner.query("truncate probity.notification cascade");
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  afterAll(async () => {
    await owner.close();
    await database.close();
  });

  return {
    db,
    clock,
    onCleanup: (close) => closers.push(close),
    async smtpServer(options) {
      const server = await startSmtpServer(options);
      closers.push(() => server.close());
      return server;
    },
    setup(channels, change = {}, retry = {}) {
      const config = readAlertingConfig({ channels, retry });
      const options = { db: db(), clock, cipher, log: silentLog, config, secret, ...change };
      return {
        dispatcher: () => createDispatcher(options),
        spawnDispatcher: () =>
          spawn(
            process.execPath,
            [
              fileURLToPath(import.meta.resolve("./dispatcher-process.ts")),
              database.appUrl,
              JSON.stringify({ channels, retry }),
              key.toString("hex"),
              clock.now().toISOString(),
            ],
            { stdio: ["ignore", "ignore", "inherit"] },
          ),
        enqueue: (channel, dedupKey = "key", abort) =>
          db().transaction(async (tx) => {
            const request = { channel, template, dedupKey, context };
            const prepared = prepareNotification(request, { config, cipher, clock });
            await enqueueNotification(tx, prepared);
            if (abort !== undefined) throw abort;
            return prepared.id;
          }),
      };
    },
    async only() {
      const [view, more] = await listNotifications(db(), { limit: 10 });
      if (view === undefined || more !== undefined) throw new Error("expected exactly one notification");
      return view;
    },
    async attempts() {
      const { rows } = await db().query(
        "select attempt, outcome, detail from probity.notification_attempt order by notification_id, attempt",
      );
      return rows;
    },
  };
}

const template = { subject: "Alert {{ run.id }}", body: "{{ run.url }}" };

const context = {
  workflow: { id: "kyc", name: "KYC" },
  run: { id: "run_1" },
  step: { id: "notify", name: "notify" },
  steps: [],
  severity: "critical",
  drill: true,
  data: {},
} as const;

function secret(name: string): string {
  if (name === "HOOK") return "whsec_test";
  throw new ProbityError("SECRET_MISSING", `${name} is not set`);
}

/** A mail channel without encryption to a port of this machine. */
export function mailTo(port: number, to = ["one@example.com"]): Json {
  return {
    type: "email",
    smtp: { host: "127.0.0.1", port, tls: "none" },
    from: "probity@example.com",
    to,
  };
}
