import { readFileSync } from "node:fs";
import { z } from "zod";
import { MRZ_ALPHABET } from "../mrz/index.ts";

/** Size of the picture of one character, in samples. */
export const CELL_WIDTH = 16;
export const CELL_HEIGHT = 20;
/** How much of the line one picture covers: in pitches across and in heights of a capital down. */
export const CELL_SPAN_X = 1.15;
export const CELL_SPAN_Y = 1.3;

/**
 * A network of one hidden layer: pictures in, one logit per character of `MRZ_ALPHABET` out.
 * Weights are stored by row of the layer's output.
 */
export interface GlyphNet {
  readonly hidden: number;
  readonly weights1: Float32Array;
  readonly bias1: Float32Array;
  readonly weights2: Float32Array;
  readonly bias2: Float32Array;
}

const layerSchema = z.object({ scale: z.number(), int8: z.base64(), bias: z.array(z.number()) });
const fileSchema = z.object({
  about: z.string(),
  version: z.string(),
  alphabet: z.literal(MRZ_ALPHABET),
  cell: z.object({ width: z.literal(CELL_WIDTH), height: z.literal(CELL_HEIGHT) }),
  layers: z.tuple([layerSchema, layerSchema]),
});

/** Reads the trained weights (models/mrz-glyphs) and the version they carry. */
export function loadGlyphNet(): { net: GlyphNet; version: string } {
  const path = new URL("../../../models/mrz-glyphs/weights.json", import.meta.url);
  const file = fileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const [first, second] = file.layers;
  const weights = (layer: typeof first) =>
    Float32Array.from(new Int8Array(Buffer.from(layer.int8, "base64")), (value) => value * layer.scale);
  return {
    version: file.version,
    net: {
      hidden: first.bias.length,
      weights1: weights(first),
      bias1: Float32Array.from(first.bias),
      weights2: weights(second),
      bias2: Float32Array.from(second.bias),
    },
  };
}

/** Brings a picture to mean 0 and deviation 1, in place, so that paper and light do not matter. */
export function standardise(cell: Float32Array): void {
  let sum = 0;
  let squares = 0;
  for (const value of cell) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / cell.length;
  // An empty cell has hardly any deviation; dividing by it would blow noise up to ink.
  const deviation = Math.max(8, Math.sqrt(Math.max(0, squares / cell.length - mean * mean)));
  for (let index = 0; index < cell.length; index++) cell[index] = ((cell[index] ?? 0) - mean) / deviation;
}

/** The logits of one standardised picture. */
export function glyphLogits(net: GlyphNet, cell: Float32Array): Float32Array {
  const active = layer(net.weights1, net.bias1, cell);
  for (let index = 0; index < active.length; index++) active[index] = Math.max(0, active[index] ?? 0);
  return layer(net.weights2, net.bias2, active);
}

function layer(weights: Float32Array, bias: Float32Array, input: Float32Array): Float32Array {
  const output = new Float32Array(bias.length);
  for (let row = 0; row < bias.length; row++) {
    let sum = bias[row] ?? 0;
    const offset = row * input.length;
    for (let column = 0; column < input.length; column++)
      sum += (weights[offset + column] ?? 0) * (input[column] ?? 0);
    output[row] = sum;
  }
  return output;
}

/** Probabilities from logits. */
export function softmax(logits: Float32Array): Float32Array {
  const peak = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const powers = logits.map((logit) => Math.exp(logit - peak));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
