import type { ScreeningPolicy, ScreeningResult } from "../api/contract.ts";
import { evidenceSentences, type HitFact, hitFacts } from "./alignment.ts";

/** A hit as pages show it. The contract keeps hits loose, so every member is checked. */
export interface HitView {
  readonly list: string;
  readonly entityId: string;
  readonly contentHash: string | undefined;
  readonly type: string | undefined;
  readonly name: string;
  readonly kind: string;
  readonly isWeak: boolean;
  readonly queryName: string;
  /** 0 to 1. */
  readonly score: number;
  /** 0 to 100, by the method of OFAC's public search. */
  readonly ofacScore: number | undefined;
  readonly decision: "clear" | "review" | "match" | undefined;
  readonly programmes: readonly string[];
  readonly references: readonly string[];
  readonly explanation: string | undefined;
  readonly facts: readonly HitFact[];
  readonly sentences: readonly string[];
  readonly alignment: unknown;
  readonly suppressed: { readonly id: string; readonly until: string; readonly reason: string } | undefined;
}

type Hit = ScreeningResult["hits"][number];

export function hitView(hit: Hit): HitView {
  const { decision, ofacScore } = hit as { decision?: unknown; ofacScore?: unknown };
  return {
    list: hit.list,
    entityId: hit.entityId,
    contentHash: textOf(hit["contentHash"]),
    type: textOf(hit["type"]),
    name: hit.name,
    kind: hit.kind,
    isWeak: hit.quality === "weak",
    queryName: textOf(hit["queryName"]) ?? "",
    score: hit.score,
    ofacScore: typeof ofacScore === "number" ? ofacScore : undefined,
    decision: decision === "clear" || decision === "review" || decision === "match" ? decision : undefined,
    programmes: textsOf(hit["programmes"]),
    references: textsOf(hit["references"]),
    explanation: textOf(hit["explanation"]),
    facts: hitFacts(hit.evidence),
    sentences: evidenceSentences(hit.evidence),
    alignment: hit["alignment"],
    suppressed: hit.suppressed,
  };
}

/** `93.1 %`: rounded down, so that nothing short of certainty reads as 100 and no score reads as over a threshold it missed. */
export function percent(score: number): string {
  // A millionth is what scores are rounded to; it takes back what the multiplication loses.
  return `${(Math.floor(score * 1_000 + 1e-6) / 10).toFixed(1)} %`;
}

/** `+2.5`, `−0.3`, `0`: what a fact adds to the log-odds, in nats. */
export function logOdds(value: number): string {
  if (value === 0) return "0";
  return `${value > 0 ? "+" : "−"}${Math.abs(value).toFixed(1)}`;
}

/** The answer in one sentence, without the name: `2 of 3 entries are open; the closest scores 93.1 %.` */
export function answerSentence(result: Pick<ScreeningResult, "hits" | "listVersions" | "error">): string {
  if (result.error !== undefined) return "It could not be screened, so a person has to look.";
  const lists = Object.keys(result.listVersions).length;
  const on = `${lists.toLocaleString("en")} ${lists === 1 ? "list" : "lists"}`;
  const [best] = result.hits;
  if (best === undefined) return `No entry of ${on} comes close.`;
  const all = result.hits.length;
  const aside = result.hits.filter((hit) => hit.suppressed !== undefined).length;
  const entries = all === 1 ? "1 entry" : `${all} entries`;
  const closest = `${all === 1 ? "it" : "the closest"} scores ${percent(best.score)}`;
  const rest = aside === 0 ? "" : aside === all ? "; set aside" : `; ${aside} of them set aside`;
  return `${entries} of ${on} ${all === 1 ? "comes" : "come"} close; ${closest}${rest}.`;
}

/** `shown from 70.0 %, a match from 90.0 %`, where the policy is known. */
export function thresholdSentence(
  policies: readonly ScreeningPolicy[],
  policyHash: string,
): string | undefined {
  const policy = policies.find((one) => one.hash === policyHash);
  return policy && `review from ${percent(policy.review)}, match from ${percent(policy.match)}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
