import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { mailTo, outboxTests } from "../../test/support/outbox.ts";
import { startSmtpServer } from "../../test/support/smtp-server.ts";
import { silentLog } from "../core/index.ts";
import { listMailbox, startLocalMailbox } from "./local-mailbox.ts";
import { readMailHeaders } from "./mail-headers.ts";
import { claimDue, listNotifications } from "./store.ts";

const { db, clock, onCleanup, smtpServer, setup, only, attempts } = outboxTests();
const hour = 3_600_000;

describe("the outbox", () => {
  test("a notification exists exactly when the transaction of its step commits", async () => {
    const { enqueue } = setup({ mail: mailTo(1) });
    await expect(enqueue("mail", "key", new Error("the step fails after all"))).rejects.toThrow("after all");
    expect(await listNotifications(db(), { limit: 10 })).toEqual([]);
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
    const { rows } = await db().query("select n::text as text from probity.notification n");
    expect(String(rows[0]?.["text"])).not.toMatch(/Alert|Jane|one@example/);
  });

  test("the application can neither delete a notification nor an attempt", async () => {
    for (const table of ["notification", "notification_attempt"]) {
      await expect(db().query(`delete from probity.${table}`)).rejects.toThrow("permission denied");
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

  test("gives up at once on a reply 5xx", async () => {
    const server = await smtpServer({ judgeMail: () => ({ code: 550, text: "no" }) });
    const { dispatcher, enqueue } = setup({ mail: mailTo(server.port) });
    await enqueue("mail");
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 0, dead: 1 });
    expect(await only()).toMatchObject({
      state: "dead",
      attempts: 1,
      lastError: expect.stringContaining("550 no"),
    });
    clock.advance(24 * hour);
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 0, dead: 0 });
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

  test("a message whose dispatcher is killed between sending and noting it is sent again, recognisably", async () => {
    const dying: ChildProcess[] = [];
    const server = await smtpServer({
      // The mail is complete; the process that sent it will never read the answer.
      async judgeMail() {
        const [child] = dying.splice(0);
        if (child === undefined) return undefined;
        child.kill("SIGKILL");
        await once(child, "exit");
        return undefined;
      },
    });
    const { dispatcher, enqueue, spawnDispatcher } = setup({ mail: mailTo(server.port) });
    const id = await enqueue("mail");
    dying.push(spawnDispatcher());
    await vi.waitFor(() => expect(server.received).toHaveLength(1), { timeout: 20_000 });
    expect(await only()).toMatchObject({ state: "sending", attempts: 1 });
    clock.advance(119_000);
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 0, dead: 0 });
    clock.advance(1_000);
    expect(await dispatcher().drainOnce()).toEqual({ sent: 1, failed: 0, dead: 0 });
    expect((await attempts()).map((row) => row["outcome"])).toEqual(["lost", "sent"]);
    const ids = server.received.map((mail) => readMailHeaders(mail.content).messageId);
    expect(ids).toEqual([`<${id}@example.com>`, `<${id}@example.com>`]);
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
      await db().transaction((tx) => claimDue(tx, claim));
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
    onCleanup(() => rm(home, { recursive: true }));
    const local = { type: "email", from: "probity@example.com", to: ["compliance@example.com"] };
    const { dispatcher, enqueue } = setup({ local });
    await enqueue("local");
    expect(await dispatcher().drainOnce()).toEqual({ sent: 0, failed: 0, dead: 0 });
    expect((await only()).attempts).toBe(0);
    const mailbox = await startLocalMailbox({ home, log: silentLog, clock });
    onCleanup(() => mailbox.close());
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
