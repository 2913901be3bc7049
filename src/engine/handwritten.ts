import { DBOS } from "@dbos-inc/dbos-sdk";
import { type AuditEvent, appendAudit } from "../audit/index.ts";
import type { Database, Log, Queryable, RunId } from "../core/index.ts";
import { newId, systemClock } from "../core/index.ts";
import { createControl } from "./dbos-control.ts";
import { openJournal } from "./dbos-journal.ts";

/**
 * A workflow written by hand in TypeScript on the same executor, the same journal and the same
 * audit log: what the interpreter is measured against. It is no feature of the product.
 */
export interface HandwrittenSteps {
  /** Runs `work`, then writes its effect, its audit entry and its checkpoint in one transaction. */
  step(
    name: string,
    work: () => Promise<{ readonly output: unknown; readonly commit?: (tx: Queryable) => Promise<void> }>,
  ): Promise<unknown>;
}

export interface Handwritten {
  /** Hands a run to the workers. */
  start(): Promise<string>;
  close(): Promise<void>;
}

/** Registers the workflow; to be called once per name and before any worker of this process is launched. */
export async function registerHandwritten(options: {
  readonly name: string;
  readonly appUrl: string;
  readonly db: Database;
  readonly log: Log;
  readonly body: (steps: HandwrittenSteps) => Promise<void>;
  /** Called when a run has ended, before the executor has recorded it. */
  readonly onEnd: (runId: string) => void;
}): Promise<Handwritten> {
  const { name, db, log } = options;
  DBOS.registerWorkflow(
    async ({ runId }: { runId: RunId }) => {
      const journal = await openJournal({ db, log, runId, stopped: () => false });
      await options.body({
        async step(step, work) {
          const operation = journal.begin(step);
          if (operation.recorded !== undefined) return JSON.parse(operation.recorded);
          const { output, commit } = await work();
          const checkpoint = { output: JSON.stringify(output ?? null), audit: entryOf(name, runId, step) };
          const text = await journal.commit(operation, checkpoint, commit);
          return JSON.parse(text);
        },
      });
      options.onEnd(runId);
    },
    { name },
  );
  const control = await createControl({
    appUrl: options.appUrl,
    log,
    onEnqueue: () => {},
    workflowName: name,
  });
  return {
    async start() {
      const id = newId("run", systemClock.now().getTime());
      await db.transaction(async (tx) => {
        await control.enqueue(tx, { id, definitionHash: "", priority: 0 });
        await appendAudit(tx, entryOf(name, id, "start"));
      });
      return id;
    },
    close: () => control.close(),
  };
}

function entryOf(workflow: string, runId: RunId, stepId: string): AuditEvent {
  return {
    at: systemClock.now(),
    actor: { kind: "service", id: "engine", via: "engine" },
    action: "handwritten",
    status: "pass",
    stream: "runs",
    workflow,
    runId,
    stepId,
    details: { attempt: 1, step: stepId },
  };
}
