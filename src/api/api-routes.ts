import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Principal, Probity } from "../app/index.ts";
import { ProbityError } from "../core/index.ts";
import { actorOf, authenticate, authorise } from "./authentication.ts";
import { registerCustomerBatchRoute } from "./customer-batch-route.ts";
import { problemResponse } from "./openapi.ts";
import { createPersonalDataViews } from "./personal-data-views.ts";
import { checkText } from "./request-text.ts";
import { BODY_BYTES_MAX, type Guard, noContent, type Route } from "./route.ts";
import { routeTable } from "./route-table.ts";
import { registerScreeningBatchRoute } from "./screening-batch-route.ts";
import { createSessionCookie } from "./session-cookie.ts";

/** Printable ASCII, so that the key is the same in every log and index. */
const idempotencyHeader = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, "must be 1 to 200 printable ASCII characters without spaces")
    .optional(),
});

declare module "fastify" {
  interface FastifyRequest {
    /** Set before the body is read; null on open routes. */
    principal: Principal | null;
  }
}

/** Registers the route table: prove who asks, may they, is the request well-formed, then the handler. */
export function registerApiRoutes(
  app: FastifyInstance,
  options: {
    readonly probity: Probity;
    readonly baseUrl: string;
    /** Counts a request against its principal's budget. @throws ProbityError RATE_LIMITED */
    readonly spend: (request: FastifyRequest) => Promise<void>;
  },
): void {
  const { probity, spend } = options;
  const session = createSessionCookie(options.baseUrl);
  const views = createPersonalDataViews(probity);

  for (const route of routeTable) {
    app.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.bodyBytesMax ?? BODY_BYTES_MAX,
      schema: schemaOf(route),
      // Before the body is parsed: strangers cannot make us read 24 MB.
      async preParsing(request) {
        if (route.guard !== "open") await admit(request, route.guard);
      },
      async preValidation(request) {
        for (const part of ["params", "query", "body"] as const) checkText(request[part], part);
      },
      handler: (request, reply) => answer(route, request, reply),
    });
  }

  app.register(async (batch) =>
    registerScreeningBatchRoute(batch, { probity, admit: (request) => admit(request, "screening.run") }),
  );

  app.register(async (batch) =>
    registerCustomerBatchRoute(batch, { probity, admit: (request) => admit(request, "customer.write") }),
  );

  /** Proves who asks, counts the request against their budget, and checks that they may. */
  async function admit(request: FastifyRequest, guard: Guard): Promise<Principal> {
    request.principal = await authenticate(probity.access, request, session);
    await spend(request);
    authorise(probity.access, request.principal, guard);
    return request.principal;
  }

  async function answer(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { principal } = request;
    if (principal === null && route.guard !== "open")
      throw new ProbityError("INTERNAL", "a route without its guard");
    const key = route.idempotent ? request.headers["idempotency-key"] : undefined;
    const result = await route.handle({
      probity,
      session,
      views,
      reply,
      params: request.params,
      query: request.query,
      body: request.body,
      // Open routes are typed not to look at these two.
      principal: principal as Principal,
      ...(principal === null ? {} : { actor: actorOf(principal) }),
      ...(principal === null || typeof key !== "string" ? {} : { idempotencyKey: `${principal.id}:${key}` }),
    } as Parameters<Route["handle"]>[0]);
    return reply.code(route.status ?? 200).send(result);
  }
}

function schemaOf(route: Route): object {
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.path.split("/")[1] ?? ""],
    ...(route.guard === "open" ? { security: [] } : {}),
    ...(route.guard === "open" || route.guard === "signed-in"
      ? {}
      : { description: `Takes the permission \`${route.guard}\`.` }),
    ...(route.params === undefined ? {} : { params: route.params }),
    ...(route.query === undefined ? {} : { querystring: strict(route.query) }),
    ...(route.body === undefined ? {} : { body: strict(route.body) }),
    ...(route.idempotent ? { headers: idempotencyHeader } : {}),
    response: {
      [route.status ?? 200]: route.response === noContent ? noContent.describe("Done.") : route.response,
      default: problemResponse,
    },
  };
}

/** A misspelt filter must not silently mean "all of them", nor a misspelt member be left out. */
function strict(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject ? schema.strict() : schema;
}
