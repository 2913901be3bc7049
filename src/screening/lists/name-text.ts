import { scriptOf } from "../party/party.ts";
import { tidy } from "./party-draft.ts";

/** Texts found where a list gives one name. */
export interface NameTexts {
  readonly names: readonly string[];
  /** What stood among the names and is none: `born in Kandahar on 01 Jan. 1967`. */
  readonly comments: readonly string[];
}

/**
 * The names in one field. Publishers put several into one, separated by semicolons, by `original script:` or enumerated
 * (`b)`); they put the original script or a list of spellings into parentheses behind a name, or a
 * second script behind the first; and they add comments, which begin in lower case in parentheses
 * or with `, born`.
 */
export function splitNames(text: string): NameTexts {
  const names: string[] = [];
  const comments: string[] = [];
  for (const part of pieces(text)) {
    const { name, inner } = takeParentheses(part);
    const birth = /,?\s+born\b.*$/iu.exec(name)?.[0];
    if (birth !== undefined) comments.push(tidy(birth.replace(/^,/, "")));
    names.push(...scriptsApart(birth === undefined ? name : name.slice(0, -birth.length)));
    for (const text of inner) {
      if (scriptOf(text) === "Latin" && /^\p{Ll}/u.test(text)) comments.push(text);
      else names.push(...scriptsApart(text));
    }
  }
  return { names: [...new Set(names.map(bare))].filter(isName), comments };
}

function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Without quotation marks around it and separators at its ends. */
function bare(text: string): string {
  const trimmed = tidy(text).replace(/^[,;:]+|[,;:]+$/gu, "");
  return tidy(trimmed.replace(/^["“”„«](.*)["“”»]$/u, "$1"));
}

/** Split at semicolons and enumerations; a parenthesis around several names falls apart with them. */
function pieces(text: string): string[] {
  return text
    .replace(/\(?\boriginal script\b[\s:]*([^()]*)\)?/giu, ";$1")
    .split(/;|\s(?=[a-z]\)\s)/u)
    .flatMap((piece) => atLoneParentheses(piece.replace(/^\s*[a-z]\)\s/u, "")));
}

/** Splits at an opening parenthesis without its partner and drops a closing one without. */
function atLoneParentheses(text: string): string[] {
  const opened: number[] = [];
  const lone: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") opened.push(at);
    else if (text[at] === ")" && opened.pop() === undefined) lone.push(at);
  }
  const cuts = [...lone, ...opened].sort((a, b) => a - b);
  return [...cuts, text.length].map((end, n) => text.slice((cuts[n - 1] ?? -1) + 1, end));
}

/** Takes out of a name the parentheses that are another script or a comment. */
function takeParentheses(text: string): { name: string; inner: string[] } {
  const inner: string[] = [];
  const name = text.replace(/\(([^()]*)\)/gu, (whole, content: string) => {
    const other = scriptOf(content) !== scriptOf(text.replace(whole, ""));
    if (!other && !/^\p{Ll}[^)]*\s/u.test(content)) return whole;
    inner.push(content);
    return " ";
  });
  return { name, inner };
}

/** A text that changes once between Latin and another script is one name in each. */
function scriptsApart(text: string): string[] {
  const words = tidy(text).split(" ");
  const latin = words.map((word) => (/\p{L}/u.test(word) ? scriptOf(word) === "Latin" : undefined));
  const changes = words.flatMap((_word, at) => (at > 0 && latin[at - 1] !== latin[at] ? [at] : []));
  const [change] = changes;
  if (changes.length !== 1 || change === undefined || latin.includes(undefined)) return [text];
  return [words.slice(0, change).join(" "), words.slice(change).join(" ")];
}
