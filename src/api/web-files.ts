import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Files under /assets carry a hash of their content in their name, so they never change. */
const IMMUTABLE = "public, max-age=31536000, immutable";
/** The page names the hashed files, so it is asked for every time. */
const ALWAYS_ASK = "no-cache";

/**
 * Serves the built web at `/`. The answer tells whether a request is for one of the web's own
 * pages, which all are the same file: `/login`, `/runs/run_…`.
 */
export function registerWebFiles(
  app: FastifyInstance,
  webRoot: string,
): (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined {
  const page = readFileSync(join(webRoot, "index.html"));
  app.register(fastifyStatic, {
    root: webRoot,
    cacheControl: false,
    dotfiles: "ignore",
    index: "index.html",
    setHeaders(reply, path) {
      const hashed = path.startsWith(join(webRoot, "assets") + sep);
      reply.header("cache-control", hashed ? IMMUTABLE : ALWAYS_ASK);
    },
  });
  return (request, reply) => {
    const [path = ""] = request.url.split("?");
    const isPage = request.method === "GET" && !/^\/(api|assets)(\/|$)/.test(path);
    if (!isPage || !(request.headers.accept ?? "").includes("text/html")) return undefined;
    return reply.code(200).type("text/html; charset=utf-8").header("cache-control", ALWAYS_ASK).send(page);
  };
}
