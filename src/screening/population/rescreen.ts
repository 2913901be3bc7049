import { setTimeout as sleep } from "node:timers/promises";
import { newId, ProbityError, uuidV7 } from "../../core/index.ts";
import { assertFresh, listFreshness } from "../lists/list-status.ts";
import { currentVersions } from "../lists/list-store.ts";
import { staleRule } from "../policy.ts";
import { storePolicy } from "../screening-store.ts";
import { type FindCandidates, scanCandidates } from "./candidates.ts";
import {
  countCovered,
  coveredByIds,
  customersHitBy,
  customersOfSuppressions,
  staleCustomers,
} from "./customer-store.ts";
import { entryChanges, type ListVersions } from "./entry-changes.ts";
import { type ForwardScreening, openForward } from "./forward.ts";
import type { Population, RegisteredCustomer } from "./population.ts";
import {
  abandon,
  completeCoverage,
  currentCoverage,
  finish,
  getRescreening,
  giveLeaseBack,
  insertCoverage,
  insertRescreening,
  LEASE_SECONDS,
  lastWasAbandoned,
  moveCoverage,
  noteEntries,
  oldestTransaction,
  type Rescreening,
  type RescreeningMode,
  rescreeningByKey,
  runningRescreening,
  startCustomersPhase,
  takeLease,
} from "./rescreening-store.ts";
import { eventVersions, rulesOf, sameRules } from "./rules.ts";
import { type Runner, screenChunk } from "./screen-chunk.ts";

/** Customers that share a transaction: what a crash costs to do again. */
export const CHUNK_CUSTOMERS = 500;
/** Times the changed customers are gone through while more of them keep changing; the rest is the next one's. */
const PASSES_MAX = 5;
/** How often a process that waits for another one's lease looks. */
const WAIT_MS = 250;

export interface RescreenRequest {
  /** `delta` looks at what changed in lists and customers since the last one; `full` at every customer. */
  readonly mode: RescreeningMode;
  /** Who asked: `user:ada`, `system:scheduler`. */
  readonly actor: string;
  /** Asked again under the same key, the same re-screening is given, ended first if need be. */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Hears of every re-screening that is carried out: one that was left behind, and the one asked for. */
  readonly onStarted?: ((run: Rescreening) => void) | undefined;
  /** Hears of one that was left behind, once it is ended: what it found is told to nobody else. */
  readonly onEnded?: ((run: Rescreening) => void) | undefined;
  /** Hears of one that another process carries out, and that is waited for. */
  readonly onWaiting?: ((run: Rescreening) => void) | undefined;
  /** How a delta finds the customers that changed entries may hit. */
  readonly findCandidates?: FindCandidates | undefined;
}

/**
 * Brings every active customer to the current list versions, policy and engine. A delta falls back to a
 * full re-screening where there is none to start from: at the first one, after a change of policy or
 * engine, after one that was given up. One goes on at a time; whoever comes second waits, and one that
 * a crash left behind is brought to its end first, against the versions it had begun with.
 *
 * @throws ProbityError LIST_MISSING without a list; LIST_STALE where the policy forbids to use one that is
 *   out of date; CONFLICT when it lost its hold to another process
 */
export async function rescreen(population: Population, request: RescreenRequest): Promise<Rescreening> {
  const name = uuidV7(population.clock.now().getTime());
  for (;;) {
    request.signal?.throwIfAborted();
    const asked = request.key === undefined ? undefined : await rescreeningByKey(population.db, request.key);
    if (asked?.state === "done") return asked;
    const found = await runningRescreening(population.db);
    const run = found ?? (await begin(population, request));
    if (!run || !(await takeLease(population.db, run.id, name))) {
      if (run) request.onWaiting?.(run);
      await sleep(WAIT_MS, undefined, { signal: request.signal });
      continue;
    }
    request.onStarted?.(run);
    const done = await hold(population, run.id, name, () => carryOut(population, run, name, request));
    // One that was left behind is not what was asked for, unless it was begun under the same key.
    if (done && (!found || (request.key !== undefined && found.requestKey === request.key))) return done;
    if (done) request.onEnded?.(done);
  }
}

