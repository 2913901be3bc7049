/**
 * Exact decimal numbers for amounts of money in expressions: `decimal("12.30") < decimal("13")`.
 * Amounts of JSON come as text or as the shortest text of a double, so both compare exactly.
 */
export class Decimal {
  /** The value times ten to the power of `scale`. */
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }
}

/** Digits on both sides of the point; the largest monetary amounts have 20. */
const DIGITS_MAX = 60;

/** @throws RangeError when the text is not a plain decimal such as `-1234.50`. */
export function parseDecimal(text: string): Decimal {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  if (!match || text.length > DIGITS_MAX) throw new RangeError("not a plain decimal number such as 1234.50");
  const fraction = match[2] ?? "";
  return new Decimal(BigInt((match[1] ?? "") + fraction), fraction.length);
}

/** The value as a plain decimal with all of its places. */
export function formatDecimal(value: Decimal): string {
  const digits = (value.unscaled < 0n ? -value.unscaled : value.unscaled)
    .toString()
    .padStart(value.scale + 1, "0");
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = value.scale === 0 ? "" : `.${digits.slice(digits.length - value.scale)}`;
  return `${value.unscaled < 0n ? "-" : ""}${whole}${fraction}`;
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right] = aligned(a, b);
  return new Decimal(left + right, Math.max(a.scale, b.scale));
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right] = aligned(a, b);
  return new Decimal(left - right, Math.max(a.scale, b.scale));
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint] {
  const scale = Math.max(a.scale, b.scale);
  return [a.unscaled * 10n ** BigInt(scale - a.scale), b.unscaled * 10n ** BigInt(scale - b.scale)];
}
