import { join } from "node:path";
import { appendAudit, appendAuditEntries } from "../audit/index.ts";
import type { ListImport, ListSync } from "../contract/index.ts";
import type { Clock, Database, JsonObject, Log, Queryable } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";
import { type EnginePort, raiseAlert } from "../engine/index.ts";
import {
  endSuppressionsOfList,
  importList,
  type ListImportFacts,
  type ListImportSummary,
  type ListSource,
  listFormat,
  openListFiles,
  readListSources,
  releaseList,
  syncLists,
} from "../screening/index.ts";
import type { Config } from "./config.ts";
import { createListDiffs } from "./list-diffs.ts";
import { createListViews } from "./list-views.ts";
import { createOneAtATime } from "./one-at-a-time.ts";
import type { Actor, Installation } from "./probity.ts";
import { suppressionEndedBy } from "./suppression-ended.ts";

export interface ListDeskOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly engine: EnginePort;
  readonly config: Config;
  readonly home: string;
  /** Of the product, for the User-Agent of downloads. */
  readonly version: string;
}

export type ListDesk = Pick<
  Installation,
  | "listStatus"
  | "listOverview"
  | "listDetail"
  | "diffList"
  | "diffListFiles"
  | "syncLists"
  | "releaseList"
  | "importList"
> & { readonly sources: readonly ListSource[] };

/** The sanctions lists of an installation: what is in use, where it comes from, and every change of it with its audit entry. */
export function createListDesk(options: ListDeskOptions): ListDesk {
  const { db, clock, log, engine, config } = options;
  const sources = readListSources(config.section("screening"));
  // Each list that is looked after holds a connection of the pool while it downloads.
  const inTurn = createOneAtATime<Awaited<ReturnType<typeof syncLists>>>();
  const published = async (summary: Pick<ListImportSummary, "list" | "hash">, actor: Actor) =>
    await engine.listUpdated({ list: summary.list, version: summary.hash, actor });
  return {
    sources,
    ...createListViews({ db, clock, sources }),
    ...createListDiffs({ db, sources }),
    async importList({ list, paths, format, columns, publishedAt, forcedReason, onProgress }, actor) {
      const source = sources.find(({ id }) => id === list);
      const opened = await openListFiles(paths, {
        format: format === undefined ? undefined : listFormat(format),
        onProgress: (done, total) => onProgress?.(list, done, total),
      });
      const summary = await importList({
        db,
        clock,
        list,
        format: opened.format,
        files: opened.files,
        columns: columns ?? source?.columns,
        source: paths.join(" "),
        publishedAt,
        publishedWithinMs: source?.publishedWithinMs,
        actor: actor.id,
        forcedReason,
        audit: (tx, facts) => recordImport(options, tx, facts, actor, "list.import"),
      });
      const changed = summary.status === "published";
      return toImport(summary, changed, changed ? await published(summary, actor) : []);
    },
    async releaseList({ list, version, reason }, actor) {
      const summary = await releaseList({
        db,
        clock,
        list,
        hash: version,
        reason,
        actor: actor.id,
        audit: (tx, facts) => recordImport(options, tx, facts, actor, "list.release"),
      });
      return toImport(summary, true, await published(summary, actor));
    },
    async syncLists({ lists, onProgress, signal }, actor) {
      const wanted = chosen(sources, lists);
      const key = wanted.map(({ id }) => id).join(" ");
      const outcomes = await inTurn(key, () =>
        syncLists({
          db,
          clock,
          log,
          sources: wanted,
          folder: join(options.home, "downloads"),
          secret: config.secret,
          actor: actor.id,
          userAgent: `probity/${options.version}`,
          audit: (tx, facts) => recordImport(options, tx, facts, actor, "list.import"),
          onPublished: async (summary) => void (await published(summary, actor)),
          onProgress,
          signal,
        }),
      );
      return outcomes.map(toSync);
    },
  };
}

/** @throws ProbityError NOT_FOUND for a list that has no address */
function chosen(sources: readonly ListSource[], ids: readonly string[] | undefined): readonly ListSource[] {
  if (ids === undefined || ids.length === 0) return sources.filter(({ synced }) => synced);
  return [...new Set(ids)].map((id) => {
    const source = sources.find((each) => each.id === id && each.urls.length > 0);
    if (source !== undefined) return source;
    const known = sources.filter(({ urls }) => urls.length > 0).map((each) => each.id);
    throw new ProbityError(
      "NOT_FOUND",
      `there is no address to download the list "${id}" from; there are: ${known.join(", ")}. Add its urls under screening.lists in the configuration, or import its files`,
    );
  });
}

/** What goes with a publication or a refusal, in its transaction: the audit entry, the alert, the runs to start. */
async function recordImport(
  { clock, engine }: Pick<ListDeskOptions, "clock" | "engine">,
  tx: Queryable,
  facts: Omit<ListImportFacts, "format">,
  actor: Actor,
  action: "list.import" | "list.release",
): Promise<void> {
  const { status, actor: _actor, ...rest } = facts;
  const at = clock.now();
  const details = rest as unknown as JsonObject;
  await appendAudit(tx, { actor, action, status, stream: "lists", at, details });
  const { list, hash } = facts;
  if (status === "published" && hash !== undefined) {
    await engine.noteListUpdate(tx, { list, version: hash, actor });
    const ended = await endSuppressionsOfList(tx, { list, hash, by: actor.id, at });
    await appendAuditEntries(
      tx,
      ended.map((one) => suppressionEndedBy(one, { list, version: hash }, actor, at)),
    );
    return;
  }
  const message = `A publication of the list ${list} was not taken: ${facts.reason}. What was in use stays in use; see probity lists status.`;
  await raiseAlert(tx, { kind: "list_quarantined", about: list, message, at });
}

function toImport(
  summary: Omit<ListImportSummary, "format">,
  changed: boolean,
  runs: readonly string[],
): ListImport {
  return {
    list: summary.list,
    version: summary.hash,
    changed,
    entities: summary.entities,
    names: summary.names,
    weakNames: summary.weakNames,
    added: summary.changes.added.length,
    removed: summary.changes.removed.length,
    modified: summary.changes.changed.length,
    notes: [...summary.notes],
    runs: [...runs],
  };
}

function toSync({
  list,
  outcome,
  bytes,
  summary,
  problem,
}: Awaited<ReturnType<typeof syncLists>>[number]): ListSync {
  return {
    list,
    outcome,
    bytes,
    ...(summary === undefined
      ? {}
      : {
          version: summary.hash,
          added: summary.changes.added.length,
          removed: summary.changes.removed.length,
          changed: summary.changes.changed.length,
        }),
    ...(problem === undefined ? {} : { problem }),
  };
}
