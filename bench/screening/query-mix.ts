import type { Party, PartyType } from "../../src/screening/party/party.ts";
import { type LabelledName, perturbedNames } from "../../test/screening/development-sets.ts";
import { ordinaryCompanies, ordinaryVessels } from "../../test/screening/ordinary-companies.ts";
import { type OrdinaryName, ordinaryNames } from "../../test/screening/ordinary-names.ts";
import { randomFor, shuffled } from "../../test/screening/seeded-random.ts";

/** One screening of the measurement: an ordinary name, or a perturbed one that means an entry. */
export interface MixedQuery {
  readonly text: string;
  readonly type: PartyType;
  readonly positive?: LabelledName;
}

export interface QueryMix {
  /** Distinct names, half ordinary and half perturbed, shuffled. */
  readonly measured: readonly MixedQuery[];
  /** Of the same kind, none of them measured. */
  readonly warmUp: readonly MixedQuery[];
}

const WARM_UP = 2_000;

/**
 * `count` distinct queries against a list: half names of nobody in particular (nine in ten of
 * them persons), half names of its entries altered in every way of the development sets.
 */
export function queryMix(parties: readonly Party[], count: number): QueryMix {
  const half = Math.ceil((count + WARM_UP) / 2);
  const ordinary: OrdinaryName[] = [
    ...shuffled(ordinaryNames(100_000), randomFor("bench ordinary")).slice(0, Math.round(half * 0.9)),
    ...ordinaryCompanies(Math.round(half * 0.08)),
    ...ordinaryVessels(Math.round(half * 0.03)),
  ];
  // Two dozen kinds, most of them for three types; enough of each for the half, and as many of every kind.
  const perturbed = distinct(
    shuffled(perturbedNames(parties, Math.ceil(half / 50)), randomFor("bench perturbed")).map((positive) => ({
      text: positive.query,
      type: positive.type,
      positive,
    })),
  );
  const negatives: MixedQuery[] = distinct(ordinary.map(({ text, type }) => ({ text, type })));
  const each = Math.min(perturbed.length, negatives.length, half);
  const [warmEach, rest] = [WARM_UP / 2, each - WARM_UP / 2];
  const mix = (from: number, to: number): MixedQuery[] =>
    shuffled([...negatives.slice(from, to), ...perturbed.slice(from, to)], randomFor("bench mix"));
  return { warmUp: mix(0, warmEach), measured: mix(warmEach, warmEach + rest) };
}

function distinct(queries: readonly MixedQuery[]): MixedQuery[] {
  return [...new Map(queries.map((query) => [query.text, query])).values()];
}
