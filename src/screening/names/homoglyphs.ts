/**
 * Letters of one script that look like those of another. Mixing them is a way to hide a
 * name from a comparison: the eye reads it, the machine does not.
 */
export type AlphabetName = "latin" | "cyrillic" | "greek" | "armenian";

/** Latin letter, then the letters of other alphabets that pass for it (capitals included, by their lower case). */
const lookalikeTable = `
a а α ɑ
b в β ь
c с ϲ
d ԁ
e е є ε
f ϝ
g ց ɡ
h н һ հ η
i і ι ӏ
j ј ϳ
k к κ
l ӏ լ
m м μ
n п ո ռ ν
o о ο օ
p р ρ
q ԛ գ
r г
s ѕ տ
t т τ
u υ ս
v ѵ ν
w ѡ ԝ ա ω
x х χ
y у γ ү
z ζ
`;

const toLatin = new Map<string, string>();
const fromLatin = new Map<string, string>();
for (const line of lookalikeTable.trim().split("\n")) {
  const [latin = "", ...others] = line.split(" ");
  for (const other of others) {
    if (!toLatin.has(other)) toLatin.set(other, latin);
    const key = `${alphabetOf(other.codePointAt(0) ?? 0)} ${latin}`;
    if (!fromLatin.has(key)) fromLatin.set(key, other);
  }
}

/** The alphabet of a letter, of those whose letters are mistaken for one another; undefined for all others. */
export function alphabetOf(code: number): AlphabetName | undefined {
  if ((code >= 0x370 && code <= 0x3ff) || (code >= 0x1f00 && code <= 0x1fff)) return "greek";
  if (code >= 0x400 && code <= 0x52f) return "cyrillic";
  if (code >= 0x531 && code <= 0x587) return "armenian";
  if (code <= 0x24f || (code >= 0x1e00 && code <= 0x1eff) || (code >= 0x250 && code <= 0x2af)) return "latin";
  return undefined;
}

/**
 * A lower-case word in one alphabet: letters of the rarer alphabets become their lookalikes
 * in the one most letters are of (Latin, where they are as many). A word of one alphabet is
 * returned as it is.
 */
export function repairMixedWord(word: string): string {
  const counts = new Map<AlphabetName, number>();
  for (const letter of word) {
    const alphabet = alphabetOf(letter.codePointAt(0) ?? 0);
    if (alphabet) counts.set(alphabet, (counts.get(alphabet) ?? 0) + 1);
  }
  if (counts.size < 2) return word;
  let best: AlphabetName = "latin";
  for (const [alphabet, count] of counts) if (count > (counts.get(best) ?? 0)) best = alphabet;
  let repaired = "";
  for (const letter of word) {
    const own = alphabetOf(letter.codePointAt(0) ?? 0);
    if (own === undefined || own === best) {
      repaired += letter;
      continue;
    }
    const latin = own === "latin" ? letter : toLatin.get(letter);
    repaired += (best === "latin" ? latin : fromLatin.get(`${best} ${latin}`)) ?? letter;
  }
  return repaired;
}
