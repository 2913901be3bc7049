/**
 * Two reductions of a romanised token. `foldSpelling` removes differences that come from
 * romanisation habits only (Yevgeniy, Evgeny; Mohammad, Mohamad; Petroff, Petrov).
 * `consonantSkeleton` also drops vowels, which spellings of one name change most.
 */

/** Two-letter spellings of one sound, longest first where they share a beginning. */
const clusters: readonly (readonly [string, string])[] = [
  ["schtsch", "sh"],
  ["shch", "sh"],
  ["stch", "sh"],
  ["sch", "sh"],
  ["sh", "sh"],
  ["tsch", "ch"],
  ["ttch", "ch"],
  ["tch", "ch"],
  ["tsh", "ch"],
  ["tzk", "zk"],
  ["tz", "z"],
  ["ts", "z"],
  ["th", "t"],
  ["cch", "ch"],
  ["ch", "ch"],
  ["cz", "ch"],
  ["ckij", "zki"],
  ["ckiy", "zki"],
  ["ck", "k"],
  ["dzh", "j"],
  ["dsch", "j"],
  ["dj", "j"],
  ["dh", "d"],
  ["zh", "j"],
  ["jh", "j"],
  ["kh", "h"],
  ["gh", "g"],
  ["ph", "f"],
  ["bh", "b"],
  ["rh", "r"],
  ["wh", "v"],
  ["hs", "sh"],
  ["qu", "k"],
  ["ou", "u"],
  ["oo", "u"],
  ["ee", "i"],
  ["yo", "io"],
];
const clustersByLetter = new Map<number, readonly (readonly [string, string])[]>();
for (const cluster of clusters) {
  const letter = cluster[0].charCodeAt(0);
  clustersByLetter.set(letter, [...(clustersByLetter.get(letter) ?? []), cluster]);
}

const vowels = new Set([97, 101, 105, 111, 117]);
const [A, C, E, I, J, Q, U, V, W, X, Y] = [97, 99, 101, 105, 106, 113, 117, 118, 119, 120, 121] as const;
/** From this length on `ai` and `ei` are one sound: Hussain and Hussein, but not Mai and Mei. */
const DIPHTHONG_LENGTH_MIN = 5;

/** The spelling-insensitive form of a lower-case ASCII token. */
export function foldSpelling(token: string): string {
  let folded = "";
  let last = 0;
  for (let at = initialLength(token); at < token.length; ) {
    const code = token.charCodeAt(at);
    const cluster = clusterAt(token, at, code);
    const sound =
      cluster === undefined ? soundAt(token, at, code, last) : soundOfCluster(token, at, cluster, last);
    at += cluster === undefined ? 1 : cluster[0].length;
    for (let i = 0; i < sound.length; i++) {
      const next = sound.charCodeAt(i);
      if (next === last) continue;
      folded += sound[i];
      last = next;
    }
  }
  return foldEnding(initialSound(token) + folded);
}

/** Beginnings that are one sound: Greek `mp`, `nt`, `gk`; Chinese `x` before `i` and `u`; `ye` and `ie`. */
function initialSound(token: string): string {
  const two = token.slice(0, 2);
  if (two === "mp") return "b";
  if (two === "nt") return "d";
  if (two === "gk") return "g";
  if (two === "xi" || two === "xu" || two === "hs") return "sh";
  return "";
}

function initialLength(token: string): number {
  const sound = initialSound(token);
  if (sound === "sh" && token.charCodeAt(0) === X) return 1;
  if (sound !== "") return 2;
  const first = token.charCodeAt(0);
  return (first === Y || first === I) && token.charCodeAt(1) === E && token.length > 2 ? 1 : 0;
}

function clusterAt(token: string, at: number, code: number): readonly [string, string] | undefined {
  const found = clustersByLetter.get(code);
  if (found === undefined) return undefined;
  for (const cluster of found) if (token.startsWith(cluster[0], at)) return cluster;
  return undefined;
}

function soundOfCluster(
  token: string,
  at: number,
  [letters, sound]: readonly [string, string],
  last: number,
): string {
  // Andreev and Andreyev have two vowels, Saeed has one.
  if (letters === "ee" && token.charCodeAt(at + 2) === V) return "e";
  // Daoud, Dawud: a vowel pair before a consonant, like the `au` of Maulana.
  if (sound === "u" && last === A && isConsonant(token.charCodeAt(at + letters.length))) return "v";
  // The Russian letter yo after a consonant is `e` as often: Fyodor, Fedor.
  if (letters === "yo" && isSoftO(token, at, last)) return "e";
  return sound;
}

function isSoftO(token: string, at: number, last: number): boolean {
  const next = token.charCodeAt(at + 2);
  return isConsonant(last) && isConsonant(next) && !token.startsWith("ng", at + 2) && token.length > at + 2;
}

function soundAt(token: string, at: number, code: number, last: number): string {
  const next = token.charCodeAt(at + 1);
  switch (code) {
    case C:
      return next === E || next === I || next === Y ? "s" : "k";
    case Q:
      return "k";
    case X:
      return "ks";
    case W:
      return last === A && (next === U || token.startsWith("oo", at + 1) || token.startsWith("ou", at + 1))
        ? ""
        : "v";
    case U:
      return last === A && isConsonant(next) ? "v" : "u";
    case J:
      return at === token.length - 1 && vowels.has(last) && last !== A ? "i" : "j";
    case E:
      return "e";
    case I:
    case Y:
      return glide(token, at, code, next, last);
    default:
      return String.fromCharCode(code);
  }
}

/** `y` and `i` sound alike; before `e` they are only a habit: Nikolayev, Vasiliev, Fyodor. */
function glide(token: string, at: number, code: number, next: number, last: number): string {
  if (next !== E || at === 0) return "i";
  if (code === Y && vowels.has(last)) return "";
  return token.charCodeAt(at + 2) === V && !vowels.has(last) ? "" : "i";
}

function isConsonant(code: number): boolean {
  return code >= 98 && code <= 122 && !vowels.has(code) && code !== Y;
}

/** Petroff and Petrov; Fatimah and Fatima; `ai` and `ei` in longer names. */
function foldEnding(sounds: string): string {
  let folded = sounds;
  if (folded.endsWith("of") || folded.endsWith("ef")) folded = `${folded.slice(0, -1)}v`;
  else if (folded.endsWith("ah") || folded.endsWith("eh")) folded = folded.slice(0, -1);
  if (folded.length >= DIPHTHONG_LENGTH_MIN && folded.includes("ai")) folded = folded.replaceAll("ai", "ei");
  // Aleksandr and Alexander.
  if (folded.length >= DIPHTHONG_LENGTH_MIN && folded.endsWith("dr")) folded = `${folded.slice(0, -1)}er`;
  return folded;
}

/** Consonants of a folded token; a leading vowel stays, as `a`. */
export function consonantSkeleton(folded: string): string {
  let skeleton = folded === "" ? "" : vowels.has(folded.charCodeAt(0)) ? "a" : folded.slice(0, 1);
  for (let at = 1; at < folded.length; at++) {
    if (!vowels.has(folded.charCodeAt(at))) skeleton += folded[at];
  }
  return skeleton;
}
