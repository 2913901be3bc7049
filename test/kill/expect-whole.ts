import type { DatabaseHandle } from "../../src/db/index.ts";
import type { StartedRun } from "./installation.ts";

/** Everything that is wrong with what the runs left behind: lost or doubled effects, audit entries and checkpoints. */
export async function findDamage(db: DatabaseHandle, runs: readonly StartedRun[]): Promise<string[]> {
  const damage: string[] = [];
  const effects = await counts(db, "select run_id, step_id as key from public.test_effect");
  const audit = await counts(
    db,
    "select run_id, coalesce(step_id, action) || ' ' || status as key from audit.entry",
  );
  const states = await db.query<{ id: string; state: string; stuck: boolean }>(
    "select id, state, stuck_since is not null as stuck from probity.run",
  );
  const stateOf = new Map(states.rows.map((row) => [row.id, row]));
  for (const { id, workflow } of runs) {
    const run = stateOf.get(id);
    if (run?.state !== "succeeded") damage.push(`${id} is ${run?.state}`);
    if (run?.stuck) damage.push(`${id} is marked as stuck`);
    compare(damage, id, "effect", effects.get(id), new Map(workflow.effects.map((step) => [step, 1])));
    const entries = new Map<string, number>([
      ["run.started queued", 1],
      ["run.ended succeeded", 1],
      ...workflow.effects.map((step): [string, number] => [`${step} pass`, 1]),
      ...workflow.skipped.map((step): [string, number] => [`${step} skipped`, 1]),
      ...Object.entries(workflow.failures).flatMap(([step, failures]): [string, number][] => [
        [`${step} error`, failures],
        [`${step} pass`, 1],
      ]),
    ]);
    for (const key of audit.get(id)?.keys() ?? []) {
      // The ends of waits and of lists as a whole.
      if (/^s\d+ pass$/.test(key) && !entries.has(key)) entries.set(key, 1);
    }
    compare(damage, id, "audit entry", audit.get(id), entries);
  }
  return damage;
}

async function counts(db: DatabaseHandle, sql: string): Promise<Map<string, Map<string, number>>> {
  const { rows } = await db.query<{ run_id: string | null; key: string; count: string }>(
    `select run_id, key, count(*) from (${sql}) found group by run_id, key`,
  );
  const byRun = new Map<string, Map<string, number>>();
  for (const row of rows) {
    if (row.run_id === null) continue;
    const keys = byRun.get(row.run_id) ?? new Map<string, number>();
    byRun.set(row.run_id, keys.set(row.key, Number(row.count)));
  }
  return byRun;
}

function compare(
  damage: string[],
  run: string,
  what: string,
  found: ReadonlyMap<string, number> | undefined,
  expected: ReadonlyMap<string, number>,
): void {
  for (const key of new Set([...(found?.keys() ?? []), ...expected.keys()])) {
    const [has, should] = [found?.get(key) ?? 0, expected.get(key) ?? 0];
    if (has !== should) damage.push(`${run}: ${what} "${key}" is there ${has} times, not ${should}`);
  }
}
