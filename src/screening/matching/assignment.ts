import { SIDE } from "./match-scratch.ts";

/** Sides up to this size are assigned exactly, by going over all subsets of the smaller one. */
const EXACT_MAX = 8;
const SUBSETS = 2 ** EXACT_MAX;

const value = new Float64Array(SUBSETS);
const nextValue = new Float64Array(SUBSETS);
const choice = new Int8Array(SIDE * SUBSETS);

/**
 * Pairs rows with columns, each used once, so that the sum of values is greatest. `values[i * SIDE + j]`
 * is the value of a pair, 0 or less where there is none. The result is written to `columnOf` and
 * `rowOf`, -1 for what stays alone. Exact while the smaller side has at most eight; a larger one
 * (no name of a person) takes the best pair first, whose sum is at least half the greatest.
 */
export function assign(
  values: Float64Array,
  rows: number,
  columns: number,
  columnOf: Int8Array,
  rowOf: Int8Array,
): void {
  columnOf.fill(-1, 0, rows);
  rowOf.fill(-1, 0, columns);
  if (assignUncontested(values, rows, columns, columnOf, rowOf)) return;
  columnOf.fill(-1, 0, rows);
  rowOf.fill(-1, 0, columns);
  if (rows <= EXACT_MAX) assignExactly(values, 1, SIDE, rows, columns, columnOf, rowOf);
  else if (columns <= EXACT_MAX) assignExactly(values, SIDE, 1, columns, rows, rowOf, columnOf);
  else assignGreedily(values, rows, columns, columnOf, rowOf);
}

/** Most names: every part has one counterpart at most, and nobody else wants it. */
function assignUncontested(
  values: Float64Array,
  rows: number,
  columns: number,
  columnOf: Int8Array,
  rowOf: Int8Array,
): boolean {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if ((values[row * SIDE + column] ?? 0) <= 0) continue;
      if ((columnOf[row] ?? 0) >= 0 || (rowOf[column] ?? 0) >= 0) return false;
      columnOf[row] = column;
      rowOf[column] = row;
    }
  }
  return true;
}

/**
 * Goes over the items of the longer side and keeps, for each subset of the shorter one that is
 * taken, the greatest sum. `itemStep` and `memberStep` are the distances in `values`.
 */
function assignExactly(
  values: Float64Array,
  itemStep: number,
  memberStep: number,
  members: number,
  items: number,
  itemOf: Int8Array,
  memberOf: Int8Array,
): void {
  const subsets = 1 << members;
  value.fill(Number.NEGATIVE_INFINITY, 0, subsets);
  value[0] = 0;
  for (let item = 0; item < items; item++) {
    nextValue.set(value.subarray(0, subsets));
    choice.fill(-1, item * SUBSETS, item * SUBSETS + subsets);
    for (let member = 0; member < members; member++) {
      const gain = values[item * itemStep + member * memberStep] ?? 0;
      if (gain <= 0) continue;
      const bit = 1 << member;
      for (let subset = 0; subset < subsets; subset++) {
        if ((subset & bit) !== 0) continue;
        const sum = (value[subset] ?? 0) + gain;
        if (sum <= (nextValue[subset | bit] ?? 0)) continue;
        nextValue[subset | bit] = sum;
        choice[item * SUBSETS + (subset | bit)] = member;
      }
    }
    value.set(nextValue.subarray(0, subsets));
  }
  let best = 0;
  for (let subset = 1; subset < subsets; subset++) {
    if ((value[subset] ?? 0) > (value[best] ?? 0)) best = subset;
  }
  for (let item = items - 1; item >= 0; item--) {
    const member = choice[item * SUBSETS + best] ?? -1;
    if (member < 0) continue;
    itemOf[member] = item;
    memberOf[item] = member;
    best &= ~(1 << member);
  }
}

function assignGreedily(
  values: Float64Array,
  rows: number,
  columns: number,
  columnOf: Int8Array,
  rowOf: Int8Array,
): void {
  for (;;) {
    let most = 0;
    let bestRow = -1;
    let bestColumn = -1;
    for (let row = 0; row < rows; row++) {
      if ((columnOf[row] ?? 0) >= 0) continue;
      for (let column = 0; column < columns; column++) {
        const gain = values[row * SIDE + column] ?? 0;
        if ((rowOf[column] ?? 0) >= 0 || gain <= most) continue;
        most = gain;
        bestRow = row;
        bestColumn = column;
      }
    }
    if (bestRow < 0) return;
    columnOf[bestRow] = bestColumn;
    rowOf[bestColumn] = bestRow;
  }
}
