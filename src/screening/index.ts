/** Sanctions screening: lists, matching, explanations and the records of both. */
export { screeningActions } from "./actions.ts";
export { type BatchLine, partyTypeOf, readNamedRows } from "./batch.ts";
export { compareNames, type NameComparison } from "./compare-names.ts";
export type { ListFile } from "./csv-rows.ts";
export { ENGINE_VERSION } from "./engine-version.ts";
export type { HitEvidence } from "./evidence.ts";
export {
  importList,
  type ListImportFacts,
  type ListImportRequest,
  type ListImportSummary,
  openOfacSdnFolder,
} from "./import-list.ts";
export type { ScreeningHit } from "./match.ts";
export type { OfacSdnFiles } from "./ofac-sdn.ts";
export type { Party, PartyType } from "./party.ts";
export { defaultPolicy, readPolicy, type ScreeningDecision, type ScreeningPolicy } from "./policy.ts";
export type { ScreeningQuery } from "./query.ts";
export { createScreener, type Screener, type ScreeningResult } from "./screener.ts";
export { type ListStatus, listStatus, loadParties, recordScreening } from "./store.ts";
