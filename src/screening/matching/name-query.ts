import { legalFormClass } from "../names/legal-forms.ts";
import { isParticle } from "../names/name-words.ts";
import type { NameToken } from "../names/tokens.ts";
import type { PartyType } from "../party/party.ts";
import { CUT_LENGTH_MIN } from "./cut-names.ts";
import type { MatchIndex } from "./match-index.ts";
import {
  BARE_SLIP_VALUE,
  bothKnown,
  cutSimilarity,
  cutValue,
  INITIAL_SIMILARITY,
  initialValue,
  joinedValue,
  modelOf,
  models,
  mostLenient,
  type NameModel,
  nicknameValue,
  pairValue,
} from "./name-model.ts";
import type { TokenDictionary } from "./token-dictionary.ts";
import { INITIAL, LEGAL, NUMBER, plainKey, roleNumber, roles, WORD } from "./token-forms.ts";
import {
  CUT,
  INITIAL_OF,
  NICKNAME,
  operationOf,
  packMatch,
  SAME,
  SIMILARITY_ONE,
  similarityOf,
  TYPO,
} from "./token-similarity.ts";
import { weightsOf } from "./token-weights.ts";

/** Two parts written as one on the other side. */
export interface Join {
  /** The query part; with a second one, -1 if there is none, the two together, in whatever order they stand. */
  readonly part: number;
  readonly secondPart: number;
  /** The listed token; with a second one both are in the listed name, in whatever order. */
  readonly listed: number;
  readonly secondListed: number;
  /** A particle that has to be in the listed name too, or -1. */
  readonly besides: number;
  readonly weight: number;
}

/** One name asked for, ready to be compared: its parts by place, and the marks left in the scratch memory. */
export interface NameQuery {
  readonly tokens: readonly NameToken[];
  /** No name scores higher than with these costs. */
  readonly bound: NameModel;
  /** The type of who is asked for is known, so `bound` is the model of that type. */
  readonly typed: boolean;
  /** The index holds customers and the query is the listed name: the costs of the two sides change places. */
  readonly reversed: boolean;
  readonly weight: Float64Array;
  readonly absence: Float64Array;
  readonly conflict: Float64Array;
  readonly known: Uint8Array;
  readonly role: Uint8Array;
  /** The most each part can add to a score, whatever it corresponds to. */
  readonly most: Float64Array;
  /** Names to be looked at if a part is looked up. */
  readonly postings: Float64Array;
  /** Parts that are words or numbers, and parts that are initials, as bits. */
  readonly tellingBits: number;
  readonly initialBits: number;
  /** Parts without which no name is equal or as good as equal: words and numbers but those of trade. */
  readonly essentialBits: number;
  readonly joins: readonly Join[];
}

export interface QueryOptions {
  /** Type of the parties that may be hit; any when left out. */
  readonly type?: PartyType | undefined;
  readonly reversed?: boolean | undefined;
  /** The text may have been cut off in its last word. */
  readonly cut?: boolean | undefined;
}

const lenientModel = mostLenient(models);

/** Prepares a name: finds the listed tokens each part may stand for and marks them. */
export function prepareQuery(
  tokens: readonly NameToken[],
  index: MatchIndex,
  options: QueryOptions = {},
): NameQuery {
  const { scratch, dictionary } = index;
  scratch.round++;
  scratch.entries = 0;
  scratch.tokens = 0;
  const joins: Join[] = [];
  const query: NameQuery = {
    tokens,
    bound: options.type === undefined ? lenientModel : modelOf(options.type),
    typed: options.type !== undefined,
    reversed: options.reversed ?? false,
    weight: new Float64Array(tokens.length),
    absence: new Float64Array(tokens.length),
    conflict: new Float64Array(tokens.length),
    known: new Uint8Array(tokens.length),
    role: new Uint8Array(tokens.length),
    most: new Float64Array(tokens.length),
    postings: new Float64Array(tokens.length),
    tellingBits: bitsOf(tokens, (token) => token.role === "word" || token.role === "number"),
    initialBits: bitsOf(tokens, (token) => token.role === "initial"),
    essentialBits: bitsOf(
      tokens,
      (token) => (token.role === "word" && !token.trade) || token.role === "number",
    ),
    joins,
  };
  tokens.forEach((token, part) => {
    const { weight, absence, conflict, known } = weightsOf(token);
    query.weight[part] = weight;
    query.absence[part] = absence;
    query.conflict[part] = conflict;
    query.known[part] = known;
    query.role[part] = roleNumber(token.role);
  });
  tokens.forEach((token, part) => {
    const { tokens: listed, matches } = dictionary.correspondences(token);
    for (let at = 0; at < listed.length; at++)
      markPair(query, part, listed[at] ?? 0, matches[at] ?? 0, index);
    if (token.role === "word") {
      const initial = dictionary.idOf(plainKey(INITIAL, token.text.slice(0, 1)));
      if (initial >= 0) markPair(query, part, initial, packMatch(INITIAL_OF, INITIAL_SIMILARITY), index);
      for (const join of splitsOf(token.text, part, query, index)) joins.push(join);
      markTitle(query, part, HONORIFIC, index);
    } else if (token.role === "honorific") {
      markTitle(query, part, WORD, index);
    } else if (token.role === "initial") {
      query.most[part] = Math.max(query.most[part] ?? 0, initialValue(query.weight[part] ?? 0));
    }
    for (const join of joinsOf(part, query, index)) joins.push(join);
  });
  if (options.cut) markCut(query, index);
  return query;
}

