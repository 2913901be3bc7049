import { createTransport, type NodemailerError, type SMTPTransportOptions } from "nodemailer";
import { messageOf, type NotificationId } from "../core/index.ts";
import type { EmailChannel } from "./config.ts";
import { DELIVERY_TIMEOUT_MS, type Delivery, replyLine } from "./delivery.ts";
import type { NotificationPayload } from "./notification.ts";

/** Where the mailbox of this installation listens. */
export interface LocalSmtp {
  readonly host: string;
  readonly port: number;
}

/** A server that does not answer by then is down. */
const CONNECT_TIMEOUT_MS = 10_000;

export interface EmailDelivery {
  readonly id: NotificationId;
  readonly channel: EmailChannel;
  readonly payload: NotificationPayload;
  /** Recipients still to be served. */
  readonly recipients: readonly string[];
  readonly password: string | undefined;
  readonly localSmtp: LocalSmtp | undefined;
  readonly ca: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/**
 * Sends one e-mail over one SMTP connection (RFC 5321). The Message-ID is derived from the
 * notification's id and the same on every attempt, so a mail system that receives it twice,
 * because this process died between sending and noting it, can drop the second.
 */
export async function deliverEmail(delivery: EmailDelivery): Promise<Delivery> {
  const { id, channel, payload, recipients } = delivery;
  const transport = createTransport(transportOptions(delivery));
  try {
    const sent = await transport.sendMail({
      from: channel.from,
      to: channel.to,
      envelope: { from: channel.from, to: [...recipients] },
      subject: payload.subject,
      text: payload.text,
      html: payload.html,
      date: new Date(payload.createdAt),
      messageId: `<${id}@${channel.from.slice(channel.from.lastIndexOf("@") + 1)}>`,
      // RFC 3834: keeps vacation replies from answering.
      headers: { "Auto-Submitted": "auto-generated", "X-Probity-Delivery": id },
      signal: AbortSignal.any([delivery.signal, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
    });
    const rejections = sent.rejectedErrors ?? [];
    if (rejections.length === 0) {
      return { outcome: "sent", detail: replyLine(sent.response), remoteId: replyLine(sent.response) };
    }
    const problem = `${rejections.length} of ${recipients.length} recipients refused: ${describe(rejections[0])}`;
    // Recipients refused for now are tried again; those refused for good would only refuse again.
    if (rejections.some((rejection) => rejection.permanent !== true)) {
      return { outcome: "retry", detail: problem, accepted: sent.accepted };
    }
    return { outcome: "sent", detail: problem, remoteId: replyLine(sent.response), problem };
  } catch (error) {
    return { outcome: isRefusal(error as NodemailerError) ? "refused" : "retry", detail: describe(error) };
  } finally {
    transport.close();
  }
}

function transportOptions(delivery: EmailDelivery): SMTPTransportOptions {
  const timeouts = {
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: DELIVERY_TIMEOUT_MS,
  };
  const server = delivery.channel.smtp;
  if (server === undefined) {
    if (delivery.localSmtp === undefined) throw new Error("no SMTP server and no local mailbox");
    return { ...timeouts, ...delivery.localSmtp, ignoreTLS: true };
  }
  return {
    ...timeouts,
    // The name could be made to resolve elsewhere; in clear text only this machine is meant.
    host: server.tls === "none" && server.host === "localhost" ? "127.0.0.1" : server.host,
    port: server.port,
    secure: server.tls === "implicit",
    requireTLS: server.tls === "starttls",
    ignoreTLS: server.tls === "none",
    tls: { minVersion: "TLSv1.2", ...(delivery.ca === undefined ? {} : { ca: [...delivery.ca] }) },
    ...(server.user === undefined || delivery.password === undefined
      ? {}
      : { auth: { user: server.user, pass: delivery.password } }),
  };
}

/**
 * Whether the server turned down this very message: a 5xx reply to MAIL FROM, RCPT TO or
 * DATA. A 5xx reply to anything before (greeting, STARTTLS, AUTH) is about the connection;
 * a corrected password or certificate mends it, so the message is kept.
 */
function isRefusal(error: NodemailerError): boolean {
  if (error.command === "MAIL FROM" && error.code === "EMESSAGE") return true;
  if (error.command !== "MAIL FROM" && error.command !== "RCPT TO" && error.command !== "DATA") return false;
  // Where every recipient was refused, one that may take the message later is reason enough to keep it.
  if (error.rejectedErrors?.some((rejection) => rejection.permanent !== true)) return false;
  return error.permanent === true;
}

function describe(error: unknown): string {
  const { command, response, code } = error as NodemailerError;
  if (response !== undefined) return `SMTP server answered ${command ?? ""}: ${replyLine(response)}`;
  return `SMTP ${code ?? "error"}: ${replyLine(messageOf(error))}`;
}
