import { DBOSClient, StatusString } from "@dbos-inc/dbos-sdk";
import type { Log } from "../core/index.ts";
import { dbosLogger } from "./dbos-log.ts";
import { DBOS_SCHEMA } from "./dbos-migrate.ts";
import { APPLICATION_NAME, APPLICATION_VERSION, INTERPRETER, RUN_QUEUE } from "./dbos-names.ts";
import type { ExecutorControl } from "./runtime.ts";

/** The channel workers listen on for runs that were taken away from them. */
export const HALT_CHANNEL = "probity_halt";

/** The state of a run that somebody stopped, as DBOS's own cancel writes it, so that it joins our transaction. */
const haltSql = `
  update dbos.workflow_status
  set status = '${StatusString.CANCELLED}', owner_xid = null, queue_name = null, deduplication_id = null,
    started_at_epoch_ms = null, updated_at = t.ms, completed_at = t.ms
  from (select (extract(epoch from now()) * 1000)::bigint as ms) as t
  where workflow_uuid = any ($1) and status not in ('${StatusString.SUCCESS}', '${StatusString.ERROR}')`;

/** DBOS's resume, but without forgetting how often the run had to be recovered. */
const proceedSql = `
  update dbos.workflow_status
  set status = '${StatusString.ENQUEUED}', owner_xid = null, queue_name = $2, started_at_epoch_ms = null,
    completed_at = null, updated_at = (extract(epoch from now()) * 1000)::bigint
  where workflow_uuid = $1 and status = '${StatusString.CANCELLED}'`;

/** Opens no connection of its own: everything is written through the transactions it is given. */
export async function createControl(options: {
  readonly appUrl: string;
  readonly log: Log;
  /** Called after a run was handed to the workers; its transaction may not have committed yet. */
  readonly onEnqueue: () => void;
  /** The program the runs are executions of. Default: the interpreter. */
  readonly workflowName?: string;
}): Promise<ExecutorControl & { close(): Promise<void> }> {
  const client = await DBOSClient.create({
    systemDatabaseUrl: options.appUrl,
    systemDatabaseSchemaName: DBOS_SCHEMA,
    systemDatabasePoolSize: 1,
    applicationName: APPLICATION_NAME,
    logger: dbosLogger(options.log),
  });
  return {
    async hold(tx, runId) {
      await tx.query("select 1 from dbos.workflow_status where workflow_uuid = $1 for no key update", [
        runId,
      ]);
    },
    async enqueue(tx, run) {
      const target = { runId: run.id, definitionHash: run.definitionHash };
      await client.enqueueInTransaction(
        tx as never,
        {
          workflowName: options.workflowName ?? INTERPRETER,
          workflowID: run.id,
          queueName: RUN_QUEUE,
          appVersion: APPLICATION_VERSION,
          applicationName: APPLICATION_NAME,
          // DBOS counts from 1, the most urgent first; 0 would stand before all of them.
          priority: run.priority + 1,
        },
        target,
      );
      options.onEnqueue();
    },
    async send(tx, { to, topic, text, key }) {
      await client.sendInTransaction(tx as never, to, text, topic, key);
    },
    async halt(tx, runIds) {
      if (runIds.length === 0) return;
      await tx.query(haltSql, [runIds]);
      for (const runId of runIds) await tx.query("select pg_notify($1, $2)", [HALT_CHANNEL, runId]);
    },
    async proceed(tx, runId) {
      await tx.query(proceedSql, [runId, RUN_QUEUE]);
      options.onEnqueue();
    },
    close: () => client.destroy(),
  };
}
