import { type AuditEvent, appendAuditEntries } from "../audit/index.ts";
import {
  type Clock,
  type Database,
  type DataCipher,
  newId,
  type Queryable,
  type ScreeningId,
} from "../core/index.ts";
import {
  considerSuppressions,
  customerKeys,
  endSuppressions,
  type RecordedHashes,
  recordScreenings,
  type ScreeningRecord,
  type ScreeningRequest,
  type ScreeningResult,
} from "../screening/index.ts";
import { createGroupCommit } from "./group-commit.ts";
import type { Actor } from "./probity.ts";
import { suppressionEnded } from "./suppression-ended.ts";

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
  /** Records all of them in one transaction, or none. */
  recordAll(screenings: readonly Unrecorded[]): Promise<readonly Recorded[]>;
}

/** Screenings of one transaction: few enough to answer soon. */
const GROUP_MAX = 100;

/** Records screenings, each with its audit entry in the same transaction. */
export function createScreeningRecorder(options: {
  readonly db: Database;
  readonly cipher: DataCipher;
  readonly clock: Clock;
}): ScreeningRecorder {
  const recordAll = (screenings: readonly Unrecorded[]): Promise<readonly Recorded[]> =>
    screenings.length === 0
      ? Promise.resolve([])
      : options.db.transaction((tx) => write(tx, options.cipher, options.clock.now(), screenings));
  const group = createGroupCommit(recordAll, GROUP_MAX);
  return { recordAll, record: (screening) => group.add(screening) };
}

async function write(
  tx: Queryable,
  cipher: DataCipher,
  at: Date,
  screenings: readonly Unrecorded[],
): Promise<readonly Recorded[]> {
  const asked = screenings.map(({ request, result }) => ({
    result,
    customer: customerKeys(cipher, request.query, request.ref),
  }));
  const considered = await considerSuppressions(tx, cipher, asked, at);
  const records = screenings.map(({ request }, place): ScreeningRecord => {
    const { result, applied } = at0(considered, place);
    const { query, ref } = request;
    return {
      id: newId("screening", at.getTime()),
      at,
      input: { query, ...(ref === undefined ? {} : { ref }), suppressions: applied },
      customer: at0(asked, place).customer,
      result,
    };
  });
  const hashes = await recordScreenings(tx, cipher, records);
  const events: AuditEvent[] = [];
  for (const [place, record] of records.entries()) {
    const { actor } = at0(screenings, place);
    events.push(screeningEvent(record, at0(hashes, place), actor));
    const ended = await endSuppressions(tx, at0(considered, place).ended, actor.id, at);
    events.push(...ended.map((one) => suppressionEnded(one, { screeningId: record.id }, actor, at)));
  }
  await appendAuditEntries(tx, events);
  return records.map(({ id, result }, place) => ({
    screeningId: id,
    request: at0(screenings, place).request,
    result,
  }));
}

/** The element at a place that is known to be there. */
function at0<T>(items: readonly T[], place: number): T {
  const item = items[place];
  if (item === undefined) throw new RangeError(`there is no item ${place} of ${items.length}`);
  return item;
}

function screeningEvent(
  { id, at, result }: ScreeningRecord,
  { inputHash, outputHash }: RecordedHashes,
  actor: Actor,
): AuditEvent {
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
    inputHash,
    outputHash,
    details: {
      hits: result.hits.length,
      screeningId: id,
      ...(suppressions.length > 0 ? { suppressions } : {}),
      ...(result.error ? { error: result.error.code } : {}),
    },
  };
}
