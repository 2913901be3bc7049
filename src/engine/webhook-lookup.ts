import type { Queryable, WorkflowId } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";
import type { WebhookTrigger, WorkflowDefinition } from "../definitions/index.ts";

/** A webhook trigger of the current definition of a workflow. */
export interface FoundWebhook {
  readonly workflowId: WorkflowId;
  readonly trigger: WebhookTrigger;
}

/** Held while a definition with webhooks is deployed, so that two cannot take the same path at once. */
const WEBHOOK_PATHS_LOCK = "probity.webhook-paths";

const listenersSql = `
  select w.id, t.trigger from probity.workflow w join probity.definition d on d.hash = w.definition_hash,
    lateral json_array_elements(d.plan->'triggers') as t (trigger)
  where t.trigger->>'kind' = 'webhook'`;

/**
 * Who listens on a path; nobody while the workflow is paused. Anybody may ask for a path, so
 * this reads definitions and nothing that grows with use.
 */
export async function findWebhook(db: Queryable, path: string): Promise<FoundWebhook | undefined> {
  const { rows } = await db.query<{ id: string; trigger: WebhookTrigger }>(
    `${listenersSql} and t.trigger->>'path' = $1 and not w.paused order by w.id limit 1`,
    [path],
  );
  const row = rows[0];
  return row && { workflowId: row.id as WorkflowId, trigger: row.trigger };
}

/**
 * A path belongs to one workflow, paused or not: a delivery must not depend on which of two
 * is found first. Holds until the end of the transaction.
 *
 * @throws ProbityError CONFLICT naming the workflow that has the path.
 */
export async function claimWebhookPaths(tx: Queryable, definition: WorkflowDefinition): Promise<void> {
  const paths = definition.triggers.flatMap((each) => (each.kind === "webhook" ? [each.path] : []));
  if (paths.length === 0) return;
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [WEBHOOK_PATHS_LOCK]);
  const { rows } = await tx.query<{ id: string; path: string }>(
    `select id, trigger->>'path' as path from (${listenersSql}) listeners
     where id <> $1 and trigger->>'path' = any ($2::text[]) order by id limit 1`,
    [definition.id, paths],
  );
  const taken = rows[0];
  if (taken === undefined) return;
  throw new ProbityError(
    "CONFLICT",
    `the webhook path "${taken.path}" belongs to workflow "${taken.id}" already: give this one another \`path\``,
  );
}
