import { statisticVersion } from "../names/statistics.ts";
import { identifierKey } from "../party/identifier-key.ts";
import type { Party } from "../party/party.ts";
import { compileIndex, type IndexFacts } from "./compile-index.ts";
import { type IndexImage, readImage, type Section } from "./index-image.ts";
import { type MatchScratch, matchScratch } from "./match-scratch.ts";
import { textHash } from "./signatures.ts";
import { openDictionary, type TokenDictionary } from "./token-dictionary.ts";

/**
 * Everything matching needs of one or more lists: views onto an immutable image, and the
 * scratch memory of one thread. Names and parties are numbers.
 */
export interface MatchIndex {
  readonly image: IndexImage;
  readonly nameCount: number;
  readonly partyCount: number;
  /** Ids of the lists, by number. */
  readonly lists: readonly string[];
  readonly dictionary: TokenDictionary;
  /** Tokens of a name: `nameToken` from `nameTokenStart[name]` on. */
  readonly nameTokenStart: Int32Array;
  readonly nameToken: Int32Array;
  readonly nameTokenFlags: Uint8Array;
  readonly nameParty: Int32Array;
  /** Place of a name among those of its party. */
  readonly nameOrdinal: Uint16Array;
  readonly nameFlags: Uint8Array;
  readonly nameAbsence: Float32Array;
  readonly postingStart: Int32Array;
  readonly posting: Int32Array;
  readonly partyList: Uint16Array;
  readonly partyFirstName: Int32Array;
  /** A party in full; the last ones asked for are remembered. */
  party(number: number): Party;
  /** Numbers of the parties that carry an identifier, ascending. */
  partiesWithIdentifier(key: string): readonly number[];
  /** Reused by every query, so that none allocates; queries of one opened index run one at a time. */
  readonly scratch: MatchScratch;
}

export interface OpenOptions {
  /** The image was verified before in this process, or by the one that shares its memory. */
  readonly trusted?: boolean;
  /** How a party is read when the image was compiled without their texts. */
  readonly readParty?: (number: number) => Party;
}

/** Parties kept in full beside the image; an analyst's queue comes back to the same ones. */
const REMEMBERED_MAX = 4_096;

/**
 * Opens an image without unpacking it; each thread opens the same bytes for itself.
 * @throws ProbityError LIST_INVALID when the image is none, was altered or is another engine's.
 */
export function openIndex(image: IndexImage, options: OpenOptions = {}): MatchIndex {
  const { sections, facts: untyped } = readImage(image, statisticVersion, options.trusted ?? false);
  const facts = untyped as IndexFacts;
  const ints = (name: string): Int32Array => present(sections[name], name) as Int32Array;
  const dictionary = openDictionary(sections);
  const readParty = options.readParty ?? textReader(sections);
  const remembered = new Map<number, Party>();
  const party = (number: number): Party => {
    const known = remembered.get(number);
    if (known) return known;
    const read = readParty(number);
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(number, read);
    return read;
  };
  const identifierHash = present(sections["identifierHash"], "identifierHash") as Uint32Array;
  const identifierParty = ints("identifierParty");
  return {
    image,
    nameCount: facts.names,
    partyCount: facts.parties,
    lists: facts.lists,
    dictionary,
    nameTokenStart: ints("nameTokenStart"),
    nameToken: ints("nameToken"),
    nameTokenFlags: present(sections["nameTokenFlags"], "nameTokenFlags") as Uint8Array,
    nameParty: ints("nameParty"),
    nameOrdinal: present(sections["nameOrdinal"], "nameOrdinal") as Uint16Array,
    nameFlags: present(sections["nameFlags"], "nameFlags") as Uint8Array,
    nameAbsence: present(sections["nameAbsence"], "nameAbsence") as Float32Array,
    postingStart: ints("postingStart"),
    posting: ints("posting"),
    partyList: present(sections["partyList"], "partyList") as Uint16Array,
    partyFirstName: ints("partyFirstName"),
    party,
    partiesWithIdentifier(key) {
      const hash = textHash(key);
      const found: number[] = [];
      for (let at = lowerBound(identifierHash, hash); identifierHash[at] === hash; at++) {
        const number = identifierParty[at] ?? 0;
        if (found.at(-1) === number) continue;
        const carries = party(number).identifiers.some((one) => identifierKey(one.kind, one.value) === key);
        if (carries) found.push(number);
      }
      return found;
    },
    scratch: matchScratch(dictionary.size, facts.names),
  };
}

/** Builds and opens the index of all names of all given parties. Their order changes no answer. */
export function buildMatchIndex(parties: Iterable<Party>): MatchIndex {
  return openIndex(compileIndex(parties), { trusted: true });
}

function textReader(sections: Readonly<Record<string, Section>>): (number: number) => Party {
  const texts = present(sections["partyTexts"], "partyTexts");
  const at = present(sections["partyAt"], "partyAt");
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
  return (number) => JSON.parse(bytes.toString("utf8", at[number], at[number + 1])) as Party;
}

function present(section: Section | undefined, name: string): Section {
  if (section) return section;
  throw new TypeError(`the index image lacks ${name}`);
}

/** First place whose value is not below the given one. */
export function lowerBound(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
