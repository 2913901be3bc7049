import { statisticVersion } from "../names/statistics.ts";
import { tokenise } from "../names/tokens.ts";
import { identifierKey } from "../party/identifier-key.ts";
import type { NameKind, Party, PartyType } from "../party/party.ts";
import { dictionaryBuilder } from "./dictionary-builder.ts";
import { type Growing, growingInts, growingUtf8 } from "./growing.ts";
import { type IndexImage, type Section, writeImage } from "./index-image.ts";
import { textHash } from "./signatures.ts";
import { INITIAL, NUMBER, WORD } from "./token-forms.ts";

/** The numbers images use for types and kinds. */
export const partyTypes: readonly PartyType[] = ["person", "entity", "vessel", "aircraft"];
export const nameKinds: readonly NameKind[] = ["primary", "alias", "former"];

/** Flags of a name: two bits for the kind, one for weak, two for the type of its party. */
export const WEAK_FLAG = 4;
const TYPE_SHIFT = 3;
/** The list does not say of what type the party is. */
export const GUESSED_FLAG = 32;

/** Number of the type in the flags of a name. */
export function typeNumber(flags: number): number {
  return (flags >>> TYPE_SHIFT) & 3;
}
/** Flag of a token in a name: it belongs to the family name. */
export const FAMILY_FLAG = 1;

/** Facts of an image that are not columns. */
export interface IndexFacts {
  readonly names: number;
  readonly parties: number;
  readonly lists: readonly string[];
  readonly withTexts: boolean;
}

export interface CompileOptions {
  /**
   * Work out now which tokens correspond to which (default): right for lists that many customers are
   * screened against. Without it a lookup costs some microseconds more, and building a fraction:
   * right for a million customers that a few changed entries are looked up in.
   */
  readonly neighbours?: boolean;
  /**
   * Keep the text of every party in the image (default). Without it, whoever opens the image says
   * how a party is read, and the image holds no more of it than its names' parts.
   */
  readonly partyTexts?: boolean;
}

/**
 * Compiles parties, one after another, into one immutable image. The same parties in the same
 * order give the same bytes; in another order, other bytes that give the same answers.
 */
export function compileIndex(parties: Iterable<Party>, options: CompileOptions = {}): IndexImage {
  const { neighbours = true, partyTexts = true } = options;
  const dictionary = dictionaryBuilder();
  const lists = new Map<string, number>();
  const nameTokenStart = growingInts();
  const [nameToken, nameTokenFlags] = [growingInts(), growingInts()];
  const [nameParty, nameOrdinal, nameFlags] = [growingInts(), growingInts(), growingInts()];
  const [partyList, partyAt, partyFirstName] = [growingInts(), growingInts(), growingInts()];
  const [identifierHash, identifierParty] = [growingInts(), growingInts()];
  const texts = growingUtf8();
  for (const party of parties) {
    const number = partyList.length;
    if (!lists.has(party.list)) lists.set(party.list, lists.size);
    partyList.push(lists.get(party.list) ?? 0);
    const type = partyTypes.indexOf(party.type);
    partyFirstName.push(nameParty.length);
    partyAt.push(partyTexts ? texts.append(JSON.stringify(party)) : 0);
    party.names.forEach((name, ordinal) => {
      nameTokenStart.push(nameToken.length);
      for (const token of tokenise(name.text, party.type)) {
        nameToken.push(dictionary.intern(token));
        nameTokenFlags.push(token.family ? FAMILY_FLAG : 0);
      }
      nameParty.push(number);
      nameOrdinal.push(ordinal);
      const weak = name.quality === "weak" ? WEAK_FLAG : 0;
      const guessed = party.typeGuessed ? GUESSED_FLAG : 0;
      nameFlags.push(nameKinds.indexOf(name.kind) | weak | (type << TYPE_SHIFT) | guessed);
    });
    for (const { kind, value } of party.identifiers) {
      const key = identifierKey(kind, value);
      if (key === undefined) continue;
      identifierHash.push(textHash(key) | 0);
      identifierParty.push(number);
    }
  }
  nameTokenStart.push(nameToken.length);
  partyAt.push(texts.length);
  partyFirstName.push(nameParty.length);
  const columns = dictionary.finish(neighbours);
  const names = { start: nameTokenStart.values(), tokens: nameToken.values() };
  const facts: IndexFacts = {
    names: nameParty.length,
    parties: partyList.length,
    lists: [...lists.keys()],
    withTexts: partyTexts,
  };
  return writeImage({
    statistic: statisticVersion,
    facts,
    sections: {
      ...columns,
      ...postings(names, columns),
      ...identifierTable(identifierHash, identifierParty),
      nameTokenStart: names.start,
      nameToken: names.tokens,
      nameTokenFlags: Uint8Array.from(nameTokenFlags.values()),
      nameParty: nameParty.values(),
      nameOrdinal: Uint16Array.from(nameOrdinal.values()),
      nameFlags: Uint8Array.from(nameFlags.values()),
      partyList: Uint16Array.from(partyList.values()),
      partyFirstName: partyFirstName.values(),
      partyAt: Uint32Array.from(partyAt.values(), (at) => at >>> 0),
      partyTexts: texts.values(),
    },
  });
}

