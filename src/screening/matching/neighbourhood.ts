import type { NameToken } from "../names/tokens.ts";
import { compareTokens, type TokenMatch } from "./token-similarity.ts";

/** Queries remember the neighbours of this many tokens; ordinary names repeat. */
const CACHE_MAX = 20_000;

export interface Neighbour extends TokenMatch {
  readonly tokenId: number;
}

/**
 * The tokens of the lists, and which of them a token may stand for. Candidates come from
 * three keys: the same consonant skeleton, the same text after leaving out one letter
 * (of both: that covers one letter too many, too few, wrong or swapped), and the same
 * skeleton after leaving out one consonant. Each candidate is then compared in full.
 */
export class TokenDictionary {
  readonly tokens: NameToken[] = [];
  private readonly ids = new Map<string, number>();
  private keys = new Float64Array(0);
  private initials = new Map<string, number[]>();
  private readonly cache = new Map<string, readonly Neighbour[]>();

  /** Id of the token, given on first sight. Tokens of one text and role are one. */
  intern(token: NameToken): number {
    const key = `${token.role === "legal" ? token.folded : token.text}`;
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.tokens.length;
    this.ids.set(key, id);
    this.tokens.push(token);
    return id;
  }

  idOf(token: NameToken): number | undefined {
    return this.ids.get(token.role === "legal" ? token.folded : token.text);
  }

  /** Whether a list has a word with this text. */
  has(text: string): boolean {
    return this.ids.has(text);
  }

  /** Builds the key table; no token may be added afterwards. */
  freeze(): void {
    const entries: number[] = [];
    this.tokens.forEach((token, id) => {
      if (!isFuzzy(token)) return;
      for (const key of keysOf(token)) entries.push(key * TOKEN_IDS_MAX + id);
    });
    this.keys = Float64Array.from(entries).sort();
    this.initials = new Map();
    this.tokens.forEach((token, id) => {
      if (token.role !== "initial") return;
      this.initials.set(token.text, [...(this.initials.get(token.text) ?? []), id]);
    });
  }

  /** All list tokens the given token may stand for, the best first. */
  neighbours(token: NameToken): readonly Neighbour[] {
    const key = `${token.role} ${token.text}`;
    const cached = this.cache.get(key);
    if (cached) return cached;
    const found = this.search(token);
    if (this.cache.size >= CACHE_MAX) this.cache.clear();
    this.cache.set(key, found);
    return found;
  }

  private search(token: NameToken): Neighbour[] {
    const ids = new Set<number>();
    const own = this.idOf(token);
    if (own !== undefined) ids.add(own);
    if (isFuzzy(token)) {
      for (const key of keysOf(token)) this.collect(key, ids);
      for (const id of this.initials.get(token.text.slice(0, 1)) ?? []) ids.add(id);
    }
    const found: Neighbour[] = [];
    for (const tokenId of ids) {
      const listed = this.tokens[tokenId];
      const match = listed && compareTokens(token, listed);
      if (match) found.push({ ...match, tokenId });
    }
    return found.sort((a, b) => b.similarity - a.similarity || a.tokenId - b.tokenId);
  }

  private collect(key: number, ids: Set<number>): void {
    let low = 0;
    let high = this.keys.length;
    const start = key * TOKEN_IDS_MAX;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.keys[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < this.keys.length; at++) {
      const entry = this.keys[at] ?? 0;
      if (entry >= start + TOKEN_IDS_MAX) return;
      ids.add(entry - start);
    }
  }
}

/** A key of 31 bits and a token id share one exact double, so that one sorted array holds all. */
const TOKEN_IDS_MAX = 2 ** 21;
const FUZZY_LENGTH_MIN = 3;

function isFuzzy(token: NameToken): boolean {
  return token.folded.length >= FUZZY_LENGTH_MIN && (token.role === "word" || token.role === "honorific");
}

function keysOf(token: NameToken): Set<number> {
  const { folded, skeleton } = token;
  const keys = new Set<number>([hash(`f${folded}`), hash(`f${token.text}`)]);
  if (skeleton.length >= 2) keys.add(hash(`s${skeleton}`));
  for (const text of new Set([folded, token.text])) {
    for (let at = 0; at < text.length; at++) keys.add(hash(`f${text.slice(0, at)}${text.slice(at + 1)}`));
  }
  if (skeleton.length >= 4) {
    for (let at = 1; at < skeleton.length; at++) {
      keys.add(hash(`s${skeleton.slice(0, at)}${skeleton.slice(at + 1)}`));
    }
  }
  return keys;
}

/** FNV-1a, cut to 31 bits; a collision costs one comparison. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value >>> 1;
}
