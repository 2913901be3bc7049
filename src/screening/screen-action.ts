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
import { readPolicy } from "./policy.ts";
import type { ScreeningQuery } from "./query.ts";
import { createScreener, type ScreeningResult } from "./screener.ts";
import { recordScreening } from "./screening-store.ts";

type Input = z.output<typeof screeningInput>;
type Output = z.input<typeof screeningOutput>;

/** The handler of `screen_against_lists`; the process keeps one index for all its calls. */
export function createScreenHandler(host: ActionHost): ActionHandler<Input, Output> {
  const policy = readPolicy(host.config("screening"));
  const screener = createScreener({ db: host.db, clock: host.clock, log: host.log, policy });
  return async (input, call) => {
    const query = queryOf(input);
    const result = await screener.screen(query);
    const at = host.clock.now();
    const id = newId("screening", at.getTime());
    const outcome = outcomeOf(result, policy.onMatch);
    return {
      outcome,
      output: { screeningId: id, ...result },
      summary: summaryOf(result),
      evidence: evidenceOf(result, policy.onMatch),
      versions: {
        ...result.listVersions,
        "screening-policy": result.policyVersion,
        "screening-engine": result.engine,
      },
      auditDetails: { screeningId: id, decision: result.decision, hits: result.hits.length },
      commit: (tx) =>
        recordScreening(tx, host.cipher, { id, at, runId: call.runId, stepId: call.stepId, query, result }),
    };
  };
}

/** One line of evidence per hit, and one for information per entry that a conflicting fact cleared. */
function evidenceOf(result: ScreeningResult, onMatch: "review" | "fail"): Evidence[] {
  const hits = result.hits.map((hit) => ({
    id: `screening.hit.${hit.list}.${hit.entityId}`,
    outcome: hit.decision === "match" && onMatch === "fail" ? ("fail" as const) : ("review" as const),
    summary: hit.explanation,
    data: { list: hit.list, entityId: hit.entityId, contentHash: hit.contentHash, score: hit.score },
  }));
  const discarded = (result.discarded ?? []).map((one) => ({
    id: `screening.discarded.${one.list}.${one.entityId}`,
    outcome: "info" as const,
    summary: `"${one.name}" of ${one.list} ${one.entityId} was discarded: ${one.reason}.`,
    data: { list: one.list, entityId: one.entityId, score: one.score },
  }));
  return [...hits, ...discarded];
}

/** A hit never rejects anybody by itself unless the operator's policy says so. */
function outcomeOf(result: ScreeningResult, onMatch: "review" | "fail"): Outcome {
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
  const [best] = result.hits;
  if (!best) return `No hit on ${lists}.`;
  const more = result.hits.length > 1 ? ` ${result.hits.length} hits in all.` : "";
  return `${best.explanation}${more}`;
}

function queryOf(input: Input): ScreeningQuery {
  const merged = { ...input.customer, ...withoutUndefined(input) };
  const names = [merged.name, ...(merged.names ?? [])].filter((name) => name !== undefined);
  if (names.length === 0) {
    throw new ProbityError(
      "NAME_INVALID",
      "the customer has no name; set input.customer.name, or give the step `with: { name: ... }`",
    );
  }
  return {
    names: [...new Set(names)],
    type: merged.type,
    birthDate: merged.birth_date,
    countries: [merged.country ?? [], merged.nationality ?? []].flat(),
    gender: genderOf(merged.gender),
    identifiers: merged.identifiers,
    lists: input.lists,
  };
}

function withoutUndefined(input: Input): Partial<Input> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

function genderOf(text: string | undefined): "male" | "female" | undefined {
  const word = text?.trim().toLowerCase();
  if (word === "m" || word === "male") return "male";
  return word === "f" || word === "female" ? "female" : undefined;
}
