import { appendAudit } from "../audit/index.ts";
import type { ListInfo } from "../contract/index.ts";
import type { Clock, Database, JsonObject } from "../core/index.ts";
import type { EnginePort } from "../engine/index.ts";
import { importList, listStatus, openOfacSdnFolder } from "../screening/index.ts";
import type { Installation } from "./probity.ts";

const HOUR_MS = 3_600_000;

type ListDesk = Pick<Installation, "listStatus" | "importList">;

/** The sanctions lists of an installation: what is in use, imports with their audit entry and the runs they start. */
export function createListDesk({
  db,
  clock,
  engine,
}: {
  db: Database;
  clock: Clock;
  engine: EnginePort;
}): ListDesk {
  return {
    async listStatus() {
      return (await listStatus(db)).map((status) => toListInfo(status, clock.now()));
    },
    async importList({ list, folder, force, onProgress }, actor) {
      const files = await openOfacSdnFolder(folder, onProgress);
      const summary = await importList({
        db,
        clock,
        list,
        files,
        source: folder,
        actor: actor.id,
        force,
        audit: async (tx, { status, actor: _actor, ...facts }) => {
          const at = clock.now();
          const details = facts as unknown as JsonObject;
          await appendAudit(tx, { actor, action: "list.import", status, stream: "lists", at, details });
          if (status === "published") await engine.noteListUpdate(tx, { list, version: facts.hash, actor });
        },
      });
      const changed = summary.status === "published";
      const runs = changed ? await engine.listUpdated({ list, version: summary.hash, actor }) : [];
      return {
        list,
        version: summary.hash,
        changed,
        entities: summary.entities,
        names: summary.names,
        weakAliases: summary.weakNames,
        added: summary.added,
        removed: summary.removed,
        modified: summary.changes.changed.length,
        runs,
      };
    },
  };
}

function toListInfo(status: Awaited<ReturnType<typeof listStatus>>[number], now: Date): ListInfo {
  const { list, hash, entities, names, source, publishedAt, importedAt } = status;
  return {
    list,
    version: hash,
    entities,
    names,
    source,
    ...(publishedAt === undefined ? {} : { publishedAt: publishedAt.toISOString() }),
    importedAt: importedAt.toISOString(),
    ageHours: (now.getTime() - (publishedAt ?? importedAt).getTime()) / HOUR_MS,
  };
}
