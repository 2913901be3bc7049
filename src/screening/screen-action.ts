import type { z } from "zod";
import {
  type ActionHandler,
  type ActionHost,
  type Evidence,
  newId,
  type Outcome,
  ProbityError,
} from "../core/index.ts";
import type { screeningInput, screeningOutput } from "./actions.ts";
import { createHostScreener } from "./host-screener.ts";
import { readStrictRequest, type ScreeningRequest } from "./request.ts";
import type { ReportedHit, ScreeningResult } from "./screener.ts";
import { recordScreenings } from "./screening-store.ts";
import { customerKeys } from "./suppression.ts";
import { suppressionEnded } from "./suppression-ended.ts";
import { considerSuppressions, endSuppressions } from "./suppression-store.ts";

type Input = z.output<typeof screeningInput>;
type Output = z.input<typeof screeningOutput>;
type OnMatch = "review" | "fail";

/** The handler of `screen_against_lists`; the process keeps one index for all its calls. */
export function createScreenHandler(host: ActionHost): ActionHandler<Input, Output> {
  const screener = createHostScreener(host);
  return async (input, call) => {
    const request = requestOf(input);
    const { onMatch } = screener.policy();
    const unsuppressed = await screener.screen(request.query);
    const at = host.clock.now();
    const customer = customerKeys(host.cipher, request.query, request.ref);
    const asked = [{ result: unsuppressed, customer }];
    const [considered] = await considerSuppressions(host.db, host.cipher, asked, at);
    const { result, applied, ended } = considered ?? { result: unsuppressed, applied: [], ended: [] };
    const id = newId("screening", at.getTime());
    const { query, ref } = request;
    const record = {
      id,
      at,
      runId: call.runId,
      stepId: call.stepId,
      input: { query, ...(ref === undefined ? {} : { ref }), suppressions: applied },
      customer,
      result,
    };
    const warnings = [...(result.warnings ?? []), ...request.warnings];
    return {
      outcome: outcomeOf(result, onMatch),
      output: { screeningId: id, ...result, ...(warnings.length > 0 ? { warnings } : {}) },
      summary: summaryOf(result),
      evidence: evidenceOf(result, warnings, onMatch),
      versions: {
        ...result.listVersions,
        "screening-policy": result.policyVersion,
        "screening-policy-hash": result.policyHash,
        "screening-engine": result.engine,
        "screening-statistic": result.statistic,
      },
      auditDetails: auditDetailsOf(id, result),
      async commit(tx, note) {
        await recordScreenings(tx, host.cipher, [record]);
        const over = await endSuppressions(tx, ended, "system:screening", at);
        await note(over.map((one) => suppressionEnded(one, { screeningId: id })));
      },
    };
  };
}

function auditDetailsOf(screeningId: string, { decision, hits }: ScreeningResult) {
  const suppressions = hits.flatMap(({ suppressed }) => suppressed?.id ?? []);
  return {
    screeningId,
    decision,
    hits: hits.length,
    ...(suppressions.length > 0 ? { suppressions } : {}),
  };
}

/**
 * One line of evidence per hit, and one for information per hit that was set aside, per entry that a
 * conflicting fact cleared and per warning.
 */
function evidenceOf(result: ScreeningResult, warnings: readonly string[], onMatch: OnMatch): Evidence[] {
  const hits = result.hits.map((hit) => ({
    id: `screening.hit.${hit.list}.${hit.entityId}`,
    outcome: outcomeOfHit(hit, onMatch),
    summary: hit.suppressed
      ? `${hit.explanation} Set aside until ${hit.suppressed.until.slice(0, 10)} (${hit.suppressed.id}): ${hit.suppressed.reason}`
      : hit.explanation,
    data: { list: hit.list, entityId: hit.entityId, contentHash: hit.contentHash, score: hit.score },
  }));
  const discarded = (result.discarded ?? []).map((one) => ({
    id: `screening.discarded.${one.list}.${one.entityId}`,
    outcome: "info" as const,
    summary: `"${one.name}" of ${one.list} ${one.entityId} was discarded: ${one.reason}.`,
    data: { list: one.list, entityId: one.entityId, score: one.score },
  }));
  const noted = warnings.map((warning) => ({
    id: "screening.warning",
    outcome: "info" as const,
    summary: `Warning: ${warning}.`,
  }));
  return [...hits, ...discarded, ...noted];
}

function outcomeOfHit(hit: ReportedHit, onMatch: OnMatch): Evidence["outcome"] {
  if (hit.suppressed) return "info";
  return hit.decision === "match" && onMatch === "fail" ? "fail" : "review";
}

/** A hit never rejects anybody by itself unless the operator's policy says so. */
function outcomeOf(result: ScreeningResult, onMatch: OnMatch): Outcome {
  switch (result.decision) {
    case "clear":
      return "pass";
    case "review":
      return "review";
    case "match":
      return onMatch;
    default:
      return result.decision satisfies never;
  }
}

function summaryOf(result: ScreeningResult): string {
  const lists = Object.keys(result.listVersions).join(", ");
  const open = result.hits.filter(({ suppressed }) => suppressed === undefined);
  const aside = result.hits.length - open.length;
  const more = [
    ...(open.length > 1 ? [`${open.length} hits in all.`] : []),
    ...(aside > 0 ? [`${aside} set aside by a suppression.`] : []),
  ];
  const first = open[0]?.explanation ?? `No ${aside > 0 ? "open " : ""}hit on ${lists}.`;
  return [first, ...more].join(" ");
}

function requestOf(input: Input): ScreeningRequest {
  const members = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const request = readStrictRequest({ ...input.customer, ...members });
  if (request.query.names.length === 0) {
    throw new ProbityError(
      "NAME_INVALID",
      "the customer has no name; set input.customer.name, or give the step `with: { name: ... }`",
    );
  }
  return request;
}
