import { assign } from "./assignment.ts";
import { agreesButForSlip, isBareSlip, partBareSlips } from "./bare-slips.ts";
import { FAMILY_FLAG, GUESSED_FLAG, typeNumber } from "./compile-index.ts";
import type { MatchIndex } from "./match-index.ts";
import { SIDE } from "./match-scratch.ts";
import {
  COVERED_ABSENCE_MAX,
  COVERED_INFORMATION,
  EQUAL_FLOOR,
  EQUAL_GAIN,
  EQUAL_SIMILARITY,
  EQUAL_VARIANT_INFORMATION,
  INITIAL_SIMILARITY,
  JOINED_SIMILARITY,
  joinedValue,
  modelOf,
  models,
  type NameModel,
  NUMBER_COST,
  SLIP_FLOOR,
} from "./name-model.ts";
import { absenceCosts, initialsFor, isTelling, type NameQuery, valueOfPair } from "./name-query.ts";
import { clearJoined, joinsIn, type PlacedJoin } from "./placed-joins.ts";
import { INITIAL, LEGAL, NUMBER, WORD } from "./token-forms.ts";
import {
  CUT,
  INITIAL_OF,
  NICKNAME,
  operationOf,
  packMatch,
  SIMILARITY_ONE,
  similarityOf,
} from "./token-similarity.ts";

/** What a comparison of two names came to; see name-model.ts. */
export interface NameScore {
  /** In nats; higher speaks for the same party. */
  readonly raw: number;
  /** What the corresponding parts tell together, in nats. */
  readonly information: number;
  /** Share of the information that nothing speaks against, up to 1; below 0 when more speaks against. */
  readonly agreement: number;
  /** All parts correspond, at most spelled differently. */
  readonly equal: boolean;
  readonly familyMatched: boolean;
}

/** Places in `scratch.sums`. */
const RAW = 0;
const INFORMATION = 1;
const AGREEMENT = 2;
const EQUAL = 3;
const FAMILY = 4;

/**
 * The raw score of a name of the index against the query, which must be the one prepared last.
 * The scratch memory then holds its parts (see {@link lastScore}) and its pairs.
 */
export function scoreName(query: NameQuery, name: number, index: MatchIndex): number {
  fillPairs(query, name, index);
  const joins = query.joins.length === 0 ? none : joinsIn(query, name, index);
  const plain = evaluate(query, name, index, none);
  if (joins.length === 0) return plain;
  const joined = evaluate(query, name, index, joins);
  if (joined > plain) return joined;
  // The pairs in the scratch memory are those of the score that counts.
  fillPairs(query, name, index);
  return evaluate(query, name, index, none);
}

/** The parts of the score computed last. */
export function lastScore({ scratch: { sums } }: MatchIndex): NameScore {
  return {
    raw: sums[RAW] ?? 0,
    information: sums[INFORMATION] ?? 0,
    agreement: sums[AGREEMENT] ?? 0,
    equal: sums[EQUAL] === 1,
    familyMatched: sums[FAMILY] === 1,
  };
}

const none: readonly PlacedJoin[] = [];

/** Writes the value and the match of every pair of a query part and a listed part. */
function fillPairs(query: NameQuery, name: number, index: MatchIndex): void {
  const { scratch, dictionary, nameToken, nameTokenStart } = index;
  const start = nameTokenStart[name] ?? 0;
  const listedCount = (nameTokenStart[name + 1] ?? 0) - start;
  const queryCount = query.tokens.length;
  for (let part = 0; part < queryCount; part++)
    scratch.pairValue.fill(0, part * SIDE, part * SIDE + listedCount);
  const model = modelOfName(query, name, index);
  const put = (part: number, place: number, listed: number, match: number): void => {
    const value = valueOfPair(query, model, part, listed, match, dictionary);
    const at = part * SIDE + place;
    if (value <= (scratch.pairValue[at] ?? 0)) return;
    scratch.pairValue[at] = value;
    scratch.pairMatch[at] = match;
  };
  for (let place = 0; place < listedCount; place++) {
    const listed = nameToken[start + place] ?? 0;
    if (scratch.marked[listed] === scratch.round) {
      for (let entry = scratch.firstEntry[listed] ?? -1; entry >= 0; entry = scratch.entryNext[entry] ?? -1)
        put(scratch.entryPart[entry] ?? 0, place, listed, scratch.entryMatch[entry] ?? 0);
    }
    const initials = initialsFor(query, listed, index);
    for (let part = 0; initials >>> part > 0; part++) {
      if (((initials >>> part) & 1) === 1)
        put(part, place, listed, packMatch(INITIAL_OF, INITIAL_SIMILARITY));
    }
  }
}

