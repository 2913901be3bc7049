import { z } from "zod";
import { apiKey, auditEntry, auditQuery, createdKey, createKey, pageOf } from "../contract/index.ts";
import { defineRoute, noContent } from "./route.ts";
import { given, wire } from "./wire.ts";

const byId = z.object({ id: z.string().max(200) });

export const oversightRoutes = [
  defineRoute({
    method: "GET",
    path: "/audit",
    operationId: "listAuditEntries",
    summary: "Audit entries, newest first, with the exact text that each hash commits to.",
    guard: "audit.read",
    query: auditQuery,
    response: pageOf(auditEntry),
    async handle({ probity, query: { limit, ...filter } }) {
      const { items, nextCursor } = await probity.listAudit({ ...given(filter), limit });
      return { items: [...items], ...given({ nextCursor }) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/keys",
    operationId: "listKeys",
    summary: "API keys, newest first, revoked ones included; never the keys themselves.",
    guard: "key.manage",
    response: pageOf(apiKey),
    handle: async ({ probity }) => ({ items: wire(await probity.access.listKeys()) }),
  }),
  defineRoute({
    method: "POST",
    path: "/keys",
    operationId: "createKey",
    summary: "Creates an API key; this answer is the only time it is shown.",
    guard: "key.manage",
    body: createKey,
    status: 201,
    response: createdKey,
    async handle({ probity, body, actor }) {
      const { id, name, roles, key } = await probity.access.createKey({ ...body, actor });
      return { id, name, roles: [...roles], key };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/keys/:id",
    operationId: "revokeKey",
    summary: "Revokes an API key at once and for good.",
    guard: "key.manage",
    params: byId,
    status: 204,
    response: noContent,
    async handle({ probity, params, actor }) {
      await probity.access.revokeKey(params.id, actor);
      return undefined;
    },
  }),
];
