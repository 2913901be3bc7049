/** Sanctions screening: lists, matching, explanations and the records of both. */
export { screeningActions } from "./actions.ts";
export { type BatchAnswer, partyTypeOf, readNamedRows } from "./batch.ts";
export { compareNames } from "./compare-names.ts";
export { importList, openOfacSdnFolder } from "./import-list.ts";
export { readPolicy } from "./policy.ts";
export type { ScreeningQuery } from "./query.ts";
export { createScreener, type ScreeningResult } from "./screener.ts";
export { listStatus, recordScreening } from "./store.ts";