/** Begins a re-screening of the current versions; undefined when another process was quicker. */
async function begin(population: Population, request: RescreenRequest): Promise<Rescreening | undefined> {
  const { db, clock } = population;
  const policy = population.policy();
  const rules = rulesOf(policy);
  return await db.transaction(async (tx) => {
    const listVersions = await currentVersions(tx);
    if (Object.keys(listVersions).length === 0) {
      throw new ProbityError(
        "LIST_MISSING",
        "no sanctions list is loaded; import one before re-screening customers",
      );
    }
    const at = clock.now();
    const freshness = await listFreshness(tx, (list) => population.staleAfterMs?.(list));
    assertFresh(freshness, at, (list) => staleRule(policy, list) === "fail_closed");
    // Nothing is decided under a policy that is not on record.
    await storePolicy(tx, policy, at);
    const id = newId("rescreening", at.getTime());
    const coverage = await currentCoverage(tx);
    const canDelta =
      request.mode === "delta" &&
      coverage !== undefined &&
      sameRules(coverage, rules) &&
      !(await lastWasAbandoned(tx));
    // One given up under this key is not gone on with; the new one goes without a key, as the key is taken.
    const isFree = request.key !== undefined && !(await rescreeningByKey(tx, request.key));
    const common = {
      id,
      ...rules,
      listVersions,
      startedAt: at,
      startedBy: request.actor,
      ...(isFree ? { requestKey: request.key } : {}),
    };
    const run = canDelta
      ? {
          ...common,
          mode: "delta" as const,
          phase: "entries" as const,
          coverageId: coverage.id,
          fromVersions: coverage.listVersions,
        }
      : {
          ...common,
          mode: "full" as const,
          phase: "customers" as const,
          coverageId: await insertCoverage(tx, listVersions, rules, at),
        };
    if (!(await insertRescreening(tx, run))) return undefined;
    await population.audit(tx, [
      {
        action: "rescreening.started",
        status: "started",
        at,
        versions: eventVersions(run),
        details: { rescreeningId: id, mode: run.mode, startedBy: request.actor },
      },
    ]);
    return await getRescreening(tx, id);
  });
}

/** Keeps the lease alive while long work goes on between two transactions. */
async function hold<T>(population: Population, id: string, name: string, work: () => Promise<T>): Promise<T> {
  const beat = setInterval(
    () => {
      takeLease(population.db, id, name).catch((error: unknown) => {
        population.log.warn(
          { rescreeningId: id, reason: String(error) },
          "a re-screening could not renew its lease",
        );
      });
    },
    (LEASE_SECONDS * 1_000) / 4,
  );
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await giveLeaseBack(population.db, id, name).catch(() => {});
  }
}

/** Goes on with a run until its end; undefined when it had to be given up. */
async function carryOut(
  population: Population,
  run: Rescreening,
  name: string,
  request: RescreenRequest,
): Promise<Rescreening | undefined> {
  const { db, clock } = population;
  const policy = population.policy();
  if (!sameRules(run, rulesOf(policy))) {
    await db.transaction(async (tx) => {
      const at = clock.now();
      await abandon(tx, run.id, at);
      const details = { rescreeningId: run.id, reason: "policy or engine changed before it ended" };
      await population.audit(tx, [
        {
          action: "rescreening.abandoned",
          status: "abandoned",
          at,
          versions: eventVersions(run),
          details,
        },
      ]);
    });
    return undefined;
  }
  let opened: Promise<ForwardScreening> | undefined;
  const forward = (): Promise<ForwardScreening> =>
    (opened ??= openForward(population, run.listVersions, policy));
  const runner: Runner = { run, name, forward };
  if (run.phase === "entries") await applyEntries(population, runner, run.fromVersions ?? {}, request);
  await applyCustomers(population, runner, request);
  return await getRescreening(db, run.id);
}

