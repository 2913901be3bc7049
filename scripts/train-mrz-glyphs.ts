/**
 * Trains the character network of the machine-readable zone reader and writes
 * models/mrz-glyphs/weights.json: `node scripts/train-mrz-glyphs.ts`, about two minutes on
 * one core. Needs Debian's `fonts-ocr-b` (its terms allow any use); only weights derived
 * from renderings of it and of our own strokes are kept. Seeded, so the same machine gives
 * the same weights.
 */
import { writeFileSync } from "node:fs";
import sharp from "sharp";
import { MRZ_ALPHABET } from "../src/documents/mrz/check-digit.ts";
import {
  CELL_HEIGHT,
  CELL_SPAN_X,
  CELL_SPAN_Y,
  CELL_WIDTH,
  type GlyphNet,
  glyphLogits,
  softmax,
  standardise,
} from "../src/documents/reader/glyph-net.ts";
import { strokes } from "./sample-strokes.ts";

const HIDDEN = 64;
const SAMPLES = 900_000;
const TEST_SAMPLES = 20_000;
const SEED = 20261123;

/** Masters are drawn with capitals 60 px high, one character every 60 px, on tiles of 120 px. */
const CAP = 60;
const TILE = 120;
const BLURS = [0.3, 2, 4, 6.5, 9.5];

/** A small seeded generator (xorshift32). */
let state = SEED;
function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
}
const between = (low: number, high: number) => low + (high - low) * random();
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Ink, 0 to 1, of every character of one font at every blur. */
type Master = readonly (readonly Float32Array[])[];

async function inkOf(body: string, blur: number): Promise<Float32Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${TILE}" height="${TILE}"><rect width="100%" height="100%" fill="#fff"/>${body}</svg>`;
  const grey = await sharp(Buffer.from(svg)).blur(blur).toColourspace("b-w").raw().toBuffer();
  return Float32Array.from(grey, (level) => 1 - level / 255);
}

async function fontMaster(family: string, style: string): Promise<Master> {
  const escaped = (character: string) => (character === "<" ? "&lt;" : character);
  const text = (character: string, size: number, y: number) =>
    `<text x="${TILE / 2}" y="${y}" text-anchor="middle" font-family="${family}" style="${style}" font-size="${size}">${escaped(character)}</text>`;
  // Size and baseline follow from the height of an H drawn at 80.
  const box = boxOf(await inkOf(text("H", 80, 100), 0.3));
  const size = (80 * CAP) / (box.bottom - box.top + 1);
  const baseline = TILE / 2 + CAP / 2;
  return Promise.all(
    [...MRZ_ALPHABET].map((character) =>
      Promise.all(BLURS.map((blur) => inkOf(text(character, size, baseline), blur))),
    ),
  );
}

async function strokeMaster(pen: number): Promise<Master> {
  const scale = (CAP - pen * 0.6) / 100;
  const path = (character: string) =>
    `<path transform="translate(${TILE / 2 - 30 * scale} ${TILE / 2 - 50 * scale}) scale(${scale})" d="${strokes[character]}" fill="none" stroke="#000" stroke-width="${pen}" stroke-linecap="round" stroke-linejoin="round"/>`;
  return Promise.all(
    [...MRZ_ALPHABET].map((character) => Promise.all(BLURS.map((blur) => inkOf(path(character), blur)))),
  );
}

function boxOf(ink: Float32Array): { top: number; bottom: number } {
  const rows = Array.from({ length: TILE }, (_, y) =>
    ink.subarray(y * TILE, (y + 1) * TILE).some((value) => value > 0.5),
  );
  return { top: rows.indexOf(true), bottom: rows.lastIndexOf(true) };
}

function at(tile: Float32Array, x: number, y: number): number {
  if (x < 0 || y < 0 || x >= TILE - 1 || y >= TILE - 1) return 0;
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fx = x - column;
  const fy = y - row;
  const p = row * TILE + column;
  const top = (tile[p] ?? 0) * (1 - fx) + (tile[p + 1] ?? 0) * fx;
  const bottom = (tile[p + TILE] ?? 0) * (1 - fx) + (tile[p + TILE + 1] ?? 0) * fx;
  return top * (1 - fy) + bottom * fy;
}

/** One character between two neighbours, as a careless camera would see it. */
function sample(masters: readonly Master[], into: Float32Array): number {
  const master = pick(masters);
  const blur = Math.floor(random() * BLURS.length);
  const label = random() < 0.12 ? MRZ_ALPHABET.length - 1 : Math.floor(random() * MRZ_ALPHABET.length);
  const tileOf = (index: number) => (master[index] ?? [])[blur] ?? new Float32Array();
  const neighbour = () => (random() < 0.1 ? undefined : tileOf(Math.floor(random() * MRZ_ALPHABET.length)));
  const tiles = [neighbour(), tileOf(label), neighbour()];
  const pitch = CAP * between(0.9, 1.12);
  const [stretchX, stretchY] = [between(0.94, 1.06), between(0.9, 1.12)];
  const [shiftX, shiftY] = [normal() * 0.045 * pitch, normal() * 0.045 * CAP];
  const shear = normal() * 0.05;
  const tilt = normal() * 0.025;
  // Lighter and heavier printing: the blurred ink is cut at another level.
  const [level, hardness] = [between(-0.12, 0.16), between(1, 2.2)];
  const [paper, ink] = [between(140, 255), between(0, 90)];
  const [slopeX, slopeY] = [normal() * 18, normal() * 18];
  const noise = between(0, 14);
  for (let row = 0; row < CELL_HEIGHT; row++) {
    for (let column = 0; column < CELL_WIDTH; column++) {
      const u = ((column + 0.5) / CELL_WIDTH - 0.5) * CELL_SPAN_X * pitch * stretchX;
      const v = ((row + 0.5) / CELL_HEIGHT - 0.5) * CELL_SPAN_Y * CAP * stretchY;
      const x = u + shear * v + shiftX;
      const y = v + tilt * u + shiftY;
      let most = 0;
      for (const [index, tile] of tiles.entries()) {
        if (tile) most = Math.max(most, at(tile, x - (index - 1) * pitch + TILE / 2, y + TILE / 2));
      }
      const printed = Math.min(1, Math.max(0, (most - 0.5 + level) * hardness + 0.5));
      const light = slopeX * (column / CELL_WIDTH - 0.5) + slopeY * (row / CELL_HEIGHT - 0.5);
      into[row * CELL_WIDTH + column] = paper + (ink - paper) * printed + light + normal() * noise;
    }
  }
  standardise(into);
  return label;
}

