import { ProbityError } from "../../core/index.ts";
import type { NameToken } from "../names/tokens.ts";
import { abjadSections, openAbjadLookup, TOKENS_MAX } from "./abjad-lookup.ts";
import { type GrowingText, growingCodes, growingFloats, growingInts } from "./growing.ts";
import type { Section } from "./index-image.ts";
import {
  codesHash,
  FORMS_MAX,
  listedForm,
  SIGNATURES_MAX,
  signatureEntry,
  signaturesOf,
  textHash,
} from "./signatures.ts";
import { formTokens } from "./token-dictionary.ts";
import { roleNumber, type TokenForms, tokenKey } from "./token-forms.ts";
import { compareForms } from "./token-similarity.ts";
import { weightsOf } from "./token-weights.ts";
import { eachVariant } from "./variants.ts";

/** Gathers the tokens of all names, each once, and writes the sections of an image about them. */
export interface DictionaryBuilder {
  /** Number of the token, given on first sight. */
  intern(token: NameToken): number;
  /**
   * The sections. `neighbours`: whether the tokens that correspond are worked out for every token
   * now, which pays when many names will be looked up; otherwise each is looked up when asked for.
   */
  finish(neighbours: boolean): Record<string, Section>;
}

export function dictionaryBuilder(): DictionaryBuilder {
  const ids = new Map<string, number>();
  const codes = growingCodes();
  const [keyAt, keyLength, firstForm] = [growingInts(), growingInts(), growingInts()];
  const [weight, absence, conflict] = [growingFloats(), growingFloats(), growingFloats()];
  const [role, first, inStatistic] = [growingInts(), growingInts(), growingInts()];
  const [lettersAt, lettersLength] = [growingInts(), growingInts()];
  const forms = formColumns(codes);
  const tokens: NameToken[] = [];
  const intern = (token: NameToken): number => {
    const key = tokenKey(token);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = ids.size;
    if (id === TOKENS_MAX) throw tooManyTokens();
    ids.set(key, id);
    tokens.push(token);
    const weights = weightsOf(token);
    const at = codes.append(key);
    keyAt.push(at);
    keyLength.push(key.length);
    firstForm.push(forms.length);
    weight.push(weights.weight);
    absence.push(weights.absence);
    conflict.push(weights.conflict);
    inStatistic.push(weights.known);
    role.push(roleNumber(token.role));
    first.push(token.text.charCodeAt(0));
    lettersAt.push(token.letters === "" ? 0 : codes.append(token.letters));
    lettersLength.push(token.letters.length);
    // The key begins with a letter for the role and goes on with the text.
    const [plain, ...others] = formTokens(token);
    if (plain) forms.add(plain, id, token.role === "legal" ? undefined : at + 1);
    for (const other of others) forms.add(other, id);
    return id;
  };
  const finish = (neighbours: boolean): Record<string, Section> => {
    firstForm.push(forms.length);
    const { written, formToken } = forms.finish();
    const signatures = signatureTable(written, formToken.length);
    const abjad = abjadSections(tokens.map((token) => (token.role === "word" ? token : undefined)));
    const readings = openAbjadLookup(abjad, (id) => present(tokens[id]));
    const more = (add: AddPair): void => {
      addVariants(tokens, add);
      tokens.forEach((token, id) => {
        if (token.abjad) readings.each(token, (other, match) => other !== id && add(id, other, match));
      });
    };
    return {
      tokenKeyAt: Uint32Array.from(keyAt.values()),
      tokenKeyLength: Uint16Array.from(keyLength.values()),
      tokenFirstForm: firstForm.values(),
      tokenWeight: weight.values(),
      tokenAbsence: absence.values(),
      tokenConflict: conflict.values(),
      tokenKnown: Uint8Array.from(inStatistic.values()),
      tokenRole: Uint8Array.from(role.values()),
      tokenFirst: Uint16Array.from(first.values()),
      tokenTable: hashTable(
        ids.size,
        ids.keys().map((key) => textHash(key)),
      ),
      formToken,
      formTable: hashTable(formToken.length, textHashes(written, formToken.length)),
      ...prefixed(written),
      ...signatures,
      ...abjad,
      tokenLettersAt: Uint32Array.from(lettersAt.values()),
      tokenLettersLength: Uint16Array.from(lettersLength.values()),
      ...(neighbours ? neighbourhood(written, formToken, signatures, ids.size, more) : {}),
    };
  };
  return { intern, finish };
}

