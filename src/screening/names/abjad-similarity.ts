import type { NameToken } from "./tokens.ts";

/**
 * Latin spellings of the letters of abjad-letters.ts with what they cost in parts of a
 * letter: 0 for the systems in use (ALA-LC, BGN/PCGN, French, Persian, passports), more for
 * what only resembles. An empty spelling is a letter that was left out.
 */
const spellingTable = `
A a:0 aa:0 e:.1 i:.15 o:.2 u:.2 :.35
E :0 a:0 e:0 i:0 o:0 u:0 aa:0
w w:0 v:0 u:0 o:0 ou:0 oo:0 uw:0 ow:0 aw:0 au:0 ew:.1 av:0 ov:0 uv:0 wu:.1 uu:0 ao:.1 :.5
y y:0 i:0 ee:0 ei:0 ai:0 ay:0 ey:0 iy:0 yy:0 ii:0 ie:0 ia:.2 ae:.1 e:.1 ij:.1 j:.2 a:.5 :.45
Y a:0 y:0 i:0 ee:0 ai:.1 e:.1 ah:0 :.4
e :.1 a:0 ah:0 at:0 e:0 eh:0 et:0 h:.1 t:.1
h h:0 :.5
H h:0 ch:.3 kh:.3 :.5
x kh:0 h:.15 k:.2 x:.1 ch:.15 hk:.3 j:.4
b b:0 p:.2 v:.4
p p:0 b:.15 f:.4
t t:0 th:.15 d:.4
T t:0 th:.15 d:.4
F th:0 s:.05 t:.1
j j:0 g:.1 dj:0 dzh:0 zh:.1 gh:.4 z:.4 dsch:0 ch:.4
c ch:0 tch:0 tsh:0 tsch:0 c:.1 sh:.2 j:.4
d d:0 t:.35 dh:.1
Q dh:0 d:.05 z:.05 th:.1
D d:0 dh:0 z:.05 th:.1 dz:.1
Z z:0 dh:0 d:.1 th:.1
r r:0
z z:0 s:.35 dh:.3
J zh:0 j:.1 z:.2 sh:.4
s s:0 c:.15 z:.35 sh:.7
S s:0 c:.2 z:.35
C sh:0 ch:.1 sch:0 sj:.1 s:.35
G gh:0 g:.05 q:.15 k:.3 r:.5
f f:0 ph:0 v:.3 p:.5
q q:0 k:.05 gh:.1 g:.15 c:.1 kh:.2 ck:.1 j:.5
k k:0 c:.05 q:.1 ck:.05 kh:.3 g:.4 ch:.3
g g:0 gh:.1 k:.35 j:.3
V v:0 w:.1 f:.2
l l:0
m m:0
n n:0 m:.5
B b:0 v:0 w:.1
X h:0 ch:0 kh:.05 :.5
K k:0 kh:.05 ch:0 c:.05 q:.2 h:.3
P p:0 f:0 ph:0
U ts:0 tz:0 z:.05 s:.2 c:.2 cz:.1
O sh:0 s:.05 sch:0
`;

interface Spelling {
  readonly text: string;
  readonly cost: number;
}

const spellings = new Map<string, readonly Spelling[]>();
for (const line of spellingTable.trim().split("\n")) {
  const [letter = "", ...pairs] = line.split(" ");
  spellings.set(
    letter,
    pairs.map((pair) => {
      const [text = "", cost = "0"] = pair.split(":");
      return { text, cost: Number(cost) };
    }),
  );
}
const none: readonly Spelling[] = [];
/** What it costs to leave a letter out. */
const silentCosts = new Map<string, number>();
for (const [letter, list] of spellings) {
  const silent = list.find((spelling) => spelling.text === "");
  if (silent) silentCosts.set(letter, silent.cost);
}

/** Half vowels tell half of what consonants do. */
const halfLetters = new Set("AEwyYhe");
const HALF_LETTER = 0.5;
/** A letter without counterpart, on either side; a lone `h` less, since it lengthens vowels. */
const UNMATCHED_COST = 1;
const LONE_H_COST = 0.5;
/** A vowel of two letters in Latin has no letter in the name … */
const LONG_VOWEL_COST = 0.3;
/** … and is long beyond doubt after the first syllable, where French does not write every `u` so: Mahmoud is not محمد. */
const SURELY_LONG_COST = 1;
/** `h` and ta marbuta at the end are mute as often as not. */
const MUTE_ENDING_COST = 0.05;
/** A reading is never the same writing. */
const READING_SIMILARITY_MAX = 0.98;
const LETTERS_MAX = 60;

