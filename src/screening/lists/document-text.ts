import { nationalityCode } from "../party/nationalities.ts";
import { tidy } from "./party-draft.ts";

/** What a text about one document says. */
export interface DocumentText {
  readonly value: string;
  readonly country?: string;
  /** The words around the number, for example `diplomatic passport`. */
  readonly label?: string;
}

/** Words that stand before a number; what follows the last of them is the number. */
const numberWord =
  /^(.*?)\b(?:numbers?|no|nos|№|n°|nr|id|ssn|card|code|passport|permit)\b\.?\s*:?\s*(?=[^\s]*\d)/iu;

/**
 * Reads one document out of a text such as `Libyan passport No. 513519`, `G827238 (Tunisian). Issued on
 * 1 June 1996`, `Qatar identification number 27763401255` or `OB 0243318`: the number, the country that
 * issued it and the words it is described with. Undefined when no number can be told from the text.
 */
export function parseDocument(text: string): DocumentText | undefined {
  const plain = tidy(text).replace(/^'/, "");
  const bare = plain.replace(/\([^()\d]*\)/gu, " ").replace(/\b(n[or]s?)\.\s*/giu, "$1 ");
  const head = tidy(bare).split(/\s*(?:[;,(]|\bissued\b|\bexpir|\bvalid\b|\bunder\b|\.\s)/iu)[0] ?? "";
  let number = head;
  let label = "";
  for (let match = numberWord.exec(number); match; match = numberWord.exec(number)) {
    label = tidy(`${label} ${match[0]}`);
    number = number.slice(match[0].length);
  }
  const words = number.split(" ");
  const first = words.findIndex((word) => /\d/.test(word));
  // A prefix of capitals belongs to the number (`OB 0243318`), a word before it (`Libya 428720`) does not.
  const start = first > 0 && /^[A-Z]{1,3}$/.test(words[first - 1] ?? "") ? first - 1 : first;
  if (start < 0) return undefined;
  label = tidy(`${label} ${words.slice(0, start).join(" ")}`);
  label = label.replace(/[\s:.]+$/u, "");
  const value = words
    .slice(start)
    .join(" ")
    .replace(/[.:]+$/, "");
  const country = countryIn(label) ?? countryIn(bracketed(plain)) ?? countryIn(plain.split(",")[1] ?? "");
  return { value, ...(country === undefined ? {} : { country }), ...(label === "" ? {} : { label }) };
}

function bracketed(text: string): string {
  return /\(([^)]*)\)/u.exec(text)?.[1] ?? "";
}

/** The country that the first one to four words name: `Saudi Arabian passport`, `Bosnia and Herzegovina`. */
export function countryIn(text: string): string | undefined {
  const words = tidy(text)
    .replace(/^(?:false|counterfeit|forged)\s+/iu, "")
    .split(" ");
  for (let count = Math.min(4, words.length); count > 0; count--) {
    const code = nationalityCode(words.slice(0, count).join(" "));
    if (code !== undefined) return code;
  }
  return undefined;
}

/**
 * The items of an enumeration: `(1) Somali (2) Swedish`, `1) Saudi Arabia 2) Qatar`, `a) French, b) Tunisian`,
 * `(a) … (b) …`. The whole text when it is none.
 */
export function enumerated(text: string): string[] {
  // `(1)-(3) Tunisia (4) Libya`: the first three are one item here.
  const plain = tidy(text.replace(/\(\w{1,2}\)\s*(?:-|to)\s*(?=\(\w{1,2}\))/gu, ""));
  if (!/^\(?(?:\d{1,2}|[a-z])\)/iu.test(plain)) return plain === "" ? [] : [plain];
  return plain
    .split(/(?:^|[\s,;.])\(?(?:\d{1,2}|[a-z])\)\s*/iu)
    .map((item) => tidy(item.replace(/[,;]\s*$/u, "")))
    .filter((item) => item !== "");
}
