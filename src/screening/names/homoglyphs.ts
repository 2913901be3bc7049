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
 * in the one most letters are of, or in that of the rest of the name, where all of them have
 * one there. A word of one alphabet is returned as it is.
 */
export function repairMixedWord(word: string, ofName: AlphabetName): string {
  if (!isMixed(word)) return word;
  const fitting = writtenIn(word, ofName);
  if (fitting !== undefined && hasLetterOf(word, ofName)) return fitting;
  const best = alphabetOfName(word);
  return Array.from(word, (letter) => lookalike(letter, best) ?? letter).join("");
}

function isMixed(word: string): boolean {
  let first: AlphabetName | undefined;
  for (let at = 0; at < word.length; at++) {
    const alphabet = letterAlphabet(word.charCodeAt(at));
    if (alphabet === undefined) continue;
    if (first !== undefined && alphabet !== first) return true;
    first = alphabet;
  }
  return false;
}

function hasLetterOf(word: string, alphabet: AlphabetName): boolean {
  return Array.from(word).some((letter) => letterAlphabet(letter.codePointAt(0) ?? 0) === alphabet);
}

/** Like `alphabetOf`, of letters only. */
function letterAlphabet(code: number): AlphabetName | undefined {
  return code < 0x41 || (code > 0x7a && code < 0xc0) ? undefined : alphabetOf(code);
}

/** The word in another alphabet, if each of its letters passes for one of that alphabet; else undefined. */
export function writtenIn(word: string, alphabet: AlphabetName): string | undefined {
  let text = "";
  for (const letter of word) {
    const other = lookalike(letter, alphabet);
    if (other === undefined) return undefined;
    text += other;
  }
  return text;
}

function lookalike(letter: string, alphabet: AlphabetName): string | undefined {
  const own = letterAlphabet(letter.codePointAt(0) ?? 0);
  if (own === undefined || own === alphabet) return letter;
  const latin = own === "latin" ? letter : toLatin.get(letter);
  return alphabet === "latin" ? latin : fromLatin.get(`${alphabet} ${latin}`);
}

/** The alphabet most letters of a text are of; Latin, where it has as many as another. */
export function alphabetOfName(text: string): AlphabetName {
  let latin = 0;
  let cyrillic = 0;
  let greek = 0;
  let armenian = 0;
  for (let at = 0; at < text.length; at++) {
    const alphabet = letterAlphabet(text.charCodeAt(at));
    if (alphabet === "latin") latin += 1;
    else if (alphabet === "cyrillic") cyrillic += 1;
    else if (alphabet === "greek") greek += 1;
    else if (alphabet === "armenian") armenian += 1;
  }
  const most = Math.max(latin, cyrillic, greek, armenian);
  if (latin === most) return "latin";
  return cyrillic === most ? "cyrillic" : greek === most ? "greek" : "armenian";
}
