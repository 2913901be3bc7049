/**
 * Characters after which payment messages cut a name: a line of SWIFT MT field 50/59, two and four of
 * them (ISO 20022 takes 140).
 */
const FIELD_LENGTHS = [35, 70, 140];
/** A cut behind a space or two leaves the text that much shorter. */
const SPACES_MAX = 2;
/** Fewer letters begin too many words. */
export const CUT_LENGTH_MIN = 3;

/** Whether a text is as long as those that are cut, so that its last word may be the beginning of one. */
export function mayBeCut(text: string): boolean {
  return FIELD_LENGTHS.some((length) => text.length <= length && text.length >= length - SPACES_MAX);
}
