import type { Queryable } from "../../core/index.ts";
import { currentVersions } from "../lists/list-store.ts";
import { countCovered } from "./customer-store.ts";
import { currentCoverage, type Rules } from "./rescreening-store.ts";

/** Whether a list's current version was applied to the customers, and to how many. */
export interface ListProof {
  readonly list: string;
  /** Content hash of the version in use now. */
  readonly version: string;
  /** Content hash of the version the customers were screened against; absent when there is none. */
  readonly appliedVersion?: string;
  /** Active customers that are at the current version, as they are registered now. */
  readonly covered: number;
  readonly behind: number;
}

export interface CoverageProof {
  readonly at: Date;
  /** Active customers. */
  readonly customers: number;
  /** Policy, engine and statistic they were screened by. */
  readonly rules?: Rules;
  readonly lists: readonly ListProof[];
}

/** How many customers are at the current version of each list, and how many are not yet. */
export async function coverageProof(db: Queryable, now: Date, list?: string): Promise<CoverageProof> {
  const coverage = await currentCoverage(db);
  const { customers, covered } = await countCovered(db, coverage?.id);
  const versions = await currentVersions(db);
  const lists = Object.entries(versions)
    .filter(([id]) => list === undefined || id === list)
    .map(([id, version]) => {
      const appliedVersion = coverage?.listVersions[id];
      const atVersion = appliedVersion === version ? covered : 0;
      return {
        list: id,
        version,
        ...(appliedVersion === undefined ? {} : { appliedVersion }),
        covered: atVersion,
        behind: customers - atVersion,
      };
    });
  if (!coverage) return { at: now, customers, lists };
  const { policyVersion, policyHash, engine, statistic } = coverage;
  return { at: now, customers, rules: { policyVersion, policyHash, engine, statistic }, lists };
}
