import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { startSmtpServer, type TestSmtpServer } from "../../test/support/smtp-server.ts";
import {
  createDataCipher,
  DELIVERY_HEADER,
  fixedClock,
  type Json,
  ProbityError,
  SIGNATURE_HEADER,
  silentLog,
  verifyWebhookSignature,
} from "../core/index.ts";
import { readAlertingConfig } from "./config.ts";
import { createDispatcher, type DispatcherOptions } from "./dispatcher.ts";
import { listMailbox, startLocalMailbox } from "./local-mailbox.ts";
import { readMailHeaders } from "./mail-headers.ts";
import { prepareNotification } from "./notification.ts";
import { claimDue, enqueueNotification, listNotifications, requeueNotification } from "./store.ts";

const cipher = createDataCipher(new Uint8Array(32).fill(9));
let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
const closers: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  database = await testDatabase();
  clock = fixedClock("2026-11-22T10:00:00Z");
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await database.close();
});

async function smtpServer(options: Parameters<typeof startSmtpServer>[0] = {}): Promise<TestSmtpServer> {
  const server = await startSmtpServer(options);
  closers.push(() => server.close());
  return server;
}

function mailTo(port: number, to = ["one@example.com"]): Json {
  return { type: "email", smtp: { host: "127.0.0.1", port, tls: "none" }, from: "probity@example.com", to };
}

function setup(channels: Record<string, Json>, change: Partial<DispatcherOptions> = {}, retry: Json = {}) {
  const config = readAlertingConfig({ channels, retry });
  const secret = (name: string) => {
    if (name === "HOOK") return "whsec_test";
    throw new ProbityError("SECRET_MISSING", `${name} is not set`);
  };
  const dispatcher = () =>
    createDispatcher({ db: database.db, clock, cipher, log: silentLog, config, secret, ...change });
  const enqueue = (channel: string, dedupKey = "key") =>
    database.db.transaction(async (tx) => {
      const prepared = prepareNotification(
        {
          channel,
          template: { subject: "Alert {{ run.id }}", body: "{{ run.url }}" },
          dedupKey,
          context: {
            workflow: { id: "kyc", name: "KYC" },
            run: { id: "run_1" },
            step: { id: "notify", name: "notify" },
            steps: [],
            severity: "critical",
            drill: true,
            data: {},
          },
        },
        { config, cipher, clock },
      );
      await enqueueNotification(tx, prepared);
      return prepared.id;
    });
  return { dispatcher, enqueue, config };
}

async function only() {
  const [view, more] = await listNotifications(database.db, { limit: 10 });
  if (view === undefined || more !== undefined) throw new Error("expected exactly one notification");
  return view;
}

async function attempts() {
  const { rows } = await database.db.query(
    "select attempt, outcome, detail from probity.notification_attempt order by notification_id, attempt",
  );
  return rows;
}

const hour = 3_600_000;

describe("the outbox", () => {
  test("a notification exists exactly when the transaction of its step commits", async () => {
    const { enqueue, config } = setup({ mail: mailTo(1) });
    await expect(
      database.db.transaction(async (tx) => {
        const context = {
          ...{ workflow: { id: "w", name: "W" }, run: { id: "r" }, step: { id: "s", name: "S" } },
          ...{ steps: [], severity: "info" as const, drill: false, data: {} },
        };
        const request = { channel: "mail", template: "drill", dedupKey: "k", context };
        await enqueueNotification(tx, prepareNotification(request, { config, cipher, clock }));
        throw new Error("the step fails after all");
      }),
    ).rejects.toThrow("after all");
    expect(await listNotifications(database.db, { limit: 10 })).toEqual([]);
    await enqueue("mail");
    expect(await only()).toMatchObject({ state: "queued", attempts: 0, drill: true });
  });

  test("the same key is one notification, even when asked for at the same time", async () => {
    const { enqueue } = setup({ mail: mailTo(1) });
    const ids = await Promise.all(Array.from({ length: 8 }, () => enqueue("mail")));
    expect(new Set(ids).size).toBe(1);
    expect((await only()).id).toBe(ids[0]);
  });

  test("holds neither what the message says nor the key in clear", async () => {
    const { enqueue } = setup({ mail: mailTo(1) });
    await enqueue("mail", "customer Jane Roe");
    const { rows } = await database.db.query("select n::text as text from probity.notification n");
    expect(String(rows[0]?.["text"])).not.toMatch(/Alert|Jane|one@example/);
  });

  test("the application can neither delete a notification nor an attempt", async () => {
    for (const table of ["notification", "notification_attempt"]) {
      await expect(database.db.query(`delete from probity.${table}`)).rejects.toThrow("permission denied");
    }
  });
});