function tooManyTokens(): ProbityError {
  return new ProbityError(
    "LIST_INVALID",
    `the lists have more than ${TOKENS_MAX} different words in their names; screen against fewer lists at a time`,
  );
}

/** The writings of all tokens, in columns. */
function formColumns(codes: GrowingText<Uint16Array>) {
  const [textAt, textLength, foldedAt] = [growingInts(), growingInts(), growingInts()];
  const [foldedLength, skeletonAt, skeletonLength] = [growingInts(), growingInts(), growingInts()];
  const [role, token] = [growingInts(), growingInts()];
  return {
    get length(): number {
      return token.length;
    },
    /** Adds a reading of a token; `at` says where its text stands already. */
    add(reading: NameToken, id: number, at = codes.append(reading.text)): void {
      textAt.push(at);
      textLength.push(reading.text.length);
      foldedAt.push(reading.folded === reading.text ? at : codes.append(reading.folded));
      foldedLength.push(reading.folded.length);
      skeletonAt.push(codes.append(reading.skeleton));
      skeletonLength.push(reading.skeleton.length);
      role.push(roleNumber(reading.role));
      token.push(id);
    },
    finish(): { readonly written: TokenForms; readonly formToken: Int32Array } {
      const written = {
        codes: codes.values().slice(),
        textAt: Uint32Array.from(textAt.values()),
        textLength: Uint16Array.from(textLength.values()),
        foldedAt: Uint32Array.from(foldedAt.values()),
        foldedLength: Uint16Array.from(foldedLength.values()),
        skeletonAt: Uint32Array.from(skeletonAt.values()),
        skeletonLength: Uint16Array.from(skeletonLength.values()),
        role: Uint8Array.from(role.values()),
      };
      return { written, formToken: token.values() };
    },
  };
}

type AddPair = (a: number, b: number, match: number) => void;

function prefixed(forms: TokenForms): Record<string, Section> {
  return Object.fromEntries(Object.entries(forms).map(([name, section]) => [`form.${name}`, section]));
}

/** Open addressing, at most half full; a slot holds the number that the hash was given with, plus one. */
function hashTable(count: number, hashes: Iterable<number>): Int32Array {
  const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * Math.max(count, 1))));
  const mask = table.length - 1;
  let number = 0;
  for (const hash of hashes) {
    let slot = hash & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = ++number;
  }
  return table;
}

function* textHashes({ codes, textAt, textLength }: TokenForms, forms: number): Iterable<number> {
  for (let form = 0; form < forms; form++) yield codesHash(codes, textAt[form] ?? 0, textLength[form] ?? 0);
}

interface SignatureTable extends Record<string, Section> {
  readonly signatureStart: Int32Array;
  readonly signatureForms: Int32Array;
}

/** Forms by the signatures they have: a bucket for each low part of a hash. */
function signatureTable(forms: TokenForms, count: number): SignatureTable {
  if (count > FORMS_MAX) throw new RangeError(`an index holds ${FORMS_MAX} writings of tokens at most`);
  const [hashes, owners] = [growingInts(), growingInts()];
  const found = new Uint32Array(SIGNATURES_MAX);
  for (let form = 0; form < count; form++) {
    const many = signaturesOf(forms, form, found);
    for (let i = 0; i < many; i++) {
      hashes.push((found[i] ?? 0) | 0);
      owners.push(form);
    }
  }
  const buckets = 2 ** Math.max(8, Math.ceil(Math.log2(Math.max(1, hashes.length))));
  const start = new Int32Array(buckets + 1);
  const keys = hashes.values();
  const ownerOf = owners.values();
  for (const key of keys) start[(key & (buckets - 1)) + 1] = (start[(key & (buckets - 1)) + 1] ?? 0) + 1;
  for (let bucket = 0; bucket < buckets; bucket++)
    start[bucket + 1] = (start[bucket + 1] ?? 0) + (start[bucket] ?? 0);
  const next = start.slice();
  const entries = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const bucket = (keys[i] ?? 0) & (buckets - 1);
    const at = next[bucket] ?? 0;
    next[bucket] = at + 1;
    entries[at] = signatureEntry(keys[i] ?? 0, ownerOf[i] ?? 0);
  }
  return { signatureStart: start, signatureForms: entries };
}

