import type { MrzFormat } from "../mrz/index.ts";
import type { GreyImage } from "../raster.ts";

/** Lines as they were read, never repaired, with how sure the reader is of each character. */
export interface MrzReading {
  readonly format: MrzFormat;
  readonly lines: readonly string[];
  /** 0 to 1, by line and character. */
  readonly confidence: readonly (readonly number[])[];
  /** Height of the characters in pixels of the picture given. */
  readonly characterHeight: number;
}

/** Finds and reads a machine-readable zone in a picture. */
export interface MrzReader {
  /** Name and version, part of every report: another reader may read otherwise. */
  readonly version: string;
  /** Undefined when no zone was found; never throws for what is on the picture. */
  read(image: GreyImage): MrzReading | undefined;
}