describe("the dispatcher", () => {
  test("delivers mail and keeps the server's answer", async () => {
    const server = await smtpServer();
    const { dispatcher, enqueue } = setup({ mail: mailTo(server.port) });
    const id = await enqueue("mail");
    expect(await dispatcher().drainOnce()).toEqual({ sent: 1, failed: 0, dead: 0 });
    expect(readMailHeaders(server.received[0]?.content ?? "")).toMatchObject({
      subject: "[DRILL] Alert run_1",
      messageId: `<${id}@example.com>`,
    });
    expect(await only()).toMatchObject({
      state: "sent",
      attempts: 1,
      remoteId: "250 queued as 4711",
      sentAt: clock.now(),
    });
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 0, dead: 0 });
    expect(server.received).toHaveLength(1);
  });

  test("tries again after a reply 4xx, later each time, and under the same Message-ID", async () => {
    let refusals = 2;
    const seen: string[] = [];
    const server = await smtpServer({
      judgeMail: (mail) => {
        seen.push(readMailHeaders(mail.content).messageId);
        return refusals-- > 0 ? { code: 451, text: "busy" } : undefined;
      },
    });
    const { dispatcher, enqueue } = setup({ mail: mailTo(server.port) });
    await enqueue("mail");
    const worker = dispatcher();
    expect(await worker.drainOnce()).toEqual({ sent: 0, failed: 1, dead: 0 });
    expect(await worker.drainOnce()).toEqual({ sent: 0, failed: 0, dead: 0 });
    const first = await only();
    expect(first).toMatchObject({ state: "failed", lastError: expect.stringContaining("451") });
    clock.advance(5_000);
    await worker.drainOnce();
    clock.advance(10_000);
    expect(await worker.drainOnce()).toEqual({ sent: 1, failed: 0, dead: 0 });
    expect(new Set(seen).size).toBe(1);
    const sent = await only();
    expect(sent).toMatchObject({ state: "sent", attempts: 3 });
    expect(sent.lastError).toBeUndefined();
    expect((await attempts()).map((row) => row["outcome"])).toEqual(["retry", "retry", "sent"]);
  });

  test("gives up at once on a reply 5xx, and tries once more when told to", async () => {
    let open = false;
    const server = await smtpServer({ judgeMail: () => (open ? undefined : { code: 550, text: "no" }) });
    const { dispatcher, enqueue } = setup({ mail: mailTo(server.port) });
    const id = await enqueue("mail");
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 0, dead: 1 });
    expect(await only()).toMatchObject({
      state: "dead",
      attempts: 1,
      lastError: expect.stringContaining("550 no"),
    });
    clock.advance(24 * hour);
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 0, dead: 0 });
    open = true;
    expect(await requeueNotification(database.db, id, clock.now())).toBe(true);
    expect(await dispatcher().drainOnce()).toEqual({ sent: 1, failed: 0, dead: 0 });
    expect(await requeueNotification(database.db, id, clock.now())).toBe(false);
  });

  test("a server that is down costs nothing but time", async () => {
    const gone = await startSmtpServer();
    await gone.close();
    const { dispatcher, enqueue } = setup({ mail: mailTo(gone.port) });
    await enqueue("mail");
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 1, dead: 0 });
    const back = await smtpServer({ listenPort: gone.port });
    clock.advance(5_000);
    expect(await dispatcher().drainOnce()).toEqual({ sent: 1, failed: 0, dead: 0 });
    expect(back.received).toHaveLength(1);
  });

  test("is dead after the configured number of attempts", async () => {
    const { dispatcher, enqueue } = setup({ mail: mailTo(1) }, {}, { attempts: 3 });
    await enqueue("mail");
    for (const state of ["failed", "failed", "dead"]) {
      await dispatcher().drainOnce();
      expect((await only()).state).toBe(state);
      clock.advance(hour);
    }
    expect(await attempts()).toHaveLength(3);
  });

  test("recipients that took a message do not get it again", async () => {
    let busy = true;
    const server = await smtpServer({
      judgeRecipient: (address) =>
        busy && address.startsWith("two") ? { code: 451, text: "busy" } : undefined,
    });
    const { dispatcher, enqueue } = setup({
      mail: mailTo(server.port, ["one@example.com", "two@example.com"]),
    });
    await enqueue("mail");
    await dispatcher().drainOnce();
    busy = false;
    clock.advance(hour);
    await dispatcher().drainOnce();
    expect(server.received.map((mail) => mail.recipients)).toEqual([
      ["one@example.com"],
      ["two@example.com"],
    ]);
    expect((await only()).state).toBe("sent");
  });

  test("a message whose dispatcher died between sending and noting it is sent again, recognisably", async () => {
    const server = await smtpServer();
    const { dispatcher, enqueue } = setup({ mail: mailTo(server.port) });
    const id = await enqueue("mail");
    // What a killed process leaves behind: the claim and the open attempt, and a mail that did go out.
    const leaseUntil = new Date(clock.now().getTime() + 120_000);
    const claim = {
      now: clock.now(),
      leaseUntil,
      limit: 1,
      dispatcher: "killed",
      exceptChannels: [],
      attemptsMax: 24,
    };
    expect(await database.db.transaction((tx) => claimDue(tx, claim))).toHaveLength(1);
    clock.advance(119_000);
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 0, dead: 0 });
    clock.advance(1_000);
    expect(await dispatcher().drainOnce()).toEqual({ sent: 1, failed: 0, dead: 0 });
    expect((await attempts()).map((row) => row["outcome"])).toEqual(["lost", "sent"]);
    expect(readMailHeaders(server.received[0]?.content ?? "").messageId).toBe(`<${id}@example.com>`);
  });

  test("a message that ends every dispatcher is given up after the last attempt", async () => {
    const { dispatcher, enqueue } = setup({ mail: mailTo(1) }, {}, { attempts: 2 });
    await enqueue("mail");
    for (let time = 0; time < 2; time++) {
      const leaseUntil = new Date(clock.now().getTime() + 1_000);
      const claim = {
        now: clock.now(),
        leaseUntil,
        limit: 1,
        dispatcher: "x",
        exceptChannels: [],
        attemptsMax: 2,
      };
      await database.db.transaction((tx) => claimDue(tx, claim));
      clock.advance(1_000);
    }
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 0, dead: 0 });
    expect(await only()).toMatchObject({
      state: "dead",
      lastError: expect.stringContaining("no dispatcher survived"),
    });
  });

  test("a dispatcher that was away too long does not overwrite what its successor wrote", async () => {
    let release = () => {};
    const slow = await smtpServer({
      judgeMail: () =>
        new Promise((resolve) => {
          release = () => resolve({ code: 550, text: "late" });
        }),
    });
    const fast = await smtpServer();
    const first = setup({ mail: mailTo(slow.port) });
    await first.enqueue("mail");
    const sleeping = first.dispatcher().drainOnce();
    await vi.waitFor(async () => expect((await only()).state).toBe("sending"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    clock.advance(120_000);
    await setup({ mail: mailTo(fast.port) })
      .dispatcher()
      .drainOnce();
    release();
    expect(await sleeping).toEqual({ sent: 0, failed: 0, dead: 0 });
    expect(await only()).toMatchObject({ state: "sent", attempts: 2 });
    expect((await attempts()).map((row) => row["outcome"])).toEqual(["lost", "sent"]);
  });

  test("several dispatchers share the work and send nothing twice", async () => {
    const server = await smtpServer();
    const { dispatcher, enqueue } = setup({ mail: mailTo(server.port) });
    for (let index = 0; index < 40; index++) await enqueue("mail", `key ${index}`);
    const reports = await Promise.all(
      [dispatcher(), dispatcher(), dispatcher()].map((one) => one.drainOnce()),
    );
    expect(reports.reduce((sum, report) => sum + report.sent, 0)).toBe(40);
    const ids = server.received.map((mail) => readMailHeaders(mail.content).messageId);
    expect(new Set(ids).size).toBe(40);
    expect(ids).toHaveLength(40);
  });

  test("keeps a message whose secret or channel is missing, and says what is missing", async () => {
    const hook = { type: "webhook", url: "https://127.0.0.1:1/", secret: { secret: "UNSET" } };
    const { dispatcher, enqueue } = setup({ hook, mail: mailTo(1) });
    await enqueue("hook");
    await dispatcher().drainOnce();
    expect(await only()).toMatchObject({ state: "failed", lastError: "UNSET is not set" });
    clock.advance(hour);
    await setup({ mail: mailTo(1) })
      .dispatcher()
      .drainOnce();
    expect(await only()).toMatchObject({
      state: "failed",
      lastError: expect.stringContaining('no channel "hook"'),
    });
  });

  test("mail for the local mailbox waits for the process that runs it, and arrives there", async () => {
    const home = await mkdtemp(join(tmpdir(), "probity-home-"));
    closers.push(() => rm(home, { recursive: true }));
    const local = { type: "email", from: "probity@example.com", to: ["compliance@example.com"] };
    const { dispatcher, enqueue } = setup({ local });
    await enqueue("local");
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 0, dead: 0 });
    expect((await only()).attempts).toBe(0);
    const mailbox = await startLocalMailbox({ home, log: silentLog, clock });
    closers.push(() => mailbox.close());
    const withMailbox = setup({ local }, { localSmtp: mailbox }).dispatcher();
    expect(await withMailbox.drainOnce()).toEqual({ sent: 1, failed: 0, dead: 0 });
    expect(await listMailbox(home)).toMatchObject([{ subject: "[DRILL] Alert run_1" }]);
  });

  test("runs by itself, at once when poked, and stops when told", async () => {
    const server = await smtpServer();
    const { dispatcher, enqueue } = setup({ mail: mailTo(server.port) });
    const worker = dispatcher();
    worker.start();
    await enqueue("mail", "one");
    worker.poke();
    await vi.waitFor(() => expect(server.received).toHaveLength(1), { timeout: 5_000 });
    await enqueue("mail", "two");
    await vi.waitFor(() => expect(server.received).toHaveLength(2), { timeout: 5_000 });
    await worker.stop();
    await enqueue("mail", "three");
    worker.poke();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(server.received).toHaveLength(2);
  });
});

