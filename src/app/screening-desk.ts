import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { appendAudit } from "../audit/index.ts";
import type { ScreeningResult, StoredScreening } from "../contract/index.ts";
import {
  type Clock,
  type Database,
  type DataCipher,
  isId,
  type Log,
  ProbityError,
  type ScreeningId,
  sha256Hex,
} from "../core/index.ts";
import {
  compareNames,
  createReplayer,
  createScreener,
  createScreeningPool,
  INDEX_FOLDER,
  latestScreening,
  loadScreening,
  ofacScore,
  partyTypeOf,
  policyHash,
  policyInForce,
  readBatchRows,
  readListSources,
  readNamedRows,
  readPolicies,
  readPolicyFile,
  readStrictRequest,
  type Screener,
  type ScreeningPolicy,
  type StoredScreening as Stored,
  screenGroups,
} from "../screening/index.ts";
import type { Config } from "./config.ts";
import { screenPaymentMessage } from "./payment-desk.ts";
import type { Installation, NameComparison } from "./probity.ts";
import { createScreeningRecorder, type Recorded } from "./screening-recorder.ts";
import { createSuppressionDesk } from "./suppression-desk.ts";

/** Threads that screen batches: one processor stays for everything else. */
const THREADS = Math.min(8, availableParallelism() - 1);

type ScreeningDesk = Pick<
  Installation,
  | "screen"
  | "screenBatch"
  | "screenPayments"
  | "screening"
  | "replayScreening"
  | "suppressions"
  | "screeningPolicies"
  | "checkPolicy"
  | "compareNames"
  | "compareBatch"
>;

/** Screening outside of runs: single names and batches, each with its audit entry, and what is done with results. */
export function createScreeningDesk(options: {
  db: Database;
  cipher: DataCipher;
  clock: Clock;
  log: Log;
  config: Config;
  home: string;
}): ScreeningDesk & { closeScreening(): Promise<void> } {
  const { db, cipher, clock } = options;
  const section = options.config.section("screening");
  const policies = readPolicies(section);
  const sources = new Map(readListSources(section).map((source) => [source.id, source]));
  const lists = {
    ...options,
    staleAfterMs: (list: string) => sources.get(list)?.staleAfterMs,
    cacheFolder: join(options.home, INDEX_FOLDER),
  };
  const screener = createScreener({ ...lists, policies });
  const recorder = createScreeningRecorder(options);
  const replayer = createReplayer(options);
  const pool = THREADS > 0 ? createScreeningPool(THREADS) : undefined;
  const screenerOf = (file: string | undefined): Screener =>
    file === undefined ? screener : createScreener({ ...lists, policies: readPolicyFile(resolve(file)) });
  return {
    closeScreening: async () => pool?.close(),
    suppressions: createSuppressionDesk({ ...options, policy: screener.policy }),
    async screen(customer, actor, { policyFile } = {}) {
      const request = readStrictRequest(customer);
      const result = await screenerOf(policyFile).screen(request.query);
      return toContract(await recorder.record({ request, result, actor }));
    },
    async *screenBatch(batch, actor, { policyFile, format } = {}) {
      const rows = readBatchRows(batch, format);
      for await (const group of screenGroups(screenerOf(policyFile), pool, rows)) {
        const unrecorded = group.map(({ row, result }) => ({ request: row, result, actor }));
        for (const recorded of await recorder.recordAll(unrecorded))
          yield { ref: "", ...toContract(recorded) };
      }
    },
    screenPayments: (message, actor, { policyFile } = {}) =>
      screenPaymentMessage({ ...options, screener: screenerOf(policyFile), recorder }, message, actor),
    screening: async (id) => toStored(await existing(db, cipher, id)),
    async replayScreening(id, actor) {
      const stored = await existing(db, cipher, id);
      const { result: _result, ...replay } = await replayer.replay(stored);
      const status = replay.identical ? "identical" : "different";
      const details = {
        screeningId: stored.id,
        storedSha256: sealedName(cipher, replay.storedSha256),
        differences: replay.differences.map(({ what }) => what),
      };
      await db.transaction((tx) =>
        appendAudit(tx, {
          actor,
          action: "screening.replayed",
          status,
          stream: "screening",
          at: clock.now(),
          details,
        }),
      );
      return { screeningId: stored.id, ...replay, differences: [...replay.differences] };
    },
    screeningPolicies: () => policiesOf(policies, clock),
    checkPolicy: (file) => policiesOf(readPolicyFile(resolve(file)), clock),
    compareNames(name1, name2, type) {
      return comparisonOf(name1, name2, type, screener.policy());
    },
    async *compareBatch(csv) {
      for await (const row of readNamedRows(csv, ["name1", "name2"])) {
        yield compareRow(row, screener.policy());
      }
    },
  };
}

