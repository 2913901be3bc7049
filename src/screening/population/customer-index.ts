import type { PartialDate, Sha256Hex } from "../../core/index.ts";
import { forEachCandidate } from "../matching/candidates.ts";
import { compileIndex } from "../matching/compile-index.ts";
import type { QueryFacts } from "../matching/evidence.ts";
import { leastRaw } from "../matching/match.ts";
import { type MatchIndex, openIndex } from "../matching/match-index.ts";
import { prepareQuery } from "../matching/name-query.ts";
import { textHash } from "../matching/signatures.ts";
import { plainKey, WORD } from "../matching/token-forms.ts";
import { type NameToken, tokenise } from "../names/tokens.ts";
import { identifierKey } from "../party/identifier-key.ts";
import { type Party, scriptOf } from "../party/party.ts";
import type { ScreeningPolicy } from "../policy.ts";
import type { ScreeningQuery } from "../query.ts";
import { lowestReview } from "../screener.ts";

/** Customers of one segment: few enough to be held in full while their segment is built. */
export const SEGMENT_CUSTOMERS = 100_000;

/** A customer as the index takes it. */
export interface IndexedCustomer {
  readonly id: string;
  readonly query: ScreeningQuery;
}

/** Some customers, by the parts of their names and by their identifiers; immutable. */
export interface CustomerSegment {
  readonly customers: number;
  readonly bytes: number;
  /** Customers whom one of the entries may hit. */
  candidates(entries: readonly Party[], policy: ScreeningPolicy): Iterable<string>;
}

/**
 * Builds a segment. It holds parts of names, numbers of customers and hashes of identifiers, some eighty
 * bytes for each customer, in memory alone: it is personal data and is never written anywhere.
 */
export function buildSegment(customers: readonly IndexedCustomer[]): CustomerSegment {
  const image = compileIndex(partiesOf(customers), { neighbours: false, partyTexts: false });
  const index = openIndex(image, { trusted: true, readParty: refuseParty });
  const ids = packIds(customers);
  const identifiers = identifierTable(customers);
  return {
    customers: customers.length,
    bytes: image.byteLength + ids.byteLength + identifiers.byteLength,
    *candidates(entries, policy) {
      const found = new Set<number>();
      for (const entry of entries) {
        byName(index, entry, policy, found);
        byIdentifier(identifiers, entry, found);
      }
      for (const number of found) yield idAt(ids, number);
    },
  };
}

/**
 * Looks an entry up in the customers' names, as customers are looked up in the lists. Because every
 * term of the score is the same whichever of two names is asked for (name-model.ts), this visits every
 * customer whom the entry can hit: with the facts that the entry has all in favour of it.
 */
function byName(index: MatchIndex, entry: Party, policy: ScreeningPolicy, found: Set<number>): void {
  const least = leastRaw(mostFacts(entry), { ...policy, review: lowestReview(policy) });
  const accepts = (): boolean => true;
  for (const name of entry.names) {
    for (const tokens of orders(tokenise(name.text, entry.type), index)) {
      forEachCandidate(prepareQuery(tokens, index), index, least, accepts, (hit) => {
        found.add(index.nameParty[hit] ?? 0);
      });
    }
  }
}

const anyDate: PartialDate = { precision: "year", year: 2000 };

/** The facts of a customer of whom most is known that could agree with the entry; identifiers are looked up apart. */
function mostFacts(entry: Party): QueryFacts {
  return {
    ...(entry.birthDates.length > 0 ? { birthDate: anyDate } : {}),
    countries: entry.countries.length > 0 ? ["XX"] : [],
    ...(entry.gender ? { gender: entry.gender } : {}),
    identifiers: [],
  };
}

/**
 * The parts as they stand, and once more for each two that do not stand side by side but are one part of
 * a customer's name: a customer's part is taken apart wherever the halves stand on the list.
 */
function orders(tokens: readonly NameToken[], index: MatchIndex): (readonly NameToken[])[] {
  const all: (readonly NameToken[])[] = [tokens];
  tokens.forEach((first, at) => {
    tokens.forEach((second, next) => {
      if (next === at || next === at + 1 || !isWritten(first) || !isWritten(second)) return;
      if (index.dictionary.idOf(plainKey(WORD, first.text + second.text)) < 0) return;
      const rest = tokens.filter((_, place) => place !== at && place !== next);
      all.push([first, second, ...rest]);
    });
  });
  return all;
}

/** Names are put together from words and particles. */
function isWritten({ role }: NameToken): boolean {
  return role === "word" || role === "particle";
}

function* partiesOf(customers: readonly IndexedCustomer[]): Generator<Party> {
  for (const { id, query } of customers) {
    yield {
      id,
      list: "customers",
      type: query.type ?? "person",
      names: query.names.map((text) => ({
        text,
        kind: "primary",
        quality: "strong",
        script: scriptOf(text),
      })),
      birthDates: [],
      birthPlaces: [],
      nationalities: [],
      countries: [],
      identifiers: [],
      addresses: [],
      programmes: [],
      references: [],
      linkedTo: [],
      secondarySanctions: false,
      // Customers are told apart by their numbers; nobody asks an index of them for its parties.
      contentHash: "" as Sha256Hex,
    };
  }
}

function refuseParty(): Party {
  throw new TypeError("an index of customers holds no parties");
}

/** An identifier's hash and the customer's number in one exact double each, sorted. */
function identifierTable(customers: readonly IndexedCustomer[]): Float64Array {
  const entries: number[] = [];
  customers.forEach(({ query }, number) => {
    for (const { kind, value } of query.identifiers ?? []) {
      const key = identifierKey(kind, value);
      if (key !== undefined) entries.push(textHash(key) * SEGMENT_CUSTOMERS + number);
    }
  });
  return Float64Array.from(entries).sort();
}

/** Of equal hashes all are taken: whoever screens the candidate compares the identifiers themselves. */
function byIdentifier(table: Float64Array, entry: Party, found: Set<number>): void {
  for (const { kind, value } of entry.identifiers) {
    const key = identifierKey(kind, value);
    if (key === undefined) continue;
    const from = textHash(key) * SEGMENT_CUSTOMERS;
    for (
      let at = firstFrom(table, from);
      (table[at] ?? Number.POSITIVE_INFINITY) < from + SEGMENT_CUSTOMERS;
      at++
    ) {
      found.add((table[at] ?? 0) - from);
    }
  }
}

function firstFrom(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A UUID has sixteen bytes; as text it would need five times as much. */
const UUID_BYTES = 16;
const PREFIX = "cus_";

function packIds(customers: readonly IndexedCustomer[]): Buffer {
  const packed = Buffer.alloc(customers.length * UUID_BYTES);
  customers.forEach(({ id }, number) => {
    packed.write(id.slice(PREFIX.length).replaceAll("-", ""), number * UUID_BYTES, "hex");
  });
  return packed;
}

function idAt(packed: Buffer, number: number): string {
  const hex = packed.toString("hex", number * UUID_BYTES, (number + 1) * UUID_BYTES);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return PREFIX + parts.join("-");
}
