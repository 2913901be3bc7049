/** A piece of a template string: literal text, or an expression with its offset in the string. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly expression: string; readonly offset: number };

/**
 * Splits a string at its `${{ … }}`. Braces and quotes inside the expression are respected,
 * so `${{ {"a": "}}"} }}` is one expression; `${{ "${{" }}` writes a literal `${{`.
 *
 * @throws SyntaxError when a `${{` has no end.
 */
export function splitTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("${{", at);
    if (open < 0) break;
    if (open > at) parts.push({ kind: "text", text: text.slice(at, open) });
    const close = findClose(text, open + 3);
    if (close === undefined) throw new SyntaxError("`${{` without its `}}`");
    const inner = text.slice(open + 3, close);
    const lead = inner.length - inner.trimStart().length;
    parts.push({ kind: "expression", expression: inner.trim(), offset: open + 3 + lead });
    at = close + 2;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return parts;
}

/** Whether the string holds anything to evaluate. */
export function isTemplate(text: string): boolean {
  return text.includes("${{");
}

/** The expression of a string that is exactly one `${{ … }}`, else undefined. */
export function soleExpression(parts: readonly TemplatePart[]): string | undefined {
  const [only] = parts;
  return parts.length === 1 && only?.kind === "expression" ? only.expression : undefined;
}

/** A bare expression, taken out of the `${{ }}` that people put around it out of habit. */
export function bareExpression(text: string): { expression: string; offset: number } {
  const trimmed = text.trim();
  if (isTemplate(trimmed)) {
    const [only, ...others] = splitTemplate(text.trimEnd());
    const first = only?.kind === "text" && only.text.trim() === "" ? others.shift() : only;
    if (others.length === 0 && first?.kind === "expression") return first;
  }
  return { expression: trimmed, offset: text.length - text.trimStart().length };
}

function findClose(text: string, from: number): number | undefined {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '"' || character === "'") {
      at = skipQuoted(text, at);
      continue;
    }
    if (character === "{") depth++;
    else if (character === "}") {
      if (depth === 0) return text[at + 1] === "}" ? at : undefined;
      depth--;
    }
    at++;
  }
  return undefined;
}

/** The offset behind a quoted string that starts at `at`; the end of the text when it is not closed. */
function skipQuoted(text: string, at: number): number {
  const quote = text[at] ?? "";
  const triple = text.startsWith(quote.repeat(3), at);
  const end = triple ? quote.repeat(3) : quote;
  const raw = /[rR]/.test(text[at - 1] ?? "");
  for (let next = at + end.length; next < text.length; next++) {
    if (!raw && text[next] === "\\") next++;
    else if (text.startsWith(end, next)) return next + end.length;
  }
  return text.length;
}
