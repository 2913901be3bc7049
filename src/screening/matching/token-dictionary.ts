import { consonantSkeleton, foldSpelling } from "../names/spelling.ts";
import type { NameToken } from "../names/tokens.ts";
import { openAbjadLookup } from "./abjad-lookup.ts";
import type { Section } from "./index-image.ts";
import { listedForm, SIGNATURES_MAX, signaturesOf, textHash } from "./signatures.ts";
import { roleNumber, type TokenForms, tokenKey, WORD } from "./token-forms.ts";
import { compareForms, isBetterMatch, packMatch, SAME, SIMILARITY_ONE } from "./token-similarity.ts";
import { eachVariant } from "./variants.ts";

/** The tokens of an index, by number. */
export interface TokenDictionary {
  readonly size: number;
  readonly weight: Float32Array;
  readonly absence: Float32Array;
  readonly conflict: Float32Array;
  /** How well known a word is, see token-weights.ts. */
  readonly known: Uint8Array;
  readonly role: Uint8Array;
  /** First code unit of the text. */
  readonly first: Uint16Array;
  /** Number of the token with this key, or -1. */
  idOf(key: string): number;
  /** Numbers of the tokens of a role that have this text as one of their readings. */
  idsOf(role: number, text: string): readonly number[];
  /** Calls `found` for every longer word with this beginning, with its length. */
  eachBeginning(text: string, found: (id: number, length: number) => void): void;
  /** Whether the first letters of a text, so many, are a reading of any token, whatever its role. */
  holdsStart(text: string, length: number): boolean;
  /** The listed tokens that the given one may stand for, itself included when it is listed. */
  correspondences(token: NameToken): Correspondences;
}

/** Listed tokens and, packed, how each corresponds. */
export interface Correspondences {
  readonly tokens: Int32Array;
  readonly matches: Int32Array;
}

/** What a token is beside its readings, as far as comparing readings asks. */
const plainWord = {
  folded: "",
  skeleton: "",
  role: "word",
  family: false,
  classes: [],
  trade: false,
  patronymic: false,
} as const;

/** Looked-up tokens that are remembered; ordinary names repeat. The oldest are forgotten first. */
const REMEMBERED_MAX = 8_000;

/** A token as itself and as its other readings, each written like a plain token. */
export function formTokens(token: NameToken): NameToken[] {
  const others = token.also.map((text): NameToken => {
    const folded = foldSpelling(text);
    return {
      ...token,
      text,
      folded,
      skeleton: consonantSkeleton(folded),
      also: [],
      classes: [],
      letters: "",
    };
  });
  return [token, ...others];
}

/** Opens the dictionary an image holds. */
export function openDictionary(sections: Readonly<Record<string, Section>>): TokenDictionary {
  const ints = (name: string): Int32Array => asInts(sections[name], name);
  const forms = openForms(sections);
  const [keyAt, keyLength] = [sections["tokenKeyAt"] ?? [], sections["tokenKeyLength"] ?? []];
  const table = ints("tokenTable");
  const neighbourStart = sections["neighbourStart"] as Int32Array | undefined;
  const neighbourToken = sections["neighbourToken"] as Int32Array | undefined;
  const neighbourMatch = sections["neighbourMatch"] as Uint32Array | undefined;
  // Two generations: forgetting the older one at once costs nothing, whatever comes again is kept.
  let recent = new Map<string, Correspondences>();
  let earlier = recent;

  const idOf = (key: string): number => {
    const mask = table.length - 1;
    for (let slot = textHash(key) & mask; ; slot = (slot + 1) & mask) {
      const id = (table[slot] ?? 0) - 1;
      if (id < 0 || (keyLength[id] === key.length && isAt(forms.codes, keyAt[id] ?? 0, key))) return id;
    }
  };
  const formToken = ints("formToken");
  const idsOf = textSearch(sections, forms);
  const search = tokenSearch(sections, forms, idsOf);
  const precomputed = (own: number): Correspondences | undefined => {
    if (!neighbourStart || !neighbourToken || !neighbourMatch || own < 0) return undefined;
    const [start, end] = [neighbourStart[own] ?? 0, neighbourStart[own + 1] ?? 0];
    const found = new Map([[own, packMatch(SAME, SIMILARITY_ONE)]]);
    for (let at = start; at < end; at++) keepBest(found, neighbourToken[at] ?? 0, neighbourMatch[at] ?? 0);
    return correspondencesOf(found);
  };
  return {
    size: keyLength.length,
    weight: sections["tokenWeight"] as Float32Array,
    absence: sections["tokenAbsence"] as Float32Array,
    conflict: sections["tokenConflict"] as Float32Array,
    known: sections["tokenKnown"] as Uint8Array,
    role: sections["tokenRole"] as Uint8Array,
    first: sections["tokenFirst"] as Uint16Array,
    idOf,
    idsOf,
    eachBeginning(text, found) {
      // Few texts are as long as those that are cut, so that one look at every word costs less than an order of them.
      for (let form = 0; form < forms.role.length; form++) {
        const length = forms.textLength[form] ?? 0;
        if (length <= text.length || forms.role[form] !== WORD) continue;
        if (isAt(forms.codes, forms.textAt[form] ?? 0, text)) found(formToken[form] ?? 0, length);
      }
    },
    holdsStart: startSearch(sections, forms),
    correspondences(token) {
      const key = tokenKey(token);
      const known = recent.get(key);
      if (known) return known;
      // Legal forms of one class share a number but not a text.
      let found = earlier.get(key);
      if (!found) {
        const own = idOf(key);
        found = precomputed(own) ?? search(token, own);
      }
      if (recent.size >= REMEMBERED_MAX) {
        earlier = recent;
        recent = new Map();
      }
      recent.set(key, found);
      return found;
    },
  };
}

