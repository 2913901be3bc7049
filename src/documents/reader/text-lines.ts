import type { Blot } from "./components.ts";

/** A character's centre and height. */
interface Mark {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** A row of evenly spaced marks: `y = offset + slope * x`. */
export interface TextLine {
  readonly marks: readonly Mark[];
  readonly offset: number;
  readonly slope: number;
  /** Distance between the centres of neighbours. */
  readonly pitch: number;
  /** Height of a capital. */
  readonly height: number;
}

/** Rows of fewer marks are not worth a look: a third of the shortest zone line. */
const MARKS_MIN = 10;
const HEIGHT_MIN = 6;

/** Chains blots that stand beside one another into rows, and joins rows that continue one another. */
export function findTextLines(blots: readonly Blot[], imageHeight: number): TextLine[] {
  const marks = blots
    .filter(({ width, height }) => height >= HEIGHT_MIN && height < imageHeight / 6 && width < height * 1.6)
    .map(({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2, height }));
  const lines = chain(marks)
    .filter((row) => row.length >= 4)
    .map(fitLine);
  return joinLines(lines).filter((line) => line.marks.length >= MARKS_MIN);
}

/** Follows from every mark the nearest one to its right, where each is the other's nearest. */
function chain(marks: readonly Mark[]): Mark[][] {
  const sorted = marks.toSorted((a, b) => a.x - b.x);
  const right = sorted.map((mark, index) => nearestRight(sorted, mark, index));
  const left = new Map<number, number>();
  for (const [index, next] of right.entries()) {
    if (next === undefined) continue;
    const before = left.get(next);
    const target = sorted[next];
    const [mark, rival] = [sorted[index], before === undefined ? undefined : sorted[before]];
    if (target && mark && (!rival || distance(mark, target) < distance(rival, target))) left.set(next, index);
  }
  const rows: Mark[][] = [];
  for (const start of sorted.keys()) {
    if (left.has(start)) continue;
    const row: Mark[] = [];
    for (let at: number | undefined = start; at !== undefined; ) {
      const mark: Mark | undefined = sorted[at];
      if (mark) row.push(mark);
      const next: number | undefined = right[at];
      at = next !== undefined && left.get(next) === at ? next : undefined;
    }
    rows.push(row);
  }
  return rows;
}

function nearestRight(sorted: readonly Mark[], mark: Mark, index: number): number | undefined {
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let other = index + 1; other < sorted.length; other++) {
    const candidate = sorted[other];
    if (!candidate || candidate.x - mark.x > mark.height * 2.6) break;
    const ratio = candidate.height / mark.height;
    if (ratio < 0.5 || ratio > 2 || candidate.x - mark.x < mark.height * 0.35) continue;
    if (Math.abs(candidate.y - mark.y) > Math.max(mark.height, candidate.height) * 0.4) continue;
    const far = distance(mark, candidate);
    if (far < least) [best, least] = [other, far];
  }
  return best;
}

function distance(a: Mark, b: Mark): number {
  return Math.abs(a.x - b.x) + 2 * Math.abs(a.y - b.y);
}

function fitLine(marks: readonly Mark[]): TextLine {
  const meanX = mean(marks.map(({ x }) => x));
  const meanY = mean(marks.map(({ y }) => y));
  let across = 0;
  let both = 0;
  for (const { x, y } of marks) {
    across += (x - meanX) ** 2;
    both += (x - meanX) * (y - meanY);
  }
  const slope = across === 0 ? 0 : both / across;
  const gaps = marks.slice(1).map(({ x }, index) => x - (marks[index]?.x ?? x));
  return {
    marks,
    slope,
    offset: meanY - slope * meanX,
    pitch: quantile(gaps, 0.5),
    // Fillers and broken letters are lower than capitals, merged blots are higher.
    height: quantile(
      marks.map(({ height }) => height),
      0.75,
    ),
  };
}

/** Joins rows on one straight line with like characters, wherever a smear or a gap parted them. */
function joinLines(lines: readonly TextLine[]): TextLine[] {
  const open = lines.toSorted((a, b) => b.marks.length - a.marks.length);
  const joined: TextLine[] = [];
  for (let line = open.shift(); line !== undefined; line = open.shift()) {
    for (let index = 0; index < open.length; ) {
      const other = open[index];
      if (other && continues(line, other)) {
        line = fitLine([...line.marks, ...other.marks].toSorted((a, b) => a.x - b.x));
        open.splice(index, 1);
        index = 0;
      } else index += 1;
    }
    joined.push(line);
  }
  return joined;
}

function continues(line: TextLine, other: TextLine): boolean {
  const [first, last] = [line.marks[0], line.marks.at(-1)];
  const [otherFirst, otherLast] = [other.marks[0], other.marks.at(-1)];
  if (!first || !last || !otherFirst || !otherLast) return false;
  const gap = Math.max(otherFirst.x - last.x, first.x - otherLast.x);
  if (gap < line.pitch * 0.4 || gap > line.pitch * 10) return false;
  const ratio = other.height / line.height;
  if (ratio < 0.6 || ratio > 1.6) return false;
  return [otherFirst, otherLast].every(
    ({ x, y }) => Math.abs(y - line.offset - line.slope * x) < line.height * 0.5,
  );
}

/** Groups of two or three rows that lie under one another like the lines of a zone, lowest first. */
export function findLineGroups(lines: readonly TextLine[]): (readonly TextLine[])[] {
  const groups: (readonly TextLine[])[] = [];
  for (const bottom of lines.filter((line) => line.marks.length >= MARKS_MIN)) {
    const second = lineAbove(bottom, lines);
    if (!second) continue;
    const third = lineAbove(second, lines);
    if (third) groups.push([third, second, bottom]);
    groups.push([second, bottom]);
  }
  return groups.toSorted((a, b) => weight(b) - weight(a));
}

function lineAbove(line: TextLine, lines: readonly TextLine[]): TextLine | undefined {
  const middle = mean(line.marks.map(({ x }) => x));
  const level = (other: TextLine) => other.offset + other.slope * middle;
  return lines
    .filter((other) => {
      const drop = level(line) - level(other);
      const pitches = other.pitch / line.pitch;
      const starts = Math.abs((other.marks[0]?.x ?? 0) - (line.marks[0]?.x ?? 0)) / line.pitch;
      return (
        other !== line &&
        drop > line.height * 1.1 &&
        drop < line.height * 4 &&
        pitches > 0.88 &&
        pitches < 1.14 &&
        Math.abs(other.slope - line.slope) < 0.04 &&
        starts < 12
      );
    })
    .toSorted((a, b) => level(b) - level(a))[0];
}

function weight(group: readonly TextLine[]): number {
  return group.reduce((sum, line) => sum + line.marks.length, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
