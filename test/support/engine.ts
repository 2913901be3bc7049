import type { ActionDefinition, Json, Log, RunId, WorkflowId } from "../../src/core/index.ts";
import { silentLog, systemClock } from "../../src/core/index.ts";
import { definitionHash, parseDefinition } from "../../src/definitions/index.ts";
import {
  type Actor,
  createEngine,
  type Engine,
  type EngineOptions,
  type EngineSettings,
} from "../../src/engine/index.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { cipher, createEffectTable, hostFor, testActions } from "./engine-actions.ts";

export { cipher } from "./engine-actions.ts";

export const alice: Actor = { kind: "human", id: "user:alice", via: "cli" };
export const bob: Actor = { kind: "human", id: "user:bob", via: "cli" };
export const carol: Actor = { kind: "human", id: "user:carol", via: "cli" };

export interface TestEngine {
  readonly engine: Engine;
  readonly database: TestDatabase;
  readonly actions: Map<string, ActionDefinition>;
  /** Another engine of the same installation, not launched. */
  another(): Promise<Engine>;
  deploy(yaml: string): Promise<WorkflowId>;
  /** Starts the workflow and waits until the run rests. */
  run(workflowId: WorkflowId, input?: Json, actor?: Actor): Promise<RunId>;
  effects(runId: RunId): Promise<string[]>;
  audit(runId: RunId): Promise<{ action: string; status: string; stepId?: string }[]>;
  close(): Promise<void>;
}

/** A launched engine on a fresh database. One at a time per process. */
export async function testEngine(
  options: {
    settings?: Partial<EngineSettings>;
    actions?: Map<string, ActionDefinition>;
    log?: Log;
    launch?: boolean;
    onOperationalAlert?: NonNullable<EngineOptions["onOperationalAlert"]>;
  } = {},
): Promise<TestEngine> {
  const database = await testDatabase({ maxConnections: 16 });
  await createEffectTable(database.ownerUrl);
  const actions = options.actions ?? testActions();
  const log = options.log ?? silentLog;
  const open = () =>
    createEngine({
      appUrl: database.appUrl,
      db: database.db,
      actions,
      host: hostFor(database.db, log),
      cipher,
      clock: systemClock,
      log,
      ...(options.onOperationalAlert === undefined ? {} : { onOperationalAlert: options.onOperationalAlert }),
      settings: { beatEveryMs: 200, deadAfterMs: 1_500, sweepEveryMs: 500, ...options.settings },
    });
  const engine = await open();
  const others: Engine[] = [];
  if (options.launch !== false) await engine.launch();
  const deploy = async (yaml: string) => {
    const parsed = parseDefinition(yaml, { file: "test.yaml", actions });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues, null, 1));
    const { definition } = parsed;
    await engine.deploy({ yaml, definition, definitionHash: definitionHash(definition), actor: alice });
    return definition.id;
  };
  return {
    engine,
    database,
    actions,
    async another() {
      const other = await open();
      others.push(other);
      return other;
    },
    deploy,
    async run(workflowId, input = {}, actor = alice) {
      const { runId } = await engine.start({ workflowId, input, actor, trigger: { kind: "manual" } });
      await engine.waitForRun(runId, 20_000);
      return runId;
    },
    async effects(runId) {
      const { rows } = await database.db.query<{ step_id: string }>(
        "select step_id from public.test_effect where run_id = $1 order by id",
        [runId],
      );
      return rows.map((row) => row.step_id);
    },
    async audit(runId) {
      const { rows } = await database.db.query<{ action: string; status: string; step_id: string | null }>(
        "select action, status, step_id from audit.entry where run_id = $1 order by id",
        [runId],
      );
      return rows.map(({ action, status, step_id }) => ({
        action,
        status,
        ...(step_id ? { stepId: step_id } : {}),
      }));
    },
    async close() {
      for (const each of [engine, ...others]) {
        await each.shutdown(1_000);
        await each.close();
      }
      await database.close();
    },
  };
}
