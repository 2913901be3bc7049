import type { ListDiff } from "../contract/index.ts";
import { type Database, ProbityError } from "../core/index.ts";
import {
  diffParties,
  findSnapshot,
  type ListSource,
  listFormat,
  listHistory,
  loadParties,
  openListFiles,
  readPublication,
} from "../screening/index.ts";
import type { Installation } from "./probity.ts";

/** Entries of each kind shown of a diff, unless somebody asks for fewer. */
const ENTRIES_MAX = 100_000;

/** Differences between versions of a list, and between a version and files. */
export function createListDiffs({
  db,
  sources,
}: {
  readonly db: Database;
  readonly sources: readonly ListSource[];
}): Pick<Installation, "diffList" | "diffListFiles"> {
  return {
    async diffList(list, { from, to, limit }) {
      const [current] = await listHistory(db, list, 1);
      if (current === undefined) throw notInUse(list);
      const after = to === undefined ? current.hash : (await findSnapshot(db, list, to)).hash;
      const before =
        from === undefined ? await versionBefore(db, list, after) : (await findSnapshot(db, list, from)).hash;
      const diff = diffParties(await loadParties(db, before), await loadParties(db, after));
      return toDiff({ list, from: before, to: after }, diff, limit);
    },
    async diffListFiles({ list, paths, format, columns, limit }) {
      const [current] = await listHistory(db, list, 1);
      if (current === undefined) throw notInUse(list);
      const opened = await openListFiles(paths, {
        format: format === undefined ? undefined : listFormat(format),
      });
      const parties: Parameters<typeof diffParties>[1][number][] = [];
      const { snapshot } = await readPublication(opened.format, opened.files, {
        list,
        columns: columns ?? sources.find(({ id }) => id === list)?.columns,
        onParty: (party) => parties.push(party),
      });
      const diff = diffParties(await loadParties(db, current.hash), parties);
      return toDiff({ list, from: current.hash, to: snapshot.hash }, diff, limit);
    },
  };
}

function notInUse(list: string): ProbityError {
  return new ProbityError(
    "NOT_FOUND",
    `nothing of the list "${list}" is in use; import or download it first`,
  );
}

/** The version that was in use before a version came into use. */
async function versionBefore(db: Database, list: string, version: string): Promise<string> {
  const history = await listHistory(db, list, 1_000);
  const previous = history.find((entry) => entry.hash === version)?.previousHash ?? history[0]?.hash;
  if (previous !== undefined && previous !== version) return previous;
  throw new ProbityError(
    "NOT_FOUND",
    `there is no version of ${list} before ${version.slice(0, 12)}; name the one to compare with`,
  );
}

function toDiff(
  names: Pick<ListDiff, "list" | "from" | "to">,
  diff: ReturnType<typeof diffParties>,
  limit: number = ENTRIES_MAX,
): ListDiff {
  return structuredClone({
    ...names,
    counts: { added: diff.added.length, removed: diff.removed.length, changed: diff.changed.length },
    added: diff.added.slice(0, limit),
    removed: diff.removed.slice(0, limit),
    changed: diff.changed.slice(0, limit),
  }) as ListDiff;
}