/**
 * For each token the names that hold it, those with the least to be missed (the sum of what the
 * absence of their parts costs) first. Of a name with words or numbers only these are entered.
 */
function postings(
  names: { readonly start: Int32Array; readonly tokens: Int32Array },
  columns: Readonly<Record<string, Section>>,
): Record<string, Section> {
  const absence = columns["tokenAbsence"] ?? new Float32Array();
  const role = columns["tokenRole"] ?? new Uint8Array();
  const count = names.start.length - 1;
  const nameAbsence = new Float32Array(count);
  for (let name = 0; name < count; name++) {
    let sum = 0;
    for (let at = names.start[name] ?? 0; at < (names.start[name + 1] ?? 0); at++)
      sum += absence[names.tokens[at] ?? 0] ?? 0;
    nameAbsence[name] = sum;
  }
  const order = Int32Array.from({ length: count }, (_, name) => name).sort(
    (a, b) => (nameAbsence[a] ?? 0) - (nameAbsence[b] ?? 0) || a - b,
  );
  const start = new Int32Array(role.length + 1);
  const eachPosting = (name: number, visit: (token: number) => void): void => {
    const [from, to] = [names.start[name] ?? 0, names.start[name + 1] ?? 0];
    const tells = (token: number): boolean => role[token] === WORD || role[token] === NUMBER;
    const all = !names.tokens.subarray(from, to).some(tells);
    for (let at = from; at < to; at++) {
      const token = names.tokens[at] ?? 0;
      if (!all && !tells(token) && role[token] !== INITIAL) continue;
      let repeated = false;
      for (let before = from; before < at; before++) if (names.tokens[before] === token) repeated = true;
      if (!repeated) visit(token);
    }
  };
  for (let name = 0; name < count; name++)
    eachPosting(name, (token) => {
      start[token + 1] = (start[token + 1] ?? 0) + 1;
    });
  for (let token = 0; token < role.length; token++)
    start[token + 1] = (start[token + 1] ?? 0) + (start[token] ?? 0);
  const next = start.slice();
  const posting = new Int32Array(start[role.length] ?? 0);
  for (const name of order)
    eachPosting(name, (token) => {
      const at = next[token] ?? 0;
      next[token] = at + 1;
      posting[at] = name;
    });
  return { nameAbsence, postingStart: start, posting };
}

/** Parties by the hash of an identifier, sorted; whoever looks up checks the identifier itself. */
function identifierTable(hashes: Growing<Int32Array>, parties: Growing<Int32Array>): Record<string, Section> {
  const [hash, party] = [hashes.values(), parties.values()];
  const order = Int32Array.from(hash, (_, at) => at).sort(
    (a, b) => ((hash[a] ?? 0) >>> 0) - ((hash[b] ?? 0) >>> 0) || (party[a] ?? 0) - (party[b] ?? 0),
  );
  return {
    identifierHash: Uint32Array.from(order, (at) => (hash[at] ?? 0) >>> 0),
    identifierParty: Int32Array.from(order, (at) => party[at] ?? 0),
  };
}
