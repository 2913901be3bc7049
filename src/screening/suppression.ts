import { canonicalJson, type DataCipher, type SuppressionId } from "../core/index.ts";
import { identifierKey } from "./party/identifier-key.ts";
import type { ScreeningQuery } from "./query.ts";
import { decisionOf, type ReportedHit, type ScreeningResult } from "./screener.ts";

/** What a result says about a hit that people set aside. */
export interface SuppressedBy {
  readonly id: SuppressionId;
  /** ISO 8601. */
  readonly until: string;
  /** In the words of whoever proposed it. */
  readonly reason: string;
}

/** Why a suppression ended. */
export type SuppressionEnd = "expired" | "revoked" | "customer_changed" | "entry_changed" | "entry_removed";

/** A suppression as far as screening needs it; what a replay is given again. */
export interface SuppressionInForce extends SuppressedBy {
  readonly list: string;
  readonly entityId: string;
  readonly entryHash: string;
  readonly customerHash: string;
}

/** How a customer is recognised without their facts being stored in clear. */
export interface CustomerKeys {
  /** Keyed hash of the facts screened: other facts, other hash. */
  readonly customerHash: string;
  /** Keyed hash of the caller's reference of the customer. */
  readonly customerIndex?: string;
}

/** Raised when the form below changes; suppressions then reopen, which is the safe side. */
const FACTS_FORM = 1;

/** The keys of a customer. Order, case and spacing of names and the order of other facts make no difference. */
export function customerKeys(
  cipher: DataCipher,
  query: ScreeningQuery,
  ref: string | undefined,
): CustomerKeys {
  const names = query.names.map((name) => name.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLowerCase());
  const identifiers = (query.identifiers ?? []).map(
    ({ kind, value }) => identifierKey(kind, value) ?? `${kind}:${value}`,
  );
  const facts = canonicalJson({
    form: FACTS_FORM,
    names: sortedSet(names),
    type: query.type,
    birthDate: query.birthDate,
    countries: sortedSet((query.countries ?? []).map((country) => country.trim().toUpperCase())),
    gender: query.gender,
    identifiers: sortedSet(identifiers),
  });
  return {
    customerHash: cipher.blindIndex(facts, "probity.suppression.customer"),
    ...(ref === undefined || ref === ""
      ? {}
      : { customerIndex: cipher.blindIndex(ref, "probity.screening.customer") }),
  };
}

function sortedSet(texts: readonly string[]): string[] {
  // Half a character has no canonical form, and a refused name may hold one.
  return [...new Set(texts.map((text) => text.toWellFormed()))].sort();
}

/**
 * Marks the hits that suppressions set aside, and decides without them. Pure, so a replay with the
 * same suppressions gives the same bytes.
 */
export function applySuppressions(
  result: ScreeningResult,
  customerHash: string,
  suppressions: readonly SuppressionInForce[],
): ScreeningResult {
  if (suppressions.length === 0) return result;
  const hits = result.hits.map((hit): ReportedHit => {
    const found = suppressions.find((one) => holdsFor(one, hit) && one.customerHash === customerHash);
    if (!found) return hit;
    const { id, until, reason } = found;
    return { ...hit, suppressed: { id, until, reason } };
  });
  return { ...result, decision: decisionOf(hits), hits };
}

/** Whether a suppression was made for this very content of the entry. */
export function holdsFor(
  one: SuppressionInForce,
  hit: Pick<ReportedHit, "list" | "entityId" | "contentHash">,
): boolean {
  return one.list === hit.list && one.entityId === hit.entityId && one.entryHash === hit.contentHash;
}
