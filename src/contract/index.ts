/**
 * The HTTP contract: zod schemas of every body that crosses /api/v1, shared by the
 * server, the command line and the web. Times are ISO 8601 UTC strings. OpenAPI is
 * generated from these schemas.
 */
export * from "./common.ts";
export * from "./customers.ts";
export * from "./lists.ts";
export * from "./requests.ts";
export * from "./resources.ts";
export * from "./screening.ts";