/** A title that is a name on the other side, or the other way round: `Dr. Sayed ABDULLAH`, `ABDULLAH, Sayed`. */
function markTitle(query: NameQuery, part: number, role: number, index: MatchIndex): void {
  const text = query.tokens[part]?.text ?? "";
  for (const listed of index.dictionary.idsOf(role, text))
    markPair(query, part, listed, packMatch(SAME, SIMILARITY_ONE), index);
}

/** Marks the words that the last one may be the beginning of. */
function markCut(query: NameQuery, index: MatchIndex): void {
  const part = query.tokens.length - 1;
  const token = query.tokens[part];
  if (token?.role !== "word" || token.text.length < CUT_LENGTH_MIN) return;
  index.dictionary.eachBeginning(token.text, (id, length) =>
    markPair(query, part, id, packMatch(CUT, cutSimilarity(token.text.length, length)), index),
  );
}

function bitsOf(tokens: readonly NameToken[], has: (token: NameToken) => boolean): number {
  return tokens.reduce((bits, token, part) => (has(token) ? bits | (1 << part) : bits), 0);
}

function markPair(query: NameQuery, part: number, listed: number, match: number, index: MatchIndex): void {
  const { scratch, dictionary } = index;
  const value = valueOfPair(query, query.bound, part, listed, match, dictionary);
  if (value <= 0) return;
  mark(query, 1 << part, listed, value, index);
  if (scratch.entries === scratch.entryPart.length) growEntries(scratch);
  const entry = scratch.entries++;
  scratch.entryPart[entry] = part;
  scratch.entryMatch[entry] = match;
  scratch.entryNext[entry] = scratch.firstEntry[listed] ?? -1;
  scratch.firstEntry[listed] = entry;
}

/** What a query part adds to a score with a listed token it may stand for. */
export function valueOfPair(
  query: NameQuery,
  model: NameModel,
  part: number,
  listed: number,
  match: number,
  dictionary: TokenDictionary,
): number {
  const weight = query.weight[part] ?? 0;
  const operation = operationOf(match);
  if (operation === INITIAL_OF) return initialValue(Math.min(weight, dictionary.weight[listed] ?? 0));
  if (operation === CUT)
    return cutValue(Math.min(weight, dictionary.weight[listed] ?? 0), similarityOf(match));
  if (operation === NICKNAME) return nicknameValue(model, Math.min(weight, dictionary.weight[listed] ?? 0));
  const known = bothKnown(query.known[part] ?? 0, dictionary.known[listed] ?? 0);
  const value = pairValue(model, weight, dictionary.weight[listed] ?? 0, similarityOf(match), known);
  return operation === TYPO && query.role[part] === WORD ? Math.max(BARE_SLIP_VALUE, value) : value;
}

