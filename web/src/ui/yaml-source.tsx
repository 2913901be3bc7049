import { useMemo } from "react";

/** A definition as written: read only, numbered, quietly coloured. */
export function YamlSource({ text }: { text: string }) {
  const lines = useMemo(() => text.replace(/\n$/, "").split("\n"), [text]);
  return (
    <section className="source" aria-label="YAML source">
      <div className="source-numbers" aria-hidden="true">
        {lines.map((_, index) => index + 1).join("\n")}
      </div>
      <code>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number.
          <YamlLine key={index} line={line} />
        ))}
      </code>
    </section>
  );
}

const LINE = /^(\s*(?:- )?)([\w.-]+|"[^"]*")(:)(\s.*|)$/;

function YamlLine({ line }: { line: string }) {
  const { code, comment } = splitComment(line);
  const match = LINE.exec(code);
  return (
    <>
      {match === null ? (
        <span className={/^\s*- /.test(code) ? "yaml-text" : undefined}>{code}</span>
      ) : (
        <>
          {match[1]}
          <span className="yaml-key">{match[2]}</span>
          {match[3]}
          <span className="yaml-text">{match[4]}</span>
        </>
      )}
      {comment === "" ? null : <span className="yaml-comment">{comment}</span>}
      {"\n"}
    </>
  );
}

/** A comment begins at a # that starts the line or follows a space, outside quotes. */
export function splitComment(line: string): { code: string; comment: string } {
  let quote: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === "#" && (at === 0 || line.charAt(at - 1) === " ")) {
      return { code: line.slice(0, at), comment: line.slice(at) };
    }
  }
  return { code: line, comment: "" };
}