/** Looks for a start of a text among all readings without cutting it off. */
function startSearch(
  sections: Readonly<Record<string, Section>>,
  forms: TokenForms,
): TokenDictionary["holdsStart"] {
  const table = asInts(sections["formTable"], "formTable");
  const mask = table.length - 1;
  return (text, length) => {
    for (let slot = textHash(text, length) & mask; ; slot = (slot + 1) & mask) {
      const form = (table[slot] ?? 0) - 1;
      if (form < 0) return false;
      if (forms.textLength[form] === length && isAt(forms.codes, forms.textAt[form] ?? 0, text, length))
        return true;
    }
  };
}

type Search = (token: NameToken, own: number) => Correspondences;

const noTokens: readonly number[] = [];

/** Finds tokens by one of their texts, since a key holds all readings. */
function textSearch(
  sections: Readonly<Record<string, Section>>,
  forms: TokenForms,
): TokenDictionary["idsOf"] {
  const [table, formToken] = [
    asInts(sections["formTable"], "formTable"),
    asInts(sections["formToken"], "formToken"),
  ];
  const mask = table.length - 1;
  return (role, text) => {
    let found: number[] | undefined;
    for (let slot = textHash(text) & mask; ; slot = (slot + 1) & mask) {
      const form = (table[slot] ?? 0) - 1;
      if (form < 0) return found ?? noTokens;
      if (forms.textLength[form] !== text.length || forms.role[form] !== role) continue;
      if (!isAt(forms.codes, forms.textAt[form] ?? 0, text)) continue;
      const id = formToken[form] ?? 0;
      if (!found) found = [id];
      else if (!found.includes(id)) found.push(id);
    }
  };
}

/** Looks a token up that is not worked out before: by its signatures, mined variants and readings. */
function tokenSearch(
  sections: Readonly<Record<string, Section>>,
  forms: TokenForms,
  idsOf: TokenDictionary["idsOf"],
): Search {
  const ints = (name: string): Int32Array => asInts(sections[name], name);
  const [signatureStart, signatureForms] = [ints("signatureStart"), ints("signatureForms")];
  const formToken = ints("formToken");
  const readings = openAbjadLookup(sections, tokenReader(sections, forms));
  const seen = new Int32Array(formToken.length);
  const keys = new Uint32Array(SIGNATURES_MAX);
  let round = 0;
  return (token, own) => {
    const found = new Map<number, number>();
    const keep = (id: number, match: number): void => keepBest(found, id, match);
    const asked = formsOf(formTokens(token));
    const mask = signatureStart.length - 2;
    for (let form = 0; form < asked.role.length; form++) {
      round++;
      const many = signaturesOf(asked, form, keys);
      for (let i = 0; i < many; i++) {
        const key = keys[i] ?? 0;
        const end = signatureStart[(key & mask) + 1] ?? 0;
        for (let at = signatureStart[key & mask] ?? 0; at < end; at++) {
          const other = listedForm(signatureForms[at] ?? 0, key);
          if (other < 0 || seen[other] === round) continue;
          seen[other] = round;
          const match = compareForms(asked, form, forms, other);
          if (match !== 0) keep(formToken[other] ?? 0, match);
        }
      }
    }
    if (token.role === "word") {
      eachVariant(token.text, (variant, match) => {
        for (const id of idsOf(WORD, variant)) keep(id, match);
      });
    }
    readings.each(token, keep);
    if (own >= 0) found.set(own, packMatch(SAME, SIMILARITY_ONE));
    return correspondencesOf(found);
  };
}

