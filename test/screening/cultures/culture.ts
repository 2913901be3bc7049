/** How a culture puts a full name together. */
export type NameShape =
  | "western"
  | "spanish"
  | "portuguese"
  | "arabic"
  | "maghreb"
  | "slavic"
  | "family-first"
  | "chinese"
  | "korean"
  | "vietnamese"
  | "indonesian"
  | "malay"
  | "filipino"
  | "north-indian"
  | "south-indian"
  | "south-asian-muslim"
  | "father-chain";

/**
 * Common names of one culture, written from general knowledge, the most frequent first
 * (frequencies fall off as Zipf's law has it). Words of one name are joined by `_`.
 */
export interface Culture {
  readonly id: string;
  readonly shape: NameShape;
  readonly male: string;
  readonly female: string;
  readonly family: string;
}
