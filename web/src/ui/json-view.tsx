import { useMemo, useState } from "react";
import { count } from "../format/text.ts";
import { CopyButton } from "./copy.tsx";
import { jsonTokens } from "./json-tokens.ts";

/** Colouring more than this makes the page slow; what is beyond is still copied whole. */
const SHOWN_CHARACTERS = 60_000;
/** A text longer than this is a file, not something to read; it is cut in the view, not in the copy. */
const TEXT_LENGTH = 1_000;

/** A value as printed JSON, with a button that copies all of it. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  const whole = useMemo(() => JSON.stringify(value, null, 2) ?? "undefined", [value]);
  const text = useMemo(() => escapeUnseen(JSON.stringify(value, cutLongTexts, 2) ?? "undefined"), [value]);
  const tokens = useMemo(() => placed(jsonTokens(text.slice(0, SHOWN_CHARACTERS))), [text]);
  return (
    <div className="json">
      <div className="json-copy">
        <CopyButton text={whole} label={label} />
      </div>
      <section className="json-scroll" aria-label={label}>
        <pre>
          {tokens.map((token) =>
            token.kind === "plain" ? (
              token.text
            ) : (
              <span key={token.at} className={`json-${token.kind}`}>
                {token.text}
              </span>
            ),
          )}
        </pre>
        {text.length > SHOWN_CHARACTERS ? (
          <p className="json-more">
            {count(text.length - SHOWN_CHARACTERS, "more character")}; copy to see all.
          </p>
        ) : null}
      </section>
    </div>
  );
}

function cutLongTexts(_key: string, value: unknown): unknown {
  if (typeof value !== "string" || value.length <= TEXT_LENGTH) return value;
  return `${value.slice(0, 80)}… (${count(value.length, "character")})`;
}

/** What turns the writing direction is shown as JSON can write it, so that no value reorders its neighbours. */
function escapeUnseen(json: string): string {
  return json.replaceAll(
    /\p{Bidi_Control}/gu,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function placed(tokens: ReturnType<typeof jsonTokens>) {
  let at = 0;
  return tokens.map((token) => {
    const place = { ...token, at };
    at += token.text.length;
    return place;
  });
}

/** The raw record behind a sentence, closed until asked for, and drawn only then: a page may hold fifty. */
export function JsonDrawer({
  value,
  label,
  summary = "JSON",
}: {
  value: unknown;
  label: string;
  summary?: string;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="drawer" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen ? <JsonView value={value} label={label} /> : null}
    </details>
  );
}
