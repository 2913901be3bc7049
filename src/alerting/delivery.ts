/** How one attempt to deliver ended. `detail` is one line without personal data. */
export type Delivery =
  | {
      readonly outcome: "sent";
      readonly detail: string;
      readonly remoteId: string;
      readonly problem?: string;
    }
  | {
      readonly outcome: "retry";
      readonly detail: string;
      /** The other side asked to wait at least this long. */
      readonly afterMs?: number;
      /** Recipients that did take the message; they do not get it again. */
      readonly accepted?: readonly string[];
    }
  | { readonly outcome: "refused"; readonly detail: string };

/** One attempt may take this long, from the name look-up to the last reply. */
export const DELIVERY_TIMEOUT_MS = 30_000;

/** Characters of somebody else's reply worth keeping. */
const REPLY_LENGTH_MAX = 200;

/** A reply of the other side as one line, without the e-mail addresses that mail servers like to repeat. */
export function replyLine(text: string): string {
  return text
    .replace(/[^\s<>"'(),:;]+@[^\s<>"'(),:;]+/g, "address")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, REPLY_LENGTH_MAX)
    .toWellFormed();
}
