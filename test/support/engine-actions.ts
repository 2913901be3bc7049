import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import type { ActionDefinition, ActionHost, Json, JsonObject, Log } from "../../src/core/index.ts";
import {
  createDataCipher,
  defineAction,
  ProbityError,
  silentLog,
  systemClock,
} from "../../src/core/index.ts";
import { builtinActions } from "../../src/definitions/index.ts";

/** What engines of tests have in common, also those in processes of their own. */
export const cipher = createDataCipher(new Uint8Array(32).fill(7));
/**
 * Actions for tests: `effect` leaves one row per completed call in `test_effect`, `flaky`
 * fails as often as it is told first, `sleep` takes its time, `judge` concludes what it is told.
 */
export function testActions(): Map<string, ActionDefinition> {
  const note = z.strictObject({ value: z.json().optional(), ms: z.number().default(0) });
  const output = z.object({ value: z.json().optional() });
  const effect = defineAction({
    id: "effect",
    version: "1",
    summary: "Leaves a row.",
    effects: "local",
    input: note,
    output,
    example: {},
    load: async () => async (input, call) => {
      const { value, ms } = note.parse(input);
      if (ms > 0) await sleep(ms);
      return {
        outcome: "pass",
        output: value === undefined ? {} : { value },
        summary: "done",
        evidence: [{ id: "test.effect", outcome: "pass", summary: "left a row" }],
        commit: async (tx, note) => {
          await tx.query("insert into public.test_effect (run_id, step_id, attempt) values ($1, $2, $3)", [
            call.runId,
            call.stepId,
            call.attempt,
          ]);
          if (value === "noted")
            await note([{ action: "test.left", status: "done", details: { attempt: call.attempt } }]);
        },
      };
    },
  });
  const flaky = defineAction({
    id: "flaky",
    version: "1",
    summary: "Fails first.",
    effects: "none",
    input: z.strictObject({ failures: z.int(), terminal: z.boolean().default(false) }),
    output: z.object({ attempt: z.int() }),
    example: { failures: 1 },
    load: async () => async (input, call) => {
      const { failures, terminal } = input as { failures: number; terminal: boolean };
      if (call.attempt <= failures) {
        throw new ProbityError("HTTP_REQUEST_FAILED", `failure ${call.attempt}`, { retryable: !terminal });
      }
      return { outcome: "pass", output: { attempt: call.attempt }, summary: "at last", evidence: [] };
    },
  });
  const slow = defineAction({
    id: "sleep",
    version: "1",
    summary: "Takes its time, and stops when told to.",
    effects: "none",
    input: z.strictObject({ ms: z.number() }),
    output: z.object({}),
    example: { ms: 1 },
    load: async () => async (input, call) => {
      await sleep((input as { ms: number }).ms, undefined, { signal: call.signal });
      return { outcome: "pass", output: {}, summary: "slept", evidence: [] };
    },
  });
  const judge = defineAction({
    id: "judge",
    version: "1",
    summary: "Concludes what it is told.",
    effects: "none",
    input: z.strictObject({ outcome: z.enum(["pass", "review", "fail"]), output: z.json().optional() }),
    output: z.looseObject({}),
    example: { outcome: "pass" },
    load: async () => async (input) => {
      const { outcome, output } = input as { outcome: "pass"; output?: Json };
      return {
        outcome,
        output: (output ?? {}) as JsonObject,
        summary: outcome,
        evidence: [],
        versions: { policy: "p1" },
      };
    },
  });
  const secretive = defineAction({
    id: "secretive",
    version: "1",
    summary: "Is given a secret and tells its length.",
    effects: "external",
    input: z.strictObject({ token: z.string() }),
    output: z.object({ length: z.int() }),
    example: { token: "x" },
    load: async () => async (input) => {
      const { token } = input as { token: string };
      return { outcome: "pass", output: { length: token.length }, summary: "told", evidence: [] };
    },
  });
  return new Map(
    [...builtinActions, effect, flaky, slow, judge, secretive].map((action) => [action.id, action]),
  );
}

export function hostFor(db: ActionHost["db"], log: Log = silentLog): ActionHost {
  return {
    db,
    clock: systemClock,
    cipher,
    log,
    home: "/nonexistent",
    filesRoot: "/nonexistent",
    config: () => undefined,
    secret(name) {
      if (name === "TOKEN") return "s3cret-value";
      throw new ProbityError("SECRET_MISSING", `secret ${name} is not set`);
    },
  };
}

/** The table the action `effect` leaves its rows in. */
export async function createEffectTable(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`
    create table public.test_effect (id bigint generated always as identity primary key,
      run_id text not null, step_id text not null, attempt integer not null);
    grant select, insert on public.test_effect to probity_app`);
  await owner.end();
}