/** Assigns what the joins leave and adds up; the pairs stay in `scratch.listedOf` and `scratch.queryOf`. */
function evaluate(query: NameQuery, name: number, index: MatchIndex, joins: readonly PlacedJoin[]): number {
  const { scratch, nameTokenStart } = index;
  const { pairValue: values, listedOf, queryOf, sums } = scratch;
  const start = nameTokenStart[name] ?? 0;
  const listedCount = (nameTokenStart[name + 1] ?? 0) - start;
  const queryCount = query.tokens.length;
  for (const join of joins) clearJoined(join, values, queryCount, listedCount);
  assign(values, queryCount, listedCount, listedOf, queryOf);
  const model = modelOfName(query, name, index);
  if (joins.length > 0 || !agreesButForSlip(query, start, listedCount, index))
    partBareSlips(queryCount, index);
  const met: Met = { ...nothingMet };
  for (const join of joins) addJoin(met, model, join, listedOf, queryOf);
  const asked = { ...nothingLeft };
  const listed = { ...nothingLeft };
  for (let part = 0; part < queryCount; part++) {
    const place = listedOf[part] ?? -1;
    const family = query.role[part] === WORD && query.tokens[part]?.family === true;
    const [weight, absence] = [query.weight[part] ?? 0, query.absence[part] ?? 0];
    count(asked, place >= 0, query.role[part] ?? 0, family, weight, absence, query.conflict[part] ?? 0);
    if (place >= 0) addPair(met, query, part, place, start, index);
  }
  countListed(listed, start, listedCount, index);
  asked.firstGiven = isAlone(firstGivenOfQuery(query), listedOf);
  listed.firstGiven = isAlone(firstGivenOfName(start, listedCount, index), queryOf);
  const costs = absenceCosts(query, model);
  const absence = costs.query * asked.absence + costs.listed * listed.absence;
  return conclude(model, met, absence, asked, listed, query.reversed, sums);
}

/** Enters a join among the pairs. */
function addJoin(
  met: Met,
  model: NameModel,
  join: PlacedJoin,
  listedOf: Int8Array,
  queryOf: Int8Array,
): void {
  met.value += joinedValue(model, join.weight);
  met.weight += join.weight;
  met.information += (join.weight * JOINED_SIMILARITY) / SIMILARITY_ONE;
  met.words += 2;
  met.variants++;
  met.onlyTrade = false;
  listedOf[join.part] = join.place;
  queryOf[join.place] = join.part;
  if (join.secondPart >= 0) listedOf[join.secondPart] = join.place;
  if (join.secondPlace >= 0) queryOf[join.secondPlace] = join.part;
}