/** Notes that a listed token may stand for the parts in `bits` and then adds `value` at most. */
function mark(query: NameQuery, bits: number, listed: number, value: number, index: MatchIndex): void {
  const { scratch } = index;
  if (scratch.marked[listed] !== scratch.round) {
    scratch.marked[listed] = scratch.round;
    scratch.firstEntry[listed] = -1;
    scratch.mostValue[listed] = 0;
    scratch.queryBits[listed] = 0;
    if (scratch.tokens === scratch.markedTokens.length) {
      const larger = new Int32Array(2 * scratch.tokens);
      larger.set(scratch.markedTokens);
      scratch.markedTokens = larger;
    }
    scratch.markedTokens[scratch.tokens++] = listed;
  }
  const known = scratch.queryBits[listed] ?? 0;
  const length = (index.postingStart[listed + 1] ?? 0) - (index.postingStart[listed] ?? 0);
  for (let part = 0; part < query.tokens.length; part++) {
    if (((bits >>> part) & 1) === 0) continue;
    query.most[part] = Math.max(query.most[part] ?? 0, value);
    if (((known >>> part) & 1) === 0) query.postings[part] = (query.postings[part] ?? 0) + length;
  }
  scratch.queryBits[listed] = known | bits;
  scratch.mostValue[listed] = Math.max(scratch.mostValue[listed] ?? 0, value);
}

function growEntries(scratch: MatchIndex["scratch"]): void {
  const capacity = 2 * scratch.entryPart.length;
  const part = new Uint8Array(capacity);
  const match = new Int32Array(capacity);
  const next = new Int32Array(capacity);
  part.set(scratch.entryPart);
  match.set(scratch.entryMatch);
  next.set(scratch.entryNext);
  scratch.entryPart = part;
  scratch.entryMatch = match;
  scratch.entryNext = next;
}

const JOINED_LENGTH_MIN = 4;

/** The listed tokens that are a part with any other part behind it, written as one. */
function joinsOf(part: number, query: NameQuery, index: MatchIndex): Join[] {
  const token = query.tokens[part];
  const joins: Join[] = [];
  if (!token || !canBegin(token) || token.text.length < HALF_LENGTH_MIN) return joins;
  query.tokens.forEach((other, secondPart) => {
    if (secondPart === part || other.text.length < HALF_LENGTH_MIN || !canEnd(other)) return;
    if (token.role !== "word" && other.role !== "word") return;
    const weight = (query.weight[part] ?? 0) + (query.weight[secondPart] ?? 0);
    const join = (listed: number): void => {
      mark(query, (1 << part) | (1 << secondPart), listed, joinedValue(query.bound, weight), index);
      joins.push({ part, secondPart, listed, secondListed: -1, besides: -1, weight });
    };
    const text = token.text + other.text;
    const words = compoundForms(text).flatMap((form) => index.dictionary.idsOf(WORD, canonical(form)));
    for (const listed of new Set(words)) join(listed);
    const form = words.length > 0 ? -1 : index.dictionary.idOf(keyAs(LEGAL, text));
    if (form >= 0) join(form);
    if (token.role !== "particle" || other.role !== "word") return;
    // One particle more leaves nothing to tell: `van der Bilt`.
    query.tokens.forEach((before, at) => {
      if (before.role !== "particle" || at === part) return;
      for (const listed of index.dictionary.idsOf(WORD, before.text + text)) join(listed);
    });
  });
  return joins;
}

/** A name is put together from words, particles and titles, and from initials of neither. */
function canBegin({ role }: NameToken): boolean {
  return role === "word" || role === "particle" || role === "honorific";
}

function canEnd(token: NameToken): boolean {
  return canBegin(token) || token.role === "legal" || token.role === "number";
}

/** The writings of a text that holds a compound name in the form that tokens give it: `Ezzatollah`, `Ezzatullah`. */
function compoundForms(text: string): readonly string[] {
  if (!text.includes("allah")) return [text];
  return [text, text.replace("allah", "ollah"), text.replace("allah", "ullah")];
}

/** A word as tokens write it: one that is a compound name has a form of its own. */
function canonical(text: string): string {
  return text.length > COMPOUND_END ? text.replace(/[ou]llah$/, "allah") : text;
}
const COMPOUND_END = 5;

/** Whether the first letters of a text, so many, may have such a form; tells without cutting them off. */
function mayBeCompound(text: string, length: number): boolean {
  return length > COMPOUND_END && text.startsWith("llah", length - 4);
}

