import type { BatchRow } from "./batch.ts";
import { type Screener, type ScreeningResult, screenRowUnder } from "./screener.ts";
import type { ScreeningPool } from "./screening-pool.ts";

/** A row and its answer. */
export interface ScreenedRow {
  readonly row: BatchRow;
  readonly result: ScreeningResult;
}

/** Rows that are screened and recorded together. */
export const GROUP_ROWS = 100;
/** Groups that are screened ahead of the one that is being recorded: enough to keep every thread busy. */
const GROUPS_AHEAD = 2;

/**
 * Screens the rows of a batch in order, group by group, at most a few groups ahead of whoever takes
 * them. The first group is screened here, so that a small batch starts no thread.
 * @throws ProbityError as {@link screenRowUnder}; what was yielded before stays valid
 */
export async function* screenGroups(
  screener: Screener,
  pool: ScreeningPool | undefined,
  rows: AsyncIterable<BatchRow>,
): AsyncGenerator<readonly ScreenedRow[]> {
  const underway: Promise<readonly ScreenedRow[]>[] = [];
  let isFirst = true;
  for await (const group of groupsOf(rows, GROUP_ROWS)) {
    const screened = screenGroup(screener, isFirst ? undefined : pool, group);
    isFirst = false;
    // Its error is thrown when its turn comes, not as an unhandled one before.
    screened.catch(() => {});
    underway.push(screened);
    if (underway.length > GROUPS_AHEAD) yield await taken(underway);
  }
  while (underway.length > 0) yield await taken(underway);
}

async function taken(underway: Promise<readonly ScreenedRow[]>[]): Promise<readonly ScreenedRow[]> {
  return (await underway.shift()) ?? [];
}

async function screenGroup(
  screener: Screener,
  pool: ScreeningPool | undefined,
  group: readonly BatchRow[],
): Promise<readonly ScreenedRow[]> {
  const frame = await screener.frame();
  const { index, ...circumstances } = frame;
  const results = pool
    ? await pool.screen(frame, group)
    : group.map((row) => screenRowUnder(row, circumstances, index));
  return group.flatMap((row, place) => {
    const result = results[place];
    return result === undefined ? [] : [{ row, result }];
  });
}

async function* groupsOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
