import { afterAll, beforeAll, expect, test } from "vitest";
import { bob, type TestEngine, testEngine } from "../../test/support/engine.ts";
import { silentLog } from "../core/index.ts";
import { startDuties } from "./duties.ts";
import { eachInTurn } from "./each-in-turn.ts";

let t: TestEngine;
let letGo = () => {};
let held = false;
beforeAll(async () => {
  t = await testEngine({
    onOperationalAlert() {
      held = true;
      return new Promise<void>((resolve) => {
        letGo = resolve;
      });
    },
  });
});
afterAll(async () => {
  letGo();
  await t.close();
});

test("each item has its turn although the first one fails, and the failure is heard of", async () => {
  const done: number[] = [];
  const work = async (item: number) => {
    if (item === 1) throw new Error("broken");
    done.push(item);
  };
  await expect(eachInTurn([1, 2, 3], work)).rejects.toThrow("broken");
  expect(done).toEqual([2, 3]);
});

test("a duty that fails keeps no other from its turn, and one of the leader waits for the lead", async () => {
  const done: string[] = [];
  let leads = false;
  const duty = (name: string, leader: boolean, fails = false) => ({
    name,
    everyMs: 0,
    leads: leader,
    async work() {
      done.push(name);
      if (fails) throw new Error("broken");
    },
  });
  const duties = startDuties({
    log: silentLog,
    everyMs: 5,
    leads: () => leads,
    duties: [duty("broken", false, true), duty("own", false), duty("everybody's", true)],
  });
  await expect.poll(() => done.length, { interval: 5 }).toBeGreaterThan(3);
  expect(done.slice(0, 4)).toEqual(["broken", "own", "broken", "own"]);
  leads = true;
  await expect.poll(() => done, { interval: 5 }).toContain("everybody's");
  await duties.stop();
  const { length } = done;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(done).toHaveLength(length);
});

test("a leader whose duty takes longer than its lease beats on and keeps the lead", async () => {
  const id = await t.deploy(`
workflow:
  id: refused
  name: Refused
  trigger: { list_update: [ofac-sdn] }
  concurrency: { key: one, limit: 1, on_limit: reject }
  steps:
    - { id: a, name: A, action: human_review }
`);
  await t.run(id);
  await t.engine.listUpdated({ list: "ofac-sdn", version: "v1", actor: bob });
  await expect.poll(() => held, { timeout: 5_000 }).toBe(true);
  const other = await t.another();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await other.workers()).toMatchObject([{ alive: true }]);
  const { rows } = await t.database.db.query<{ leads: boolean }>(
    "select leads_until > clock_timestamp() as leads from probity.leader",
  );
  expect(rows).toEqual([{ leads: true }]);
});
