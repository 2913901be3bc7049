import { MRZ_ALPHABET, type MrzLayout, type Span } from "../mrz/index.ts";

/** Which characters may stand at each place of a format, as indexes into `MRZ_ALPHABET`. */
export function allowedCharacters(layout: MrzLayout): readonly (readonly (readonly number[])[])[] {
  const sets: (readonly number[])[][] = Array.from({ length: layout.lines }, () =>
    Array.from({ length: layout.length }, () => any),
  );
  const restrict = ({ line, start, end }: Span, set: readonly number[]) => {
    for (let column = start; column < end; column++) {
      const row = sets[line];
      if (row) row[column] = set;
    }
  };
  const { fields } = layout;
  for (const span of [fields.name, fields.issuer, fields.nationality]) restrict(span, lettersAndFiller);
  for (const span of [fields.birthDate, fields.expiryDate]) restrict(span, digitsAndFiller);
  for (const check of layout.checks) {
    restrict(
      check.at,
      check.field === "birthDate" || check.field === "expiryDate" ? digits : digitsAndFiller,
    );
  }
  restrict(fields.sex, indexes("FMX<"));
  restrict(
    { ...fields.documentCode, end: fields.documentCode.start + 1 },
    indexes(layout.format.startsWith("MRV") ? "V" : layout.format === "TD3" ? "P" : "ACI"),
  );
  return sets;
}

const indexes = (characters: string) => [...characters].map((character) => MRZ_ALPHABET.indexOf(character));
const any = indexes(MRZ_ALPHABET);
const digits = indexes("0123456789");
const digitsAndFiller = indexes("0123456789<");
const lettersAndFiller = indexes("ABCDEFGHIJKLMNOPQRSTUVWXYZ<");

/**
 * Characters that look alike in OCR-B. Where the format rules one of them out, what the
 * network gave to it counts for the one that may stand there; any other contradiction between
 * format and picture keeps lowering the confidence.
 */
const lookalikes: Readonly<Record<string, string>> = {
  "0": "ODQ",
  O: "0",
  D: "0",
  Q: "0",
  "1": "IL",
  I: "1",
  L: "1",
  "2": "Z",
  Z: "2",
  "4": "A",
  A: "4",
  "5": "S",
  S: "5",
  "6": "G",
  G: "6",
  "8": "B",
  B: "8",
  "7": "T",
  T: "7",
};

/** The likeliest character among the allowed, with its confidence. */
export function chooseCharacter(
  probabilities: Float32Array,
  allowed: readonly number[],
): { character: string; confidence: number } {
  let best = { character: "<", confidence: -1 };
  for (const index of allowed) {
    const character = MRZ_ALPHABET[index] ?? "<";
    let confidence = probabilities[index] ?? 0;
    for (const twin of lookalikes[character] ?? "") {
      const place = MRZ_ALPHABET.indexOf(twin);
      if (!allowed.includes(place)) confidence += probabilities[place] ?? 0;
    }
    if (confidence > best.confidence) best = { character, confidence };
  }
  return { ...best, confidence: Math.min(1, best.confidence) };
}
