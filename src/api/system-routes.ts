import { z } from "zod";
import { action, health, pageOf, worker } from "../contract/index.ts";
import { defineOpenRoute, defineRoute } from "./route.ts";
import { wire } from "./wire.ts";

/** JSON Schema 2020-12 of an action's input or output; what zod cannot express is left open. */
function schemaOf(type: z.ZodType, io: "input" | "output"): unknown {
  return z.toJSONSchema(type, { io, unrepresentable: "any" });
}

export const systemRoutes = [
  defineOpenRoute({
    method: "GET",
    path: "/health",
    operationId: "getHealth",
    summary: "Status, version, database, workers and how fresh the lists are.",
    response: health,
    handle: ({ probity }) => probity.health(),
  }),
  defineOpenRoute({
    method: "GET",
    path: "/openapi.json",
    operationId: "getOpenApi",
    summary: "This document.",
    response: z.record(z.string(), z.unknown()),
    handle: async ({ reply }) => ({ ...reply.server.swagger() }),
  }),
  defineRoute({
    method: "GET",
    path: "/actions",
    operationId: "listActions",
    summary: "Every action a step may use, with the JSON Schemas of its input and output.",
    guard: "system.read",
    response: pageOf(action),
    handle: async ({ probity }) => ({
      items: [...probity.actions.values()].map((definition) => ({
        id: definition.id,
        version: definition.version,
        summary: definition.summary,
        effects: definition.effects,
        input: schemaOf(definition.input, "input"),
        output: schemaOf(definition.output, "output"),
        defaults: { ...definition.defaults },
        example: definition.example,
      })),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/workers",
    operationId: "listWorkers",
    summary: "The processes that carry out runs, and when each was last heard of.",
    guard: "system.read",
    response: pageOf(worker),
    handle: async ({ probity }) => ({ items: wire(await probity.engine.workers()) }),
  }),
];
