import { type AuditEvent, appendAuditEntries, encodeEvent } from "../audit/index.ts";
import {
  type Clock,
  createGrouped,
  type Database,
  type DataCipher,
  newId,
  type ScreeningId,
} from "../core/index.ts";
import {
  considerSuppressions,
  customerKeys,
  type EndedSuppression,
  endSuppressions,
  insertScreenings,
  type ScreeningRequest,
  type ScreeningResult,
  type SealedScreening,
  sealScreening,
} from "../screening/index.ts";
import type { Actor } from "./probity.ts";
import { suppressionEndedBy } from "./suppression-ended.ts";

/** A screening that is not recorded yet. */
export interface Unrecorded {
  readonly request: ScreeningRequest;
  readonly result: ScreeningResult;
  readonly actor: Actor;
}

/** A screening that stands in the record and in the audit log, with suppressions applied. */
export interface Recorded {
  readonly screeningId: ScreeningId;
  readonly request: ScreeningRequest;
  readonly result: ScreeningResult;
}

export interface ScreeningRecorder {
  /** Records one; shares a transaction with others that arrive at the same time. */
  record(screening: Unrecorded): Promise<Recorded>;
  /**
   * Records all of them in one transaction, or none.
   * @param also an audit entry about them together, in the same transaction
   */
  recordAll(
    screenings: readonly Unrecorded[],
    also?: (recorded: readonly Recorded[]) => AuditEvent,
  ): Promise<readonly Recorded[]>;
}

/** Screenings of one transaction: few enough to answer soon. */
const GROUP_MAX = 100;

/** Records screenings, each with its audit entry in the same transaction. */
export function createScreeningRecorder(options: {
  readonly db: Database;
  readonly cipher: DataCipher;
  readonly clock: Clock;
}): ScreeningRecorder {
  const recordAll: ScreeningRecorder["recordAll"] = async (screenings, also) => {
    const prepared = await prepare(options, screenings);
    const recorded = prepared.map(({ request, sealed: { record } }) => ({
      screeningId: record.id,
      request,
      result: record.result,
    }));
    await write(options.db, prepared, also === undefined ? [] : [also(recorded)]);
    return recorded;
  };
  const group = createGrouped((screenings: readonly Unrecorded[]) => recordAll(screenings), GROUP_MAX);
  return { recordAll, record: (screening) => group.add(screening) };
}

/** A screening with suppressions applied, as it is going to be written. */
interface Prepared {
  readonly request: ScreeningRequest;
  readonly actor: Actor;
  readonly sealed: SealedScreening;
  /** Suppressions that it shows to be over. */
  readonly ended: readonly EndedSuppression[];
}

async function prepare(
  { db, cipher, clock }: { readonly db: Database; readonly cipher: DataCipher; readonly clock: Clock },
  screenings: readonly Unrecorded[],
): Promise<readonly Prepared[]> {
  const at = clock.now();
  const asked = screenings.map((screening) => {
    const { query, ref } = screening.request;
    return { ...screening, customer: customerKeys(cipher, query, ref) };
  });
  const considered = await considerSuppressions(db, cipher, asked, at);
  return asked.map(({ request, actor, customer }, place) => {
    const { result, applied, ended } = at0(considered, place);
    const { query, ref } = request;
    const input = { query, ...(ref === undefined ? {} : { ref }), suppressions: applied };
    const id = newId("screening", at.getTime());
    return { request, actor, sealed: sealScreening(cipher, { id, at, input, customer, result }), ended };
  });
}

/** One statement, and a transaction of several only where suppressions end with it. */
async function write(
  db: Database,
  prepared: readonly Prepared[],
  more: readonly AuditEvent[],
): Promise<void> {
  if (prepared.length === 0) return;
  const screenings = prepared.map(({ sealed }) => sealed);
  if (prepared.every(({ ended }) => ended.length === 0)) {
    const entries = [...prepared.map(screeningEvent), ...more].map((event) => encodeEvent(event).bytes);
    await insertScreenings(db, screenings, entries);
    return;
  }
  await db.transaction(async (tx) => {
    await insertScreenings(tx, screenings);
    const events: AuditEvent[] = [];
    for (const one of prepared) {
      const { id, at } = one.sealed.record;
      const ended = await endSuppressions(tx, one.ended, one.actor.id, at);
      events.push(screeningEvent(one));
      events.push(...ended.map((each) => suppressionEndedBy(each, { screeningId: id }, one.actor, at)));
    }
    await appendAuditEntries(tx, [...events, ...more]);
  });
}

/** The element at a place that is known to be there. */
function at0<T>(items: readonly T[], place: number): T {
  const item = items[place];
  if (item === undefined) throw new RangeError(`there is no item ${place} of ${items.length}`);
  return item;
}

function screeningEvent({ actor, sealed: { record, hashes } }: Prepared): AuditEvent {
  const { id, at, result } = record;
  const suppressions = result.hits.flatMap(({ suppressed }) => suppressed?.id ?? []);
  return {
    actor,
    action: "screening",
    status: result.decision,
    stream: "screening",
    at,
    versions: {
      ...result.listVersions,
      "screening-policy": result.policyVersion,
      "screening-policy-hash": result.policyHash,
      "screening-engine": result.engine,
      "screening-statistic": result.statistic,
    },
    ...hashes,
    details: {
      hits: result.hits.length,
      screeningId: id,
      ...(suppressions.length > 0 ? { suppressions } : {}),
      ...(result.error ? { error: result.error.code } : {}),
    },
  };
}
