import type { Party } from "../../src/screening/party/party.ts";
import type { LabelledName } from "./development-sets.ts";
import { ALERT_FROM, type FindByName, type FoundEntry } from "./engine-under-test.ts";
import { heldOutText, type Split } from "./held-out.ts";
import { distinctWords, type OrdinaryName } from "./ordinary-names.ts";

/** A labelled name with what the engine found for it. */
export interface Answered extends LabelledName {
  readonly found: readonly FoundEntry[];
  /** Score of the labelled entry, 0 when it was not found at all. */
  readonly score: number;
  /** Whether the labelled entry is the best. */
  readonly top: boolean;
}

export function answer(names: readonly LabelledName[], find: FindByName): Answered[] {
  return names.map((name) => {
    const found = find(name.query, name.type);
    const isIt = (entry: FoundEntry): boolean => entry.entityId === name.entityId && entry.list === name.list;
    const [best] = found;
    return { ...name, found, score: found.find(isIt)?.score ?? 0, top: best !== undefined && isIt(best) };
  });
}

/** Numbers of one group of labelled names. */
export interface Share {
  readonly count: number;
  /** Share (0..1) that alerts on its entry under the default policy. */
  readonly alerted: number;
  /** Share whose entry is the best found. */
  readonly top1: number;
}

export function shareOf(answers: readonly Answered[], threshold = ALERT_FROM): Share {
  const of = (test: (one: Answered) => boolean): number => answers.filter(test).length / answers.length;
  return {
    count: answers.length,
    alerted: of((one) => one.score >= threshold),
    top1: of((one) => one.top),
  };
}

/** Shares by kind, all splits together, then those of the held-out entries. */
export function sharesByKind(
  answers: readonly Answered[],
): Record<string, { readonly all: Share; readonly "held-out": Share }> {
  const kinds = Map.groupBy(answers, (one) => one.kind);
  kinds.set("all", [...answers]);
  return Object.fromEntries(
    [...kinds].map(([kind, ones]) => [
      kind,
      { all: shareOf(ones), "held-out": shareOf(ones.filter((one) => one.split === "held-out")) },
    ]),
  );
}

/** What a set of names that mean nobody on a list brought up. */
export interface AlertRate {
  readonly count: number;
  /** Names that are, word for word, a strong name of an entry; an alert on them is right and counted apart. */
  readonly listedExactly: number;
  /** Share (0..1) of the others that alert. */
  readonly rate: number;
  /** Share of the others that alert, of the tenth never looked at while tuning. */
  readonly heldOut: number;
  readonly alerts: readonly {
    readonly query: string;
    readonly culture: string;
    readonly found: FoundEntry;
  }[];
}

/** Alerts on ordinary names, each asked with its type. */
export function alertRate(
  names: readonly OrdinaryName[],
  parties: readonly Party[],
  find: FindByName,
): AlertRate {
  const listed = new Set(
    parties.flatMap((party) =>
      party.names.filter((name) => name.quality === "strong").map((name) => distinctWords(name.text)),
    ),
  );
  const others = names.filter((name) => !listed.has(distinctWords(name.text)));
  const alerts = others.flatMap(({ text, type, culture }) => {
    const [found] = find(text, type);
    return found !== undefined && found.score >= ALERT_FROM ? [{ query: text, culture, found }] : [];
  });
  const heldOut = others.filter((name) => heldOutText(name.text)).length;
  return {
    count: others.length,
    listedExactly: names.length - others.length,
    rate: alerts.length / others.length,
    heldOut: alerts.filter((alert) => heldOutText(alert.query)).length / heldOut,
    alerts,
  };
}

/**
 * Share (0..1) of the alerts that stand at the highest score any of them has: those an
 * analyst's queue cannot put into an order.
 */
export function tiesAtMaximum(found: readonly (readonly FoundEntry[])[]): number {
  const scores = found
    .flat()
    .map((entry) => entry.score)
    .filter((score) => score >= ALERT_FROM);
  const best = Math.max(...scores);
  const atBest = scores.filter((score) => score === best).length;
  return atBest <= 1 ? 0 : atBest / scores.length;
}

export interface CurvePoint {
  readonly threshold: number;
  readonly recall: number;
  readonly alertRate: number;
  readonly hardNegativeRate: number;
  /** Of equally many positives, ordinary names and hard negatives. */
  readonly precision: number;
}

/** Recall and false alerts at every threshold, from scores computed once. */
export function curve(
  positives: readonly Answered[],
  ordinaryBest: readonly number[],
  hardNegatives: readonly Answered[],
  thresholds: readonly number[],
): CurvePoint[] {
  return thresholds.map((threshold) => {
    const share = (scores: readonly number[]): number =>
      scores.filter((score) => score >= threshold).length / scores.length;
    const recall = share(positives.map((one) => one.score));
    const alerts = share(ordinaryBest);
    const hard = share(hardNegatives.map((one) => one.score));
    const precision = recall === 0 ? 1 : recall / (recall + alerts + hard);
    return { threshold, recall, alertRate: alerts, hardNegativeRate: hard, precision };
  });
}

/** The worst misses of a group, for people to read. */
export function missesOf(
  answers: readonly Answered[],
  kind: string,
  count: number,
  split: Split = "development",
): Answered[] {
  return answers
    .filter((one) => one.kind === kind && one.split === split && one.score < ALERT_FROM)
    .slice(0, count);
}
