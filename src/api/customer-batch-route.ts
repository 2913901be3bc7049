import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Principal, Probity } from "../app/index.ts";
import { customerImport } from "../contract/index.ts";
import { ProbityError } from "../core/index.ts";
import { actorOf } from "./authentication.ts";
import { problemResponse } from "./openapi.ts";

const NDJSON_TYPE = "application/x-ndjson";
/** Bytes of a batch: some 300,000 customers, which are streamed; more come in several batches. */
const BATCH_BYTES_MAX = 67_108_864;

/**
 * `POST /customers/batch`: customers as NDJSON, registered while they are still being read. Answers what
 * was done once all are read; refused lines are named and keep no other back. A batch that is cut off
 * can be sent again: what is registered already changes nothing.
 */
export function registerCustomerBatchRoute(
  app: FastifyInstance,
  options: {
    readonly probity: Probity;
    /** Proves who asks and whether they may. @throws ProbityError */
    readonly admit: (request: FastifyRequest) => Promise<Principal>;
  },
): void {
  const { probity, admit } = options;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(NDJSON_TYPE, (_request, payload, done) => done(null, payload));
  app.post(
    "/customers/batch",
    {
      bodyLimit: BATCH_BYTES_MAX,
      schema: {
        operationId: "registerCustomers",
        summary: "Registers or changes many customers, given as NDJSON.",
        description: "Takes the permission `customer.write`.",
        tags: ["customers"],
        response: { 200: customerImport, default: problemResponse },
      },
      // The body is a stream of lines; each is checked where it is read.
      validatorCompiler: () => () => true,
      preParsing: async (request) => {
        request.principal = await admit(request);
      },
    },
    async (request) => {
      const { principal } = request;
      if (principal === null) throw new ProbityError("INTERNAL", "a route without its guard");
      if (request.body === undefined) {
        throw new ProbityError("REQUEST_INVALID", `The body is missing; send customers as ${NDJSON_TYPE}.`);
      }
      const bytes = limited(request.body as AsyncIterable<Uint8Array>);
      return await probity.customers.import({ bytes, format: "ndjson" }, actorOf(principal));
    },
  );
}

async function* limited(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > BATCH_BYTES_MAX) {
      throw new ProbityError(
        "PAYLOAD_TOO_LARGE",
        `A batch has at most ${BATCH_BYTES_MAX} bytes; send several.`,
      );
    }
    yield chunk;
  }
}