function emptyNet(): GlyphNet {
  const inputs = CELL_WIDTH * CELL_HEIGHT;
  const outputs = MRZ_ALPHABET.length;
  return {
    hidden: HIDDEN,
    weights1: Float32Array.from({ length: HIDDEN * inputs }, () => normal() * Math.sqrt(2 / inputs)),
    bias1: new Float32Array(HIDDEN),
    weights2: Float32Array.from({ length: outputs * HIDDEN }, () => normal() * Math.sqrt(2 / HIDDEN)),
    bias2: new Float32Array(outputs),
  };
}

/** One step of stochastic gradient descent on the cross entropy; returns whether the guess was right. */
function learn(net: GlyphNet, cell: Float32Array, label: number, rate: number): boolean {
  const inputs = cell.length;
  const active = new Float32Array(HIDDEN);
  for (let unit = 0; unit < HIDDEN; unit++) {
    let sum = net.bias1[unit] as number;
    for (let index = 0; index < inputs; index++)
      sum += (net.weights1[unit * inputs + index] as number) * (cell[index] as number);
    active[unit] = Math.max(0, sum);
  }
  const logits = Float32Array.from(net.bias2, (bias, output) => {
    let sum = bias;
    for (let unit = 0; unit < HIDDEN; unit++)
      sum += (net.weights2[output * HIDDEN + unit] as number) * (active[unit] as number);
    return sum;
  });
  const errors = softmax(logits);
  const right = errors.every((value) => value <= (errors[label] as number));
  errors[label] = (errors[label] as number) - 1;
  const back = new Float32Array(HIDDEN);
  for (const [output, error] of errors.entries()) {
    for (let unit = 0; unit < HIDDEN; unit++) {
      const place = output * HIDDEN + unit;
      back[unit] = (back[unit] as number) + error * (net.weights2[place] as number);
      net.weights2[place] = (net.weights2[place] as number) - rate * error * (active[unit] as number);
    }
    net.bias2[output] = (net.bias2[output] as number) - rate * error;
  }
  for (let unit = 0; unit < HIDDEN; unit++) {
    if (active[unit] === 0) continue;
    const step = rate * (back[unit] as number);
    for (let index = 0; index < inputs; index++) {
      const place = unit * inputs + index;
      net.weights1[place] = (net.weights1[place] as number) - step * (cell[index] as number);
    }
    net.bias1[unit] = (net.bias1[unit] as number) - step;
  }
  return right;
}

function quantise(weights: Float32Array): { scale: number; int8: string; values: Float32Array } {
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  return {
    scale,
    int8: Buffer.from(bytes.buffer).toString("base64"),
    values: Float32Array.from(bytes, (byte) => byte * scale),
  };
}

const masters = [
  ...(await Promise.all([
    fontMaster("OCR B", "font-style:normal"),
    fontMaster("OCR B S", "font-style:normal"),
  ])),
  ...(await Promise.all([strokeMaster(6.2), strokeMaster(8)])),
];
const net = emptyNet();
const cell = new Float32Array(CELL_WIDTH * CELL_HEIGHT);
let right = 0;
for (let count = 1; count <= SAMPLES; count++) {
  const label = sample(masters, cell);
  if (learn(net, cell, label, 0.006 * (1 - count / SAMPLES) + 0.0002)) right += 1;
  if (count % 100_000 === 0) {
    process.stdout.write(`${count} samples, right in training ${(right / 1000).toFixed(2)} %\n`);
    right = 0;
  }
}
const [first, second] = [quantise(net.weights1), quantise(net.weights2)];
const small: GlyphNet = { ...net, weights1: first.values, weights2: second.values };
let correct = 0;
for (let count = 0; count < TEST_SAMPLES; count++) {
  const label = sample(masters, cell);
  const logits = glyphLogits(small, cell);
  if (logits.every((value) => value <= (logits[label] as number))) correct += 1;
}
const rounded = (values: Float32Array) => Array.from(values, (value) => Math.round(value * 1e4) / 1e4);
const file = {
  about: "Weights of the character network; made by scripts/train-mrz-glyphs.ts, described in README.md.",
  version: "1",
  alphabet: MRZ_ALPHABET,
  cell: { width: CELL_WIDTH, height: CELL_HEIGHT },
  layers: [
    { scale: first.scale, int8: first.int8, bias: rounded(net.bias1) },
    { scale: second.scale, int8: second.int8, bias: rounded(net.bias2) },
  ],
};
writeFileSync(new URL("../models/mrz-glyphs/weights.json", import.meta.url), `${JSON.stringify(file)}\n`);
process.stdout.write(
  `${((100 * correct) / TEST_SAMPLES).toFixed(2)} % of ${TEST_SAMPLES} fresh samples right\n`,
);
