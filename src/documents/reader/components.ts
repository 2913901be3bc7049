import type { GreyImage } from "../raster.ts";

/** The box of one connected blot of ink. */
export interface Blot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Ink differs from the mean of a window this share of the picture's width: about six characters of a full line. */
const WINDOW_SHARE = 1 / 16;

/**
 * Which pixels are ink: those darker by `threshold` (a share, 0.15 for most prints) than the
 * mean around them, so that shadows do not count (Bradley and Roth, 2007).
 */
export function findInk({ width, height, data }: GreyImage, threshold: number): Uint8Array {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x] ?? 0;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] ?? 0) + row;
    }
  }
  const reach = Math.max(6, Math.round((width * WINDOW_SHARE) / 2));
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - reach) * stride;
    const bottom = Math.min(height, y + reach + 1) * stride;
    const rows = (bottom - top) / stride;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum =
        (sums[bottom + right] ?? 0) -
        (sums[top + right] ?? 0) -
        (sums[bottom + left] ?? 0) +
        (sums[top + left] ?? 0);
      if ((data[y * width + x] ?? 0) * rows * (right - left) < sum * (1 - threshold)) ink[y * width + x] = 1;
    }
  }
  return ink;
}

/** The boxes of all 8-connected blots of ink. Takes the ink away while it counts. */
export function findBlots(ink: Uint8Array, width: number, height: number): Blot[] {
  const blots: Blot[] = [];
  const stack: number[] = [];
  for (let start = 0; start < ink.length; start++) {
    if (ink[start] !== 1) continue;
    let left = width;
    let right = 0;
    let top = height;
    let bottom = 0;
    ink[start] = 0;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const next = row * width + column;
          if (ink[next] !== 1) continue;
          ink[next] = 0;
          stack.push(next);
        }
      }
    }
    blots.push({ left, top, width: right - left + 1, height: bottom - top + 1 });
  }
  return blots;
}
