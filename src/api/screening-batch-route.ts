import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Principal, Probity } from "../app/index.ts";
import { type Problem, type ScreeningResult, screenBody, screeningResult } from "../contract/index.ts";
import { ProbityError } from "../core/index.ts";
import { actorOf } from "./authentication.ts";
import { problemResponse } from "./openapi.ts";
import { logProblem } from "./problem.ts";
import { decodeBody } from "./request-text.ts";

const JSON_TYPE = "application/json";
const NDJSON_TYPE = "application/x-ndjson";
/** Bytes of a batch: some 300,000 customers as NDJSON, which is streamed. */
const NDJSON_BYTES_MAX = 67_108_864;
/** A JSON array is read whole before its first customer is screened. */
const ARRAY_BYTES_MAX = 8_388_608;
const ARRAY_ITEMS_MAX = 10_000;

/**
 * `POST /screenings/batch`: customers as a JSON array or as NDJSON, answers in the same order. NDJSON
 * is answered with NDJSON while it is still being read; every answer is recorded and audited before
 * it is sent. An error half-way is the last line, `{"error": …}`: what was answered stays valid.
 */
export function registerScreeningBatchRoute(
  app: FastifyInstance,
  options: {
    readonly probity: Probity;
    /** Proves who asks and whether they may. @throws ProbityError */
    readonly admit: (request: FastifyRequest) => Promise<Principal>;
  },
): void {
  const { probity, admit } = options;
  app.removeAllContentTypeParsers();
  // Both are read from the stream, each up to a limit of its own.
  app.addContentTypeParser([JSON_TYPE, NDJSON_TYPE], (_request, payload, done) => done(null, payload));
  app.post(
    "/screenings/batch",
    {
      schema: {
        operationId: "screenBatch",
        summary: "Screens many customers, given as a JSON array or as NDJSON, in order.",
        description: "Takes the permission `screening.run`.",
        tags: ["screenings"],
        response: { 200: screeningResult.array(), default: problemResponse },
      },
      // What arrives is read row by row, and a row that is no customer is answered as such.
      validatorCompiler: () => () => true,
      serializerCompiler: () => (value) => JSON.stringify(value),
      preParsing: async (request) => {
        request.principal = await admit(request);
      },
    },
    async (request, reply) => {
      const { principal } = request;
      if (principal === null) throw new ProbityError("INTERNAL", "a route without its guard");
      const actor = actorOf(principal);
      const body = request.body as AsyncIterable<Uint8Array>;
      if (!request.headers["content-type"]?.startsWith(NDJSON_TYPE)) {
        const lines = arrayLines(await collected(body, ARRAY_BYTES_MAX));
        const answers: ScreeningResult[] = [];
        for await (const one of probity.screenBatch(lines, actor, { format: "ndjson" })) answers.push(one);
        return reply.send(answers);
      }
      const bytes = limited(body, NDJSON_BYTES_MAX);
      const answers = probity.screenBatch(bytes, actor, { format: "ndjson" })[Symbol.asyncIterator]();
      // Before the head is sent an error is still an ordinary one: no list, no right.
      const first = await answers.next();
      reply.header("content-type", NDJSON_TYPE);
      return reply.send(
        Readable.from(jsonLines(first, answers, (error) => logProblem(probity.log, error, request))),
      );
    },
  );
}

/** The items of a JSON array as lines. @throws ProbityError REQUEST_INVALID, PAYLOAD_TOO_LARGE */
function arrayLines(body: Buffer): AsyncIterable<string> {
  let items: unknown;
  try {
    items = JSON.parse(decodeBody(body));
  } catch (error) {
    if (error instanceof ProbityError) throw error;
    throw new ProbityError("REQUEST_INVALID", "The body is not valid JSON.");
  }
  if (!Array.isArray(items)) {
    throw new ProbityError("REQUEST_INVALID", `The body is no array of customers; for one, use /screenings.`);
  }
  if (items.length > ARRAY_ITEMS_MAX) {
    throw new ProbityError(
      "PAYLOAD_TOO_LARGE",
      `The array has ${items.length} customers; send more than ${ARRAY_ITEMS_MAX} as ${NDJSON_TYPE}.`,
    );
  }
  for (const [place, item] of items.entries()) {
    const parsed = screenBody.strict().safeParse(item);
    if (parsed.success) continue;
    const [issue] = parsed.error.issues;
    const where = [place, ...(issue?.path ?? [])].join(".");
    throw new ProbityError("REQUEST_INVALID", `${where}: ${issue?.message}`, {
      issues: parsed.error.issues.map(({ path, message }) => ({
        where: [place, ...path].join("."),
        message,
      })),
    });
  }
  return Readable.from(items.map((item) => `${JSON.stringify(item)}\n`));
}

async function collected(bytes: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limited(bytes, bytesMax)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** @throws ProbityError PAYLOAD_TOO_LARGE */
async function* limited(bytes: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > bytesMax) {
      throw new ProbityError(
        "PAYLOAD_TOO_LARGE",
        `The body has more than ${bytesMax} bytes; send several batches.`,
      );
    }
    yield chunk;
  }
}

async function* jsonLines(
  first: IteratorResult<ScreeningResult>,
  rest: AsyncIterator<ScreeningResult>,
  report: (error: unknown) => Problem,
): AsyncGenerator<string> {
  try {
    for (let next = first; next.done !== true; next = await rest.next())
      yield `${JSON.stringify(next.value)}\n`;
  } catch (error) {
    yield `${JSON.stringify({ error: report(error) })}\n`;
  } finally {
    await rest.return?.();
  }
}
