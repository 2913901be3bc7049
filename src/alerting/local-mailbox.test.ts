import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fixedClock, silentLog } from "../core/index.ts";
import { type LocalMailbox, listMailbox, startLocalMailbox } from "./local-mailbox.ts";
import { readMailHeaders } from "./mail-headers.ts";

let home: string;
let mailbox: LocalMailbox;
const clock = fixedClock("2026-11-22T10:00:00Z");

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "probity-mailbox-"));
  mailbox = await startLocalMailbox({ home, log: silentLog, clock });
});

afterEach(async () => {
  await mailbox.close();
  await rm(home, { recursive: true });
});

async function send(subject: string, text = "body") {
  clock.advance(1_000);
  const transport = createTransport({ host: mailbox.host, port: mailbox.port, ignoreTLS: true });
  return transport
    .sendMail({ from: "a@example.com", to: "b@example.com", subject, text })
    .finally(() => transport.close());
}

describe("the local mailbox", () => {
  test("keeps what it acknowledged, readable for the owner only", async () => {
    const { response } = await send(
      "Überprüfung – 漢字 fehlgeschlagen, und der Betreff ist recht lang geraten hier",
    );
    await send("second");
    const mails = await listMailbox(home);
    expect(mails.map((mail) => mail.subject)).toEqual([
      "second",
      "Überprüfung – 漢字 fehlgeschlagen, und der Betreff ist recht lang geraten hier",
    ]);
    const [, first] = mails;
    expect(response).toContain(first?.file.split("/").at(-1));
    expect(await readFile(first?.file ?? "", "utf8")).toContain("body");
    expect((await stat(first?.file ?? "")).mode & 0o777).toBe(0o600);
    expect((await stat(join(home, "mailbox"))).mode & 0o777).toBe(0o700);
  });

  test("listens on this machine only", () => {
    expect(mailbox.host).toBe("127.0.0.1");
    expect(mailbox.port).toBeGreaterThan(1_023);
  });

  test("refuses a message that is too large for good, and keeps nothing of it", async () => {
    await expect(send("big", "x\n".repeat(1_000_000))).rejects.toMatchObject({ permanent: true });
    expect(await readdir(join(home, "mailbox"))).toEqual([]);
  });

  test("keeps the thousand newest messages", async () => {
    const folder = join(home, "mailbox");
    for (let index = 0; index < 1_005; index++) {
      const name = `00000000-0000-7000-8000-${String(index).padStart(12, "0")}.eml`;
      await writeFile(join(folder, name), "Subject: old\r\n\r\n");
    }
    await send("new");
    const names = (await readdir(folder)).sort();
    expect(names).toHaveLength(1_000);
    expect(names[0]).toContain("000000000006");
    expect((await listMailbox(home, 1))[0]?.subject).toBe("new");
  });

  test("a home without a mailbox has no messages", async () => {
    expect(await listMailbox(join(home, "elsewhere"))).toEqual([]);
  });
});

describe("readMailHeaders", () => {
  test.each([
    ["folded lines", "Subject: a\r\n b\r\n\tc\r\n\r\nSubject: body", "a b\tc"],
    ["both encodings, joined", "Subject: =?UTF-8?B?w5xiZXI=?= =?utf-8?Q?_pr=C3=BCfung?=\n\n", "Über prüfung"],
    ["a character split between words", "Subject: =?UTF-8?Q?=C3?=\r\n =?UTF-8?Q?=BC?=\r\n\r\n", "ü"],
    ["the first of two subjects", "Subject: a\r\nsubject: b\r\n\r\n", "a"],
    ["headers without a body", "Subject: a", "a"],
    ["other character sets as they are", "Subject: =?iso-8859-1?Q?=FC?=\r\n\r\n", "=?iso-8859-1?Q?=FC?="],
    ["no headers at all", "\r\n\r\nhello", ""],
  ])("reads %s", (_what, message, subject) => expect(readMailHeaders(message).subject).toBe(subject));
});
