import { appendAudit } from "../audit/index.ts";
import type { ScreeningResult } from "../contract/index.ts";
import {
  type Clock,
  type Database,
  type DataCipher,
  type Log,
  newId,
  ProbityError,
  type Queryable,
} from "../core/index.ts";
import {
  type BatchAnswer,
  compareNames,
  createScreener,
  partyTypeOf,
  readNamedRows,
  readPolicy,
  recordScreening,
  type ScreeningResult as ScreenerResult,
  type ScreeningQuery,
} from "../screening/index.ts";
import type { Config } from "./config.ts";
import type { Actor, Installation } from "./probity.ts";

/** Rows of a batch that share a transaction: few enough to answer at once, many enough to be fast. */
const BATCH_ROWS = 100;

type ScreeningDesk = Pick<Installation, "screen" | "screenBatch" | "compareNames" | "compareBatch">;

/** Screening outside of runs: single names and batches, each with its audit entry. */
export function createScreeningDesk(options: {
  db: Database;
  cipher: DataCipher;
  clock: Clock;
  log: Log;
  config: Config;
}): ScreeningDesk {
  const policy = readPolicy(options.config.section("screening"));
  const screener = createScreener({ ...options, policy });
  return {
    async screen(query, actor) {
      const asked = toQuery(query);
      const result = await screener.screen(asked);
      await record(options, asked, result, actor);
      return toContract(result, query.ref);
    },
    async *screenBatch(csv, actor) {
      let waiting: BatchAnswer[] = [];
      for await (const answer of screener.screenBatch(csv)) {
        waiting.push(answer);
        if (waiting.length < BATCH_ROWS) continue;
        yield* await recordBatch(options, waiting, actor);
        waiting = [];
      }
      yield* await recordBatch(options, waiting, actor);
    },
    compareNames(name1, name2, type) {
      const { score, decision, explanation } = compareNames(name1, name2, typeOf(type), policy);
      return { score, decision, explanation };
    },
    async *compareBatch(csv) {
      for await (const row of readNamedRows(csv, ["name1", "name2"])) {
        const { score, decision } = compareNames(
          row["name1"] ?? "",
          row["name2"] ?? "",
          partyTypeOf(row["type"] ?? ""),
          policy,
        );
        yield { ref: row["ref"] ?? "", score, decision };
      }
    },
  };
}

interface Recorder {
  readonly db: Database;
  readonly cipher: DataCipher;
  readonly clock: Clock;
}

async function record(
  recorder: Recorder,
  query: ScreeningQuery,
  result: ScreenerResult,
  actor: Actor,
): Promise<void> {
  await recorder.db.transaction((tx) => write(recorder, tx, query, result, actor));
}

/** Rows are answered only once they stand in the record and in the audit log. */
async function recordBatch(
  recorder: Recorder,
  answers: readonly BatchAnswer[],
  actor: Actor,
): Promise<ScreeningResult[]> {
  await recorder.db.transaction(async (tx) => {
    for (const { query, line } of answers) await write(recorder, tx, query, line, actor);
  });
  return answers.map(({ line: { ref, ...result } }) => toContract(result, ref));
}

/** The screening and its audit entry; both or neither. */
async function write(
  { cipher, clock }: Recorder,
  tx: Queryable,
  query: ScreeningQuery,
  result: ScreenerResult,
  actor: Actor,
): Promise<void> {
  const at = clock.now();
  const id = newId("screening", at.getTime());
  await recordScreening(tx, cipher, { id, at, query, result });
  await appendAudit(tx, screeningEvent(result, actor, at, id));
}

function screeningEvent(result: ScreenerResult, actor: Actor, at: Date, screeningId: string) {
  return {
    actor,
    action: "screening",
    status: result.decision,
    stream: "screening",
    at,
    versions: {
      ...result.listVersions,
      "screening-policy": result.policyVersion,
      "screening-engine": result.engine,
    },
    details: { hits: result.hits.length, screeningId },
  };
}

function toQuery(query: Parameters<Installation["screen"]>[0]): ScreeningQuery {
  return {
    names: [query.name],
    type: typeOf(query.type),
    ...(query.birth_date === undefined ? {} : { birthDate: query.birth_date }),
    ...(query.country === undefined ? {} : { countries: [query.country] }),
  };
}

/** @throws ProbityError REQUEST_INVALID for a word that names no party type */
function typeOf(word: string | undefined) {
  if (word === undefined || word === "") return undefined;
  const type = partyTypeOf(word);
  if (type === undefined) {
    throw new ProbityError(
      "REQUEST_INVALID",
      `"${word}" is no type of party; use person, entity, vessel or aircraft.`,
    );
  }
  return type;
}

function toContract(result: ScreenerResult, ref: string | undefined): ScreeningResult {
  return { ...(ref === undefined ? {} : { ref }), ...(result as unknown as ScreeningResult) };
}
