/**
 * Letters of the Arabic and Hebrew writings as single ASCII characters, so that names in
 * both can be compared with Latin spellings by one method. Letters that are one sound in
 * names, or differ by habit of the writer only (Persian and Arabic `k` and `y`), share one.
 *
 * `A` alif, `E` ayn, `w` `y` half vowels, `Y` final alif in the shape of y, `e` ta marbuta,
 * `H` ḥ, `x` kh, `F` th, `Q` dh, `D` ḍ, `Z` ẓ, `T` ṭ, `S` ṣ, `C` sh, `c` ch, `J` zh, `G` gh,
 * `V` v; Hebrew `B` b/v, `X` ḥet, `K` kaf, `P` p/f, `U` tsade, `O` shin.
 */
const letterTable = `
A ا أ إ آ ٱ א
b ب
p پ
t ت ٹ ټ ט ת
F ث
j ج
c چ
H ح
x خ څ
d د ڈ ډ ד
Q ذ
r ر ڑ ړ ר
z ز ז
J ژ ږ
s س ס
C ش ښ
S ص
D ض
T ط
Z ظ
E ع ע
G غ
f ف
q ق ק
k ك ک ڪ
g گ ګ ڭ ג
l ل ל
m م מ ם
n ن ں ڼ נ ן
h ه ہ ھ ۀ ە ۂ ہ ה
e ة ۃ
w و ؤ ۆ ۇ ۈ ۋ ו
y ي ی ئ ې ێ ے ۍ ۓ י
Y ى
V ڤ
B ב
X ח
K כ ך
P פ ף
U צ ץ
O ש
`;
const codes = new Map<string, string>();
for (const line of letterTable.trim().split("\n")) {
  const [code = "", ...letters] = line.split(" ");
  for (const letter of letters) codes.set(letter, code);
}
codes.set("ײ", "y").set("װ", "w").set("ױ", "wy");

/** A word in Arabic or Hebrew writing, one character per letter; hamza and unknown letters are left out. */
export function abjadLetters(word: string): string {
  let letters = "";
  for (const letter of word) letters += codes.get(letter) ?? "";
  return letters;
}

const weak = new Set("AEwyYhe");

/** The likeliest Latin spelling, by the shapes Arabic names mostly have: `CaCaC`, `CaCiC`, `CāCiC`, `maCCūC`. */
export function vocalise(letters: string): string {
  let text = "";
  let run = "";
  let long = false;
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? "";
    const vowel = vowelOf(letters, at);
    if (vowel === undefined) {
      run += letter;
      continue;
    }
    text += voweled(run, text === "" ? "first" : long ? "after-long" : "inside", false) + vowel;
    run = "";
    long = letter !== "E";
  }
  return text + voweled(run, text === "" ? "first" : long ? "after-long" : "inside", true);
}

/** What a letter is as a vowel at its place; undefined where it is a consonant. */
function vowelOf(letters: string, at: number): string | undefined {
  const letter = letters[at] ?? "";
  const last = at === letters.length - 1;
  const beside = weak.has(letters[at + 1] ?? "") && letters[at + 1] !== "h" && letters[at + 1] !== "e";
  switch (letter) {
    case "A":
    case "E":
    case "Y":
      return "a";
    case "e":
      return "a";
    case "w":
      return at === 0 || beside ? undefined : "u";
    case "y":
      return at === 0 || (beside && !last) ? undefined : "i";
    case "h":
      return last && at > 1 && !"Awy".includes(letters[at - 1] ?? "") ? "eh" : undefined;
    default:
      return undefined;
  }
}

function voweled(run: string, place: "first" | "inside" | "after-long", last: boolean): string {
  const sounds = Array.from(run, (letter) => sound[letter] ?? letter);
  if (sounds.length === 0) return "";
  if (place === "after-long") return last && sounds.length === 2 ? sounds.join("i") : sounds.join("");
  if (place === "inside")
    return last && sounds.length > 1 ? `${sounds.slice(0, -1).join("")}a${sounds.at(-1)}` : sounds.join("");
  const [first = "", ...rest] = sounds;
  if (!last) return rest.length === 0 ? `${first}a`.replace(/a$/, "") : `${first}a${rest.join("")}`;
  if (rest.length === 0) return first;
  if (rest.length === 1) return `${first}a${rest[0]}`;
  return `${first}a${rest.slice(0, -1).join("")}a${rest.at(-1)}`;
}

const sound: Readonly<Record<string, string>> = {
  F: "th",
  c: "ch",
  H: "h",
  x: "kh",
  Q: "dh",
  J: "zh",
  C: "sh",
  S: "s",
  D: "d",
  T: "t",
  Z: "z",
  G: "gh",
  V: "v",
  B: "b",
  X: "h",
  K: "k",
  P: "p",
  U: "ts",
  O: "sh",
  w: "w",
  y: "y",
};
