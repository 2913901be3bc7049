import type { PartialDate, Sha256Hex } from "../../core/index.ts";
import { forEachCandidate } from "../matching/candidates.ts";
import { compileIndex } from "../matching/compile-index.ts";
import { CUT_LENGTH_MIN, mayBeCut } from "../matching/cut-names.ts";
import type { QueryFacts } from "../matching/evidence.ts";
import { leastRaw } from "../matching/match.ts";
import { type MatchIndex, openIndex } from "../matching/match-index.ts";
import { prepareQuery } from "../matching/name-query.ts";
import { textHash } from "../matching/signatures.ts";
import { plainKey, roleNumber, WORD } from "../matching/token-forms.ts";
import { consonantSkeleton, foldSpelling } from "../names/spelling.ts";
import { NAME_TOKENS_MAX, type NameToken, tokenise } from "../names/tokens.ts";
import { identifierKey } from "../party/identifier-key.ts";
import { type Party, scriptOf } from "../party/party.ts";
import type { ScreeningPolicy } from "../policy.ts";
import { namesToSearch, type ScreeningQuery } from "../query.ts";

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
  const segment = { index, readings: textsWithReadings(customers), cuts: wordsCut(customers) };
  const ids = packIds(customers);
  const identifiers = identifierTable(customers);
  return {
    customers: customers.length,
    bytes: image.byteLength + ids.byteLength + identifiers.byteLength,
    *candidates(entries, policy) {
      const found = new Set<number>();
      for (const entry of entries) {
        byName(segment, entry, policy, found);
        byIdentifier(identifiers, entry, found);
      }
      for (const number of found) yield idAt(ids, number);
    },
  };
}

interface SegmentIndex {
  readonly index: MatchIndex;
  readonly readings: ReadonlySet<string>;
  readonly cuts: ReadonlySet<string>;
}

/**
 * Looks an entry up in the customers' names, as customers are looked up in the lists. Because every
 * term of the score is the same whichever of two names is asked for (name-model.ts), this visits every
 * customer whom the entry can hit: with the facts that the entry has all in favour of it.
 */
function byName(segment: SegmentIndex, entry: Party, policy: ScreeningPolicy, found: Set<number>): void {
  const { index } = segment;
  const least = leastRaw(mostFacts(entry), policy);
  const accepts = (): boolean => true;
  for (const name of entry.names) {
    for (const tokens of writings(tokenise(name.text, entry.type), segment)) {
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
 * The texts of customers' parts that have other readings too: they are not known by their text alone, so
 * that what the list writes apart and a customer as one, or the other way round, is joined here.
 */
function textsWithReadings(customers: readonly IndexedCustomer[]): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const { query } of customers) {
    for (const name of namesToSearch(query.names)) {
      for (const { text, also, classes } of tokenise(name, query.type ?? "person")) {
        if (also.length + classes.length > 0) texts.add(text);
      }
    }
  }
  return texts;
}

/** Last words of customers' names that may be the beginnings of longer ones. */
function wordsCut(customers: readonly IndexedCustomer[]): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const { query } of customers) {
    for (const name of namesToSearch(query.names)) {
      const last = mayBeCut(name) ? tokenise(name, query.type ?? "person").at(-1) : undefined;
      if (last?.role === "word") texts.add(last.text);
    }
  }
  return texts;
}

/** The beginnings of a part that end a customer's name. */
function beginnings(token: NameToken, cuts: ReadonlySet<string>): NameToken[] {
  const found: NameToken[] = [];
  if (cuts.size === 0 || token.role !== "word") return found;
  for (const text of [token.text, ...token.also])
    for (let length = CUT_LENGTH_MIN; length < text.length; length++)
      if (cuts.has(text.slice(0, length))) found.push(written(token, text.slice(0, length)));
  return found;
}

/**
 * The parts of an entry's name as they stand, and once more for each way in which a customer may write two
 * of them as one, or one of them as two: where a customer's part is taken apart, the halves need not stand
 * side by side on the list, and a part with other readings is not found by its text.
 */
function writings(
  tokens: readonly NameToken[],
  { index, readings, cuts }: SegmentIndex,
): (readonly NameToken[])[] {
  const all: (readonly NameToken[])[] = [tokens];
  const joinedAll: NameToken[] = [];
  tokens.forEach((first, at) => {
    for (const beginning of beginnings(first, cuts)) all.push(tokens.with(at, beginning));
    tokens.forEach((second, next) => {
      if (next === at || !isWritten(first) || !isWritten(second)) return;
      const text = first.text + second.text;
      const rest = tokens.filter((_, place) => place !== at && place !== next);
      if (readings.has(text)) all.push([written(first, text), ...rest]);
      if (next !== at + 1 && index.dictionary.idOf(plainKey(WORD, text)) >= 0)
        all.push([first, second, ...rest]);
    });
    if (isWritten(first)) {
      const rest = tokens.filter((_, place) => place !== at);
      for (const halves of splits(first, index, readings)) all.push([...halves, ...rest]);
    }
    const last = joinedAll.at(-1);
    if (last && isWritten(last) && isWritten(first) && readings.has(last.text + first.text)) {
      joinedAll[joinedAll.length - 1] = written(last, last.text + first.text);
    } else joinedAll.push(first);
  });
  if (joinedAll.length < tokens.length - 1) all.push(joinedAll);
  return all.filter((one) => one.length <= NAME_TOKENS_MAX);
}

/** The halves of a part that are both customers' parts, one of them with other readings. */
function splits(token: NameToken, index: MatchIndex, readings: ReadonlySet<string>): NameToken[][] {
  const found: NameToken[][] = [];
  const isPlain = (text: string): boolean =>
    joinable.some((role) => index.dictionary.idOf(plainKey(role, text)) >= 0);
  for (let at = HALF_LENGTH_MIN; at <= token.text.length - HALF_LENGTH_MIN; at++) {
    const halves = [token.text.slice(0, at), token.text.slice(at)];
    if (!halves.some((half) => readings.has(half))) continue;
    if (halves.every((half) => readings.has(half) || isPlain(half))) {
      found.push(halves.map((half) => written(token, half)));
    }
  }
  return found;
}

const HALF_LENGTH_MIN = 2;
const joinable = [WORD, roleNumber("particle")];

/** A word of this text, without other readings. */
function written(token: NameToken, text: string): NameToken {
  const folded = foldSpelling(text);
  const skeleton = consonantSkeleton(folded);
  return { ...token, text, folded, skeleton, role: "word", abjad: false, also: [], classes: [] };
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
      names: namesToSearch(query.names).map((text) => ({
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
