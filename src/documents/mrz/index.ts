/** The machine-readable zone: layouts, check digits, dates, states, names. Pure. */
export * from "./check-digit.ts";
export * from "./dates.ts";
export * from "./layout.ts";
export * from "./parse.ts";
export * from "./states.ts";
export * from "./transliterate.ts";
