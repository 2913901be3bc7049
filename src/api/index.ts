/** The HTTP surface: REST under /api/v1, webhooks, and the files of the web. */
export { createServer, type ServerOptions } from "./server.ts";
