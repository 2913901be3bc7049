import sharp from "sharp";
import { messageOf, ProbityError } from "../core/index.ts";

/** The largest phone sensors in use give fewer; a file that claims more is a decompression bomb. */
export const IMAGE_PIXELS_MAX = 40_000_000;
/** Decoding the largest image allowed takes about a second; more means somebody wants us busy. */
const DECODE_SECONDS_MAX = 10;
/** Longer side of the picture we work on: 44 characters across it keep 30 px each, twice what reading needs. */
export const WORK_SIDE_MAX = 2000;

/** Restricts the image library for the whole process, once, before the first document is looked at. */
let restricted = false;
function restrictDecoders(): void {
  if (restricted) return;
  // libvips can open dozens of formats, each a decoder somebody may attack: only three are left on.
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"] });
  // No decoded document stays in memory after it was looked at.
  sharp.cache(false);
  restricted = true;
}

/** Grey levels row by row, 0 black to 255 white. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A picture to work on, and the size the original had. */
export interface DecodedImage extends GreyImage {
  readonly originalWidth: number;
  readonly originalHeight: number;
}

/**
 * Decodes a JPEG, PNG or WebP to grey, upright by its EXIF orientation, on white where
 * transparent, at most `WORK_SIDE_MAX` wide and high. All metadata is dropped.
 *
 * @throws ProbityError DOCUMENT_TOO_LARGE, DOCUMENT_UNREADABLE (truncated or damaged)
 */
export async function decodeImage(bytes: Uint8Array): Promise<DecodedImage> {
  restrictDecoders();
  try {
    const open = () => sharp(bytes, { limitInputPixels: IMAGE_PIXELS_MAX, failOn: "error" });
    const { autoOrient } = await open().metadata();
    const { data, info } = await open()
      .autoOrient()
      .timeout({ seconds: DECODE_SECONDS_MAX })
      .flatten({ background: "white" })
      .resize({ width: WORK_SIDE_MAX, height: WORK_SIDE_MAX, fit: "inside", withoutEnlargement: true })
      .toColourspace("b-w")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return {
      width: info.width,
      height: info.height,
      data: info.channels === 1 ? data : firstChannel(data, info.channels),
      originalWidth: autoOrient.width,
      originalHeight: autoOrient.height,
    };
  } catch (cause) {
    throw explain(cause);
  }
}

function firstChannel(data: Uint8Array, channels: number): Uint8Array {
  return Uint8Array.from({ length: data.length / channels }, (_, index) => data[index * channels] ?? 0);
}

function explain(cause: unknown): ProbityError {
  const message = messageOf(cause);
  if (/pixel limit|exceeds.*limit|timeout/i.test(message)) {
    return new ProbityError(
      "DOCUMENT_TOO_LARGE",
      "the image has more than 40 million pixels or takes too long",
      {
        cause,
      },
    );
  }
  return new ProbityError("DOCUMENT_UNREADABLE", "the image is damaged or cut off and cannot be decoded", {
    cause,
  });
}
