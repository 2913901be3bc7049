import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import { type Clock, type Log, messageOf, uuidV7 } from "../core/index.ts";
import type { LocalSmtp } from "./email.ts";
import { type MailHeaders, readMailHeaders } from "./mail-headers.ts";

/** Bytes of one message; alerts have a few kilobytes. */
const MESSAGE_BYTES_MAX = 1_048_576;
/** Messages kept; the oldest leave first. With the limit above the folder stays under a gigabyte. */
const MESSAGES_MAX = 1_000;
const CLIENTS_MAX = 20;
const IDLE_TIMEOUT_MS = 30_000;

export interface LocalMailbox extends LocalSmtp {
  close(): Promise<void>;
}

/**
 * A mail server for an installation that has none yet: it takes every message on a free
 * port of 127.0.0.1 and keeps it as a file under `home/mailbox`, so that alerts really
 * arrive somewhere. A message is acknowledged only when it is on disk.
 */
export async function startLocalMailbox(options: {
  readonly home: string;
  readonly log: Log;
  readonly clock: Clock;
}): Promise<LocalMailbox> {
  const folder = folderOf(options.home);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const server = new SMTPServer({
    banner: "Probity local mailbox",
    disabledCommands: ["AUTH", "STARTTLS"],
    size: MESSAGE_BYTES_MAX,
    maxClients: CLIENTS_MAX,
    socketTimeout: IDLE_TIMEOUT_MS,
    closeTimeout: 1_000,
    disableReverseLookup: true,
    logger: false,
    onData(stream, _session, callback) {
      receive(stream, folder, options.clock)
        .then((file) => callback(null, `stored as ${file}`))
        .catch((error: unknown) => {
          options.log.error({ reason: messageOf(error) }, "the local mailbox could not store a message");
          callback(
            Object.assign(new Error(messageOf(error)), { responseCode: stream.sizeExceeded ? 552 : 451 }),
          );
        });
    },
  });
  server.on("error", (error) =>
    options.log.warn({ reason: messageOf(error) }, "local mailbox connection failed"),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.server.once("error", reject);
    const listening = server.listen(0, "127.0.0.1", () => resolve((listening.address() as AddressInfo).port));
  });
  return {
    host: "127.0.0.1",
    port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A message in the local mailbox. */
export interface StoredMail extends MailHeaders {
  /** Absolute path of the .eml file. */
  readonly file: string;
  readonly bytes: number;
}

/** The newest messages of the mailbox first; none when there is no mailbox. */
export async function listMailbox(home: string, limit = 100): Promise<StoredMail[]> {
  const folder = folderOf(home);
  const names = (await mailFiles(folder)).reverse().slice(0, limit);
  const mails = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      // A message that has just made room for a newer one is not listed.
      const content = await readFile(file).catch(undefinedWhenMissing);
      if (content === undefined) return undefined;
      return { file, bytes: content.length, ...readMailHeaders(content.toString("utf8")) };
    }),
  );
  return mails.filter((mail) => mail !== undefined);
}

async function receive(stream: SMTPServerDataStream, folder: string, clock: Clock): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Read to the end even when it is too long: the client waits for the reply until then.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MESSAGE_BYTES_MAX) chunks.push(chunk);
  }
  if (stream.sizeExceeded || bytes > MESSAGE_BYTES_MAX) throw new Error("the message is too large");
  // A version 7 UUID begins with the time, so names sort by arrival.
  const name = `${uuidV7(clock.now().getTime())}.eml`;
  await writeDurably(join(folder, name), Buffer.concat(chunks));
  const names = await mailFiles(folder);
  const surplus = names.slice(0, Math.max(0, names.length - MESSAGES_MAX));
  await Promise.all(surplus.map((old) => rm(join(folder, old), { force: true })));
  return name;
}

/** Readers see the whole file or none; the rename comes after the bytes are on disk. */
async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.part`;
  const handle = await open(temporary, "wx", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}

async function mailFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(undefinedWhenMissing)) ?? [];
  return names.filter((name) => name.endsWith(".eml")).sort();
}

function undefinedWhenMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}

function folderOf(home: string): string {
  return join(home, "mailbox");
}