/** Adds an assigned pair; the parts of a join have no value of their own. */
function addPair(
  met: Met,
  query: NameQuery,
  part: number,
  place: number,
  start: number,
  { scratch, dictionary, nameToken }: MatchIndex,
): void {
  const pair = part * SIDE + place;
  const gained = scratch.pairValue[pair] ?? 0;
  if (gained <= 0) return;
  const match = scratch.pairMatch[pair] ?? 0;
  const similarity = similarityOf(match);
  const own = query.weight[part] ?? 0;
  const lower = Math.min(own, dictionary.weight[nameToken[start + place] ?? 0] ?? 0);
  met.value += gained;
  met.weight += lower;
  if (isBareSlip(part, place, { scratch })) {
    met.bareSlips++;
    met.variants++;
    met.words++;
    return;
  }
  met.information += (lower * similarity) / SIMILARITY_ONE;
  if (operationOf(match) === INITIAL_OF) {
    met.initials++;
    return;
  }
  if (operationOf(match) === NICKNAME || operationOf(match) === CUT) met.loose++;
  else if (similarity < EQUAL_SIMILARITY) {
    met.slips++;
    const [asked, listed] = [query.known[part] ?? 0, dictionary.known[nameToken[start + place] ?? 0] ?? 0];
    const [customer, entry] = query.reversed ? [listed, asked] : [asked, listed];
    if (customer === 0 && entry === 1 && similarity >= PLAIN_SLIP_SIMILARITY) met.plainSlips++;
  }
  if (!isTelling(query.role[part]) && !isTelling(dictionary.role[nameToken[start + place] ?? 0])) return;
  if (similarity < SIMILARITY_ONE) met.variants++;
  met.words++;
  if ((query.conflict[part] ?? 0) === own) met.onlyTrade = false;
}

/** One letter in a word of six and more. */
const PLAIN_SLIP_SIMILARITY = 8_000;

/** Counts what the listed name has beyond. */
function countListed(left: Left, start: number, listedCount: number, index: MatchIndex): void {
  const { scratch, dictionary, nameToken, nameTokenFlags } = index;
  for (let place = 0; place < listedCount; place++) {
    const token = nameToken[start + place] ?? 0;
    const role = dictionary.role[token] ?? 0;
    const family = role === WORD && ((nameTokenFlags[start + place] ?? 0) & FAMILY_FLAG) !== 0;
    const [weight, absence] = [dictionary.weight[token] ?? 0, dictionary.absence[token] ?? 0];
    const matched = (scratch.queryOf[place] ?? -1) >= 0;
    count(left, matched, role, family, weight, absence, dictionary.conflict[token] ?? 0);
  }
}

function modelOfName(query: NameQuery, name: number, index: MatchIndex): NameModel {
  const flags = index.nameFlags[name] ?? 0;
  if (query.typed && (flags & GUESSED_FLAG) !== 0) return query.bound;
  return models[typeNumber(flags)] ?? defaultModel;
}
const defaultModel = modelOf("person");
/** Place of the first word that is no family name, or -1. */
function firstGivenOfQuery(query: NameQuery): number {
  return query.tokens.findIndex((token) => token.role === "word" && !token.family);
}

function firstGivenOfName(start: number, count: number, index: MatchIndex): number {
  for (let place = 0; place < count; place++) {
    const family = ((index.nameTokenFlags[start + place] ?? 0) & FAMILY_FLAG) !== 0;
    if (!family && index.dictionary.role[index.nameToken[start + place] ?? 0] === WORD) return place;
  }
  return -1;
}

function isAlone(at: number, counterparts: Int8Array): boolean {
  return at >= 0 && (counterparts[at] ?? -1) < 0;
}

/** What corresponds in two names. */
interface Met {
  value: number;
  information: number;
  weight: number;
  words: number;
  /** Pairs that are more than another spelling, and telling pairs that are not the same letters. */
  slips: number;
  bareSlips: number;
  plainSlips: number;
  variants: number;
  /** Words that meet an initial. */
  initials: number;
  /** Words that meet a pet name or what is left of a word that was cut. */
  loose: number;
  onlyTrade: boolean;
}

const nothingMet: Readonly<Met> = {
  value: 0,
  information: 0,
  weight: 0,
  words: 0,
  slips: 0,
  bareSlips: 0,
  plainSlips: 0,
  variants: 0,
  initials: 0,
  loose: 0,
  onlyTrade: true,
};

/** What of one name has no counterpart. */
interface Left {
  absence: number;
  conflict: number;
  parts: number;
  /** Parts that tell who is meant or are initials; of these, words and numbers; words of trade; numbers. */
  telling: number;
  words: number;
  trade: number;
  numbers: number;
  hasFamily: boolean;
  familyMet: boolean;
  /** The first given name. */
  firstGiven: boolean;
  /** The name has a legal form, matched or not. */
  hasLegal: boolean;
}

