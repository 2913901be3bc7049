/** The one door to the rest of the repository: the types of the HTTP contract. */
import type { Problem, Role, Run, Step } from "../../../src/contract/index.ts";

export type {
  AbsentList,
  ActionInfo,
  ApiKey,
  AuditEntry,
  CoverageProof,
  Customer,
  CustomerDetail,
  CustomerHit,
  Graph,
  Health,
  ListDetail,
  ListDiff,
  ListInfo,
  ListOverview,
  ListQuarantine,
  ListSync,
  Me,
  Problem,
  Rescreening,
  Review,
  Role,
  Run,
  RunDetail,
  ScreenBody,
  ScreeningPolicy,
  ScreeningReplay,
  ScreeningResult,
  Step,
  StoredScreening,
  Suppression,
  Workflow,
  WorkflowDetail,
} from "../../../src/contract/index.ts";

export type RunState = Run["state"];
export type Actor = Run["startedBy"];
export type Evidence = Step["evidence"][number];
export type Issue = Problem["issues"][number];

export const roles = [
  "engineer",
  "analyst",
  "approver",
  "auditor",
  "admin",
] as const satisfies readonly Role[];

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}
