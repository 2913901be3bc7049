import { ENGINE_VERSION } from "../matching/engine-version.ts";
import { statisticVersion } from "../names/statistics.ts";
import type { ScreeningPolicy } from "../policy.ts";
import { policyHash } from "../policy-file.ts";
import type { ListVersions } from "./entry-changes.ts";
import type { Rules } from "./rescreening-store.ts";

/** The rules this process screens by under a policy. */
export function rulesOf(policy: ScreeningPolicy): Rules {
  return {
    policyVersion: policy.version,
    policyHash: policyHash(policy),
    engine: ENGINE_VERSION,
    statistic: statisticVersion,
  };
}

/** Whether two states were screened by the same rules, so that only lists and customers can differ. */
export function sameRules(a: Rules, b: Rules): boolean {
  return a.policyHash === b.policyHash && a.engine === b.engine && a.statistic === b.statistic;
}

/** What an audit entry names: list versions and rules, as a single screening's entry does. */
export function eventVersions(
  state: Rules & { readonly listVersions: ListVersions },
): Record<string, string> {
  return {
    ...state.listVersions,
    "screening-policy": state.policyVersion,
    "screening-engine": state.engine,
    "name-statistics": state.statistic,
  };
}
