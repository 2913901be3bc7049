import { ProbityError } from "../core/index.ts";

/** Characters of a reason; longer ones belong into a document. */
const REASON_MAX = 4_000;

/**
 * Checks why a person decides or cancels.
 * @throws ProbityError REQUEST_INVALID when it is empty, too long, or holds half a character.
 */
export function checkReason(reason: string, what: string): void {
  // A lone surrogate has no canonical JSON, so it could not be hashed for the audit log.
  if (reason.trim() === "" || reason.length > REASON_MAX || !reason.isWellFormed()) {
    throw new ProbityError("REQUEST_INVALID", `${what} needs a reason of 1 to ${REASON_MAX} characters`);
  }
}
