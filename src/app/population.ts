import { join } from "node:path";
import { appendAuditEntries } from "../audit/index.ts";
import type { ActionHost, Database } from "../core/index.ts";
import { type CustomerRecord, openRecord } from "../customers/index.ts";
import {
  createResidentIndex,
  INDEX_FOLDER,
  type Population,
  policyInForce,
  type ResidentIndex,
  readListSources,
  readPolicies,
  type ScreeningQuery,
} from "../screening/index.ts";
import type { Actor } from "./probity.ts";

/** The customers as re-screening sees them, and what it does in the name of an actor. */
export function populationOf(
  host: Pick<ActionHost, "db" | "clock" | "cipher" | "log" | "config" | "home">,
  actor: Actor,
): Population {
  const { db, clock, cipher, log } = host;
  const section = host.config("screening");
  const policies = readPolicies(section);
  const sources = new Map(readListSources(section).map((source) => [source.id, source]));
  return {
    db,
    clock,
    cipher,
    log,
    cacheFolder: join(host.home, INDEX_FOLDER),
    policy: () => policyInForce(policies, clock.now()),
    staleAfterMs: (list) => sources.get(list)?.staleAfterMs,
    open({ id, sealed }) {
      const record = openRecord(cipher, id, sealed);
      return { ref: record.ref, query: screeningQueryOf(record) };
    },
    audit: (tx, events) =>
      appendAuditEntries(
        tx,
        events.map((event) => ({ ...event, actor, stream: "customers" })),
      ),
  };
}

/** Whom to screen for a customer's record; its risk tier is no fact about who it is. */
export function screeningQueryOf(record: CustomerRecord): ScreeningQuery {
  const { names, type, birthDate, countries, nationalities, gender, identifiers } = record;
  return {
    names,
    type,
    birthDate,
    countries: [...new Set([...countries, ...nationalities])],
    gender,
    identifiers,
  };
}

const indexes = new WeakMap<Database, ResidentIndex>();

/** The one index of the customers that a process keeps in memory, for whoever re-screens in it. */
export function residentIndexOf(db: Database): ResidentIndex {
  const index = indexes.get(db) ?? createResidentIndex();
  indexes.set(db, index);
  return index;
}
