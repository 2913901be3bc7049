import anyAscii from "any-ascii";
import { jaroWinkler } from "./jaro-winkler.ts";
import { soundex } from "./soundex.ts";

/** Parts that agree less than this count as not found, unless they sound alike. */
const PART_MIN = 0.5;
/** Parts of the search of this length and less are left out, where there are longer ones. */
const SHORT_PART = 2;

/**
 * How similar a listed name is to a name by the method OFAC publishes for its own Sanctions List
 * Search (FAQ 249), 0..100: Jaro-Winkler over the whole texts, and Jaro-Winkler with Soundex part
 * by part; the higher counts. It is a second opinion beside our score, for users who compare with
 * the public search; it decides nothing.
 *
 * FAQ 249 leaves details open. They are filled in as the public search has been observed to
 * behave: whole texts are compared only when they begin with the same letter; a part of the
 * search scores as its most similar part of the listed name, nothing below 0.5; parts of one or
 * two letters are dropped where there are longer ones; the parts' mean is the composite.
 *
 * @param listedName as OFAC lists it: `FAMILY, Given`
 * @returns an integer; 0 where either name has no letter and no digit
 */
export function ofacScore(query: string, listedName: string): number {
  const [asked, listed] = [plain(query), plain(listedName)];
  if (asked === "" || listed === "") return 0;
  const whole = asked[0] === listed[0] ? jaroWinkler(asked, listed) : 0;
  return Math.round(100 * Math.max(whole, byParts(asked.split(" "), listed.split(" "))));
}

/** Upper-case Latin letters and digits, words separated by one blank. */
function plain(name: string): string {
  return anyAscii(name.normalize("NFKC"))
    .toUpperCase()
    .replace(/['’`]/g, "")
    .replace(/[^A-Z0-9]+/g, " ")
    .trim();
}

function byParts(asked: readonly string[], listed: readonly string[]): number {
  const long = asked.filter((part) => part.length > SHORT_PART);
  const parts = long.length > 0 ? long : asked;
  let sum = 0;
  for (const part of parts) sum += bestOf(part, listed);
  return sum / parts.length;
}

function bestOf(part: string, listed: readonly string[]): number {
  const code = soundex(part);
  let best = 0;
  for (const other of listed) {
    const similarity = jaroWinkler(part, other);
    if (similarity <= best) continue;
    if (similarity >= PART_MIN || (code !== "" && code === soundex(other))) best = similarity;
  }
  return best;
}
