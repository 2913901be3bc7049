/** Sanctions screening: lists, matching, explanations and the records of both. */
export { screeningActions } from "./actions.ts";
export { type BatchAnswer, partyTypeOf, readNamedRows } from "./batch.ts";
export { importList, openOfacSdnFolder } from "./lists/import-list.ts";
export { listStatus } from "./lists/list-store.ts";
export { compareNames } from "./matching/compare-names.ts";
export { readPolicy } from "./policy.ts";
export type { ScreeningQuery } from "./query.ts";
export { createScreener, type ScreeningResult } from "./screener.ts";
export { recordScreening } from "./screening-store.ts";