const nothingLeft: Readonly<Left> = {
  absence: 0,
  conflict: 0,
  parts: 0,
  telling: 0,
  words: 0,
  trade: 0,
  numbers: 0,
  hasFamily: false,
  familyMet: false,
  firstGiven: false,
  hasLegal: false,
};

function count(
  left: Left,
  matched: boolean,
  role: number,
  family: boolean,
  weight: number,
  absence: number,
  conflict: number,
): void {
  if (family) left.hasFamily = true;
  if (role === LEGAL) left.hasLegal = true;
  if (matched) {
    if (family) left.familyMet = true;
    return;
  }
  left.absence += absence;
  left.conflict += conflict;
  left.parts++;
  if (role === NUMBER) left.numbers++;
  if (isTelling(role) || role === INITIAL) left.telling++;
  if (isTelling(role)) left.words++;
  if (role === WORD && conflict < weight) left.trade++;
}

/** Adds up what speaks for and against; the model is in name-model.ts. */
function conclude(
  model: NameModel,
  met: Met,
  absence: number,
  asked: Left,
  listed: Left,
  reversed: boolean,
  sums: Float64Array,
): number {
  const familyMatched = (!asked.hasFamily || asked.familyMet) && (!listed.hasFamily || listed.familyMet);
  const unmatched = asked.words + listed.words;
  const eachUnmatched =
    model.unmatched +
    (met.slips > 0 ? model.unmatchedBesideSlip : 0) +
    (met.variants > 0 ? model.unmatchedBesideVariant : 0);
  let raw =
    met.value -
    absence -
    eachUnmatched * unmatched -
    model.conflict * Math.min(asked.conflict, listed.conflict);
  raw -= model.unmatchedInitial * (asked.telling + listed.telling - unmatched);
  raw -= model.bareSlip * met.bareSlips;
  if (!familyMatched) raw -= model.family;
  raw -= model.firstGiven * (Number(asked.firstGiven) + Number(listed.firstGiven));
  if (asked.numbers > 0 && listed.numbers > 0) raw -= NUMBER_COST;
  const agreement = met.weight === 0 ? 0 : raw / met.weight;
  raw += model.offset;
  // One word alone is the same name only with all that stands beside it: "Muhammad" is not "Abu Muhammad".
  const nothingTelling =
    asked.telling + listed.telling === 0 && (met.words > 1 || asked.parts + listed.parts === 0);
  const sure = met.variants === 0 || met.information >= EQUAL_VARIANT_INFORMATION;
  const equal =
    met.words > 0 && met.slips + met.bareSlips + met.initials + met.loose === 0 && sure && nothingTelling;
  const [customer, entry] = reversed ? [listed, asked] : [asked, listed];
  if (equal || (model === organisation && isCovered(met, customer, entry))) {
    raw = Math.max(raw, EQUAL_FLOOR + EQUAL_GAIN * met.information);
  }
  const oneSlip = met.slips === 1 && met.plainSlips === 1 && met.bareSlips + met.initials + met.loose === 0;
  if (oneSlip && met.variants === 1 && met.words > 1 && asked.telling + listed.telling === 0)
    raw = Math.max(raw, SLIP_FLOOR + EQUAL_GAIN * met.information);
  sums[RAW] = raw;
  sums[INFORMATION] = met.information;
  sums[AGREEMENT] = agreement;
  sums[EQUAL] = equal ? 1 : 0;
  sums[FAMILY] = familyMatched ? 1 : 0;
  return raw;
}
const organisation = modelOf("entity");
/**
 * The customer's name is all in the entry's, which has only words of trade and legal forms beside
 * it. Who gives a legal form gives the full name, which then must be equal.
 */
function isCovered(met: Met, customer: Left, entry: Left): boolean {
  if (
    met.slips + met.bareSlips + met.initials + met.loose > 0 ||
    met.onlyTrade ||
    met.information < COVERED_INFORMATION
  )
    return false;
  return (
    customer.parts === 0 &&
    !customer.hasLegal &&
    entry.telling === entry.trade &&
    entry.absence <= COVERED_ABSENCE_MAX
  );
}
