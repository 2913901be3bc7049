import type { GreyImage } from "../raster.ts";
import { CELL_HEIGHT, CELL_SPAN_X, CELL_SPAN_Y, CELL_WIDTH, standardise } from "./glyph-net.ts";
import type { TextLine } from "./text-lines.ts";

/** Where the characters of one line stand. */
export interface Row {
  /** Column of the first character's centre. */
  readonly start: number;
  readonly pitch: number;
  /** Height of a capital. */
  readonly height: number;
  /** The middle of the characters: `y = offset + slope * x`. */
  readonly offset: number;
  readonly slope: number;
}

/** Where the characters of a group of lines stand: column `n` of every line is the `n`th character. */
export interface Grid {
  /** Characters from the first mark to the last. */
  readonly count: number;
  readonly height: number;
  readonly rows: readonly Row[];
}

/** Fits one grid to the marks of all lines by least squares, or undefined when they do not stand in one. */
export function fitGrid(lines: readonly TextLine[]): Grid | undefined {
  const xs = lines.flatMap((line) => line.marks.map(({ x }) => x));
  let start = Math.min(...xs);
  let pitch = median(lines.map((line) => line.pitch));
  if (!(pitch > 3)) return undefined;
  // Each round numbers the marks with the pitch so far; near marks first, because errors add up along the line.
  for (const reach of [10, 20, 40, 60, 60]) {
    const used = xs.filter((x) => x - start < reach * pitch);
    const fitted = leastSquares(used.map((x) => [Math.round((x - start) / pitch), x]));
    if (!fitted || Math.abs(fitted.slope / pitch - 1) > 0.2) return undefined;
    pitch = fitted.slope;
    start = fitted.offset;
  }
  const misfit = median(xs.map((x) => Math.abs((x - start) / pitch - Math.round((x - start) / pitch))));
  if (misfit > 0.2) return undefined;
  const count = Math.round((Math.max(...xs) - start) / pitch) + 1;
  const height = median(lines.map((line) => line.height));
  return { count, height, rows: lines.map((line) => fitRow(line, start, pitch)) };
}

/** A line's own first column and pitch: seen from an angle, the lines of a zone differ a little. */
function fitRow(line: TextLine, start: number, pitch: number): Row {
  const own = leastSquares(line.marks.map(({ x }) => [Math.round((x - start) / pitch), x]));
  return { start: own?.offset ?? start, pitch: own?.slope ?? pitch, height: line.height, ...levelOf(line) };
}

/** The middle of a row, by the marks as high as capitals: fillers sit as high, but broken letters do not. */
function levelOf(line: TextLine): { offset: number; slope: number } {
  const { height } = line;
  const whole = line.marks.filter((mark) => mark.height > height * 0.85 && mark.height < height * 1.2);
  if (whole.length < 6) return { offset: line.offset, slope: line.slope };
  const residue = median(whole.map(({ x, y }) => y - line.offset - line.slope * x));
  return { offset: line.offset + residue, slope: line.slope };
}

/** The standardised picture of the character in a column of a row; the column may lie before the first. */
export function sampleCell(image: GreyImage, row: Row, column: number, shift: number): Float32Array {
  const { slope } = row;
  const length = Math.hypot(1, slope);
  const [ux, uy] = [1 / length, slope / length];
  const centreX = row.start + (column + shift) * row.pitch;
  const centreY = row.offset + slope * centreX;
  const stepX = (CELL_SPAN_X * row.pitch * length) / CELL_WIDTH;
  const stepY = (CELL_SPAN_Y * row.height) / CELL_HEIGHT;
  const cell = new Float32Array(CELL_WIDTH * CELL_HEIGHT);
  for (let y = 0; y < CELL_HEIGHT; y++) {
    for (let x = 0; x < CELL_WIDTH; x++) {
      let sum = 0;
      // Four readings per sample, so that no thin stroke falls between two of them.
      for (const [dx, dy] of quarters) {
        const across = (x + dx - CELL_WIDTH / 2) * stepX;
        const down = (y + dy - CELL_HEIGHT / 2) * stepY;
        sum += levelAt(image, centreX + across * ux - down * uy, centreY + across * uy + down * ux);
      }
      cell[y * CELL_WIDTH + x] = sum / quarters.length;
    }
  }
  standardise(cell);
  return cell;
}

const quarters = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

/** Grey level between pixels; beyond the edge the picture goes on as at the edge. */
function levelAt({ width, height, data }: GreyImage, x: number, y: number): number {
  const clampedX = Math.min(Math.max(x - 0.5, 0), width - 1.001);
  const clampedY = Math.min(Math.max(y - 0.5, 0), height - 1.001);
  const column = Math.floor(clampedX);
  const row = Math.floor(clampedY);
  const fx = clampedX - column;
  const fy = clampedY - row;
  const at = row * width + column;
  const top = (data[at] ?? 0) * (1 - fx) + (data[at + 1] ?? 0) * fx;
  const bottom = (data[at + width] ?? 0) * (1 - fx) + (data[at + width + 1] ?? 0) * fx;
  return top * (1 - fy) + bottom * fy;
}

function leastSquares(
  points: readonly (readonly [number, number])[],
): { slope: number; offset: number } | undefined {
  const count = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const across = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (across === 0) return undefined;
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / across;
  return { slope, offset: meanY - slope * meanX };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
