import { type MrzLayout, mrzLayouts } from "../mrz/index.ts";
import type { GreyImage } from "../raster.ts";
import { findBlots, findInk } from "./components.ts";
import { allowedCharacters, chooseCharacter } from "./decode.ts";
import { type GlyphNet, glyphLogits, loadGlyphNet, softmax } from "./glyph-net.ts";
import { fitGrid, type Grid, type Row, sampleCell } from "./grid.ts";
import type { MrzReader, MrzReading } from "./mrz-reader.ts";
import { findLineGroups, findTextLines } from "./text-lines.ts";

/** Ink thresholds tried in turn: usual print, then faint print. */
const INK_THRESHOLDS = [0.18, 0.1, 0.3] as const;
/** Groups of lines looked at per picture; the zone is nearly always among the two longest. */
const GROUPS_MAX = 4;
/** Below this mean confidence, what was found is some other text. */
const MEAN_CONFIDENCE_MIN = 0.8;
/** A reading this good ends the search. */
const GOOD_ENOUGH = 0.97;
/** Smaller pictures are doubled first: strokes one pixel wide fall apart. */
const DOUBLE_BELOW = 1100;
/** Sideways shifts over which each character is averaged, in pitches. */
const SHIFTS = [-0.05, 0, 0.05] as const;

const { net, version } = loadGlyphNet();

const formats = Object.values(mrzLayouts).map((layout) => ({ layout, allowed: allowedCharacters(layout) }));

/**
 * A reader for scans and sharp, flat photos: it finds rows of evenly spaced blots of ink,
 * lays the grid of a format over them and classifies every cell with a small network. It
 * tries the picture upright, upside down and on either side, and never repairs what it read.
 */
export const glyphReader: MrzReader = {
  version: `glyph-reader.${version}`,
  read(image) {
    let best: Scored | undefined;
    for (const turned of turns(image)) {
      for (const threshold of INK_THRESHOLDS) {
        const found = readUpright(turned, threshold);
        if (found && (!best || found.score > best.score)) best = found;
        if (best && best.score >= GOOD_ENOUGH) return best.reading;
      }
      // Another turn cannot beat a picture whose zone was plainly found, only a wrong one.
      if (best) return best.reading;
    }
    return undefined;
  },
};

interface Scored {
  readonly reading: MrzReading;
  readonly score: number;
}

function readUpright(image: GreyImage, threshold: number): Scored | undefined {
  const blots = findBlots(findInk(image, threshold), image.width, image.height);
  const groups = findLineGroups(findTextLines(blots, image.height)).slice(0, GROUPS_MAX);
  let best: Scored | undefined;
  for (const group of groups) {
    const grid = fitGrid(group);
    if (!grid) continue;
    for (const scored of readGrid(image, grid)) if (!best || scored.score > best.score) best = scored;
  }
  return best && best.score >= MEAN_CONFIDENCE_MIN ? best : undefined;
}

/** Every format with as many lines and about as many characters, at every place it can stand. */
function* readGrid(image: GreyImage, grid: Grid): Generator<Scored> {
  const cells = new Map<string, Float32Array>();
  const probabilitiesAt = (index: number, column: number) => {
    const row = grid.rows[index];
    if (!row) throw new RangeError(`the grid has no row ${index}`);
    const key = `${index}:${column}`;
    const known = cells.get(key) ?? classify(net, image, row, column);
    cells.set(key, known);
    return known;
  };
  for (const { layout, allowed } of formats) {
    const spare = layout.length - grid.count;
    if (layout.lines !== grid.rows.length || Math.abs(spare) > 3) continue;
    for (let first = Math.min(0, -spare); first <= Math.max(0, -spare); first++) {
      yield readAs(layout, allowed, grid, (row, column) => probabilitiesAt(row, column + first));
    }
  }
}

function readAs(
  layout: MrzLayout,
  allowed: ReturnType<typeof allowedCharacters>,
  grid: Grid,
  probabilitiesAt: (row: number, column: number) => Float32Array,
): Scored {
  const chosen = allowed.map((row, line) =>
    row.map((set, column) => chooseCharacter(probabilitiesAt(line, column), set)),
  );
  const confidence = chosen.map((row) => row.map((one) => one.confidence));
  const all = confidence.flat();
  return {
    reading: {
      format: layout.format,
      lines: chosen.map((row) => row.map((one) => one.character).join("")),
      confidence,
      characterHeight: grid.height,
    },
    score: all.reduce((sum, value) => sum + value, 0) / all.length,
  };
}

function classify(weights: GlyphNet, image: GreyImage, row: Row, column: number): Float32Array {
  const logits = SHIFTS.map((shift) => glyphLogits(weights, sampleCell(image, row, column, shift)));
  const mean = Float32Array.from(logits[0] ?? [], (_, index) =>
    logits.reduce((sum, one) => sum + (one[index] ?? 0) / logits.length, 0),
  );
  return softmax(mean);
}

/** The picture, doubled when small, as it is, then turned by 180, 90 and 270 degrees. */
function* turns(image: GreyImage): Generator<GreyImage> {
  const upright = Math.max(image.width, image.height) < DOUBLE_BELOW ? double(image) : image;
  yield upright;
  yield { ...upright, data: upright.data.toReversed() };
  const side = transpose(upright);
  yield mirror(side);
  yield { ...side, data: mirror(side).data.toReversed() };
}

function transpose({ width, height, data }: GreyImage): GreyImage {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) turned[x * height + y] = data[y * width + x] ?? 0;
  return { width: height, height: width, data: turned };
}

function mirror({ width, height, data }: GreyImage): GreyImage {
  const mirrored = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    mirrored.set(data.subarray(y * width, (y + 1) * width).toReversed(), y * width);
  return { width, height, data: mirrored };
}

/** Twice the size, with values between pixels in between. */
function double({ width, height, data }: GreyImage): GreyImage {
  const doubled = new Uint8Array(width * height * 4);
  for (let y = 0; y < height * 2; y++) {
    const fromY = Math.min(Math.max((y - 0.5) / 2, 0), height - 1);
    const [top, bottom] = [Math.floor(fromY), Math.min(height - 1, Math.floor(fromY) + 1)];
    for (let x = 0; x < width * 2; x++) {
      const fromX = Math.min(Math.max((x - 0.5) / 2, 0), width - 1);
      const [left, right] = [Math.floor(fromX), Math.min(width - 1, Math.floor(fromX) + 1)];
      const [fx, fy] = [fromX - left, fromY - top];
      const upper = (data[top * width + left] ?? 0) * (1 - fx) + (data[top * width + right] ?? 0) * fx;
      const lower = (data[bottom * width + left] ?? 0) * (1 - fx) + (data[bottom * width + right] ?? 0) * fx;
      doubled[y * width * 2 + x] = Math.round(upper * (1 - fy) + lower * fy);
    }
  }
  return { width: width * 2, height: height * 2, data: doubled };
}
