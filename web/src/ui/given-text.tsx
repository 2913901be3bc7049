import "./given-text.css";
import { givenParts, sentencePieces } from "../format/given-text.ts";

/**
 * A name, or whatever else somebody gave: isolated from the writing direction around it, in its own,
 * with every character that cannot be seen shown by its number.
 */
export function GivenText({ text }: { text: string }) {
  const parts = givenParts(text);
  let at = 0;
  return (
    <bdi dir="auto" className="given">
      {parts.map((part) => {
        const key = at;
        at += part.text.length;
        return part.control === undefined ? (
          <span key={key}>{part.text}</span>
        ) : (
          <bdi key={key} dir="ltr" className="given-control" title={part.meaning}>
            {part.control}
          </bdi>
        );
      })}
    </bdi>
  );
}

/** Several of them, with commas between. */
export function GivenTexts({ texts }: { texts: readonly string[] }) {
  return texts.map((text, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text may stand there twice, and none moves.
    <span key={`${index} ${text}`}>
      {index === 0 ? null : ", "}
      <GivenText text={text} />
    </span>
  ));
}

/** A sentence of ours that quotes names; `names` are those it is known to quote. */
export function Sentence({ text, names = [] }: { text: string; names?: readonly string[] }) {
  let at = 0;
  return sentencePieces(text, names).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.given ? <GivenText key={key} text={piece.text} /> : <span key={key}>{piece.text}</span>;
  });
}
