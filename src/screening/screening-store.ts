import type { DataCipher, Queryable, ScreeningId } from "../core/index.ts";
import { normaliseText } from "./names/normalise.ts";
import type { ScreeningQuery } from "./query.ts";
import type { ScreeningResult } from "./screener.ts";

/** What is authenticated with the sealed columns of `probity.screening`. */
export const screeningSealContext = {
  input: "probity.screening.input",
  hits: "probity.screening.hits",
} as const;

/** Records one screening; names are sealed, and so are the hits with what was discarded: `{hits, discarded}`. */
export async function recordScreening(
  tx: Queryable,
  cipher: DataCipher,
  record: {
    readonly id: ScreeningId;
    readonly at: Date;
    readonly runId?: string;
    readonly stepId?: string;
    readonly query: ScreeningQuery;
    readonly result: ScreeningResult;
  },
): Promise<void> {
  const { query, result } = record;
  const identity = [...query.names.map(normaliseText).sort(), query.birthDate ?? ""].join("\n");
  await tx.query(
    `insert into probity.screening
       (id, at, run_id, step_id, decision, hits, input_sealed, hits_sealed, input_index,
        list_versions, policy_version, engine_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      record.id,
      record.at,
      record.runId ?? null,
      record.stepId ?? null,
      result.decision,
      result.hits.length,
      cipher.seal(query, screeningSealContext.input),
      cipher.seal({ hits: result.hits, discarded: result.discarded ?? [] }, screeningSealContext.hits),
      cipher.blindIndex(identity, screeningSealContext.input),
      JSON.stringify(result.listVersions),
      result.policyVersion,
      result.engine,
    ],
  );
}