/** For every token all others it corresponds to, as a compressed table. */
function neighbourhood(
  forms: TokenForms,
  formToken: Int32Array,
  { signatureStart, signatureForms }: SignatureTable,
  tokens: number,
  more: (add: AddPair) => void,
): Record<string, Section> {
  const [left, right, matches] = [growingInts(), growingInts(), growingInts()];
  const add: AddPair = (a, b, match) => {
    left.push(a);
    right.push(b);
    matches.push(match);
  };
  const seen = new Int32Array(formToken.length).fill(-1);
  const mask = signatureStart.length - 2;
  const keys = new Uint32Array(SIGNATURES_MAX);
  for (let form = 0; form < formToken.length; form++) {
    const token = formToken[form] ?? 0;
    const many = signaturesOf(forms, form, keys);
    for (let i = 0; i < many; i++) {
      const key = keys[i] ?? 0;
      const first = signatureStart[key & mask] ?? 0;
      // A bucket lists its forms in ascending order: those before this one have met it already.
      for (let at = (signatureStart[(key & mask) + 1] ?? 0) - 1; at >= first; at--) {
        const other = listedForm(signatureForms[at] ?? 0, key);
        if (other < 0) continue;
        if (other <= form) break;
        if (seen[other] === form) continue;
        seen[other] = form;
        const otherToken = formToken[other] ?? 0;
        if (otherToken === token) continue;
        const match = compareForms(forms, form, forms, other);
        if (match !== 0) add(token, otherToken, match);
      }
    }
  }
  more(add);
  return compressed(tokens, left.values(), right.values(), matches.values());
}

function addVariants(tokens: readonly NameToken[], add: AddPair): void {
  const byText = new Map<string, number[]>();
  tokens.forEach((token, id) => {
    if (token.role !== "word") return;
    const same = byText.get(token.text);
    if (same) same.push(id);
    else byText.set(token.text, [id]);
  });
  for (const [text, ids] of byText) {
    eachVariant(text, (variant, match) => {
      // The relation is symmetric: each pair is met from both sides and added once.
      for (const other of byText.get(variant) ?? [])
        for (const id of ids) if (other > id) add(id, other, match);
    });
  }
}

function compressed(
  tokens: number,
  left: Int32Array,
  right: Int32Array,
  matches: Int32Array,
): Record<string, Section> {
  const start = new Int32Array(tokens + 1);
  const count = (id: number): void => {
    start[id + 1] = (start[id + 1] ?? 0) + 1;
  };
  for (const id of left) count(id);
  for (const id of right) count(id);
  for (let id = 0; id < tokens; id++) start[id + 1] = (start[id + 1] ?? 0) + (start[id] ?? 0);
  const next = start.slice();
  const others = new Int32Array(2 * left.length);
  const packed = new Uint32Array(2 * left.length);
  const put = (id: number, other: number, match: number): void => {
    const at = next[id] ?? 0;
    next[id] = at + 1;
    others[at] = other;
    packed[at] = match;
  };
  for (let i = 0; i < left.length; i++) {
    put(left[i] ?? 0, right[i] ?? 0, matches[i] ?? 0);
    put(right[i] ?? 0, left[i] ?? 0, matches[i] ?? 0);
  }
  return { neighbourStart: start, neighbourToken: others, neighbourMatch: packed };
}

function present<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new RangeError("a token beyond the dictionary");
}
