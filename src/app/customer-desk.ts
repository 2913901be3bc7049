import type {
  CoverageProof,
  Customer,
  CustomerDetail,
  CustomerHit as CustomerHitView,
  CustomerImport,
  RegisteredCustomer,
  Rescreening as RescreeningView,
} from "../contract/index.ts";
import { type ActionHost, messageOf, ProbityError } from "../core/index.ts";
import {
  type CustomerFormat,
  createCustomerRegister,
  type Customer as Registered,
  readCustomerFile,
} from "../customers/index.ts";
import {
  type CustomerHit,
  type CustomerStanding,
  checkScreenable,
  coverageProof,
  customerStandings,
  getRescreening,
  hitsOfCustomer,
  outcomesOfCustomer,
  type Rescreening,
  rescreen,
  selectRescreenings,
} from "../screening/index.ts";
import { populationOf, residentIndexOf, screeningQueryOf } from "./population.ts";
import type { Actor, Page } from "./probity.ts";

/** The institution's customers as surfaces use them. */
export interface CustomerDesk {
  /** Registers or changes one customer. @throws ProbityError CUSTOMER_INVALID, NAME_INVALID, REQUEST_INVALID */
  upsert(record: unknown, actor: Actor): Promise<RegisteredCustomer>;
  /** Registers or changes every customer of a file; refused rows are listed. @throws ProbityError CUSTOMER_INVALID */
  import(
    request: {
      readonly bytes: AsyncIterable<Uint8Array | string>;
      readonly format: CustomerFormat;
      readonly onProgress?: ((rows: number) => void) | undefined;
    },
    actor: Actor,
  ): Promise<CustomerImport>;
  /** By id or by the institution's own ref, with every hit it ever had. @throws ProbityError NOT_FOUND */
  get(idOrRef: string): Promise<CustomerDetail>;
  list(query: {
    readonly status?: "active" | "closed" | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  }): Promise<Page<Customer>>;
  /** Ends the relationship; the customer is screened no more. @throws ProbityError NOT_FOUND */
  close(idOrRef: string, reason: string, actor: Actor): Promise<Customer>;
  /** Brings every customer to the list versions in use, and waits for it. @throws ProbityError LIST_MISSING */
  rescreen(request: RescreenOrder, actor: Actor): Promise<RescreeningView>;
  /** Begins the same and lets it go on in this process. @throws ProbityError CONFLICT while one goes on, LIST_MISSING */
  startRescreening(request: Pick<RescreenOrder, "mode">, actor: Actor): Promise<RescreeningView>;
  /** @throws ProbityError NOT_FOUND */
  rescreening(id: string): Promise<RescreeningView>;
  /** Newest first. */
  rescreenings(query: {
    readonly cursor?: string | undefined;
    readonly limit: number;
  }): Promise<Page<RescreeningView>>;
  /** Which list versions were applied to how many customers. @throws ProbityError NOT_FOUND for a list that is not in use */
  proof(list?: string): Promise<CoverageProof>;
}

/** Versions and outcomes of one customer that are shown: years of daily re-screening is read elsewhere. */
const HISTORY_MAX = 200;

export interface RescreenOrder {
  readonly mode: "delta" | "full";
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Hears of one that a process had left behind, once it is ended. */
  readonly onEnded?: ((run: RescreeningView) => void) | undefined;
}