async function existing(db: Database, cipher: DataCipher, id: string): Promise<Stored> {
  const wanted = id === "latest" ? await latestScreening(db) : id;
  const known = wanted !== undefined && isId("screening", wanted) ? (wanted as ScreeningId) : undefined;
  const stored = known === undefined ? undefined : await loadScreening(db, cipher, known);
  if (stored) return stored;
  throw new ProbityError("NOT_FOUND", "There is no screening with this id.");
}

/** A hash of personal data is personal data itself; a keyed one is not. */
function sealedName(cipher: DataCipher, hash: string): string {
  return cipher.blindIndex(hash, "probity.screening.sha256");
}

/** A pair that cannot be compared is for a person to look at, and the rest of the batch goes on. */
function compareRow(row: Readonly<Record<string, string>>, policy: ScreeningPolicy): NameComparison {
  const ref = row["ref"] ?? "";
  try {
    return { ref, ...comparisonOf(row["name1"] ?? "", row["name2"] ?? "", row["type"], policy) };
  } catch (error) {
    if (!(error instanceof ProbityError) || error.code !== "NAME_INVALID") throw error;
    const { code, message } = error;
    return { ref, score: 0, decision: "review", ofacScore: 0, explanation: "", error: { code, message } };
  }
}

function comparisonOf(
  name1: string,
  name2: string,
  typeWord: string | undefined,
  policy: ScreeningPolicy,
): NameComparison {
  const type = partyTypeOf(typeWord ?? "");
  const isUnknown = (typeWord ?? "").trim() !== "" && type === undefined;
  const { score, decision, explanation, alignment } = compareNames(name1, name2, type, policy);
  return {
    score,
    decision,
    ofacScore: ofacScore(name1, name2),
    explanation,
    alignment,
    ...(isUnknown
      ? { warnings: ["type is none of person, entity, vessel and aircraft; compared as of any type"] }
      : {}),
  };
}

function policiesOf(policies: readonly ScreeningPolicy[], clock: Clock) {
  const inForce = policyInForce(policies, clock.now());
  return policies.map((policy) => ({ ...policy, hash: policyHash(policy), inForce: policy === inForce }));
}

/** The answer of a recorded screening, with the warnings about its row beside those about its names. */
function toContract({ screeningId, request, result }: Recorded): ScreeningResult {
  const warnings = [...(result.warnings ?? []), ...request.warnings];
  return {
    ...(request.ref === undefined ? {} : { ref: request.ref }),
    screeningId,
    // The contract is looser than our own types, which are read-only.
    ...(result as unknown as ScreeningResult),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}

function toStored({ id, at, input, resultText, runId, stepId }: Stored): StoredScreening {
  return {
    id,
    at: at.toISOString(),
    ...(input.ref === undefined ? {} : { ref: input.ref }),
    query: input.query,
    result: JSON.parse(resultText) as ScreeningResult,
    resultSha256: sha256Hex(resultText),
    ...(runId === undefined ? {} : { runId }),
    ...(stepId === undefined ? {} : { stepId }),
  };
}
