import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";

export interface ReceivedMail {
  readonly recipients: readonly string[];
  readonly content: string;
  readonly secure: boolean;
  readonly user: string | undefined;
}

export interface TestSmtpServer {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  close(): Promise<void>;
}

/** What the server says to a message: nothing to take it, or an error reply. */
export type Verdict = { readonly code: number; readonly text: string } | undefined;

/** A real SMTP server on 127.0.0.1; `judgeMail` and `judgeRecipient` let it refuse. */
export async function startSmtpServer(
  options: SMTPServerOptions & {
    readonly listenPort?: number;
    readonly judgeMail?: (mail: ReceivedMail) => Verdict | Promise<Verdict>;
    readonly judgeRecipient?: (address: string) => Verdict;
  } = {},
): Promise<TestSmtpServer> {
  const received: ReceivedMail[] = [];
  const { listenPort, judgeMail, judgeRecipient, ...smtp } = options;
  const server = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 200,
    disabledCommands: ["AUTH", "STARTTLS"],
    ...smtp,
    onRcptTo(address, _session, callback) {
      callback(asError(judgeRecipient?.(address.address)));
    },
    onData(stream, session, callback) {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
        const mail = mailOf(session, Buffer.concat(chunks).toString("utf8"));
        const verdict = await judgeMail?.(mail);
        if (verdict === undefined) received.push(mail);
        callback(asError(verdict), "queued as 4711");
      })();
    },
  });
  server.on("error", () => {});
  const port = await new Promise<number>((resolve, reject) => {
    server.server.once("error", reject);
    const listening = server.listen(listenPort ?? 0, "127.0.0.1", () =>
      resolve((listening.address() as AddressInfo).port),
    );
  });
  return { port, received, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function mailOf(session: SMTPServerSession, content: string): ReceivedMail {
  return {
    recipients: session.envelope.rcptTo.map((recipient) => recipient.address),
    content,
    secure: session.secure,
    user: typeof session.user === "string" ? session.user : undefined,
  };
}

function asError(verdict: Verdict): Error | null {
  return verdict === undefined
    ? null
    : Object.assign(new Error(verdict.text), { responseCode: verdict.code });
}
