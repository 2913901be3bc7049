/** Sanctions screening: lists, matching, explanations and the records of both. */
export { screeningActions } from "./actions.ts";
export { type BatchFormat, type BatchRow, readBatchRows, readNamedRows } from "./batch.ts";
export { INDEX_FOLDER } from "./index-cache.ts";
export { diffParties } from "./lists/diff.ts";
export { listFormat } from "./lists/formats.ts";
export { importList, type ListImportFacts, type ListImportSummary } from "./lists/import-list.ts";
export { absentLists, listFreshness, listStatus, staleLists } from "./lists/list-status.ts";
export { findSnapshot, listHistory, loadParties } from "./lists/list-store.ts";
export { openListFiles } from "./lists/open-list-files.ts";
export { quarantineHistory } from "./lists/quarantine.ts";
export { readPublication } from "./lists/read-publication.ts";
export { releaseList } from "./lists/release-list.ts";
export { type ListSource, listSchedule, listsConfig, readListSources } from "./lists/sources.ts";
export { syncLists } from "./lists/sync-lists.ts";
export { compareNames } from "./matching/compare-names.ts";
export { ofacScore } from "./matching/ofac-score.ts";
export { paymentActions } from "./payments/actions.ts";
export { paymentDecision, type ScreenedPayment, screenPayments } from "./payments/screen-payments.ts";
export type { ScreeningPolicy } from "./policy.ts";
export {
  policyHash,
  policyInForce,
  policySetting,
  readPolicies,
  readPolicyFile,
} from "./policy-file.ts";
export type { OpenedCustomer, Population, PopulationEvent } from "./population/population.ts";
export type { ListProof } from "./population/proof.ts";
export { coverageProof } from "./population/proof.ts";
export { type RescreenRequest, rescreen } from "./population/rescreen.ts";
export {
  getRescreening,
  type Rescreening,
  selectRescreenings,
} from "./population/rescreening-store.ts";
export { createResidentIndex, type ResidentIndex } from "./population/resident-index.ts";
export { checkScreenable } from "./population/screenable.ts";
export {
  type CustomerHit,
  type CustomerStanding,
  customerStandings,
  hitsOfCustomer,
  hitsOfRescreening,
  outcomesOfCustomer,
} from "./population/standing.ts";
export type { ScreeningQuery } from "./query.ts";
export { createReplayer, type Replay } from "./replay.ts";
export {
  type CustomerFacts,
  partyTypeOf,
  readStrictRequest,
  type ScreeningRequest,
} from "./request.ts";
export { type ScreenedRow, screenGroups } from "./screen-batch.ts";
export { createScreener, type Screener, type ScreeningResult, screenRow } from "./screener.ts";
export { createScreeningPool } from "./screening-pool.ts";
export {
  insertScreenings,
  latestScreening,
  loadScreening,
  type SealedScreening,
  type StoredScreening,
  sealScreening,
} from "./screening-store.ts";
export { customerKeys } from "./suppression.ts";
export { suppressionEnded } from "./suppression-ended.ts";
export {
  considerSuppressions,
  type EndedSuppression,
  endSuppressions,
  endSuppressionsOfList,
} from "./suppression-store.ts";
export {
  createSuppressions,
  type SuppressionEvent,
  type Suppressions,
  type SuppressionView,
} from "./suppressions.ts";