describe("webhooks", () => {
  interface Received {
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
  }

  async function receiver(statuses: number[], headers: http.OutgoingHttpHeaders = {}) {
    const received: Received[] = [];
    const server = http.createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        received.push({ headers: request.headers, body });
        response.writeHead(statuses.shift() ?? 204, headers).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve)));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    return { url, received };
  }

  const hookTo = (url: string, allow_private = true): Json => ({
    type: "webhook",
    url,
    secret: { secret: "HOOK" },
    allow_private,
  });

  test("carry a signature the receiver can check, over the bytes it received", async () => {
    const { url, received } = await receiver([]);
    const { dispatcher, enqueue } = setup({ hook: hookTo(url) });
    const id = await enqueue("hook");
    expect(await dispatcher().drainOnce()).toEqual({ sent: 1, failed: 0, dead: 0 });
    const [hit] = received;
    const header = String(hit?.headers[SIGNATURE_HEADER]);
    const check = {
      secret: "whsec_test",
      header,
      body: hit?.body ?? "",
      now: clock.now(),
      toleranceMs: 1_000,
    };
    expect(verifyWebhookSignature(check)).toBe("valid");
    expect(verifyWebhookSignature({ ...check, body: `${check.body} ` })).toBe("mismatch");
    expect(hit?.headers[DELIVERY_HEADER]).toBe(id);
    expect(JSON.parse(hit?.body ?? "")).toMatchObject({
      id,
      type: "notification",
      drill: true,
      severity: "critical",
      subject: "[DRILL] Alert run_1",
      run: { id: "run_1", url: "http://localhost:4780/runs/run_1" },
    });
    expect(await only()).toMatchObject({ remoteId: "HTTP 204" });
  });

  test("every attempt has the same body and delivery id, and a fresh signature", async () => {
    const { url, received } = await receiver([503, 200]);
    const { dispatcher, enqueue } = setup({ hook: hookTo(url) });
    await enqueue("hook");
    await dispatcher().drainOnce();
    clock.advance(5_000);
    await dispatcher().drainOnce();
    const [first, second] = received;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers[DELIVERY_HEADER]).toBe(first?.headers[DELIVERY_HEADER]);
    expect(second?.headers[SIGNATURE_HEADER]).not.toBe(first?.headers[SIGNATURE_HEADER]);
  });

  test.each([
    [200, "sent"],
    [429, "failed"],
    [500, "failed"],
    [408, "failed"],
    [302, "dead"],
    [400, "dead"],
    [410, "dead"],
  ])("status %i means %s", async (status, state) => {
    const { url } = await receiver([status]);
    const { dispatcher, enqueue } = setup({ hook: hookTo(url) });
    await enqueue("hook");
    await dispatcher().drainOnce();
    expect((await only()).state).toBe(state);
  });

  test.each([
    ["600", 600_000],
    ["Sun, 22 Nov 2026 10:20:00 GMT", 1_200_000],
    ["999999", hour],
  ])("Retry-After: %s is honoured within the longest wait", async (value, waitMs) => {
    const { url } = await receiver([429], { "retry-after": value });
    const { dispatcher, enqueue } = setup({ hook: hookTo(url) });
    await enqueue("hook");
    await dispatcher().drainOnce();
    expect((await only()).nextAttemptAt).toEqual(new Date(clock.now().getTime() + waitMs));
  });

  test("do not reach into private networks unless the channel says so", async () => {
    const { url, received } = await receiver([]);
    const { dispatcher, enqueue } = setup({ hook: hookTo(url, false) });
    await enqueue("hook");
    await dispatcher().drainOnce();
    expect(await only()).toMatchObject({ state: "dead", lastError: expect.stringContaining("loopback") });
    expect(received).toHaveLength(0);
  });
});
