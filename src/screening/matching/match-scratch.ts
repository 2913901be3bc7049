import { NAME_TOKENS_MAX } from "../names/tokens.ts";

/** Side of the tables of pairs of tokens. */
export const SIDE = NAME_TOKENS_MAX;

/** Memory one query after the other works in; nothing in it outlives a query. */
export interface MatchScratch {
  /** Number of the query name in work; a mark or a visit with another number is none. */
  round: number;
  /** Per listed token: the round it was marked in, … */
  readonly marked: Int32Array;
  /** … the first of its entries, … */
  readonly firstEntry: Int32Array;
  /** … the most any of them adds to a score, and the parts of the query it may stand for, as bits. */
  readonly mostValue: Float64Array;
  readonly queryBits: Int32Array;
  /** Per name: the round in which it was looked at. */
  readonly visited: Int32Array;
  /** Entries: which part of the query a token may stand for, and how, packed. */
  entries: number;
  entryPart: Uint8Array;
  entryMatch: Int32Array;
  entryNext: Int32Array;
  /** Tokens marked in this round. */
  tokens: number;
  markedTokens: Int32Array;
  /** Value and packed match of each pair of a query part and a listed part of the name in work. */
  readonly pairValue: Float64Array;
  readonly pairMatch: Int32Array;
  /** Counterpart of each query part and of each listed part, or -1. */
  readonly listedOf: Int8Array;
  readonly queryOf: Int8Array;
  /** See name-score.ts for the places. */
  readonly sums: Float64Array;
}

const ENTRIES_FIRST = 4_096;

export function matchScratch(tokens: number, names: number): MatchScratch {
  return {
    round: 0,
    marked: new Int32Array(tokens),
    firstEntry: new Int32Array(tokens),
    mostValue: new Float64Array(tokens),
    queryBits: new Int32Array(tokens),
    visited: new Int32Array(names),
    entries: 0,
    entryPart: new Uint8Array(ENTRIES_FIRST),
    entryMatch: new Int32Array(ENTRIES_FIRST),
    entryNext: new Int32Array(ENTRIES_FIRST),
    tokens: 0,
    markedTokens: new Int32Array(ENTRIES_FIRST),
    pairValue: new Float64Array(SIDE * SIDE),
    pairMatch: new Int32Array(SIDE * SIDE),
    listedOf: new Int8Array(SIDE),
    queryOf: new Int8Array(SIDE),
    sums: new Float64Array(8),
  };
}
