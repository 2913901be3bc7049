import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { listed, publish, queryOf, testPopulation } from "../../../test/support/population.ts";
import { canonicalJson, fixedClock, type JsonObject, newId } from "../../core/index.ts";
import type { Party } from "../party/party.ts";
import { defaultPolicy } from "../policy.ts";
import { customerKeys } from "../suppression.ts";
import { suppressionSealContext } from "../suppression-store.ts";
import type { FindCandidates } from "./candidates.ts";
import { scanCandidates } from "./candidates.ts";
import { forwardOver } from "./forward.ts";
import { coverageProof } from "./proof.ts";
import { rescreen } from "./rescreen.ts";
import { createResidentIndex } from "./resident-index.ts";
import { hitSealContext } from "./screen-chunk.ts";

const clock = fixedClock("2026-11-23T10:00:00Z");
let database: TestDatabase;
let setup: ReturnType<typeof testPopulation>;

beforeEach(async () => {
  database = await testDatabase();
  setup = testPopulation(database.db, clock);
});
afterEach(() => database.close());

const register = (ref: string, name: string, more: JsonObject = {}) =>
  setup.register.upsert({ ref, name, ...more }, setup.actor);
const run = (mode: "delta" | "full" = "delta", findCandidates?: FindCandidates) =>
  rescreen(setup.population, { mode, actor: "user:test", findCandidates });

interface HitRow extends Record<string, unknown> {
  readonly customer_id: string;
  readonly list: string;
  readonly entity_id: string;
  readonly state: string;
  readonly closed_because: string | null;
  readonly hit_sealed: string;
}

async function hitRows(): Promise<HitRow[]> {
  const { rows } = await database.db.query<HitRow>(
    "select * from probity.customer_hit order by customer_id, list, entity_id",
  );
  return rows;
}

async function outcomes(ref: string) {
  const { id } = await setup.register.get(ref);
  const { rows } = await database.db.query(
    "select decision, hits, new_hits, changed_hits, closed_hits from probity.customer_outcome where customer_id = $1 order by id",
    [id],
  );
  return rows;
}

async function auditOf(action: string): Promise<{ status: string; details: JsonObject }[]> {
  const { rows } = await database.db.query<{ status: string; details: JsonObject }>(
    "select status, convert_from(body, 'UTF8')::jsonb->'details' as details from audit.entry where action = $1 order by id",
    [action],
  );
  return rows;
}

const drozdov = (more = {}) => listed("sdn", "1", ["DROZDOV-PETRENKO, Viktor Anatolievich"], more);
const other = listed("sdn", "2", ["QADIR, Nasrullah Zabihullah"]);

