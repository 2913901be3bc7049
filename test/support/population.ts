import { appendAuditEntries } from "../../src/audit/index.ts";
import { type Clock, createDataCipher, type Database, silentLog } from "../../src/core/index.ts";
import { type CustomerRecord, createCustomerRegister, openRecord } from "../../src/customers/index.ts";
import { packSnapshot } from "../../src/screening/lists/snapshot.ts";
import { type Party, type PartyName, scriptOf, sealParty } from "../../src/screening/party/party.ts";
import { defaultPolicy } from "../../src/screening/policy.ts";
import type { Population } from "../../src/screening/population/population.ts";

/** The data key of a test; both sides of a killed process need the same. */
export const testKey = Buffer.alloc(32, 7);

const actor = { kind: "service", id: "test", via: "test" } as const;

/** A register and the population over it, on a real database, wired as the application does. */
export function testPopulation(db: Database, clock: Clock) {
  const cipher = createDataCipher(testKey);
  const register = createCustomerRegister({ db, clock, cipher, check: () => {} });
  const population: Population = {
    db,
    clock,
    cipher,
    log: silentLog,
    policy: () => defaultPolicy,
    open({ id, sealed }) {
      const record = openRecord(cipher, id, sealed);
      return { ref: record.ref, query: queryOf(record) };
    },
    audit: (tx, events) =>
      appendAuditEntries(
        tx,
        events.map((event) => ({ ...event, actor, stream: "customers" })),
      ),
  };
  return { register, population, actor };
}

export function queryOf(record: CustomerRecord) {
  return {
    names: record.names,
    type: record.type,
    birthDate: record.birthDate,
    countries: [...record.countries, ...record.nationalities],
    gender: record.gender,
    identifiers: record.identifiers,
  };
}

/** A list entry with the given names, the first of them primary. */
export function listed(
  list: string,
  id: string,
  names: readonly string[],
  more: Partial<Omit<Party, "contentHash" | "names" | "id" | "list">> = {},
): Party {
  return sealParty({
    id,
    list,
    type: "person",
    names: names.map(
      (text, at): PartyName => ({
        text,
        kind: at === 0 ? "primary" : "alias",
        quality: "strong",
        script: scriptOf(text),
      }),
    ),
    birthDates: [],
    birthPlaces: [],
    nationalities: [],
    countries: [],
    identifiers: [],
    addresses: [],
    programmes: [],
    references: [],
    linkedTo: [],
    secondarySanctions: false,
    ...more,
  });
}

/** Makes these parties the current version of a list, without the safeguards of an import. */
export async function publish(
  db: Database,
  list: string,
  parties: readonly Party[],
  at: Date,
): Promise<string> {
  const { hash, content } = packSnapshot(list, parties);
  await db.query(
    `insert into probity.list_snapshot
       (hash, list, entities, names, weak_names, source, imported_at, imported_by, content)
     values ($1, $2, $3, $3, 0, 'test', $4, 'test', $5) on conflict do nothing`,
    [hash, list, parties.length, at, content],
  );
  await db.query(
    `insert into probity.list_current (list, hash, changed_at) values ($1, $2, $3)
     on conflict (list) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [list, hash, at],
  );
  return hash;
}