const HALF_LENGTH_MIN = 2;
const PARTICLE = roles.indexOf("particle");
const HONORIFIC = roles.indexOf("honorific");
const firstHalfRoles = [WORD, PARTICLE, HONORIFIC];
/** A legal form or a number stands at the end: `Petrochemicalcompany`, `Yu8680`. */
const secondHalfRoles = [...firstHalfRoles, LEGAL, NUMBER];

/** Key of a text in one role; of a legal form that of its class. */
function keyAs(role: number, text: string): string {
  if (role !== LEGAL) return plainKey(role, text);
  const form = legalFormClass(text);
  return form === undefined ? "" : plainKey(LEGAL, `§${form}`);
}

/** Numbers of the tokens a half may be. */
function halvesOf(role: number, text: string, { dictionary }: MatchIndex): readonly number[] {
  if (role === WORD) return dictionary.idsOf(WORD, canonical(text));
  const id = dictionary.idOf(keyAs(role, text));
  return id < 0 ? [] : [id];
}

/** The pairs of listed tokens that a part is put together from. */
function splitsOf(written: string, part: number, query: NameQuery, index: MatchIndex): Join[] {
  const joins: Join[] = [];
  const { dictionary } = index;
  if (written.length < JOINED_LENGTH_MIN) return joins;
  const join = (listed: number, secondListed: number, besides = -1): void => {
    const weight = (dictionary.weight[listed] ?? 0) + (dictionary.weight[secondListed] ?? 0);
    const value = joinedValue(query.bound, weight);
    // Either half may carry the whole value, since the other may be common to many names.
    mark(query, 1 << part, listed, value, index);
    mark(query, 1 << part, secondListed, value, index);
    joins.push({ part, secondPart: -1, listed, secondListed, besides, weight });
  };
  for (const text of compoundForms(written)) {
    for (let at = HALF_LENGTH_MIN; at <= text.length - HALF_LENGTH_MIN; at++) {
      if (!dictionary.holdsStart(text, at) && !mayBeCompound(text, at)) continue;
      for (const roleA of firstHalfRoles) {
        const firsts = halvesOf(roleA, text.slice(0, at), index);
        if (firsts.length === 0) continue;
        for (const roleB of secondHalfRoles) {
          if (roleA !== WORD && roleB !== WORD) continue;
          for (const second of halvesOf(roleB, text.slice(at), index))
            for (const first of firsts) join(first, second);
        }
      }
    }
  }
  // One particle more leaves nothing to tell: `Vanderbilt`, `VAN DER BILT`.
  const from = particleLength(written, 0);
  const at = from === 0 ? 0 : from + particleLength(written, from);
  if (at <= from || at > written.length - HALF_LENGTH_MIN) return joins;
  for (const besides of halvesOf(PARTICLE, written.slice(0, from), index))
    for (const first of halvesOf(PARTICLE, written.slice(from, at), index))
      for (const second of halvesOf(WORD, written.slice(at), index)) join(first, second, besides);
  return joins;
}

const PARTICLE_LENGTHS = [3, 2];

/** Length of the particle that stands at a place inside a word, or 0. */
function particleLength(text: string, at: number): number {
  return PARTICLE_LENGTHS.find((length) => isParticle(text.slice(at, at + length))) ?? 0;
}

/** Whether a query part that is an initial begins a listed word; these pairs have no entries. */
export function initialsFor(query: NameQuery, listed: number, index: MatchIndex): number {
  if (query.initialBits === 0 || index.dictionary.role[listed] !== WORD) return 0;
  let bits = 0;
  for (let part = 0; part < query.tokens.length; part++) {
    if (query.role[part] !== INITIAL) continue;
    if (query.tokens[part]?.text.charCodeAt(0) === index.dictionary.first[listed]) bits |= 1 << part;
  }
  return bits;
}

/** Whether parts of a role tell who is meant; the names on the lists are found by these. */
export function isTelling(role: number | undefined): boolean {
  return role === WORD || role === NUMBER;
}

/** Costs of absence for the two sides as they stand in this query. */
export function absenceCosts(
  query: NameQuery,
  model: NameModel = query.bound,
): { query: number; listed: number } {
  const { queryAbsence, listedAbsence } = model;
  return query.reversed
    ? { query: listedAbsence, listed: queryAbsence }
    : { query: queryAbsence, listed: listedAbsence };
}