/** The list's side of a delta: whoever a changed entry may hit, or did hit, is screened against all lists. */
async function applyEntries(
  population: Population,
  runner: Runner,
  fromVersions: ListVersions,
  request: RescreenRequest,
): Promise<void> {
  const { db } = population;
  const { run } = runner;
  const changes = await entryChanges(db, fromVersions, run.listVersions);
  await noteEntries(db, run.id, changes.entries.length, changes.removed);
  const find = request.findCandidates ?? scanCandidates;
  const found = await find(population, run, changes.entries, (done) => request.onProgress?.(done, 0));
  const hit = await customersHitBy(db, changes.touched);
  const ids = [...new Set([...found, ...hit])].sort();
  for (let at = 0; at < ids.length; at += CHUNK_CUSTOMERS) {
    request.signal?.throwIfAborted();
    const chunk = ids.slice(at, at + CHUNK_CUSTOMERS);
    await screenChunk(population, runner, await coveredByIds(db, chunk, run.coverageId, run.id));
    request.onProgress?.(at + chunk.length, ids.length);
  }
  await db.transaction(async (tx) => {
    await requireLease(tx, runner);
    await moveCoverage(tx, run.coverageId, run.listVersions, population.clock.now());
    await startCustomersPhase(tx, run.id);
  });
}

/** The customers' side: everybody who is not at these versions as they are now, and then the proof. */
async function applyCustomers(
  population: Population,
  runner: Runner,
  request: RescreenRequest,
): Promise<void> {
  const { db } = population;
  const { run } = runner;
  const since = run.mode === "delta" ? (await currentCoverage(db))?.seenTransaction : undefined;
  // Read before looking: whatever commits meanwhile is looked at now or by the next re-screening.
  const seenTransaction = await oldestTransaction(db);
  const { customers } = await countCovered(db, undefined);
  let done = 0;
  const each = async (page: (afterId: string) => Promise<RegisteredCustomer[]>): Promise<number> => {
    let count = 0;
    for (let afterId = ""; ; ) {
      request.signal?.throwIfAborted();
      const chunk = await page(afterId);
      const last = chunk.at(-1);
      if (!last) return count;
      await screenChunk(population, runner, chunk);
      count += chunk.length;
      done += chunk.length;
      request.onProgress?.(done, run.mode === "full" ? customers : 0);
      afterId = last.id;
    }
  };
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const count = await each((afterId) =>
      staleCustomers(db, run.coverageId, since, afterId, CHUNK_CUSTOMERS),
    );
    if (count === 0) break;
  }
  await each((afterId) => customersOfSuppressions(db, run.id, afterId, CHUNK_CUSTOMERS));
  await conclude(population, runner, seenTransaction);
}

/** Ends a run with its proof: these versions were applied to so many customers by this time. */
async function conclude(population: Population, runner: Runner, seenTransaction: string): Promise<void> {
  const { run } = runner;
  await population.db.transaction(async (tx) => {
    await requireLease(tx, runner);
    const { customers, covered } = await countCovered(tx, run.coverageId);
    const at = population.clock.now();
    await completeCoverage(tx, run.coverageId, seenTransaction);
    await finish(tx, run.id, covered, at);
    const done = await getRescreening(tx, run.id);
    if (!done) throw new ProbityError("INTERNAL", "a re-screening that ended is not in its table");
    await population.audit(tx, [
      {
        action: "rescreening.completed",
        status: "succeeded",
        at,
        versions: eventVersions(run),
        details: {
          rescreeningId: run.id,
          mode: run.mode,
          startedBy: run.startedBy,
          policyHash: run.policyHash,
          listVersions: { ...run.listVersions },
          ...(run.fromVersions === undefined ? {} : { fromVersions: { ...run.fromVersions } }),
          customers: covered,
          behind: customers - covered,
          screened: done.screened,
          entriesChanged: done.entriesChanged,
          entriesRemoved: done.entriesRemoved,
          newHits: done.newHits,
          changedHits: done.changedHits,
          closedHits: done.closedHits,
          appliedBy: at.toISOString(),
        },
      },
    ]);
  });
}

async function requireLease(tx: Parameters<typeof takeLease>[0], { run, name }: Runner): Promise<void> {
  if (await takeLease(tx, run.id, name)) return;
  throw new ProbityError("CONFLICT", `the re-screening ${run.id} was taken over by another process`);
}
