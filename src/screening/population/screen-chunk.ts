import { createTurns, ProbityError, type Queryable } from "../../core/index.ts";
import type { ScreeningDecision } from "../policy.ts";
import type { ReportedHit, ScreeningResult } from "../screener.ts";
import { type CustomerKeys, customerKeys } from "../suppression.ts";
import { suppressionEnded } from "../suppression-ended.ts";
import { considerSuppressions, type EndedSuppression, endSuppressions } from "../suppression-store.ts";
import {
  closeHits,
  type HitRow,
  knownHits,
  type OutcomeRow,
  seeHitsAgain,
  upsertHits,
  writeOutcomes,
} from "./customer-store.ts";
import type { ForwardScreening } from "./forward.ts";
import { type HitChanges, hitChanges, type KnownHit, stateOf } from "./hit-changes.ts";
import type { Population, PopulationEvent, RegisteredCustomer } from "./population.ts";
import { addCounts, type Rescreening, takeLease } from "./rescreening-store.ts";
import { eventVersions } from "./rules.ts";

/** What is authenticated with `probity.customer_hit.hit_sealed`; bound to the customer. */
export function hitSealContext(customerId: string): string {
  return `probity.customer_hit:${customerId}`;
}

/** Whoever carries out a re-screening, and against what. */
export interface Runner {
  readonly run: Rescreening;
  /** Names this process's hold on the run. */
  readonly name: string;
  /** Opened when the first customer is screened. */
  readonly forward: () => Promise<ForwardScreening>;
}

/** A customer and what was found; a closed one was not screened, and has no result. */
interface Screened {
  readonly customer: RegisteredCustomer;
  readonly keys: CustomerKeys;
  readonly result?: ScreeningResult;
}

/** The same once suppressions were considered. */
interface Examined extends Screened {
  readonly hits: readonly ReportedHit[];
  readonly decision: ScreeningDecision;
}

/**
 * Screens customers against all lists and writes what that concluded in one transaction: outcome rows
 * for every one of them, hits that are new, changed or gone, and an audit entry for each customer whose
 * hits changed.
 * @throws ProbityError CONFLICT when another process has taken the run over; nothing is written then
 */
export async function screenChunk(
  population: Population,
  runner: Runner,
  customers: readonly RegisteredCustomer[],
): Promise<void> {
  if (customers.length === 0) return;
  const forward = await runner.forward();
  const screened: Screened[] = [];
  const turn = createTurns();
  for (const customer of customers) {
    screened.push(screenCustomer(population, forward, customer));
    await turn();
  }
  await population.db.transaction(async (tx) => {
    const { run, name } = runner;
    if (!(await takeLease(tx, run.id, name))) {
      throw new ProbityError("CONFLICT", `the re-screening ${run.id} was taken over by another process`);
    }
    const now = population.clock.now();
    const { examined, ended } = await considered(population, tx, screened, now);
    await write({ population, run, forward }, tx, examined, now);
    const over = await endSuppressions(tx, ended, run.startedBy, now);
    await population.audit(
      tx,
      over.map((one) => ({
        ...suppressionEnded(one, { rescreeningId: run.id }),
        at: now,
        versions: {},
      })),
    );
  });
}

function screenCustomer(
  population: Population,
  forward: ForwardScreening,
  customer: RegisteredCustomer,
): Screened {
  const { query, ref } = population.open(customer);
  const keys = customerKeys(population.cipher, query, ref);
  return { customer, keys, ...(customer.status === "closed" ? {} : { result: forward.screen(query) }) };
}

async function considered(
  { cipher }: Population,
  tx: Queryable,
  screened: readonly Screened[],
  now: Date,
): Promise<{ examined: Examined[]; ended: EndedSuppression[] }> {
  const asked = screened.flatMap(({ result, keys }) => (result ? [{ result, customer: keys }] : []));
  const answers = await considerSuppressions(tx, cipher, asked, now);
  const answerOf = new Map(asked.map(({ customer }, at) => [customer, answers[at]?.result]));
  const examined = screened.map((one) => {
    const { hits = [], decision = "clear" } = answerOf.get(one.keys) ?? {};
    return { ...one, hits, decision };
  });
  return { examined, ended: answers.flatMap((answer) => answer.ended) };
}

