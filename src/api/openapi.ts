import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { problem } from "../contract/index.ts";
import { PROBLEM_MEDIA_TYPE } from "./problem.ts";

/** How every operation documents its errors. */
export const problemResponse = {
  description: "What went wrong, as problem details (RFC 9457).",
  content: { [PROBLEM_MEDIA_TYPE]: { schema: problem } },
};

/** Collects the OpenAPI 3.1 document from the routes registered after this. */
export function registerOpenApi(app: FastifyInstance, options: { version: string; baseUrl: string }): void {
  app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Probity",
        version: options.version,
        description: "Compliance workflows you can prove: definitions, runs, reviews, screening, audit log.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: options.baseUrl }],
      components: {
        securitySchemes: {
          apiKey: { type: "http", scheme: "bearer", description: "An API key: pby_…" },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "probity_session",
            description: "Set by signing in; requests other than GET also carry x-csrf-token.",
          },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
  });
}
