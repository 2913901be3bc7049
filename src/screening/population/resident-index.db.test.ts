import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { testPopulation } from "../../../test/support/population.ts";
import { type Database, fixedClock } from "../../core/index.ts";
import { createResidentIndex } from "./resident-index.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

test("whoever asks for the customers gets those registered before, also while an earlier look goes on", async () => {
  const { register, population, actor } = testPopulation(database.db, fixedClock("2026-11-23T10:00:00Z"));
  const looked = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const slow: Database = {
    ...database.db,
    async query(text, values) {
      const answer = await database.db.query(text, values);
      if (text.includes("customer_to_screen")) {
        looked.resolve();
        await goOn.promise;
      }
      return answer as Awaited<ReturnType<Database["query"]>> as never;
    },
  };
  const index = createResidentIndex();
  const earlier = index.refresh({ ...population, db: slow });
  await looked.promise;
  await register.upsert({ ref: "1", name: "Ada King" }, actor);
  const later = [index.refresh(population), index.refresh(population)];
  goOn.resolve();
  await Promise.all([earlier, ...later]);
  expect(index.size()).toMatchObject({ customers: 1, segments: 1 });
});