interface Chunk {
  readonly population: Population;
  readonly run: Rescreening;
  readonly forward: ForwardScreening;
}

async function write(
  { population, run, forward }: Chunk,
  tx: Queryable,
  examined: readonly Examined[],
  now: Date,
): Promise<void> {
  const known = await knownHits(
    tx,
    examined.map(({ customer }) => customer.id),
  );
  const changes = examined.map((one) => ({
    one,
    change: changesOf(one, known.get(one.customer.id) ?? [], forward),
  }));
  const outcomes = changes.map(({ one, change }) => outcomeOf(one, change));
  const rowsOf = (pick: (change: HitChanges) => readonly ReportedHit[]): HitRow[] =>
    changes.flatMap(({ one, change }) => pick(change).map((hit) => hitRow(population, one, hit)));
  await upsertHits(
    tx,
    run.id,
    rowsOf(({ added, changed }) => [...added, ...changed]),
    now,
  );
  await seeHitsAgain(
    tx,
    run.id,
    rowsOf(({ same }) => same),
    now,
  );
  await closeHits(
    tx,
    run.id,
    changes.flatMap(({ one, change }) =>
      change.closed.map(({ known: { list, entityId }, because }) => ({
        customerId: one.customer.id,
        list,
        entityId,
        because,
      })),
    ),
    now,
  );
  await writeOutcomes(tx, run, outcomes, now);
  const sum = (count: (one: OutcomeRow) => number) => outcomes.reduce((total, one) => total + count(one), 0);
  await addCounts(tx, run.id, {
    screened: outcomes.length,
    added: sum((one) => one.added),
    changed: sum((one) => one.changed),
    closed: sum((one) => one.closed),
  });
  await population.audit(
    tx,
    outcomes.flatMap((outcome) => outcomeEvents(outcome, run, now)),
  );
}

/** An entry for each customer whose hits changed or who could not be screened. */
function outcomeEvents(outcome: OutcomeRow, run: Rescreening, at: Date): PopulationEvent[] {
  if (outcome.added + outcome.changed + outcome.closed === 0 && outcome.errorCode === undefined) return [];
  const details = {
    customerId: outcome.customerId,
    customerVersion: outcome.version,
    rescreeningId: run.id,
    newHits: outcome.added,
    changedHits: outcome.changed,
    closedHits: outcome.closed,
    openHits: outcome.openHits,
    ...(outcome.errorCode === undefined ? {} : { errorCode: outcome.errorCode }),
  };
  const { decision: status } = outcome;
  return [{ action: "customer.rescreened", status, at, versions: eventVersions(run), details }];
}

function changesOf(one: Examined, known: readonly KnownHit[], forward: ForwardScreening): HitChanges {
  return hitChanges(known, one.hits, {
    customerHash: one.keys.customerHash,
    customerClosed: one.customer.status === "closed",
    hasList: (list) => forward.listVersions[list] !== undefined,
    entryHash: forward.entryHash,
  });
}

function outcomeOf({ customer, keys, result, hits, decision }: Examined, change: HitChanges): OutcomeRow {
  return {
    customerId: customer.id,
    version: customer.version,
    customerHash: keys.customerHash,
    decision,
    hits: hits.length,
    openHits: hits.filter((hit) => stateOf(hit) === "open").length,
    added: change.added.length,
    changed: change.changed.length,
    closed: change.closed.length,
    errorCode: result?.error?.code,
    leaves: customer.status === "closed",
  };
}

function hitRow(population: Population, { customer, keys }: Examined, hit: ReportedHit): HitRow {
  return {
    customerId: customer.id,
    list: hit.list,
    entityId: hit.entityId,
    entryHash: hit.contentHash,
    customerHash: keys.customerHash,
    score: hit.score,
    decision: hit.decision,
    state: stateOf(hit),
    sealed: population.cipher.seal(hit, hitSealContext(customer.id)),
  };
}
