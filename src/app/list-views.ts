import type { AbsentList, ListDetail, ListInfo, ListPublication, ListQuarantine } from "../contract/index.ts";
import { type Clock, type Database, ProbityError } from "../core/index.ts";
import {
  absentLists,
  type ListSource,
  listHistory,
  listStatus,
  quarantineHistory,
  staleLists,
} from "../screening/index.ts";
import type { Installation } from "./probity.ts";

const HOUR_MS = 3_600_000;
/** Versions and refusals shown of a list: a year of daily ones. */
const HISTORY_MAX = 366;

type Status = Awaited<ReturnType<typeof listStatus>>[number];
type Absent = Awaited<ReturnType<typeof absentLists>>[number];
type Refusal = Awaited<ReturnType<typeof quarantineHistory>>[number];

/** What the surfaces show of lists. */
export function createListViews(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly sources: readonly ListSource[];
}): Pick<Installation, "listStatus" | "listOverview" | "listDetail"> {
  const { db, clock } = options;
  const sources = new Map(options.sources.map((source) => [source.id, source]));
  const wanted = options.sources.filter(({ synced }) => synced).map(({ id }) => id);
  const inUse = async (): Promise<ListInfo[]> => {
    const now = clock.now();
    return (await listStatus(db)).map((status) => toInfo(status, sources.get(status.list), now));
  };
  const absent = async (): Promise<AbsentList[]> =>
    (await absentLists(db, wanted)).map((each) => toAbsent(each, sources.get(each.list)));
  return {
    listStatus: inUse,
    async listOverview() {
      return { items: await inUse(), absent: await absent() };
    },
    async listDetail(list) {
      const source = sources.get(list);
      const current = (await inUse()).find((each) => each.list === list);
      const missing = (await absent()).find((each) => each.list === list);
      if (source === undefined && current === undefined && missing === undefined) {
        throw new ProbityError("NOT_FOUND", `there is no list "${list}"`);
      }
      const detail: ListDetail = {
        list,
        title: source?.title ?? list,
        authority: source?.authority ?? "",
        ...(source === undefined ? {} : { format: source.format }),
        addresses: [...(source?.urls ?? [])],
        ...(current === undefined ? {} : { current }),
        ...(missing === undefined ? {} : { absent: missing }),
        history: (await listHistory(db, list, HISTORY_MAX)).map(toPublication),
        quarantined: (await quarantineHistory(db, list, HISTORY_MAX)).map(toQuarantine),
      };
      return detail;
    },
  };
}

function toInfo(status: Status, source: ListSource | undefined, now: Date): ListInfo {
  const { list, publishedAt, importedAt, currentSince, check, quarantined } = status;
  const confirmedAt = check?.confirmedAt ?? currentSince;
  const staleAfterMs = source?.staleAfterMs;
  return {
    list,
    title: source?.title ?? list,
    version: status.hash,
    entities: status.entities,
    names: status.names,
    weakNames: status.weakNames,
    source: status.source,
    ...(publishedAt === undefined ? {} : { publishedAt: publishedAt.toISOString() }),
    importedAt: importedAt.toISOString(),
    currentSince: currentSince.toISOString(),
    ageHours: (now.getTime() - (publishedAt ?? importedAt).getTime()) / HOUR_MS,
    confirmedAt: confirmedAt.toISOString(),
    stale: staleLists([{ list, confirmedAt, staleAfterMs }], now).length > 0,
    ...(staleAfterMs === undefined ? {} : { staleAfterHours: staleAfterMs / HOUR_MS }),
    synced: source?.synced ?? false,
    ...(check === undefined ? {} : { check: toCheck(check) }),
    ...(quarantined === undefined ? {} : { quarantine: toQuarantine(quarantined) }),
  };
}

function toAbsent({ list, check, quarantined }: Absent, source: ListSource | undefined): AbsentList {
  return {
    list,
    title: source?.title ?? list,
    synced: source?.synced ?? false,
    ...(check === undefined ? {} : { check: toCheck(check) }),
    ...(quarantined === undefined ? {} : { quarantine: toQuarantine(quarantined) }),
  };
}

function toCheck({ at, outcome, problem }: NonNullable<Status["check"]>) {
  return { at: at.toISOString(), outcome, ...(problem === undefined ? {} : { problem }) };
}

function toQuarantine({ hash, kind, reason, source, at }: Refusal): ListQuarantine {
  return { ...(hash === undefined ? {} : { version: hash }), kind, reason, source, at: at.toISOString() };
}

function toPublication(entry: Awaited<ReturnType<typeof listHistory>>[number]): ListPublication {
  const { hash, previousHash, at, publishedAt, forcedReason } = entry;
  return {
    version: hash,
    ...(previousHash === undefined ? {} : { previousVersion: previousHash }),
    at: at.toISOString(),
    actor: entry.actor,
    source: entry.source,
    ...(publishedAt === undefined ? {} : { publishedAt: publishedAt.toISOString() }),
    entities: entry.entities,
    names: entry.names,
    weakNames: entry.weakNames,
    added: entry.added,
    removed: entry.removed,
    changed: entry.changed,
    ...(forcedReason === undefined ? {} : { forcedReason }),
  };
}
