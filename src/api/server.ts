import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Probity } from "../app/index.ts";
import { type Log, ProbityError, uuidV7 } from "../core/index.ts";
import { registerApiRoutes } from "./api-routes.ts";
import { registerHookRoute } from "./hook-route.ts";
import { createHostCheck } from "./host-check.ts";
import { registerOpenApi } from "./openapi.ts";
import { PROBLEM_MEDIA_TYPE, problemOf, sendProblem } from "./problem.ts";
import { decodeBody } from "./request-text.ts";
import { BODY_BYTES_MAX } from "./route.ts";
import { securityHeaders } from "./security-headers.ts";
import { registerWebFiles } from "./web-files.ts";

export interface ServerOptions {
  readonly probity: Probity;
  /** Folder of the built web; without it the server answers the API alone. */
  readonly webRoot?: string;
  /** Address people use, such as `https://probity.example.org`: decides host names, cookies and HSTS. */
  readonly baseUrl: string;
  /** Forwarded addresses are not believed: a caller could write any into the header. */
  readonly trustProxy?: false;
  /** Requests a minute; the defaults are far above what people and batch jobs need. */
  readonly requestsPerMinute?: { readonly address?: number; readonly principal?: number };
}

const API_PREFIX = "/api/v1";
const REQUESTS_PER_MINUTE = 6_000;
/** A request that is not here by then is held open on purpose. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Longest path parameter a route accepts, and room for percent encoding. */
const PARAM_CHARACTERS_MAX = 600;

/** The HTTP server of an installation, ready to `listen` or `inject`. It owns no database: closing it leaves Probity open. */
export function createServer(options: ServerOptions): FastifyInstance {
  const { probity, baseUrl, webRoot } = options;
  const { log } = probity;
  const app = newFastify(probity);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest("principal", null);
  app.setErrorHandler((error, request, reply) => sendProblem(log, error, request, reply));
  acceptJsonOnly(app);
  const checkHost = createHostCheck(baseUrl);
  app.addHook("onRequest", async (request) => {
    checkHost({ host: request.headers.host, localAddress: request.socket.localAddress });
  });
  logRequests(app, log);
  app.register(helmet, securityHeaders(baseUrl));
  app.register(cookie);
  app.register(rateLimit, {
    max: options.requestsPerMinute?.address ?? REQUESTS_PER_MINUTE,
    timeWindow: "1 minute",
    errorResponseBuilder: (_request, { after }) =>
      new ProbityError("RATE_LIMITED", `Too many requests from this address; try again in ${after}.`),
  });
  registerOpenApi(app, { version: probity.version, baseUrl });
  app.register(
    async (api) => {
      api.addHook("onRequest", async (_request, reply) => {
        reply.header("cache-control", "no-store");
      });
      const spend = budgetOf(api, options.requestsPerMinute?.principal ?? REQUESTS_PER_MINUTE);
      registerApiRoutes(api, { probity, baseUrl, spend });
      api.register(async (hooks) => registerHookRoute(hooks, probity));
    },
    { prefix: API_PREFIX },
  );
  const webPage = webRoot === undefined ? undefined : registerWebFiles(app, webRoot);
  app.setNotFoundHandler((request, reply) => {
    const page = webPage?.(request, reply);
    if (page !== undefined) return page;
    return sendProblem(log, new ProbityError("NOT_FOUND", "There is nothing at this path."), request, reply);
  });
  return app;
}

/** Fastify with our limits, references and errors, and without a logger of its own. */
function newFastify({ log, clock }: Probity): FastifyInstance {
  const newReference = () => `req_${uuidV7(clock.now().getTime())}`;
  return Fastify({
    logger: false,
    trustProxy: false,
    exposeHeadRoutes: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: PARAM_CHARACTERS_MAX },
    genReqId: newReference,
    // Bytes that are no HTTP at all never reach a handler.
    clientErrorHandler(_error, socket) {
      if (!socket.writable) return;
      const error = new ProbityError("REQUEST_INVALID", "These bytes are not an HTTP request.");
      const body = JSON.stringify(problemOf(error, newReference()));
      socket.end(
        `HTTP/1.1 400 Bad Request\r\ncontent-type: ${PROBLEM_MEDIA_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
    },
    frameworkErrors: (error, request, reply) => {
      sendProblem(log, error, request, reply);
    },
  });
}

/** One line per answer: the pattern, not the path; a key's id, but not a person's. */
function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook("onResponse", async (request, reply) => {
    log.info(
      {
        reference: request.id,
        method: request.method,
        route: request.routeOptions.url ?? "none",
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ...(request.principal?.kind === "key" ? { key: request.principal.id } : {}),
      },
      "request",
    );
  });
}

/** Bodies are JSON. An empty one is no body: browsers announce a type even then. */
function acceptJsonOnly(app: FastifyInstance): void {
  // `__proto__` and `constructor.prototype` are refused: they are attacks on whoever copies the object.
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    let text: string;
    try {
      text = decodeBody(Buffer.from(body));
    } catch (error) {
      return done(error as ProbityError);
    }
    parseJson(request, text, (error, value) => {
      if (error === null) return done(null, value);
      done(new ProbityError("REQUEST_INVALID", "The body is not valid JSON."));
    });
  });
}

/** One budget per key or user, whatever addresses its requests come from. */
function budgetOf(app: FastifyInstance, max: number): (request: FastifyRequest) => Promise<void> {
  const check = app.createRateLimit({
    max,
    timeWindow: "1 minute",
    keyGenerator: (request) => request.principal?.id ?? request.ip,
  });
  return async (request) => {
    const verdict = await check(request);
    if (!verdict.isAllowed && verdict.isExceeded) {
      throw new ProbityError("RATE_LIMITED", `Too many requests; try again in ${verdict.ttlInSeconds} s.`);
    }
  };
}
