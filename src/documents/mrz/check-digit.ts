/**
 * Check digits of the machine-readable zone (ICAO Doc 9303 part 3, section 4.9): weights
 * 7, 3, 1 repeating, sum modulo 10; 0-9 count as themselves, A-Z as 10 to 35, `<` as 0.
 *
 * They are weak. Characters whose values agree modulo 10 can be swapped unnoticed
 * (`indistinguishable`), and anyone can compute them: they protect against misreading,
 * not against forgery.
 */

/** The characters of the machine-readable zone, in the order of their values, filler last. */
export const MRZ_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

const weights = [7, 3, 1] as const;

/** The value of one character, 0 to 35. @throws RangeError for a character outside the alphabet. */
function characterValue(character: string): number {
  const index = character.length === 1 ? MRZ_ALPHABET.indexOf(character) : -1;
  if (index < 0) throw new RangeError("not a character of the machine-readable zone");
  return character === "<" ? 0 : index;
}

/** The check digit over `text`, as the character that is printed: "0" to "9". */
export function checkDigit(text: string): string {
  let sum = 0;
  let position = 0;
  for (const character of text) {
    sum += characterValue(character) * (weights[position % 3] ?? 0);
    position += 1;
  }
  return String(sum % 10);
}

/** Whether no check digit can tell the two characters apart: every weight is coprime to 10. */
export function indistinguishable(a: string, b: string): boolean {
  return characterValue(a) % 10 === characterValue(b) % 10;
}
