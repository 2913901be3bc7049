import type { CoverageProof, Rescreening } from "../api/contract.ts";
import { count, shorten } from "../format/text.ts";

/** How many active customers are not at the newest version of every list in use. */
export function behindOf(proof: Pick<CoverageProof, "lists" | "customers">): number {
  return proof.lists.reduce((most, one) => Math.max(most, one.behind), 0);
}

/** Where the customers stand, in one sentence. */
export function coverageSentence(proof: CoverageProof): string {
  if (proof.lists.length === 0) return "No list is in use, so there is nothing to screen against.";
  if (proof.customers === 0) return "No customer is active.";
  const lists = count(proof.lists.length, "list");
  const all =
    proof.customers === 1 ? "The one active customer is" : `All ${count(proof.customers, "customer")} are`;
  const behind = behindOf(proof);
  if (behind === 0) return `${all} at the versions of ${lists} in use.`;
  if (proof.policyVersion === undefined) {
    return `No customer was ever screened: ${count(behind, "customer waits", "customers wait")} for the first re-screening.`;
  }
  return `${count(behind, "customer is", "customers are")} behind, of ${proof.customers.toLocaleString("en")}.`;
}

/** The proof of one list. @param length characters of the version; all of them in what is quoted. */
export function proofSentence(one: CoverageProof["lists"][number], at: string, length = 12): string {
  const version = shorten(one.version, length);
  if (one.covered === 0 && one.behind > 0) {
    return `Version ${version} of ${one.list} is applied to nobody yet; ${count(one.behind, "customer is", "customers are")} behind.`;
  }
  const applied = `Version ${version} of ${one.list} was applied to ${count(one.covered, "customer")} by ${utc(at)}`;
  if (one.behind === 0) return `${applied}; none is behind.`;
  return `${applied}; ${count(one.behind, "customer is", "customers are")} behind.`;
}

/** What one re-screening did, in one sentence. */
export function rescreeningSentence(run: Rescreening): string {
  const looked =
    run.mode === "full"
      ? `${count(run.screened, "customer")} screened`
      : `${count(run.entriesChanged, "entry", "entries")} changed, ${run.entriesRemoved.toLocaleString("en")} removed; ${count(run.screened, "customer")} screened one by one`;
  const found = `${run.newHits.toLocaleString("en")} new, ${run.changedHits.toLocaleString("en")} changed, ${run.closedHits.toLocaleString("en")} closed hits`;
  const reached =
    run.customers === undefined ? "" : `; ${count(run.customers, "customer")} at these versions`;
  return `${looked}: ${found}${reached}.`;
}

/** Customers done of all, where it is known how many there are: a full one looks at each. */
export function progressOf(run: Rescreening, customers: number | undefined): number | undefined {
  if (run.state !== "running" || run.mode !== "full" || customers === undefined || customers === 0) {
    return undefined;
  }
  return Math.min(1, run.screened / customers);
}

/** Versions one re-screening moved the customers to, and from which; those that stayed are left out of a delta. */
export function versionMoves(
  run: Pick<Rescreening, "fromVersions" | "listVersions">,
): { readonly list: string; readonly from: string | undefined; readonly to: string | undefined }[] {
  const { fromVersions = {}, listVersions } = run;
  return [...new Set([...Object.keys(listVersions), ...Object.keys(fromVersions)])]
    .sort()
    .map((list) => ({ list, from: fromVersions[list], to: listVersions[list] }))
    .filter(({ from, to }) => from !== to);
}

function utc(at: string): string {
  return `${at.slice(0, 19).replace("T", " ")} UTC`;
}
