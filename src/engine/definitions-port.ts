import { appendAudit } from "../audit/index.ts";
import type { Clock, Database, Queryable, WorkflowId } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";
import { nextFireTimes } from "../definitions/index.ts";
import type { EnginePort, WorkflowSummary } from "./port.ts";
import { claimWebhookPaths, findWebhook } from "./webhook-lookup.ts";
import {
  saveDefinition,
  selectCurrentDefinition,
  selectDefinition,
  selectWorkflows,
  type WorkflowRow,
} from "./workflow-store.ts";

/** Fire times shown per schedule. */
const NEXT_FIRES_SHOWN = 5;

type DefinitionsPort = Pick<
  EnginePort,
  "deploy" | "listWorkflows" | "getWorkflow" | "getDefinition" | "setWorkflowPaused" | "findWebhook"
>;

/** The part of the port that is about definitions. */
export function createDefinitions({ db, clock }: { db: Database; clock: Clock }): DefinitionsPort {
  return {
    async deploy({ yaml, definition, definitionHash, actor }) {
      const at = clock.now();
      const changed = await db.transaction(async (tx) => {
        await claimWebhookPaths(tx, definition);
        const saved = await saveDefinition(tx, { definition, hash: definitionHash, yaml, actor, at });
        if (saved) {
          await appendAudit(tx, {
            at,
            actor,
            action: "workflow.deployed",
            status: "succeeded",
            stream: "runs",
            workflow: definition.id,
            workflowName: definition.name,
            definitionHash,
          });
        }
        return saved;
      });
      return { workflowId: definition.id, definitionHash, changed };
    },
    async listWorkflows() {
      const now = clock.now();
      return (await selectWorkflows(db)).map((row) => summaryOf(row, now));
    },
    async getWorkflow(id) {
      const [row] = await selectWorkflows(db, id);
      return row && summaryOf(row, clock.now());
    },
    getDefinition: (hash) => selectDefinition(db, hash),
    findWebhook: (path) => findWebhook(db, path),
    async setWorkflowPaused(id, paused, actor) {
      const at = clock.now();
      await db.transaction(async (tx) => {
        const current = await selectCurrentDefinition(tx, id);
        if (current === undefined) throw new ProbityError("NOT_FOUND", `there is no workflow "${id}"`);
        if (current.paused === paused) return;
        await tx.query("update probity.workflow set paused = $2 where id = $1", [id, paused]);
        // What would have fired meanwhile is for backfill: nobody expects a paused week at once.
        if (!paused) await skipMissedFires(tx, id, at);
        await appendAudit(tx, {
          at,
          actor,
          action: paused ? "workflow.paused" : "workflow.resumed",
          status: "succeeded",
          stream: "runs",
          workflow: id,
          workflowName: current.definition.name,
          definitionHash: current.hash,
        });
      });
    },
  };
}

async function skipMissedFires(tx: Queryable, id: WorkflowId, at: Date): Promise<void> {
  const { rows } = await tx.query<{ position: number; cron: string; timezone: string }>(
    "select position, cron, timezone from probity.schedule where workflow_id = $1",
    [id],
  );
  for (const row of rows) {
    await tx.query(
      "update probity.schedule set considered_until = $3, next_fire_at = $4 where workflow_id = $1 and position = $2",
      [id, row.position, at, nextFireTimes(row, at, 1)[0] ?? null],
    );
  }
}

function summaryOf(row: WorkflowRow, now: Date): WorkflowSummary {
  const { definition } = row;
  const fires = definition.triggers.flatMap((trigger) =>
    trigger.kind === "schedule" && !row.paused ? nextFireTimes(trigger, now, NEXT_FIRES_SHOWN) : [],
  );
  return {
    id: row.id,
    name: definition.name,
    definitionHash: row.hash,
    deployedAt: row.deployedAt,
    deployedBy: row.deployedBy,
    paused: row.paused,
    definition,
    yaml: row.yaml,
    nextFires: fires.sort((a, b) => a.getTime() - b.getTime()).slice(0, NEXT_FIRES_SHOWN),
    runsByState: row.runsByState,
    ...(definition.version === undefined ? {} : { version: definition.version }),
  };
}
