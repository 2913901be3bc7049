/** The headers of an Internet message (RFC 5322) that a list of messages shows. */
export interface MailHeaders {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: string;
  readonly messageId: string;
}

/** Reads the headers; those that are missing are empty. The body is not looked at. */
export function readMailHeaders(message: string): MailHeaders {
  const end = /\r?\n\r?\n/.exec(message)?.index ?? message.length;
  // A line that begins with white space continues the one above (RFC 5322 section 2.2.3).
  const unfolded = message.slice(0, end).replace(/\r?\n(?=[ \t])/g, "");
  const fields = new Map<string, string>();
  for (const line of unfolded.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  const field = (name: string) => fields.get(name) ?? "";
  return {
    from: field("from"),
    to: field("to"),
    subject: decodeWords(field("subject")),
    date: field("date"),
    messageId: field("message-id"),
  };
}

/** Encoded words in UTF-8 (RFC 2047); white space between two of them is not part of the text. */
function decodeWords(text: string): string {
  const joined = text.replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, "$1");
  // Neighbouring words are decoded together because a character may be split between them.
  return joined.replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (run) => {
    const words = [...run.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)];
    const bytes = words.map(([, encoding, word = ""]) =>
      encoding?.toLowerCase() === "b" ? Buffer.from(word, "base64") : quotedBytes(word),
    );
    return Buffer.concat(bytes).toString("utf8");
  });
}

function quotedBytes(word: string): Buffer {
  const binary = word
    .replaceAll("_", " ")
    .replace(/=([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(binary, "latin1");
}
