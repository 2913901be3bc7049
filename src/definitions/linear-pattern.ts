import { setFlagsFromString } from "node:v8";

/** Longer patterns are mistakes; the longest identifier format we know of needs 120. */
const PATTERN_MAX = 1_000;

let engineEnabled = false;

/**
 * A regular expression that runs in time linear to its subject, whatever the pattern: V8's
 * non-backtracking engine (flag `l`), as CEL asks for with RE2. Without it, a careless
 * pattern in a definition could be made to hang a worker by one crafted input.
 *
 * @throws SyntaxError for patterns that cannot run in linear time: look-around, back
 *   references, Unicode property classes, very large repetitions.
 */
export function linearPattern(pattern: string): RegExp {
  if (pattern.length > PATTERN_MAX) {
    throw new SyntaxError(`the pattern is longer than ${PATTERN_MAX} characters`);
  }
  // Without the `u` flag, `\p{L}` would silently mean the letters "p{L}".
  if (/\\[pPu]\{/.test(pattern)) throw new SyntaxError("Unicode classes are not supported in patterns");
  if (!engineEnabled) {
    setFlagsFromString("--enable-experimental-regexp-engine");
    engineEnabled = true;
  }
  return new RegExp(pattern, "l");
}
