import { readFileSync } from "node:fs";
import { type Sha256Hex, sha256Hex } from "../../core/index.ts";
import { commonParts, commonShare } from "./common-names.ts";
import { foldSpelling } from "./spelling.ts";

/**
 * What is known about parts of names whatever lists are loaded: how much a part tells, and which
 * spellings the authorities themselves use for one name. It ships with the product
 * (`reference/name-statistics.json`, written by `scripts/mine-names.ts` from the official lists)
 * and has a version of its own, so that a list update changes the score of no untouched entry.
 */
interface Statistics {
  readonly format: string;
  /** Parties counted; a party that several lists name is counted once per list. */
  readonly parties: number;
  /** In how many parties a part occurs; parts of fewer than three parties are left out. */
  readonly tokens: Readonly<Record<string, number>>;
  /** `[a, b, n]`: n parties are listed under names that differ in `a` against `b` only. */
  readonly variants: readonly (readonly [string, string, number])[];
}

const FORMAT = "probity-name-statistics/1";
const file = readFileSync(new URL("../../../reference/name-statistics.json", import.meta.url));
const statistics = JSON.parse(file.toString("utf8")) as Statistics;
if (statistics.format !== FORMAT) throw new Error(`reference/name-statistics.json is not ${FORMAT}`);

/** SHA-256 of the statistic in use, with the table of common names; named by every screening. */
export const statisticVersion: Sha256Hex = sha256Hex(
  `${file.toString("utf8")}\n${[...commonParts()].map((part) => `${part} ${commonShare(part)}`).join("\n")}`,
);

/** Parties that carry a part the statistic leaves out, for want of three: taken as one and a half. */
const RARE_PARTIES = 1.5;

/** Weight of a part nobody is known to carry, in nats (about 9.8): that much one part can tell at most. */
export const TOKEN_WEIGHT_MAX = -Math.log(RARE_PARTIES / statistics.parties);

const shareByText = new Map<string, number>();
const shareByFolded = new Map<string, number>();
for (const [text, count] of Object.entries(statistics.tokens)) note(text, count / statistics.parties);
for (const text of commonParts()) note(text, commonShare(text));

function note(text: string, share: number): void {
  shareByText.set(text, Math.max(share, shareByText.get(text) ?? 0));
  const folded = foldSpelling(text);
  shareByFolded.set(folded, Math.max(share, shareByFolded.get(folded) ?? 0));
}

/**
 * How much a part of a name tells, in nats: minus the logarithm of the share of people (or
 * organisations) who carry it, in its most common spelling. From about 3 (`mohammed`, `company`)
 * to {@link TOKEN_WEIGHT_MAX}. `text` is the part in lower-case ASCII, `folded` its spelling-insensitive form.
 */
export function tokenWeight(text: string, folded: string): number {
  const share = Math.max(shareByText.get(text) ?? 0, shareByFolded.get(folded) ?? 0);
  return share === 0 ? TOKEN_WEIGHT_MAX : Math.min(TOKEN_WEIGHT_MAX, -Math.log(share));
}

/** Another spelling of a part that authorities use for the same people. */
export interface MinedVariant {
  readonly text: string;
  /** Parties that are listed under both. */
  readonly parties: number;
}

const variantsByText = new Map<string, MinedVariant[]>();
for (const [a, b, parties] of statistics.variants) {
  add(a, { text: b, parties });
  add(b, { text: a, parties });
}

function add(text: string, variant: MinedVariant): void {
  const known = variantsByText.get(text);
  if (known) known.push(variant);
  else variantsByText.set(text, [variant]);
}

const none: readonly MinedVariant[] = [];

/**
 * The spellings that official lists use beside `text` for the same person, the most frequent
 * first: `sergey` -> `sergei`, `siarhei`, `serhii`. A symmetric relation, not a transitive one.
 */
export function minedVariants(text: string): readonly MinedVariant[] {
  return variantsByText.get(text) ?? none;
}