/** The register of customers and their re-screening, wired for one installation. */
export function createCustomerDesk(
  host: Pick<ActionHost, "db" | "clock" | "cipher" | "log" | "config" | "home">,
): CustomerDesk {
  const { db, clock, cipher, log } = host;
  const register = createCustomerRegister({
    ...host,
    check: (record) => checkScreenable(screeningQueryOf(record)),
  });
  const viewed = async (customers: readonly Registered[]): Promise<Customer[]> => {
    const standings = await customerStandings(
      db,
      customers.map(({ id }) => id),
    );
    return customers.map((customer) => toCustomer(customer, standings.get(customer.id)));
  };
  const viewedOne = async (customer: Registered): Promise<Customer> => {
    const standings = await customerStandings(db, [customer.id]);
    return toCustomer(customer, standings.get(customer.id));
  };
  return {
    async upsert(record, actor) {
      const { result, customer } = await register.upsert(record, actor);
      return { result, customer: await viewedOne(customer) };
    },
    async import({ bytes, format, onProgress }, actor) {
      const { problems, ...done } = await register.importRows(
        readCustomerFile(bytes, format),
        actor,
        onProgress,
      );
      return { ...done, problems: [...problems] };
    },
    async get(idOrRef) {
      const found = await register.get(idOrRef);
      const hits = await hitsOfCustomer(db, cipher, found.id);
      const versions = await register.versions(found.id, HISTORY_MAX);
      const outcomes = await outcomesOfCustomer(db, found.id, HISTORY_MAX);
      return {
        ...(await viewedOne(found)),
        hits: hits.map(toHit),
        versions: versions.map((version) => ({ ...version, at: version.at.toISOString() })),
        outcomes: outcomes.map((outcome) => ({ ...outcome, at: outcome.at.toISOString() })),
      };
    },
    async list(query) {
      const { items, nextCursor } = await register.list(query);
      return { items: await viewed(items), ...(nextCursor === undefined ? {} : { nextCursor }) };
    },
    close: async (idOrRef, reason, actor) => viewedOne(await register.close(idOrRef, reason, actor)),
    rescreen: async ({ onEnded, ...request }, actor) =>
      toRescreening(
        await rescreen(populationOf(host, actor), {
          ...request,
          actor: actor.id,
          onEnded: (run) => onEnded?.(toRescreening(run)),
        }),
      ),
    async startRescreening({ mode }, actor) {
      const waiting = new AbortController();
      const started = await new Promise<Rescreening>((resolve, reject) => {
        rescreen(populationOf(host, actor), {
          mode,
          actor: actor.id,
          signal: waiting.signal,
          onStarted: resolve,
          onWaiting(run) {
            reject(
              new ProbityError("CONFLICT", `the re-screening ${run.id} goes on; ask again when it has ended`),
            );
            waiting.abort();
          },
          findCandidates: residentIndexOf(db).find,
        }).catch((error: unknown) => {
          // Once begun it stays in its table, and the next one brings it to its end.
          if (!waiting.signal.aborted) {
            log.error({ reason: messageOf(error) }, "a re-screening stopped before its end");
          }
          reject(error);
        });
      });
      return toRescreening(started);
    },
    async rescreening(id) {
      const found = await getRescreening(db, id);
      if (found) return toRescreening(found);
      throw new ProbityError("NOT_FOUND", "There is no re-screening with this id.");
    },
    async rescreenings({ cursor, limit }) {
      const found = await selectRescreenings(db, cursor, limit + 1);
      const items = found.slice(0, limit).map(toRescreening);
      const last = items.at(-1);
      return { items, ...(found.length > limit && last ? { nextCursor: last.id } : {}) };
    },
    async proof(list) {
      const { at, customers, rules, lists } = await coverageProof(db, clock.now(), list);
      if (list !== undefined && lists.length === 0) {
        throw new ProbityError("NOT_FOUND", `the list "${list}" is not in use`);
      }
      return {
        at: at.toISOString(),
        customers,
        ...(rules ? { policyVersion: rules.policyVersion, engine: rules.engine } : {}),
        lists: lists.map((one) => ({ ...one })),
      };
    },
  };
}

function toCustomer(
  { id, status, version, record, createdAt, changedAt }: Registered,
  standing: CustomerStanding | undefined,
): Customer {
  const { birthDate, gender, risk, names, countries, nationalities, identifiers, ...rest } = record;
  return {
    ...rest,
    id,
    status,
    version,
    names: [...names],
    countries: [...countries],
    nationalities: [...nationalities],
    identifiers: identifiers.map((one) => ({ ...one })),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(gender === undefined ? {} : { gender }),
    ...(risk === undefined ? {} : { risk }),
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    ...(standing ? { screening: { ...standing, screenedAt: standing.screenedAt.toISOString() } } : {}),
  };
}

function toHit({ hit, firstSeen, lastSeen, customerId: _customer, ...row }: CustomerHit): CustomerHitView {
  return {
    ...row,
    // The contract is looser than our own types, which are read-only.
    hit: hit as unknown as CustomerHitView["hit"],
    name: hit.name,
    explanation: hit.explanation,
    firstSeen: firstSeen.toISOString(),
    lastSeen: lastSeen.toISOString(),
  };
}

function toRescreening({
  phase: _phase,
  coverageId: _coverage,
  requestKey: _key,
  startedAt,
  endedAt,
  ...run
}: Rescreening): RescreeningView {
  return {
    ...run,
    startedAt: startedAt.toISOString(),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
  };
}
