import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Probity } from "../app/index.ts";
import { startedRun } from "../contract/index.ts";
import { type Json, ProbityError } from "../core/index.ts";
import { nameDelivery } from "./delivery-names.ts";
import { problemResponse } from "./openapi.ts";
import { checkText, decodeBody } from "./request-text.ts";
import { isSignedDelivery } from "./webhook.ts";
import { given } from "./wire.ts";

/** Other systems announce events; documents come another way. */
const HOOK_BODY_BYTES_MAX = 1_048_576;

const byPath = z.object({ path: z.string().max(200) });

/**
 * `POST /hooks/<path>`: a signed event of another system starts a run. It needs no key: the
 * signature over the exact bytes is the proof. An unknown path and a wrong signature get the
 * same answer, so nobody finds out which webhooks exist. The same delivery starts one run.
 */
export function registerHookRoute(app: FastifyInstance, probity: Probity): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  const parseJson = app.getDefaultJsonParser("error", "error");

  app.post(
    "/hooks/:path",
    {
      bodyLimit: HOOK_BODY_BYTES_MAX,
      schema: {
        operationId: "receiveWebhook",
        summary: "Starts a run for a signed event of another system; the JSON body is the run's input.",
        params: byPath,
        security: [],
        response: { 201: startedRun, default: problemResponse },
      },
    },
    async (request, reply) => {
      const { path } = request.params as z.output<typeof byPath>;
      checkText(path, "params.path");
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const target = await probity.webhook(path);
      const delivery = { headers: request.headers, body, now: probity.clock.now() };
      if (!isSignedDelivery(target, delivery) || target === undefined) {
        throw new ProbityError(
          "SIGNATURE_INVALID",
          "There is no webhook at this path, or its secret did not make this signature just now.",
        );
      }
      const text = decodeBody(body);
      const input = await new Promise<Json>((resolve, reject) => {
        parseJson(request, text, (error, value) => {
          if (error === null) resolve(value as Json);
          else reject(new ProbityError("REQUEST_INVALID", "The body is not valid JSON."));
        });
      });
      checkText(input, "body");
      const started = await probity.engine.start({
        workflowId: target.workflowId,
        input,
        actor: { kind: "service", id: `webhook:${path}`, via: "webhook" },
        trigger: { kind: "webhook", detail: path },
        ...given({ idempotencyKey: await nameDelivery(probity.access, path, target, delivery) }),
      });
      return reply.code(201).send({ ...started, workflowId: target.workflowId });
    },
  );
}