describe("re-screening the customers", () => {
  test("the first one screens everybody, writes an outcome for each and proves it", async () => {
    const hash = await publish(database.db, "sdn", [drozdov(), other], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    await register("2", "Marta Lindqvist");
    const done = await run();
    expect(done).toMatchObject({
      mode: "full",
      state: "done",
      screened: 2,
      customers: 2,
      newHits: 1,
      closedHits: 0,
    });
    expect((await outcomes("2"))[0]).toMatchObject({ decision: "clear", hits: 0 });
    expect((await outcomes("1"))[0]).toMatchObject({ hits: 1, new_hits: 1 });
    expect(await coverageProof(database.db, clock.now())).toMatchObject({
      customers: 2,
      lists: [{ list: "sdn", version: hash, appliedVersion: hash, covered: 2, behind: 0 }],
    });
    const [proof] = await auditOf("rescreening.completed");
    expect(proof?.details).toMatchObject({
      listVersions: { sdn: hash },
      customers: 2,
      behind: 0,
      newHits: 1,
      appliedBy: "2026-11-23T10:00:00.000Z",
    });
    expect(await auditOf("customer.rescreened")).toMatchObject([{ details: { newHits: 1, openHits: 1 } }]);
  });

  test("a name that is added hits its customer, and nobody else is screened", async () => {
    await publish(database.db, "sdn", [other], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    await register("2", "Marta Lindqvist");
    await run();
    await publish(database.db, "sdn", [other, drozdov()], clock.now());
    expect(await run()).toMatchObject({
      mode: "delta",
      screened: 1,
      entriesChanged: 1,
      newHits: 1,
      customers: 2,
    });
    expect(await outcomes("1")).toMatchObject([{ hits: 0 }, { hits: 1, new_hits: 1 }]);
    expect(await outcomes("2")).toHaveLength(1);
  });

  test.each([
    ["is removed", [other], "entry_removed"],
    ["is renamed", [other, listed("sdn", "1", ["Pettersson, Gunilla"])], "entry_changed"],
  ])(
    "a hit whose entry %s is closed with the reason, and the outcome is written",
    async (_what, after, because) => {
      await publish(database.db, "sdn", [drozdov(), other], clock.now());
      await register("1", "Viktor Anatolievich Drozdov-Petrenko");
      await run();
      await publish(database.db, "sdn", after, clock.now());
      expect(await run()).toMatchObject({ mode: "delta", closedHits: 1, newHits: 0 });
      expect(await hitRows()).toMatchObject([{ state: "closed", closed_because: because }]);
      expect(await outcomes("1")).toMatchObject([
        { hits: 1 },
        { decision: "clear", hits: 0, closed_hits: 1 },
      ]);
      expect(await auditOf("customer.rescreened")).toMatchObject([
        {},
        { details: { closedHits: 1, openHits: 0 } },
      ]);
    },
  );

  test("a list that is no longer there closes its hits", async () => {
    await publish(database.db, "sdn", [drozdov()], clock.now());
    await publish(database.db, "un", [other], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    await run();
    await asOwner("delete from probity.list_current where list = 'sdn'");
    await run();
    expect(await hitRows()).toMatchObject([{ state: "closed", closed_because: "list_removed" }]);
  });

  test("an outcome row is written even when a re-screening changes nothing", async () => {
    await publish(database.db, "sdn", [drozdov()], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    await run();
    await run("full");
    expect(await outcomes("1")).toMatchObject([{ new_hits: 1 }, { hits: 1, new_hits: 0, changed_hits: 0 }]);
  });

  test("a customer that is new, changed, closed or opened again is brought up to date", async () => {
    await publish(database.db, "sdn", [drozdov()], clock.now());
    await register("1", "Marta Lindqvist");
    await run();
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    await register("2", "Viktor Drozdov-Petrenko");
    expect(await run()).toMatchObject({ mode: "delta", screened: 2, newHits: 2 });
    await setup.register.close("1", "left", setup.actor);
    expect(await run()).toMatchObject({ screened: 1, closedHits: 1, customers: 1 });
    expect((await hitRows()).map((row) => row.closed_because).sort()).toEqual(["customer_closed", null]);
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    expect(await run()).toMatchObject({ screened: 1, newHits: 1, customers: 2 });
    expect(await run()).toMatchObject({ screened: 0, newHits: 0, customers: 2 });
  });

  test("a changed record without the resemblance closes the hit", async () => {
    await publish(database.db, "sdn", [drozdov()], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    await run();
    await register("1", "Gunilla Pettersson");
    await run();
    expect(await hitRows()).toMatchObject([{ state: "closed", closed_because: "customer_changed" }]);
  });

  test("a customer changed to and fro while a delta goes on is not missed", async () => {
    await publish(database.db, "sdn", [other], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    await run();
    await publish(database.db, "sdn", [other, drozdov()], clock.now());
    // Looked through while the customer has another name, which it has no more when the delta ends.
    const find: FindCandidates = async (...args) => {
      await register("1", "Gunilla Pettersson");
      const found = await scanCandidates(...args);
      await register("1", "Viktor Anatolievich Drozdov-Petrenko");
      return found;
    };
    expect(await run("delta", find)).toMatchObject({ newHits: 1, customers: 1 });
  });

  test("who is not at the current version yet is counted", async () => {
    const first = await publish(database.db, "sdn", [drozdov()], clock.now());
    await register("1", "Marta Lindqvist");
    await run();
    await register("2", "Gunilla Pettersson");
    expect((await coverageProof(database.db, clock.now())).lists).toMatchObject([{ covered: 1, behind: 1 }]);
    const second = await publish(database.db, "sdn", [drozdov(), other], clock.now());
    expect((await coverageProof(database.db, clock.now())).lists).toMatchObject([
      { version: second, appliedVersion: first, covered: 0, behind: 2 },
    ]);
    await run();
    expect((await coverageProof(database.db, clock.now())).lists).toMatchObject([{ covered: 2, behind: 0 }]);
  });

  test("hits stand in the database only sealed, and the log names nobody", async () => {
    await publish(database.db, "sdn", [drozdov()], clock.now());
    await register("SSN-77", "Viktor Anatolievich Drozdov-Petrenko");
    await run();
    const { rows } = await database.db.query("select convert_from(body, 'UTF8') as body from audit.entry");
    expect(JSON.stringify([await hitRows(), rows])).not.toMatch(/drozdov|SSN-77/i);
  });

  test("does not begin on a list that is out of date where the policy forbids it, and says who is behind", async () => {
    const DAY_MS = 86_400_000;
    const clockOfLists = fixedClock("2026-11-23T10:00:00Z");
    await publish(database.db, "sdn", [drozdov()], clockOfLists.now());
    await publish(database.db, "own", [other], clockOfLists.now());
    const { customer } = await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    const under = (onStale: "alert" | "fail_closed") =>
      rescreen(
        {
          ...setup.population,
          clock: clockOfLists,
          policy: () => ({ ...defaultPolicy, lists: { sdn: { onStale } } }),
          staleAfterMs: (list) => (list === "sdn" ? DAY_MS : undefined),
        },
        { mode: "delta", actor: "user:test" },
      );
    clockOfLists.advance(DAY_MS + 1);
    await expect(under("fail_closed")).rejects.toMatchObject({
      code: "LIST_STALE",
      message: expect.stringContaining("sdn (unconfirmed since 2026-11-23T10:00:00.000Z)"),
    });
    expect(await auditOf("rescreening.started")).toEqual([]);
    expect((await coverageProof(database.db, clockOfLists.now())).lists).toMatchObject([
      { behind: 1 },
      { behind: 1 },
    ]);
    expect(await hitRows()).toEqual([]);
    expect((await under("alert")).newHits, "the default goes on").toBe(1);
    await publish(database.db, "sdn", [drozdov({ remarks: "confirmed" })], clockOfLists.now());
    expect((await under("fail_closed")).state, "once it is confirmed").toBe("done");
    expect((await hitRows()).map((row) => row.customer_id)).toEqual([customer.id]);
  });

  test("without a list nobody is called clear", async () => {
    await register("1", "Marta Lindqvist");
    await expect(run()).rejects.toMatchObject({ code: "LIST_MISSING" });
  });
});

async function asOwner(sql: string): Promise<void> {
  const { default: pg } = await import("pg");
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(sql);
  await owner.end();
}

describe("suppressed hits", () => {
  async function suppress(ref: string, until: string): Promise<void> {
    const { id } = await setup.register.get(ref);
    const { rows } = await database.db.query<{
      list: string;
      entity_id: string;
      entry_hash: string;
      customer_hash: string;
    }>("select list, entity_id, entry_hash, customer_hash from probity.customer_hit where customer_id = $1", [
      id,
    ]);
    const [hit] = rows;
    const screening = newId("screening", clock.now().getTime());
    await asOwner(`insert into probity.screening
      (id, at, decision, hits, input_sealed, result_sealed, input_index, result_hash, list_versions, policy_version, engine_version, statistic_version)
      values ('${screening}', now(), 'review', 1, '', '', '', '', '{}', '', '', '')`);
    const suppression = newId("suppression", clock.now().getTime());
    await database.db.query(
      `insert into probity.suppression (id, state, list, entity_id, entry_hash, customer_hash, customer_index, screening_id,
         subject_sealed, reason_sealed, until, proposed_by, proposed_at)
       values ($1, 'proposed', $2, $3, $4, $5, $6, $7, '', $8, $9, 'user:maker', $10)`,
      [
        suppression,
        hit?.list,
        hit?.entity_id,
        hit?.entry_hash,
        hit?.customer_hash,
        customerKeys(setup.population.cipher, { names: [] }, ref).customerIndex,
        screening,
        setup.population.cipher.seal("another person", suppressionSealContext("reason", suppression)),
        until,
        clock.now(),
      ],
    );
    await database.db.query(
      "update probity.suppression set state = 'active', approved_by = 'user:checker', approved_at = $2 where id = $1",
      [suppression, clock.now()],
    );
  }

  beforeEach(async () => {
    await publish(database.db, "sdn", [drozdov(), other], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    await run();
    await suppress("1", "2027-01-01T00:00:00Z");
  });

  test("one that people set aside is no open hit any more, and stays so", async () => {
    expect(await run()).toMatchObject({ mode: "delta", screened: 1, changedHits: 1 });
    expect(await hitRows()).toMatchObject([{ state: "suppressed" }]);
    expect((await outcomes("1")).at(-1)).toMatchObject({ decision: "clear", hits: 1 });
    expect(await run()).toMatchObject({ newHits: 0, changedHits: 0 });
  });

  test("a changed entry opens it again by itself", async () => {
    await run();
    await publish(database.db, "sdn", [drozdov({ remarks: "also of Murmansk" }), other], clock.now());
    expect(await run()).toMatchObject({ changedHits: 1 });
    expect(await hitRows()).toMatchObject([{ state: "open" }]);
    expect(await auditOf("suppression.ended")).toMatchObject([
      { status: "reopened", details: { why: "entry_changed" } },
    ]);
  });

  test("a changed customer opens it again by itself", async () => {
    await run();
    await register("1", "Viktor Anatolievich Drozdov-Petrenko", { birth_date: "1971" });
    await run();
    expect(await hitRows()).toMatchObject([{ state: "open" }]);
    expect(await auditOf("suppression.ended")).toMatchObject([{ details: { why: "customer_changed" } }]);
  });

  test("one that is over is open again at the next re-screening, whatever else changed", async () => {
    await run();
    const later = { ...setup.population, clock: fixedClock("2027-01-02T00:00:00Z") };
    expect(await rescreen(later, { mode: "delta", actor: "user:test" })).toMatchObject({ changedHits: 1 });
    expect(await hitRows()).toMatchObject([{ state: "open" }]);
  });
});

describe("going on after an interruption", () => {
  test("one that stopped in the middle is brought to its end, each customer once", async () => {
    await publish(database.db, "sdn", [drozdov()], clock.now());
    async function* many() {
      for (let at = 0; at < 1_200; at++) {
        const customer = {
          ref: `${at}`,
          type: "person" as const,
          names: [`Marta ${at} Lindqvist`],
          countries: [],
          nationalities: [],
          identifiers: [],
        };
        yield { line: at, customer };
      }
    }
    await setup.register.importRows(many(), setup.actor);
    const stop = new AbortController();
    const stopped = rescreen(setup.population, {
      mode: "full",
      actor: "user:test",
      signal: stop.signal,
      onProgress: (done) => done >= 500 && stop.abort(),
    });
    await expect(stopped).rejects.toThrow(/abort/i);
    expect((await coverageProof(database.db, clock.now())).lists).toMatchObject([
      { covered: 0, behind: 1_200 },
    ]);
    const ended: [string, number][] = [];
    const done = await rescreen(setup.population, {
      mode: "delta",
      actor: "user:test",
      onEnded: ({ mode, screened }) => ended.push([mode, screened]),
    });
    expect(ended, "what it came to is told").toEqual([["full", 1_200]]);
    expect(done).toMatchObject({ mode: "delta", screened: 0 });
    const { rows } = await database.db.query<{ n: string; each: string }>(
      "select count(*) as n, count(distinct customer_id) as each from probity.customer_outcome",
    );
    expect(rows).toEqual([{ n: "1200", each: "1200" }]);
    expect((await coverageProof(database.db, clock.now())).lists).toMatchObject([
      { covered: 1_200, behind: 0 },
    ]);
  });

  test("a delta that was left behind ends against its own versions before the next begins", async () => {
    await publish(database.db, "sdn", [drozdov(), other], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    await run();
    await publish(database.db, "sdn", [other], clock.now());
    const broken: FindCandidates = () => Promise.reject(new Error("the power went"));
    await expect(run("delta", broken)).rejects.toThrow("the power went");
    await publish(database.db, "sdn", [drozdov(), other], clock.now());
    await run();
    expect((await hitRows()).map((row) => row.state)).toEqual(["open"]);
    expect((await auditOf("rescreening.completed")).length).toBe(3);
  });

  test("asked again under the same key, what was found is told again", async () => {
    await publish(database.db, "sdn", [drozdov()], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    const ask = (findCandidates?: FindCandidates) =>
      rescreen(setup.population, { mode: "delta", actor: "user:test", key: "run_1/step", findCandidates });
    const first = await ask();
    expect(first.newHits).toBe(1);
    expect(await ask()).toEqual(first);
    await register("2", "Viktor Drozdov-Petrenko");
    expect(await ask()).toEqual(first);
    expect((await run()).newHits).toBe(1);
  });

  test("one that broke under a key is ended and told under it", async () => {
    await publish(database.db, "sdn", [other], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    await run();
    await publish(database.db, "sdn", [other, drozdov()], clock.now());
    const ask = (findCandidates?: FindCandidates) =>
      rescreen(setup.population, { mode: "delta", actor: "user:test", key: "run_1/step", findCandidates });
    await expect(ask(() => Promise.reject(new Error("the power went")))).rejects.toThrow("the power went");
    expect(await ask()).toMatchObject({ newHits: 1, requestKey: "run_1/step" });
    expect((await auditOf("rescreening.completed")).length).toBe(2);
  });

  test("two at once: the second waits and finds nothing left to do", async () => {
    await publish(database.db, "sdn", [drozdov()], clock.now());
    await register("1", "Viktor Anatolievich Drozdov-Petrenko");
    const both = await Promise.all([run(), run()]);
    expect(both.map((one) => one.screened).sort()).toEqual([0, 1]);
    expect(await outcomes("1")).toHaveLength(1);
  });
});

describe("a delta and a full re-screening", () => {
  const given = [
    "Viktor",
    "Nasrullah",
    "Zabihullah",
    "Marta",
    "Gunilla",
    "Ekaterina",
    "Abdulrahman",
    "Yevgeny",
    "Liu",
  ];
  const family = [
    "Drozdov",
    "Petrenko",
    "Qadirov",
    "Lindqvist",
    "Pettersson",
    "Kestreleva",
    "Al-Masri",
    "Wei",
    "Prigozhin",
  ];
  const name = fc
    .tuple(
      fc.constantFrom(...given),
      fc.option(fc.constantFrom(...given)),
      fc.constantFrom(...family),
      fc.boolean(),
    )
    .map(([one, two, last, comma]) => {
      const first = [one, two].filter((part) => part !== null).join(" ");
      return comma ? `${last.toUpperCase()}, ${first}` : `${first} ${last}`;
    });
  const facts = fc.record(
    {
      birth: fc.constantFrom("1970", "1971-03-09", "1985"),
      country: fc.constantFrom("RU", "SE", "IR"),
      passport: fc.constantFrom("X1234567", "Y7654321"),
    },
    { requiredKeys: [] },
  );
  const entry = fc.record({
    id: fc.integer({ min: 1, max: 12 }),
    names: fc.array(name, { minLength: 1, maxLength: 3 }),
    facts,
  });
  const entries = fc.uniqueArray(entry, { minLength: 1, maxLength: 10, selector: (one) => one.id });
  const customer = fc.record({ ref: fc.integer({ min: 1, max: 30 }).map(String), name, facts });
  const customers = fc.uniqueArray(customer, { minLength: 1, maxLength: 25, selector: (one) => one.ref });

  type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;
  type Given = typeof customer extends fc.Arbitrary<infer T> ? T : never;

  const partyOf = (list: string, { id, names, facts: { birth, country, passport } }: Entry): Party =>
    listed(list, String(id), names, {
      birthDates: birth === undefined ? [] : [{ from: birth }],
      countries: country === undefined ? [] : [country],
      identifiers: passport === undefined ? [] : [{ kind: "passport", value: passport }],
    });
  const recordOf = ({ ref, name: text, facts: { birth, country, passport } }: Given) => ({
    ref,
    name: text,
    ...(birth === undefined ? {} : { birth_date: birth }),
    ...(country === undefined ? {} : { country }),
    ...(passport === undefined ? {} : { identifiers: [{ kind: "passport", value: passport }] }),
  });

  test.each([
    ["that looks through all customers", () => scanCandidates],
    ["by an index of the customers", () => createResidentIndex().find],
  ])(
    "a delta %s finds the very hits of a full one: random lists, random customers",
    async (_how, finder) => {
      let hits = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(entries, { minLength: 2, maxLength: 3 }),
          customers,
          customers,
          async (states, some, changed) => {
            const own = await testDatabase({ maxConnections: 3 });
            const { register: ownRegister, population, actor } = testPopulation(own.db, clock);
            try {
              const find = finder();
              const constant = listed("un", "1", ["DROZDOV, Viktor"]);
              await publish(own.db, "un", [constant], clock.now());
              let current: Party[] = [];
              for (const [at, state] of states.entries()) {
                current = state.map((one) => partyOf("sdn", one));
                await publish(own.db, "sdn", current, clock.now());
                for (const one of at === 0 ? some : at === 1 ? changed : [])
                  await ownRegister.upsert(recordOf(one), actor);
                const done = await rescreen(population, {
                  mode: "delta",
                  actor: "user:test",
                  findCandidates: find,
                });
                expect(done.mode).toBe(at === 0 ? "full" : "delta");
              }
              const full = forwardOver([...current, constant], { sdn: "", un: "" }, defaultPolicy);
              const { rows } = await own.db.query<HitRow>(
                "select * from probity.customer_hit where state <> 'closed'",
              );
              const found = rows.map(
                (row) =>
                  `${row.customer_id} ${canonicalJson(population.cipher.open(row.hit_sealed, hitSealContext(row.customer_id)))}`,
              );
              const { items } = await ownRegister.list({ limit: 100 });
              const wanted = items.flatMap(({ id, record }) =>
                full.screen(queryOf(record)).hits.map((hit) => `${id} ${canonicalJson(hit)}`),
              );
              expect(found.sort()).toEqual(wanted.sort());
              hits += found.length;
            } finally {
              await own.close();
            }
          },
        ),
        { numRuns: 12 },
      );
      expect(hits).toBeGreaterThan(10);
    },
    120_000,
  );
});
