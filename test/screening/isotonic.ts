/** A score and whether it was that of one party. */
export interface LabelledScore {
  readonly score: number;
  readonly same: boolean;
  readonly weight: number;
}

/** Scores from `from` on have this probability, up to the next step. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly probability: number;
}

/**
 * The rising step function nearest to the labels (weighted least squares), by pooling adjacent
 * violators: a step that would fall below the one before it is joined with it.
 */
export function isotonic(labelled: readonly LabelledScore[]): Step[] {
  const steps: { from: number; to: number; weight: number; sum: number }[] = [];
  for (const { score, same, weight } of labelled.toSorted((a, b) => a.score - b.score)) {
    steps.push({ from: score, to: score, weight, sum: same ? weight : 0 });
    for (
      let last = steps.at(-1), before = steps.at(-2);
      last && before;
      last = steps.at(-1), before = steps.at(-2)
    ) {
      const falls = last.sum / last.weight <= before.sum / before.weight;
      if (!falls && last.from !== before.to) break;
      steps.length -= 2;
      steps.push({
        from: before.from,
        to: last.to,
        weight: before.weight + last.weight,
        sum: before.sum + last.sum,
      });
    }
  }
  return steps.map(({ from, to, weight, sum }) => ({ from, to, weight, probability: sum / weight }));
}

/** No probability is claimed beyond these. */
const PROBABILITY_MIN = 0.001;
const PROBABILITY_MAX = 0.999;
/** Labels a knot stands for at least, so that it does not follow single names. */
const WEIGHT_MIN = 50;
const KNOTS_MAX = 12;
/** Rise of the log-odds per raw point between knots at least, so that no two scores are worth the same. */
const SLOPE_MIN = 0.002;

/** The steps as few points (raw score, log-odds) of a strictly rising line. */
export function knotsOf(steps: readonly Step[]): (readonly [raw: number, logOdds: number])[] {
  const points: { raw: number; probability: number; weight: number }[] = [];
  let [weight, rawSum, sum] = [0, 0, 0];
  const total = steps.reduce((all, step) => all + step.weight, 0);
  const enough = Math.max(WEIGHT_MIN, total / KNOTS_MAX / 2);
  for (const step of steps) {
    weight += step.weight;
    rawSum += (step.weight * (step.from + step.to)) / 2;
    sum += step.weight * step.probability;
    if (weight < enough) continue;
    points.push({ raw: rawSum / weight, probability: sum / weight, weight });
    [weight, rawSum, sum] = [0, 0, 0];
  }
  const knots: (readonly [number, number])[] = [];
  for (const { raw, probability } of points) {
    const within = Math.min(PROBABILITY_MAX, Math.max(PROBABILITY_MIN, probability));
    const logOdds = Math.log(within / (1 - within));
    const last = knots.at(-1);
    if (!last) knots.push([rounded(raw), rounded(logOdds)]);
    else if (raw > last[0] + 0.05) {
      knots.push([rounded(raw), rounded(Math.max(logOdds, last[1] + SLOPE_MIN * (raw - last[0])))]);
    }
  }
  return knots;
}

const rounded = (value: number): number => Number(value.toFixed(3));
