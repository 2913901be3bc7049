import { rootCertificates } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { selfSignedCertificate } from "../../test/support/certificate.ts";
import { startSmtpServer, type TestSmtpServer } from "../../test/support/smtp-server.ts";
import type { JsonObject, NotificationId } from "../core/index.ts";
import { type EmailChannel, readAlertingConfig } from "./config.ts";
import { deliverEmail, type EmailDelivery } from "./email.ts";
import { readMailHeaders } from "./mail-headers.ts";

const certificate = selfSignedCertificate();
const servers: TestSmtpServer[] = [];

async function start(options: Parameters<typeof startSmtpServer>[0] = {}): Promise<TestSmtpServer> {
  const server = await startSmtpServer(options);
  servers.push(server);
  return server;
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const id = "ntf_0199c0de-0000-8000-8000-000000000001" as NotificationId;

function channel(smtp: JsonObject | undefined, to = ["one@example.com", "two@example.com"]): EmailChannel {
  const config = readAlertingConfig({
    channels: { mail: { type: "email", ...(smtp && { smtp }), from: "probity@example.com", to } },
  });
  return config.channels["mail"] as EmailChannel;
}

function deliver(smtp: JsonObject | undefined, change: Partial<EmailDelivery> = {}) {
  const target = change.channel ?? channel(smtp);
  return deliverEmail({
    id,
    channel: target,
    payload: {
      subject: "[DRILL] Prüfung — failed",
      text: "One.\n.\nÜber",
      html: "<p>One.</p>",
      template: "t",
      severity: "critical",
      drill: true,
      createdAt: "2026-11-22T10:00:00.000Z",
      workflow: { id: "w", name: "W" },
      run: { id: "run_1", url: "http://localhost/runs/run_1" },
      step: { id: "s", name: "S" },
      data: {},
    },
    recipients: target.to,
    password: undefined,
    localSmtp: undefined,
    ca: undefined,
    signal: new AbortController().signal,
    ...change,
  });
}

const clear = (port: number) => ({ host: "127.0.0.1", port, tls: "none" });

describe("deliverEmail", () => {
  test("hands the message over with a Message-ID that follows from the notification", async () => {
    const server = await start();
    const delivery = await deliver(clear(server.port));
    expect(delivery).toMatchObject({ outcome: "sent", remoteId: "250 queued as 4711" });
    const [mail] = server.received;
    expect(mail?.recipients).toEqual(["one@example.com", "two@example.com"]);
    expect(readMailHeaders(mail?.content ?? "")).toEqual({
      from: "probity@example.com",
      to: "one@example.com, two@example.com",
      subject: "[DRILL] Prüfung — failed",
      date: "Sun, 22 Nov 2026 10:00:00 +0000",
      messageId: `<${id}@example.com>`,
    });
    expect(mail?.content).toContain("Auto-Submitted: auto-generated");
    expect(mail?.content).toContain("text/html");
  });

  test("uses the local mailbox where no server is configured", async () => {
    const server = await start();
    const localSmtp = { host: "127.0.0.1", port: server.port };
    expect(await deliver(undefined, { localSmtp })).toMatchObject({ outcome: "sent" });
    expect(server.received).toHaveLength(1);
  });

  test.each([
    [450, "retry"],
    [421, "retry"],
    [550, "refused"],
    [552, "refused"],
  ])("a reply %i to the message means %s, and its text loses addresses", async (code, outcome) => {
    const server = await start({ judgeMail: () => ({ code, text: "not for <one@example.com>\u0007 now" }) });
    const delivery = await deliver(clear(server.port));
    expect(delivery.outcome).toBe(outcome);
    expect(delivery.detail).toContain(`${code} not for <address> now`);
  });

  test("recipients refused for now are named for another attempt, those refused for good are not", async () => {
    const busy = await start({
      judgeRecipient: (address) => (address.startsWith("two") ? { code: 451, text: "busy" } : undefined),
    });
    expect(await deliver(clear(busy.port))).toMatchObject({
      outcome: "retry",
      accepted: ["one@example.com"],
      detail: expect.stringContaining("1 of 2 recipients"),
    });
    const gone = await start({
      judgeRecipient: (address) => (address.startsWith("two") ? { code: 550, text: "gone" } : undefined),
    });
    expect(await deliver(clear(gone.port))).toMatchObject({
      outcome: "sent",
      problem: expect.stringContaining("550"),
    });
  });

  test.each([
    [{ code: 550, text: "no" }, { code: 550, text: "no" }, "refused"],
    [{ code: 550, text: "no" }, { code: 450, text: "later" }, "retry"],
  ])("when nobody takes it, %j and %j mean %s together", async (one, two, outcome) => {
    const server = await start({ judgeRecipient: (address) => (address.startsWith("one") ? one : two) });
    expect((await deliver(clear(server.port))).outcome).toBe(outcome);
  });

  test("a server that is down, that is silent, or that never existed means another attempt", async () => {
    const server = await startSmtpServer();
    await server.close();
    expect(await deliver(clear(server.port))).toMatchObject({
      outcome: "retry",
      detail: expect.stringContaining("ECONNREFUSED"),
    });
    const silent = await start({ judgeMail: () => new Promise(() => {}) });
    const signal = AbortSignal.timeout(200);
    expect((await deliver(clear(silent.port), { signal })).outcome).toBe("retry");
  });

  test("never goes on in clear text where encryption is asked for", async () => {
    const server = await start();
    const delivery = await deliver({ host: "127.0.0.1", port: server.port, tls: "starttls" });
    expect(delivery.outcome).toBe("retry");
    expect(server.received).toHaveLength(0);
  });
});

describe.skipIf(certificate === undefined)("deliverEmail with TLS (needs openssl for a certificate)", () => {
  const { key = "", cert = "" } = certificate ?? {};
  const ca = [...rootCertificates, cert];
  const secured = { key, cert, disabledCommands: [] };
  const onAuth: NonNullable<Parameters<typeof startSmtpServer>[0]>["onAuth"] = (auth, _session, callback) => {
    if (auth.username === "probity" && auth.password === "correct horse") callback(null, { user: "probity" });
    else callback(Object.assign(new Error("bad credentials"), { responseCode: 535 }));
  };
  const account = { user: "probity", password: { secret: "SMTP_PASSWORD" } };

  test.each([
    ["starttls", false],
    ["implicit", true],
  ])("%s with user and password", async (tls, secure) => {
    const server = await start({ ...secured, secure, onAuth });
    const smtp = { host: "localhost", port: server.port, tls, ...account };
    const delivery = await deliver(smtp, { ca, password: "correct horse" });
    expect(delivery).toMatchObject({ outcome: "sent" });
    expect(server.received).toMatchObject([{ secure: true, user: "probity" }]);
  });

  test("a wrong password keeps the message, and is not repeated in the error", async () => {
    const server = await start({ ...secured, onAuth });
    const smtp = { host: "localhost", port: server.port, tls: "starttls", ...account };
    const delivery = await deliver(smtp, { ca, password: "battery staple" });
    expect(delivery.outcome).toBe("retry");
    expect(delivery.detail).toContain("535");
    expect(delivery.detail).not.toContain("battery");
  });

  test("a certificate nobody vouches for ends the connection before anything is said", async () => {
    const server = await start({ ...secured, onAuth });
    const smtp = { host: "localhost", port: server.port, tls: "starttls", ...account };
    const delivery = await deliver(smtp, { password: "correct horse" });
    expect(delivery).toMatchObject({ outcome: "retry", detail: expect.stringMatching(/self.signed/) });
    expect(server.received).toHaveLength(0);
  });

  test("a certificate for another name is refused", async () => {
    const other = selfSignedCertificate("DNS:elsewhere.example");
    const server = await start({ ...secured, key: other?.key, cert: other?.cert, onAuth });
    const smtp = { host: "127.0.0.1", port: server.port, tls: "starttls", ...account };
    const delivery = await deliver(smtp, { ca: [other?.cert ?? ""], password: "correct horse" });
    expect(delivery).toMatchObject({ outcome: "retry", detail: expect.stringMatching(/altnames/) });
    expect(server.received).toHaveLength(0);
  });
});
