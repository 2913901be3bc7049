import { z } from "zod";
import {
  listDetail,
  listDiff,
  listDiffQuery,
  listImport,
  listOverview,
  listSync,
  releaseListBody,
  syncListsBody,
} from "../contract/index.ts";
import { defineRoute } from "./route.ts";

const byId = z.object({ id: z.string().max(100) });

export const listRoutes = [
  defineRoute({
    method: "GET",
    path: "/lists",
    operationId: "listLists",
    summary: "The sanctions lists in use, how fresh they are, and those of which nothing is in use.",
    guard: "system.read",
    response: listOverview,
    handle: ({ probity }) => probity.listOverview(),
  }),
  defineRoute({
    method: "POST",
    path: "/lists/sync",
    operationId: "syncLists",
    summary: "Downloads what is new from the publishers; answers when it is in use, which may take minutes.",
    guard: "list.manage",
    body: syncListsBody,
    response: z.object({ items: z.array(listSync) }),
    handle: async ({ probity, body, actor }) => ({ items: [...(await probity.syncLists(body, actor))] }),
  }),
  defineRoute({
    method: "GET",
    path: "/lists/:id",
    operationId: "getList",
    summary:
      "One list: where it comes from, every version that was in use, every publication that was refused.",
    guard: "system.read",
    params: byId,
    response: listDetail,
    handle: ({ probity, params }) => probity.listDetail(params.id),
  }),
  defineRoute({
    method: "GET",
    path: "/lists/:id/diff",
    operationId: "diffList",
    summary: "What differs between two versions of a list; by default the last change.",
    guard: "system.read",
    params: byId,
    query: listDiffQuery,
    response: listDiff,
    handle: ({ probity, params, query }) => probity.diffList(params.id, query),
  }),
  defineRoute({
    method: "POST",
    path: "/lists/:id/release",
    operationId: "releaseList",
    summary: "Takes a publication out of quarantine and into use.",
    guard: "list.manage",
    params: byId,
    body: releaseListBody,
    response: listImport,
    handle: ({ probity, params, body, actor }) => probity.releaseList({ list: params.id, ...body }, actor),
  }),
];
