import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openProduct, type Product, type Running } from "../support/product.ts";

/** What a new user sees: `probity up --demo` on an empty home, then again. */
let product: Product;
let server: Running;

beforeAll(async () => {
  product = await openProduct();
  server = await product.start(["up", "--demo", "--port", "0"], /Sign in once/);
}, 120_000);
afterAll(() => product.close());

async function api(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.baseUrl}/api/v1${path}`, { signal: AbortSignal.timeout(10_000), ...init });
}

describe("the first start", () => {
  test("onboards the clear customer to the end and parks the other two for a person", () => {
    expect(server.output()).toMatch(/Customer "clear": succeeded/);
    expect(server.output()).toMatch(/Customer "near-hit": waiting/);
    expect(server.output()).toMatch(/Customer "hit": waiting/);
  });

  test("shows the audit rows of the run, recomputed", () => {
    expect(server.output()).toMatch(/screen_against_lists\s+pass/);
    expect(server.output()).toMatch(/audit entries recomputed: unchanged/);
  });

  test("is healthy", async () => {
    const health = await (await api("/health")).json();
    expect(health).toMatchObject({
      status: "ok",
      database: { embedded: product.embedded },
      workers: { alive: 1 },
    });
  });

  test("the playbook's query answers with its columns, as the application role", async () => {
    const { url } = await product.json<{ url: string }>(["database", "url"]);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows, fields } = await client.query("SELECT * FROM audit_log ORDER BY event_time DESC LIMIT 5");
    expect(fields.map((field) => field.name)).toEqual([
      "id",
      "event_time",
      "workflow",
      "action",
      "status",
      "details",
    ]);
    expect(rows).toHaveLength(5);
    await expect(client.query("update audit.entry set status = 'x'")).rejects.toThrow(
      /permission denied|must not/,
    );
    await expect(client.query("delete from audit.entry")).rejects.toThrow(/permission denied|must not/);
    await client.end();
  });

  test("no personal data of a sample customer stands in the database in clear", async () => {
    const { url } = await product.json<{ url: string }>(["database", "url"]);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('probity', 'audit', 'dbos', 'public') and table_type = 'BASE TABLE'
         and table_name not like 'list%'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const { rows } = await client.query(
        `select count(*)::int as found from ${name} as t where t::text ~* 'lindqvist|1988-04-17|880417'`,
      );
      expect({ name, found: rows[0]?.found }).toEqual({ name, found: 0 });
    }
    await client.end();
  });

  test("the sign-in link works once", async () => {
    const token = new URL(server.loginLink).searchParams.get("token");
    const send = () =>
      api("/session", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token }),
      });
    const first = await send();
    expect(first.status).toBe(200);
    expect(first.headers.get("set-cookie")).toMatch(/HttpOnly/i);
    expect((await send()).status).toBe(401);
  });
});

describe("the second start", () => {
  test("finds everything done, starts no run again, and reports", { timeout: 60_000 }, async () => {
    const before = await product.json<{ items: unknown[] }>(["runs", "list"]);
    await server.kill("SIGTERM");
    server = await product.start(["up", "--demo", "--port", "0"], /Sign in once/);
    expect(server.output()).toMatch(/Customer "clear": succeeded/);
    const after = await product.json<{ items: unknown[] }>(["runs", "list"]);
    expect(after.items).toHaveLength(before.items.length);
  });
});
