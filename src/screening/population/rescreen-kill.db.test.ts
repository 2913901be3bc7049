import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { listed, publish, testPopulation } from "../../../test/support/population.ts";
import { systemClock } from "../../core/index.ts";
import { coverageProof } from "./proof.ts";
import { rescreen } from "./rescreen.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

const CUSTOMERS = 4_000;

test("a process killed with SIGKILL loses no customer and screens none twice; another goes on where it was", async () => {
  const { register, population, actor } = testPopulation(database.db, systemClock);
  const names = ["Viktor Anatolievich Drozdov-Petrenko", "Marta Lindqvist", "Gunilla Pettersson"];
  async function* rows() {
    for (let at = 0; at < CUSTOMERS; at++) {
      const [countries, nationalities, identifiers] = [[], [], []];
      const name = names[at % names.length] ?? "";
      const customer = {
        ref: `${at}`,
        type: "person" as const,
        names: [name],
        countries,
        nationalities,
        identifiers,
      };
      yield { line: at + 1, customer };
    }
  }
  await register.importRows(rows(), actor);
  await publish(
    database.db,
    "sdn",
    [listed("sdn", "1", ["DROZDOV-PETRENKO, Viktor Anatolievich"])],
    systemClock.now(),
  );
  const script = join(import.meta.dirname, "../../../test/support/rescreen-process.ts");
  const child = spawn(process.execPath, [script, database.appUrl], { stdio: ["ignore", "pipe", "inherit"] });
  let chunks = 0;
  for await (const text of child.stdout) {
    chunks += String(text).split("chunk").length - 1;
    if (chunks >= 3) break;
  }
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");

  const before = await outcomes();
  expect(before.rows).toBeGreaterThan(0);
  expect(before.rows).toBeLessThan(CUSTOMERS);
  const done = await rescreen(population, { mode: "delta", actor: "user:after" });
  expect(done).toMatchObject({ state: "done", customers: CUSTOMERS, screened: 0 });
  expect(await outcomes()).toEqual({ rows: CUSTOMERS, customers: CUSTOMERS });
  const { rows: hits } = await database.db.query<{ n: string }>(
    "select count(*) as n from probity.customer_hit",
  );
  const { rows: entries } = await database.db.query<{ n: string }>(
    "select count(*) as n from audit.entry where action = 'customer.rescreened'",
  );
  const expected = String(Math.ceil(CUSTOMERS / names.length));
  expect([hits[0]?.n, entries[0]?.n]).toEqual([expected, expected]);
  expect((await coverageProof(database.db, systemClock.now())).lists).toMatchObject([
    { covered: CUSTOMERS, behind: 0 },
  ]);
}, 120_000);

async function outcomes(): Promise<{ rows: number; customers: number }> {
  const { rows } = await database.db.query<{ n: string; customers: string }>(
    "select count(*) as n, count(distinct customer_id) as customers from probity.customer_outcome",
  );
  return { rows: Number(rows[0]?.n), customers: Number(rows[0]?.customers) };
}
