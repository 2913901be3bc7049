import { ProbityError } from "../core/index.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The text of a body, which must be UTF-8 (RFC 8259 section 8.1): bytes that are not would
 * silently become other text. A byte order mark is skipped.
 *
 * @throws ProbityError REQUEST_INVALID
 */
export function decodeBody(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new ProbityError("REQUEST_INVALID", "The body is not UTF-8.");
  }
}

/** JSON nested deeper is an attack on whatever walks it next; the deepest real input has 9 levels. */
const DEPTH_MAX = 64;

/**
 * Refuses what no later layer can keep: NUL characters (PostgreSQL text cannot hold them),
 * lone surrogates (they have no UTF-8 and no canonical JSON) and extreme nesting.
 *
 * @throws ProbityError REQUEST_INVALID naming the place
 */
export function checkText(value: unknown, where: string): void {
  walk(value, where, 0);
}

function walk(value: unknown, where: string, depth: number): void {
  if (typeof value === "string") {
    checkString(value, where);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (depth === DEPTH_MAX) {
    throw new ProbityError("REQUEST_INVALID", `The request is nested deeper than ${DEPTH_MAX} levels.`);
  }
  for (const [name, member] of Object.entries(value)) {
    checkString(name, `${where} (a member's name)`);
    walk(member, `${where}.${name}`, depth + 1);
  }
}

function checkString(text: string, where: string): void {
  const fault = text.includes("\0")
    ? "a NUL character"
    : text.isWellFormed()
      ? undefined
      : "half a character";
  if (fault === undefined) return;
  const message = `holds ${fault} (${fault === "a NUL character" ? "U+0000" : "a lone surrogate"})`;
  throw new ProbityError("REQUEST_INVALID", `${where} ${message}.`, { issues: [{ where, message }] });
}
