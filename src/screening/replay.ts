import {
  canonicalJson,
  type Database,
  type DataCipher,
  type Json,
  type JsonObject,
  ProbityError,
  type Sha256Hex,
  sha256Hex,
  silentLog,
} from "../core/index.ts";
import { openCachedIndex } from "./index-cache.ts";
import { ENGINE_VERSION } from "./matching/engine-version.ts";
import type { MatchIndex } from "./matching/match-index.ts";
import { statisticVersion } from "./names/statistics.ts";
import { refusal, type ScreeningResult, screenAgainst } from "./screener.ts";
import {
  type ClearColumns,
  clearColumns,
  loadPolicy,
  resultHash,
  type StoredScreening,
} from "./screening-store.ts";
import { applySuppressions, customerKeys } from "./suppression.ts";

/** One thing that is not as it was. */
export interface ReplayDifference {
  /** `engine`, `statistic`, `policy`, `list ofac-sdn`, `record`, or a member of the result: `hits.0.score`. */
  readonly what: string;
  readonly stored?: Json;
  readonly now?: Json;
  /** One sentence without personal data. */
  readonly message: string;
}

export interface Replay {
  /** The same bytes. */
  readonly identical: boolean;
  /** SHA-256 of the stored result's canonical JSON. */
  readonly storedSha256: Sha256Hex;
  /** SHA-256 of the replayed one; absent when it could not be replayed. */
  readonly replayedSha256?: Sha256Hex;
  readonly differences: readonly ReplayDifference[];
  /** What the replay gave. */
  readonly result?: ScreeningResult;
}

/** Differences shown; beyond this the two results are different as a whole. */
const DIFFERENCES_MAX = 50;

/** Screens what was screened before, once more. */
export interface Replayer {
  /** Carries out a recorded screening again with what it names, and compares byte for byte. */
  replay(stored: StoredScreening): Promise<Replay>;
}

/**
 * Replays screenings against the snapshots they name. It keeps one index of its own, for replays of
 * the same lists one after another, and leaves that of ordinary screenings alone.
 */
export function createReplayer({ db, cipher }: { db: Database; cipher: DataCipher }): Replayer {
  let kept: { readonly key: string; readonly index: Promise<MatchIndex> } | undefined;
  const indexOf = (hashes: readonly string[]): Promise<MatchIndex> => {
    const key = hashes.join(" ");
    if (kept?.key === key) return kept.index;
    const index = openCachedIndex({ db, log: silentLog }, hashes);
    kept = { key, index };
    index.catch(() => {
      if (kept?.key === key) kept = undefined;
    });
    return index;
  };
  return {
    async replay(stored) {
      const differences = changedSurroundings(stored, cipher);
      const storedSha256 = sha256Hex(stored.resultText);
      const policy = stored.policyHash === undefined ? undefined : await loadPolicy(db, stored.policyHash);
      if (!policy) {
        const message = "The policy it was decided under is not stored, so it cannot be replayed.";
        differences.push({ what: "policy", stored: stored.policyVersion, message });
        return { identical: false, storedSha256, differences };
      }
      const lists = Object.entries(stored.listVersions).sort(([a], [b]) => (a < b ? -1 : 1));
      let index: MatchIndex;
      try {
        index = await indexOf(lists.map(([, hash]) => hash));
      } catch (error) {
        if (!(error instanceof ProbityError)) throw error;
        const message = `A list cannot be loaded as it was: ${error.message}.`;
        differences.push({ what: "lists", stored: stored.listVersions as JsonObject, message });
        return { identical: false, storedSha256, differences };
      }
      const result = again(stored, index, policy, cipher);
      const replayedText = canonicalJson(result);
      if (replayedText !== stored.resultText) {
        differences.push(...differencesOf(JSON.parse(stored.resultText), JSON.parse(replayedText)));
      }
      const identical = replayedText === stored.resultText && differences.length === 0;
      return { identical, storedSha256, replayedSha256: sha256Hex(replayedText), differences, result };
    },
  };
}

function again(
  { input, listVersions, resultText }: StoredScreening,
  index: MatchIndex,
  policy: Parameters<typeof screenAgainst>[3],
  cipher: DataCipher,
): ScreeningResult {
  const { error: refused, staleLists } = JSON.parse(resultText) as ScreeningResult;
  try {
    // What no name was the reason for, such as a line that is no JSON, is refused by the record itself.
    if (refused && refused.code !== "NAME_INVALID") return refusal(listVersions, policy, refused);
    const screened = screenAgainst(input.query, listVersions, index, policy);
    // How old the lists were is a circumstance of then, like their versions.
    const result = staleLists === undefined ? screened : { ...screened, staleLists };
    const { customerHash } = customerKeys(cipher, input.query, input.ref);
    return applySuppressions(result, customerHash, input.suppressions);
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    return refusal(listVersions, policy, { code: error.code, message: error.message });
  }
}

/** What changed around the screening, and whether its record was exchanged. */
function changedSurroundings(stored: StoredScreening, cipher: DataCipher): ReplayDifference[] {
  const differences: ReplayDifference[] = [];
  if (resultHash(cipher, stored.resultText) !== stored.resultHash) {
    const message = "The stored result is not the one that was recorded: its keyed hash differs.";
    differences.push({ what: "record", message });
  }
  const now = JSON.parse(stored.resultText) as ScreeningResult;
  const expected = clearColumns(
    cipher,
    stored.input,
    customerKeys(cipher, stored.input.query, stored.input.ref),
    now,
  );
  for (const column of Object.keys(expected) as (keyof ClearColumns)[]) {
    if (stored.clear[column] === expected[column]) continue;
    const message = `The record's column "${column}" is not the one that was written: it does not follow from the sealed answer.`;
    differences.push({ what: `record ${column}`, message });
  }
  if (stored.engine !== ENGINE_VERSION) {
    const message = `It was made by ${stored.engine}, and this is ${ENGINE_VERSION}.`;
    differences.push({ what: "engine", stored: stored.engine, now: ENGINE_VERSION, message });
  }
  if (stored.statistic !== statisticVersion) {
    const message = "The statistic that weighs the parts of names has changed since.";
    differences.push({ what: "statistic", stored: stored.statistic, now: statisticVersion, message });
  }
  return differences;
}

/** Members of two results that differ, by path. */
function differencesOf(stored: Json, now: Json): ReplayDifference[] {
  const differences: ReplayDifference[] = [];
  const walk = (before: Json | undefined, after: Json | undefined, path: string): void => {
    if (
      differences.length >= DIFFERENCES_MAX ||
      canonicalJson(before ?? null) === canonicalJson(after ?? null)
    ) {
      return;
    }
    if (isObject(before) && isObject(after)) {
      for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
        walk(before[key], after[key], path === "" ? key : `${path}.${key}`);
      }
      return;
    }
    differences.push({
      what: path,
      ...(before === undefined ? {} : { stored: before }),
      ...(after === undefined ? {} : { now: after }),
      message: `${path} is not what it was.`,
    });
  };
  walk(stored, now, "");
  return differences;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null;
}
