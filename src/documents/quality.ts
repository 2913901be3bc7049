import type { DocumentPolicy } from "./policy.ts";
import type { DecodedImage, GreyImage } from "./raster.ts";
import type { Check } from "./report.ts";

/** What can be said of a picture without knowing what is on it. */
interface QualityMeasures {
  /** Mean grey level, 0 to 255. */
  readonly brightness: number;
  /** Standard deviation of the grey levels. */
  readonly contrast: number;
  /** Share of pixels at either end of the scale (<= 2 or >= 253). */
  readonly clippedShare: number;
  /**
   * Energy of the Laplacian over the energy of the gradient, on the strongest edges only:
   * blurring lowers it, contrast and content hardly move it.
   */
  readonly sharpness: number;
}

/** Share of the pixels, those with the strongest gradient, on which sharpness is measured. */
const EDGE_SHARE = 0.05;

function measureQuality(image: GreyImage): QualityMeasures {
  const { data } = image;
  let sum = 0;
  let squares = 0;
  let clipped = 0;
  for (const level of data) {
    sum += level;
    squares += level * level;
    if (level <= 2 || level >= 253) clipped += 1;
  }
  const brightness = sum / data.length;
  return {
    brightness,
    contrast: Math.sqrt(Math.max(0, squares / data.length - brightness * brightness)),
    clippedShare: clipped / data.length,
    sharpness: measureSharpness(image),
  };
}

function measureSharpness({ width, height, data }: GreyImage): number {
  const gradient = new Uint16Array(width * height);
  const counts = new Uint32Array(511);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const across = (data[at + 1] ?? 0) - (data[at - 1] ?? 0);
      const down = (data[at + width] ?? 0) - (data[at - width] ?? 0);
      const size = Math.abs(across) + Math.abs(down);
      gradient[at] = size;
      counts[size] = (counts[size] ?? 0) + 1;
    }
  }
  let threshold = counts.length - 1;
  for (let wanted = data.length * EDGE_SHARE; threshold > 1; threshold--) {
    wanted -= counts[threshold] ?? 0;
    if (wanted <= 0) break;
  }
  let edges = 0;
  let curvature = 0;
  for (let at = width + 1; at < data.length - width - 1; at++) {
    const size = gradient[at] ?? 0;
    if (size < threshold) continue;
    const laplacian =
      4 * (data[at] ?? 0) -
      (data[at - 1] ?? 0) -
      (data[at + 1] ?? 0) -
      (data[at - width] ?? 0) -
      (data[at + width] ?? 0);
    edges += size * size;
    curvature += laplacian * laplacian;
  }
  return edges === 0 ? 0 : curvature / edges;
}

/** Judges the measures by the policy's limits. Poor quality asks for a person, it never rejects. */
export function qualityChecks(image: DecodedImage, policy: DocumentPolicy): readonly Check[] {
  const measured = measureQuality(image);
  const longSide = Math.max(image.originalWidth, image.originalHeight);
  const { min, max } = policy.meanBrightness;
  return [
    check("resolution", longSide >= policy.longSideMin, {
      text: `The longer side has ${longSide} px; wanted are ${policy.longSideMin}.`,
      value: longSide,
    }),
    check("sharpness", measured.sharpness >= policy.sharpnessMin, {
      text: `Edge sharpness is ${measured.sharpness.toFixed(2)}; wanted is ${policy.sharpnessMin}.`,
      value: measured.sharpness,
    }),
    check(
      "exposure",
      measured.brightness >= min &&
        measured.brightness <= max &&
        measured.clippedShare <= policy.clippedShareMax,
      {
        text: `Mean brightness is ${measured.brightness.toFixed(0)} of 255 (wanted ${min} to ${max}), ${(measured.clippedShare * 100).toFixed(0)} % of it fully dark or bright.`,
        value: measured.brightness,
      },
    ),
    check("contrast", measured.contrast >= policy.contrastMin, {
      text: `Contrast is ${measured.contrast.toFixed(0)} grey levels; wanted are ${policy.contrastMin}.`,
      value: measured.contrast,
    }),
  ];
}

function check(id: string, good: boolean, measured: { text: string; value: number }): Check {
  return {
    id: `quality.${id}`,
    outcome: good ? "ok" : "warn",
    strength: "medium",
    detail: measured.text,
    confidence: null,
    data: { measured: Math.round(measured.value * 1000) / 1000 },
  };
}
