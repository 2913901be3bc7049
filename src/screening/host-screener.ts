import { join } from "node:path";
import type { ActionHost } from "../core/index.ts";
import { INDEX_FOLDER } from "./index-cache.ts";
import { readListSources } from "./lists/sources.ts";
import { readPolicies } from "./policy-file.ts";
import { createScreener, type Screener } from "./screener.ts";

/** The screener of an installation's actions: its policies, how old its lists may grow, its index file. */
export function createHostScreener({ db, clock, log, home, config }: ActionHost): Screener {
  const section = config("screening");
  const sources = new Map(readListSources(section).map((source) => [source.id, source]));
  return createScreener({
    db,
    clock,
    log,
    policies: readPolicies(section),
    staleAfterMs: (list) => sources.get(list)?.staleAfterMs,
    cacheFolder: join(home, INDEX_FOLDER),
  });
}