function keepBest(found: Map<number, number>, id: number, match: number): void {
  const known = found.get(id);
  if (known === undefined || isBetterMatch(match, known)) found.set(id, match);
}

function correspondencesOf(found: ReadonlyMap<number, number>): Correspondences {
  return { tokens: Int32Array.from(found.keys()), matches: Int32Array.from(found.values()) };
}

/** Reads a token of the image as far as comparing readings asks. */
function tokenReader(
  sections: Readonly<Record<string, Section>>,
  forms: TokenForms,
): (id: number) => NameToken {
  const firstForm = asInts(sections["tokenFirstForm"], "tokenFirstForm");
  const [lettersAt, lettersLength] = [sections["tokenLettersAt"] ?? [], sections["tokenLettersLength"] ?? []];
  const textAt = (at: number, length: number): string =>
    String.fromCharCode(...forms.codes.subarray(at, at + length));
  return (id) => {
    const texts: string[] = [];
    for (let form = firstForm[id] ?? 0; form < (firstForm[id + 1] ?? 0); form++)
      texts.push(textAt(forms.textAt[form] ?? 0, forms.textLength[form] ?? 0));
    const letters = textAt(lettersAt[id] ?? 0, lettersLength[id] ?? 0);
    const [text = "", ...also] = texts;
    return { ...plainWord, text, also, letters, abjad: letters !== "" };
  };
}

function asInts(section: Section | undefined, name: string): Int32Array {
  if (section instanceof Int32Array) return section;
  throw new TypeError(`the index image lacks ${name}`);
}

function openForms(sections: Readonly<Record<string, Section>>): TokenForms {
  return {
    codes: sections["form.codes"] as Uint16Array,
    textAt: sections["form.textAt"] as Uint32Array,
    textLength: sections["form.textLength"] as Uint16Array,
    foldedAt: sections["form.foldedAt"] as Uint32Array,
    foldedLength: sections["form.foldedLength"] as Uint16Array,
    skeletonAt: sections["form.skeletonAt"] as Uint32Array,
    skeletonLength: sections["form.skeletonLength"] as Uint16Array,
    role: sections["form.role"] as Uint8Array,
  };
}

/** A few tokens as forms of their own pool. */
function formsOf(readings: readonly NameToken[]): TokenForms {
  const count = readings.length;
  let length = 0;
  for (const one of readings) length += one.text.length + one.folded.length + one.skeleton.length;
  const forms = {
    codes: new Uint16Array(length),
    textAt: new Uint32Array(count),
    textLength: new Uint16Array(count),
    foldedAt: new Uint32Array(count),
    foldedLength: new Uint16Array(count),
    skeletonAt: new Uint32Array(count),
    skeletonLength: new Uint16Array(count),
    role: new Uint8Array(count),
  };
  let at = 0;
  const put = (text: string): number => {
    for (let i = 0; i < text.length; i++) forms.codes[at + i] = text.charCodeAt(i);
    at += text.length;
    return at - text.length;
  };
  readings.forEach(({ text, folded, skeleton, role }, i) => {
    forms.textAt[i] = put(text);
    forms.textLength[i] = text.length;
    forms.foldedAt[i] = folded === text ? (forms.textAt[i] ?? 0) : put(folded);
    forms.foldedLength[i] = folded.length;
    forms.skeletonAt[i] = put(skeleton);
    forms.skeletonLength[i] = skeleton.length;
    forms.role[i] = roleNumber(role);
  });
  return forms;
}

function isAt(codes: Uint16Array, at: number, text: string, length = text.length): boolean {
  for (let i = 0; i < length; i++) if (codes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
