import type { PaymentText } from "./payment.ts";

/** Words a name in free text may have. */
const WINDOW_WORDS_MAX = 5;
/** A single word is looked up from this length on: shorter ones are words of any language. */
const SINGLE_WORD_CHARS_MIN = 5;
/** Windows looked up per transaction; ten lines of 140 characters, the most a bank sends, have some 800. */
export const TEXT_WINDOWS_MAX = 1_000;
/** Windows looked up per message, some minutes of work: 2,500 transactions with a full line of text each. */
export const MESSAGE_WINDOWS_MAX = 200_000;

/** A stretch of words that may be a name. */
export interface TextWindow {
  readonly place: string;
  readonly words: string;
}

/**
 * The stretches of one to five words of free text, each once. A name does not reach over a mark that
 * separates (`;`, `:`, `/`, a line), and starts and ends with a word that has letters.
 * `complete` is false when there were more than `max`: the rest is not among them.
 */
export function textWindows(
  texts: readonly PaymentText[],
  max = TEXT_WINDOWS_MAX,
): { windows: TextWindow[]; complete: boolean } {
  const windows: TextWindow[] = [];
  const seen = new Set<string>();
  for (const { place, text } of texts) {
    for (const part of text.split(/[;:/|\n\r,()[\]{}"]+/)) {
      const words = part.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
      for (const window of windowsOf(words)) {
        if (seen.has(window)) continue;
        if (windows.length >= max) return { windows, complete: false };
        seen.add(window);
        windows.push({ place, words: window });
      }
    }
  }
  return { windows, complete: true };
}

function* windowsOf(words: readonly string[]): Generator<string> {
  for (let from = 0; from < words.length; from++) {
    for (let count = 1; count <= WINDOW_WORDS_MAX && from + count <= words.length; count++) {
      const first = words[from] ?? "";
      const last = words[from + count - 1] ?? "";
      if (!startsName(first) || !startsName(last)) continue;
      if (count === 1 && first.length < SINGLE_WORD_CHARS_MIN) continue;
      yield words.slice(from, from + count).join(" ");
    }
  }
}

/** Invoice numbers and amounts are no names. */
function startsName(word: string): boolean {
  const letters = word.match(/\p{L}/gu)?.length ?? 0;
  return letters >= 2 && letters * 2 >= word.length;
}
