import type { Branded } from "./ids.ts";

/** ISO 4217 alphabetic code, upper case. */
export type Currency = Branded<string, "Currency">;

/** An amount of money: an integer count of the currency's minor unit, never a float. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

/**
 * Currencies whose minor unit is not a hundredth (ISO 4217 list one, 2026-01-01).
 * Every other current currency has two decimal places.
 */
const decimalPlaces: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Number of decimal places of a currency's minor unit. */
export function currencyScale(currency: Currency): number {
  return decimalPlaces[currency] ?? 2;
}

/**
 * Reads a decimal such as `"1234.5"` in the given currency.
 * More decimal places than the currency has are an error, never a rounding.
 *
 * @throws RangeError when the text is not a plain decimal or is too precise.
 */
export function parseMoney(text: string, code: string): Money {
  if (!/^[A-Z]{3}$/.test(code)) throw new RangeError(`"${code}" is not an ISO 4217 currency code`);
  const currency = code as Currency;
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,10}))?$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a decimal amount`);
  const [, sign, whole = "0", fraction = ""] = match;
  const scale = currencyScale(currency);
  if (fraction.length > scale) {
    throw new RangeError(`"${text}" has more decimal places than ${currency} (${scale})`);
  }
  const minor = BigInt(whole + fraction.padEnd(scale, "0"));
  return { minor: sign ? -minor : minor, currency };
}

/** The amount as a plain decimal with all of the currency's places: `"1234.50"`. */
export function formatMoney(money: Money): string {
  const scale = currencyScale(money.currency);
  const digits = (money.minor < 0n ? -money.minor : money.minor).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? "" : `.${digits.slice(digits.length - scale)}`;
  return `${money.minor < 0n ? "-" : ""}${whole}${fraction}`;
}
