import {
  type Database,
  ProbityError,
  type Queryable,
  type Sha256Hex,
  type WorkflowId,
} from "../core/index.ts";
import { definitionHash, nextFireTimes, type WorkflowDefinition } from "../definitions/index.ts";
import type { Actor, RunState } from "./port.ts";

export interface CurrentDefinition {
  readonly definition: WorkflowDefinition;
  readonly hash: Sha256Hex;
  readonly paused: boolean;
}

/** Plans by content hash. They never change, so a process keeps those it has seen. */
const PLANS_KEPT_MAX = 500;
const plans = new Map<string, { yaml: string; definition: WorkflowDefinition }>();

/** A stored definition; undefined when there is none of that hash. */
export async function selectDefinition(
  db: Queryable,
  hash: Sha256Hex,
): Promise<{ yaml: string; definition: WorkflowDefinition } | undefined> {
  const known = plans.get(hash);
  if (known !== undefined) return known;
  const { rows } = await db.query<{ yaml: string; plan: WorkflowDefinition }>(
    "select yaml, plan from probity.definition where hash = $1",
    [hash],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.plan.format !== 1 || definitionHash(row.plan) !== hash) {
    throw new ProbityError("INTERNAL", `the stored definition ${hash} was changed; runs of it cannot go on`);
  }
  const found = { yaml: row.yaml, definition: row.plan };
  if (plans.size >= PLANS_KEPT_MAX) plans.clear();
  plans.set(hash, found);
  return found;
}

/** The definition new runs of a workflow follow. */
export async function selectCurrentDefinition(
  db: Queryable,
  id: WorkflowId,
): Promise<CurrentDefinition | undefined> {
  const { rows } = await db.query<{ definition_hash: string; paused: boolean }>(
    "select definition_hash, paused from probity.workflow where id = $1",
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const hash = row.definition_hash as Sha256Hex;
  const stored = await selectDefinition(db, hash);
  return stored && { definition: stored.definition, hash, paused: row.paused };
}

/** Stores a definition under its hash and makes it current. False when it already was; the file is the newest one even then. */
export async function saveDefinition(
  tx: Queryable,
  deployment: {
    readonly definition: WorkflowDefinition;
    readonly hash: Sha256Hex;
    readonly yaml: string;
    readonly actor: Actor;
    readonly at: Date;
  },
): Promise<boolean> {
  const { definition, hash, yaml, actor, at } = deployment;
  await tx.query(
    `insert into probity.definition (hash, workflow_id, name, yaml, plan, created_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (hash) do nothing`,
    [hash, definition.id, definition.name, yaml, JSON.stringify(definition), at],
  );
  const { rowCount } = await tx.query(
    `insert into probity.workflow as w (id, name, definition_hash, yaml, deployed_at, deployed_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set name = excluded.name, definition_hash = excluded.definition_hash,
       yaml = excluded.yaml, deployed_at = excluded.deployed_at, deployed_by = excluded.deployed_by
     where w.definition_hash <> excluded.definition_hash`,
    [definition.id, definition.name, hash, yaml, at, JSON.stringify(actor)],
  );
  if (rowCount === 0) {
    await tx.query("update probity.workflow set yaml = $2 where id = $1 and yaml <> $2", [
      definition.id,
      yaml,
    ]);
    return false;
  }
  await saveSchedules(tx, definition, at);
  return true;
}

/** A schedule begins to count at the moment it is deployed: what lies before is for `backfill`. */
async function saveSchedules(tx: Queryable, definition: WorkflowDefinition, at: Date): Promise<void> {
  await tx.query("delete from probity.schedule where workflow_id = $1", [definition.id]);
  for (const [position, trigger] of definition.triggers.entries()) {
    if (trigger.kind !== "schedule") continue;
    await tx.query(
      `insert into probity.schedule (workflow_id, position, cron, timezone, input, considered_until, next_fire_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        definition.id,
        position,
        trigger.cron,
        trigger.timezone,
        JSON.stringify(trigger.input),
        at,
        nextFireTimes(trigger, at, 1)[0] ?? null,
      ],
    );
  }
}

export interface WorkflowRow {
  readonly id: WorkflowId;
  readonly hash: Sha256Hex;
  readonly deployedAt: Date;
  readonly deployedBy: Actor;
  readonly paused: boolean;
  readonly yaml: string;
  readonly definition: WorkflowDefinition;
  readonly runsByState: Partial<Record<RunState, number>>;
}

/** Every workflow, or the one with this id, by id. */
export async function selectWorkflows(db: Database, id?: WorkflowId): Promise<WorkflowRow[]> {
  const { rows } = await db.query<{
    id: string;
    definition_hash: string;
    deployed_at: Date;
    deployed_by: Actor;
    paused: boolean;
    yaml: string;
    plan: WorkflowDefinition;
    runs: Partial<Record<RunState, number>> | null;
  }>(
    `select w.id, w.definition_hash, w.deployed_at, w.deployed_by, w.paused, w.yaml, d.plan,
       (select jsonb_object_agg(c.state, c.count)
        from (select state, count(*) from probity.run where workflow_id = w.id group by state) c) as runs
     from probity.workflow w join probity.definition d on d.hash = w.definition_hash
     where $1::text is null or w.id = $1
     order by w.id`,
    [id ?? null],
  );
  return rows.map((row) => ({
    id: row.id as WorkflowId,
    hash: row.definition_hash as Sha256Hex,
    deployedAt: row.deployed_at,
    deployedBy: row.deployed_by,
    paused: row.paused,
    yaml: row.yaml,
    definition: row.plan,
    runsByState: row.runs ?? {},
  }));
}
