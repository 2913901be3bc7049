/**
 * Exact decimal numbers for scores. YAML's 0.1 arrives as a binary float; its shortest
 * decimal text is what the author wrote, so the text is what is calculated with: as an
 * integer count of millionths.
 */
export type Millionths = bigint;

/** Decimal places of one million. */
const SCALE = 6;
/** Digits before the point; amounts of money in minor units stay far below. */
const WHOLE_DIGITS_MAX = 18;

/** The exact value of a number or decimal text; undefined when it is none or has more than six decimal places. */
export function parseDecimal(value: number | string): Millionths | undefined {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(String(value));
  if (match === null) return undefined;
  const [, sign, whole = "0", fraction = ""] = match;
  if (whole.length > WHOLE_DIGITS_MAX) return undefined;
  const magnitude = BigInt(whole + fraction.padEnd(SCALE, "0"));
  return sign === "-" ? -magnitude : magnitude;
}

/** The value as a number again; exact as long as it has at most fifteen digits. */
export function decimalToNumber(value: Millionths): number {
  const digits = (value < 0n ? -value : value).toString().padStart(SCALE + 1, "0");
  return Number(`${value < 0n ? "-" : ""}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`);
}
