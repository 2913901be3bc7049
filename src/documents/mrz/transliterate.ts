/**
 * Latin letters as the machine-readable zone writes them (Doc 9303 part 3, section 6,
 * table A). A state may choose among several spellings, so one letter can have more than
 * one: the recommended first, then the permitted ones, then the bare base letter that
 * many customer records hold.
 */
const spellings: Readonly<Record<string, readonly string[]>> = {
  Ä: ["AE", "A"],
  Å: ["AA", "A"],
  Æ: ["AE", "A"],
  Ð: ["D", "DH"],
  Ñ: ["N", "NXX"],
  Ö: ["OE", "O"],
  Ø: ["OE", "O"],
  Ü: ["UE", "U", "UXX"],
  Þ: ["TH"],
  ß: ["SS"],
  ẞ: ["SS"],
  Đ: ["D", "DJ"],
  Ħ: ["H"],
  ı: ["I"],
  İ: ["I"],
  Ĳ: ["IJ"],
  ĸ: ["Q", "K"],
  Ł: ["L"],
  Ŋ: ["N"],
  Œ: ["OE", "O"],
  Ŧ: ["T"],
};

const SPELLINGS_MAX = 32;

/**
 * The words of a Latin-script name, each with every spelling the zone may use for it.
 * Apostrophes vanish, hyphens and commas separate (section 4.6). Undefined when a letter
 * belongs to another script: then nothing can be said about the name here.
 */
export function nameSpellings(name: string): readonly (readonly string[])[] | undefined {
  const words = name
    .normalize("NFC")
    .replace(/['’‘`´.]/g, "")
    .split(/[\s,\-‐–/]+/u)
    .filter((word) => word !== "");
  const result = words.map(wordSpellings);
  return words.length === 0 || result.some((word) => word === undefined)
    ? undefined
    : result.filter((word) => word !== undefined);
}

function wordSpellings(word: string): readonly string[] | undefined {
  let texts = [""];
  for (const character of word) {
    const options = letterSpellings(character);
    if (options === undefined) return undefined;
    texts = texts.flatMap((text) => options.map((option) => text + option)).slice(0, SPELLINGS_MAX);
  }
  return texts;
}

function letterSpellings(character: string): readonly string[] | undefined {
  // The dotless i would become an I with the wrong meaning for its table row, so it is looked up first.
  const known = spellings[character] ?? spellings[character.toUpperCase()];
  if (known) return known;
  const base = character.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
  return /^[A-Z]+$/.test(base) ? [base] : base === "" ? [""] : undefined;
}