const columns = LETTERS_MAX + 2;
const costs = new Float64Array(columns * columns);

/**
 * How well a token in Arabic or Hebrew writing and another token are one word, 0..0.98.
 * Each letter may take one of its Latin spellings, a short vowel may stand before any
 * letter, and doubled consonants count once. Of two tokens in such writing the letters are
 * compared. Of another token its best reading counts. Symmetric; 0 when neither token is of such writing.
 */
export function abjadSimilarity(a: NameToken, b: NameToken): number {
  if (a.abjad && b.abjad) {
    if (a.letters === b.letters) return 1;
    return Math.max(letterSimilarity(a.letters, b.text), letterSimilarity(b.letters, a.text));
  }
  if (!a.abjad && !b.abjad) return 0;
  const [abjad, other] = a.abjad ? [a, b] : [b, a];
  let best = letterSimilarity(abjad.letters, other.text);
  for (const reading of other.also) best = Math.max(best, letterSimilarity(abjad.letters, reading));
  return best;
}

function letterSimilarity(letters: string, text: string): number {
  if (letters === "" || text === "" || letters.length > LETTERS_MAX || text.length > LETTERS_MAX) return 0;
  let size = 0;
  for (const letter of letters) size += halfLetters.has(letter) ? HALF_LETTER : 1;
  const similarity = 1 - alignmentCost(letters, text) / Math.max(1, size);
  return Math.max(0, Math.min(READING_SIMILARITY_MAX, similarity));
}

/** Cheapest way to spell the letters as the text: dynamic programming over both. */
function alignmentCost(letters: string, text: string): number {
  costs.fill(Number.POSITIVE_INFINITY, 0, columns * (letters.length + 1));
  costs[0] = 0;
  for (let i = 0; i <= letters.length; i++) {
    for (let j = 0; j <= text.length; j++) {
      const cost = costs[i * columns + j] ?? Number.POSITIVE_INFINITY;
      if (cost === Number.POSITIVE_INFINITY) continue;
      if (j < text.length) improve(i, j + 1, cost + extraCost(text, i, j));
      if (i < letters.length) spell(letters, text, i, j, cost);
    }
  }
  return costs[letters.length * columns + text.length] ?? Number.POSITIVE_INFINITY;
}

function spell(letters: string, text: string, i: number, j: number, cost: number): void {
  const letter = letters[i] ?? "";
  improve(i + 1, j, cost + omissionCost(letters, i));
  for (const spelling of spellings.get(letter) ?? none) {
    if (spelling.text !== "" && text.startsWith(spelling.text, j)) {
      improve(i + 1, j + spelling.text.length, cost + spelling.cost);
    }
  }
}

function omissionCost(letters: string, i: number): number {
  const letter = letters[i] ?? "";
  if (i === letters.length - 1 && i > 0 && (letter === "h" || letter === "e")) return MUTE_ENDING_COST;
  // An alif before a half vowel at the beginning only carries it: Iman, Omid.
  if (i === 0 && letter === "A" && (letters[1] === "y" || letters[1] === "w")) return 0;
  return silentCosts.get(letter) ?? UNMATCHED_COST;
}

/** What a Latin letter costs that spells no letter of the other writing. */
function extraCost(text: string, i: number, j: number): number {
  const letter = text[j] ?? "";
  const before = text[j - 1] ?? "";
  if (isVowel(letter)) {
    if (!isVowel(before)) return i === 0 ? LONE_H_COST : 0;
    return i > 1 && isSurelyLong(before + letter) ? SURELY_LONG_COST : LONG_VOWEL_COST;
  }
  if (letter === before) return 0;
  if (letter === "h") return LONE_H_COST;
  return (letter === "y" || letter === "w") && isVowel(before) ? LONG_VOWEL_COST : UNMATCHED_COST;
}

function isSurelyLong(vowels: string): boolean {
  return vowels === "ou" || vowels === "oo" || vowels === "ee";
}

function isVowel(letter: string): boolean {
  return letter === "a" || letter === "e" || letter === "i" || letter === "o" || letter === "u";
}

function improve(i: number, j: number, cost: number): void {
  const at = i * columns + j;
  if (cost < (costs[at] ?? 0)) costs[at] = cost;
}
