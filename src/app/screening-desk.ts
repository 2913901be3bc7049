import { resolve } from "node:path";
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
  latestScreening,
  loadScreening,
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
  screenRow,
} from "../screening/index.ts";
import type { Config } from "./config.ts";
import { screenPaymentMessage } from "./payment-desk.ts";
import type { Installation, NameComparison } from "./probity.ts";
import { createScreeningRecorder, type Recorded, type Unrecorded } from "./screening-recorder.ts";
import { createSuppressionDesk } from "./suppression-desk.ts";

/** Rows of a batch that share a transaction: few enough to answer at once, many enough to be fast. */
const BATCH_ROWS = 100;

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
}): ScreeningDesk {
  const { db, cipher, clock } = options;
  const section = options.config.section("screening");
  const policies = readPolicies(section);
  const sources = new Map(readListSources(section).map((source) => [source.id, source]));
  const lists = { ...options, staleAfterMs: (list: string) => sources.get(list)?.staleAfterMs };
  const screener = createScreener({ ...lists, policies });
  const recorder = createScreeningRecorder(options);
  const replayer = createReplayer(options);
  const screenerOf = (file: string | undefined): Screener =>
    file === undefined ? screener : createScreener({ ...lists, policies: readPolicyFile(resolve(file)) });
  return {
    suppressions: createSuppressionDesk({ ...options, policy: screener.policy }),
    async screen(customer, actor, { policyFile } = {}) {
      const request = readStrictRequest(customer);
      const result = await screenerOf(policyFile).screen(request.query);
      return toContract(await recorder.record({ request, result, actor }));
    },
    async *screenBatch(batch, actor, { policyFile, format } = {}) {
      const rows = screenedRows(screenerOf(policyFile), readBatchRows(batch, format), actor);
      for await (const group of groupsOf(rows, BATCH_ROWS)) {
        for (const recorded of await recorder.recordAll(group)) yield { ref: "", ...toContract(recorded) };
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
      const { score, decision, explanation } = compareNames(name1, name2, typeOf(type), screener.policy());
      return { score, decision, explanation };
    },
    async *compareBatch(csv) {
      for await (const row of readNamedRows(csv, ["name1", "name2"])) {
        yield compareRow(row, screener.policy());
      }
    },
  };
}

async function* screenedRows(
  screener: Screener,
  rows: ReturnType<typeof readBatchRows>,
  actor: Unrecorded["actor"],
): AsyncGenerator<Unrecorded> {
  for await (const row of rows) {
    const { refused: _refused, ...request } = row;
    yield { request, result: await screenRow(screener, row), actor };
  }
}

async function* groupsOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
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
  const type = partyTypeOf(row["type"] ?? "");
  const isUnknown = (row["type"] ?? "").trim() !== "" && type === undefined;
  const unknown = "type is none of person, entity, vessel and aircraft; compared as of any type";
  const noted = isUnknown ? { warnings: [unknown] } : {};
  try {
    const { score, decision, explanation } = compareNames(
      row["name1"] ?? "",
      row["name2"] ?? "",
      type,
      policy,
    );
    return { ref, score, decision, explanation, ...noted };
  } catch (error) {
    if (!(error instanceof ProbityError) || error.code !== "NAME_INVALID") throw error;
    const { code, message } = error;
    return { ref, score: 0, decision: "review", explanation: "", ...noted, error: { code, message } };
  }
}

function policiesOf(policies: readonly ScreeningPolicy[], clock: Clock) {
  const inForce = policyInForce(policies, clock.now());
  return policies.map((policy) => ({ ...policy, hash: policyHash(policy), inForce: policy === inForce }));
}

/** @throws ProbityError REQUEST_INVALID for a word that names no party type */
function typeOf(word: string | undefined) {
  if (word === undefined || word === "") return undefined;
  const type = partyTypeOf(word);
  if (type !== undefined) return type;
  throw new ProbityError(
    "REQUEST_INVALID",
    `"${word}" is no type of party; use person, entity, vessel or aircraft.`,
  );
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
