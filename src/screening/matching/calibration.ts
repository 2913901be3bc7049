/** Version of the fit below; a new fit is a new engine version. */
export const CALIBRATION_VERSION = "2026-11-23.1";

/**
 * Raw score (nats) and the log-odds that two names with that score are one party's, at the knots
 * of a rising line fitted to labelled development pairs (names of the official lists altered, and
 * ordinary names); between the knots it is straight, beyond them it goes on with the outer slopes.
 * The slopes are all above 0, so that no two different raw scores are worth the same.
 */
const knots: readonly (readonly [raw: number, logOdds: number])[] = [
  [4, -1.05],
  [7, -0.15],
  [9, 0.8],
  [10.8, 1.88],
  [12, 3.5],
  [14, 4.6],
  [17, 5.8],
  [25, 6.6],
  [120, 8.5],
];

/** Probability that a raw score means the same party, in the population of the development pairs; strictly rising. */
export function probabilityOf(raw: number): number {
  return logistic(interpolate(raw, 0, 1));
}

/** The raw score that means a probability. */
export function rawScoreFor(probability: number): number {
  return interpolate(logit(probability), 1, 0);
}

function interpolate(value: number, from: 0 | 1, to: 0 | 1): number {
  let at = 1;
  while (at < knots.length - 1 && value > (knots[at]?.[from] ?? 0)) at++;
  const [low, high] = [knots[at - 1] ?? [0, 0], knots[at] ?? [1, 1]];
  return low[to] + ((value - low[from]) * (high[to] - low[to])) / (high[from] - low[from]);
}

export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}
