import type { NameToken, TokenRole } from "../names/tokens.ts";

/**
 * Writings of tokens as plain numbers: each is a text, its spelling-insensitive form and its
 * consonant skeleton, all as code units in one pool. A token has one writing, and one more for
 * each other reading of the script it came from.
 */
export interface TokenForms {
  readonly codes: Uint16Array;
  readonly textAt: Uint32Array;
  readonly textLength: Uint16Array;
  readonly foldedAt: Uint32Array;
  readonly foldedLength: Uint16Array;
  readonly skeletonAt: Uint32Array;
  readonly skeletonLength: Uint16Array;
  /** Role of the token, an index into {@link roles}. */
  readonly role: Uint8Array;
}

/** The roles in the order in which images number them. */
export const roles: readonly TokenRole[] = [
  "word",
  "number",
  "initial",
  "particle",
  "honorific",
  "suffix",
  "legal",
];
export const WORD = 0;
export const NUMBER = 1;
export const INITIAL = 2;
export const LEGAL = 6;

/** Number of a role. */
export function roleNumber(role: TokenRole): number {
  return roles.indexOf(role);
}

/** What makes two tokens one: role and text, of a legal form its class, of other scripts all readings. */
export function tokenKey(token: NameToken): string {
  const text = token.role === "legal" ? token.folded : token.text;
  const key = `${roleLetters[roleNumber(token.role)]}${text}`;
  if (token.also.length === 0 && token.letters === "") return key;
  return `${key} ${token.also.join(" ")} ${token.letters}`;
}

const roleLetters = "wniphsl";

/** Key of a plain token of one role. */
export function plainKey(role: number, text: string): string {
  return `${roleLetters[role]}${text}`;
}
