/**
 * Capital letters, digits and a few marks as strokes of our own, in the manner of OCR-B, so
 * that sample documents look the same on every machine, whatever fonts it has. Each is an
 * SVG path on a body 60 wide and 100 high, meant for a round pen about 12 wide; letters
 * follow one another every `STROKE_PITCH`.
 */
export const STROKE_PITCH = 100;
export const STROKE_HEIGHT = 100;

export const strokes: Readonly<Record<string, string>> = {
  "0": "M30 0C12 0 8 22 8 50C8 78 12 100 30 100C48 100 52 78 52 50C52 22 48 0 30 0Z",
  "1": "M14 20L34 0V100M14 100H54",
  "2": "M6 22C8 -6 54 -8 54 26C54 54 6 70 4 100H56",
  "3": "M8 0H54L30 40C64 40 64 100 28 100C14 100 6 94 2 84",
  "4": "M36 0L4 70H58M42 44V100",
  "5": "M52 0H10V44C58 28 66 100 26 100C14 100 8 96 4 88",
  "6": "M46 0C20 20 4 50 4 70C4 110 56 110 56 70C56 34 14 34 6 60",
  "7": "M4 0H56C40 40 28 60 28 100",
  "8": "M30 46C2 46 2 0 30 0C58 0 58 46 30 46C-6 46 -6 100 30 100C66 100 66 46 30 46Z",
  "9": "M14 100C40 80 56 50 56 30C56 -10 4 -10 4 30C4 66 46 66 54 40",
  A: "M0 100L30 0L60 100M11 64H49",
  B: "M4 0V100H32C64 100 64 47 32 47H4M4 0H30C58 0 58 47 30 47",
  C: "M57 18C48 -4 2 -8 2 40V60C2 108 48 104 57 82",
  D: "M4 0H24C48 0 58 20 58 50C58 80 48 100 24 100H4Z",
  E: "M56 0H6V100H56M6 48H48",
  F: "M56 0H6V100M6 48H48",
  G: "M57 18C48 -4 2 -8 2 40V60C2 108 58 108 58 70V54H34",
  H: "M4 0V100M56 0V100M4 48H56",
  I: "M30 0V100M12 0H48M12 100H48",
  J: "M22 0H48V68C48 110 8 108 6 78",
  K: "M6 0V100M56 0L8 56M22 42L58 100",
  L: "M8 0V100H56",
  M: "M2 100V0L30 56L58 0V100",
  N: "M4 100V0L56 100V0",
  O: "M30 0C-10 0 -2 22 -2 50C-2 78 -10 100 30 100C70 100 62 78 62 50C62 22 70 0 30 0Z",
  P: "M6 100V0H32C66 0 66 54 32 54H6",
  Q: "M30 0C-10 0 -2 22 -2 50C-2 78 -10 100 30 100C70 100 62 78 62 50C62 22 70 0 30 0ZM34 68L62 106",
  R: "M6 100V0H32C66 0 66 54 32 54H6M32 54L58 100",
  S: "M54 16C46 -6 4 -6 4 24C4 56 56 44 56 76C56 106 10 108 4 82",
  T: "M2 0H58M30 0V100",
  U: "M4 0V64C4 112 56 112 56 64V0",
  V: "M2 0L30 100L58 0",
  W: "M0 0L14 100L30 40L46 100L60 0",
  X: "M2 0L58 100M58 0L2 100",
  Y: "M2 0L30 50L58 0M30 50V100",
  Z: "M4 0H56L4 100H56",
  "<": "M54 18L8 50L54 82",
  "-": "M10 50H50",
  ".": "M28 100H32",
  "/": "M4 104L56 -4",
};

/** Text as SVG: `size` is the height of capitals, `pen` the width of the stroke, both in the picture's units. */
export function strokeText(
  text: string,
  at: { x: number; y: number; size: number; pen: number; pitch?: number; colour?: string },
): string {
  const scale = at.size / STROKE_HEIGHT;
  const pitch = (at.pitch ?? at.size * 0.86) / scale;
  const glyphs = [...text].map((character, index) => {
    const path = strokes[character];
    return path === undefined ? "" : `<path transform="translate(${round(index * pitch)} 0)" d="${path}"/>`;
  });
  return (
    `<g transform="translate(${round(at.x)} ${round(at.y)}) scale(${round(scale)})" fill="none" ` +
    `stroke="${at.colour ?? "#1b2430"}" stroke-width="${round(at.pen / scale)}" ` +
    `stroke-linecap="round" stroke-linejoin="round">${glyphs.join("")}</g>`
  );
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
