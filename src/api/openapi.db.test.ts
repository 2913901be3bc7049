import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api-server.ts";
import { routeTable } from "./route-table.ts";

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: object }[];
  readonly requestBody?: { readonly content: Record<string, { schema: Record<string, unknown> }> };
  readonly responses: Record<string, { content?: Record<string, { schema: Record<string, unknown> }> }>;
}

let api: TestApi;
let paths: Record<string, Record<string, Operation>>;
let document: Record<string, unknown>;

beforeAll(async () => {
  api = await testApi();
  document = (await api.call({ method: "GET", url: "/openapi.json" })).json();
  paths = document["paths"] as typeof paths;
});
afterAll(() => api.close());

const operations = () => Object.values(paths).flatMap((path) => Object.values(path));
const operationOf = (path: string, method: string): Operation => {
  const operation = paths[`/api/v1${path.replaceAll(/:(\w+)/g, "{$1}")}`]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`not documented: ${method} ${path}`);
  return operation;
};

describe("the OpenAPI document", () => {
  test("is version 3.1 and names no server but the configured one", () => {
    expect(document["openapi"]).toBe("3.1.0");
    expect(document["servers"]).toEqual([{ url: "http://localhost:4780" }]);
  });

  test("holds every route once, each with its own id and a sentence", () => {
    expect(operations()).toHaveLength(routeTable.length + 3);
    const ids = operations().map((operation) => operation.operationId);
    expect(ids.every((id) => /^[a-z][A-Za-z]+$/.test(id ?? ""))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { summary } of operations()) expect(summary).toMatch(/^[A-Z].*\.$/);
  });

  test.each(routeTable.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "%s documents what it takes and answers",
    (_name, route) => {
      const operation = operationOf(route.path, route.method);
      const inPath = operation.parameters?.filter((parameter) => parameter.in === "path") ?? [];
      expect(inPath.map(({ name }) => name)).toEqual(
        [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name),
      );
      expect(inPath.every(({ required }) => required)).toBe(true);
      expect(operation.requestBody !== undefined).toBe(route.body !== undefined);
      expect(Object.keys(operation.responses)).toEqual([String(route.status ?? 200), "default"]);
      const failure = operation.responses["default"]?.content?.["application/problem+json"]?.schema;
      expect(failure?.["required"]).toContain("reference");
      expect(operation.security).toEqual(route.guard === "open" ? [] : undefined);
    },
  );

  test("its schemas come from the contract", () => {
    const body = operationOf("/keys", "POST").requestBody?.content["application/json"]?.schema;
    expect(body).toMatchObject({
      type: "object",
      required: ["name", "roles"],
      properties: { name: { type: "string", minLength: 1, maxLength: 100 }, roles: { minItems: 1 } },
      additionalProperties: false,
    });
    const query = operationOf("/runs", "GET").parameters?.map(({ name }) => name);
    expect(query).toEqual(expect.arrayContaining(["cursor", "limit", "workflow", "state"]));
  });

  test("every reference inside it leads somewhere", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target = ""]) => target,
    );
    for (const target of references) {
      const parts = target.replace(/^#\//, "").split("/");
      const found = parts.reduce<unknown>(
        (node, part) => (node as Record<string, unknown>)?.[part],
        document,
      );
      expect(found, target).toBeDefined();
    }
  });
});
