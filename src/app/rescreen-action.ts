import type { z } from "zod";
import type { ActionHandler, ActionHost } from "../core/index.ts";
import { type CustomerHit, hitsOfRescreening, type Rescreening, rescreen } from "../screening/index.ts";
import { RESCREEN_HITS_MAX, type rescreenInput, type rescreenOutput } from "./customer-actions.ts";
import { populationOf, residentIndexOf } from "./population.ts";

type Input = z.output<typeof rescreenInput>;
type Output = z.input<typeof rescreenOutput>;

/**
 * The handler of `rescreen_customers`. What it finds is written chunk by chunk, each with its audit
 * entries, so that a crash costs one chunk; the step's own entry says what it came to.
 */
export function createRescreenHandler(host: ActionHost): ActionHandler<Input, Output> {
  return async ({ mode }, call) => {
    const actor = { kind: "service", id: `workflow:${call.workflow.id}`, via: "workflow" } as const;
    const run = await rescreen(populationOf(host, actor), {
      mode,
      actor: actor.id,
      key: call.idempotencyKey,
      signal: call.signal,
      findCandidates: residentIndexOf(host.db).find,
    });
    const found = await hitsOfRescreening(host.db, host.cipher, run.id, RESCREEN_HITS_MAX);
    const news = run.newHits + run.changedHits;
    return {
      outcome: news > 0 ? "review" : "pass",
      output: outputOf(run, found),
      summary: summaryOf(run),
      evidence: found.map(({ customerId, list, entityId, score, hit }) => ({
        id: `rescreening.hit.${customerId}.${list}.${entityId}`,
        outcome: "review",
        summary: hit.explanation,
        data: { customerId, list, entityId, contentHash: hit.contentHash, score },
      })),
      versions: {
        ...run.listVersions,
        "screening-policy": run.policyVersion,
        "screening-policy-hash": run.policyHash,
        "screening-engine": run.engine,
        "screening-statistic": run.statistic,
      },
      auditDetails: {
        rescreeningId: run.id,
        mode: run.mode,
        customers: run.customers ?? 0,
        screened: run.screened,
        newHits: run.newHits,
        changedHits: run.changedHits,
        closedHits: run.closedHits,
      },
    };
  };
}

function outputOf(run: Rescreening, found: readonly CustomerHit[]): Output {
  const { id: rescreeningId, mode, customers = 0, screened, newHits, changedHits, closedHits } = run;
  const hits = found.map(({ customerId, list, entityId, score, decision, hit }) => ({
    customerId,
    list,
    entityId,
    name: hit.name,
    score,
    decision,
    explanation: hit.explanation,
  }));
  const hitsLeftOut = Math.max(0, newHits + changedHits - hits.length);
  return {
    rescreeningId,
    mode,
    customers,
    screened,
    newHits,
    changedHits,
    closedHits,
    listVersions: { ...run.listVersions },
    hits,
    hitsLeftOut,
  };
}

function summaryOf({ listVersions, customers, newHits, changedHits, closedHits }: Rescreening): string {
  const lists = Object.entries(listVersions).map(([list, version]) => `${list} ${version.slice(0, 12)}`);
  return `${lists.join(", ")} applied to ${customers ?? 0} customers: ${newHits} new, ${changedHits} changed, ${closedHits} closed hits.`;
}
