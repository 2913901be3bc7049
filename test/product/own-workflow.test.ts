import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signWebhook } from "../../src/core/index.ts";
import { openProduct, type Product, type Running, root } from "../support/product.ts";

/**
 * A new user's own workflow, with an own action, parallel steps, a condition, a schedule and
 * an approval: started by command line, API and webhook, with the server killed in between.
 */
let product: Product;
let server: Running;
let key: string;
let options: { cwd: string; env: NodeJS.ProcessEnv };

const SECRET = "a-shared-secret-of-the-sender";
const listed = { company: { name: "Marta Elena Lindqvist", vat_number: "DE136695977" } };
const clean = { company: { name: "Meridian Orchard Trading GmbH", vat_number: "DE136695976" } };

beforeAll(async () => {
  product = await openProduct();
  writeFileSync(
    join(product.home, "probity.yaml"),
    [
      `actions: ${join(root, "examples/actions")}`,
      `files: ${root}`,
      "secrets: { REVIEW_WEBHOOK: { env: REVIEW_WEBHOOK } }",
      "server: { port: 0 }",
    ].join("\n"),
  );
  options = {
    cwd: root,
    env: { PROBITY_CONFIG: join(product.home, "probity.yaml"), REVIEW_WEBHOOK: SECRET },
  };
  await product.json(["lists", "import", "examples/lists/sample-sdn", "--list", "sample-sdn"], options);
  await product.json(["deploy", "examples/workflows/periodic-review.yaml"], options);
  key = (
    await product.json<{ key: string }>(["keys", "create", "test", "--roles", "engineer,approver"], options)
  ).key;
  server = await product.start(["up", "--port", "0"], /Sign in once/, options);
}, 120_000);
afterAll(() => product.close());

async function api<T>(path: string, init: RequestInit = {}): Promise<T & { status_: number }> {
  const response = await fetch(`${server.baseUrl}/api/v1${path}`, {
    signal: AbortSignal.timeout(10_000),
    ...init,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...init.headers },
  });
  return { ...((await response.json()) as T), status_: response.status };
}

interface Run {
  id: string;
  state: string;
  outputs?: { decision: string };
  steps: { id: string; state: string; reviewId?: string; summary?: string }[];
}

async function runWhen(id: string, states: readonly string[]): Promise<Run> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const run = await api<Run>(`/runs/${id}`);
    if (states.includes(run.state)) return run;
    if (Date.now() > deadline)
      throw new Error(`run ${id} is ${run.state}: ${JSON.stringify(run.steps, null, 1)}`);
    await sleep(100);
  }
}

function deliver(
  body: string,
  delivery: string,
  secret = SECRET,
): Promise<{ runId?: string; code?: string; status_: number }> {
  return api("/hooks/periodic-review", {
    method: "POST",
    body,
    headers: {
      authorization: "",
      "probity-signature": signWebhook({ secret, body, at: new Date() }),
      "idempotency-key": delivery,
    },
  });
}

/** The status of a decision of a person who signs in for it. */
async function decideAs(name: string, review: string, decision: object): Promise<number> {
  const { url } = await product.json<{ url: string }>(
    ["login-link", "--name", name, "--roles", "approver"],
    options,
  );
  const signedIn = await fetch(`${server.baseUrl}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: new URL(url).searchParams.get("token") }),
  });
  const { csrfToken } = (await signedIn.json()) as { csrfToken: string };
  const response = await fetch(`${server.baseUrl}/api/v1/reviews/${review}/decisions`, {
    method: "POST",
    body: JSON.stringify(decision),
    headers: {
      "content-type": "application/json",
      cookie: signedIn.headers.get("set-cookie")?.split(";")[0] ?? "",
      "x-csrf-token": csrfToken,
    },
  });
  return response.status;
}

describe("a workflow of one's own", () => {
  test("runs from the command line, and a clean company needs nobody", async () => {
    const file = join(product.home, "clean.json");
    writeFileSync(file, JSON.stringify(clean));
    const run = await product.json<Run>(["trigger", "periodic-review", "--input", file, "--wait"], options);
    expect(run).toMatchObject({ state: "succeeded", outputs: { screening: "clear", decision: "approve" } });
    expect(run.steps.find((step) => step.id === "decision")?.state).toBe("skipped");
  });

  test("started by the API, it waits for a person, survives kill -9 of the server, and goes on after the decision", {
    timeout: 120_000,
  }, async () => {
    const { runId } = await api<{ runId: string }>("/workflows/periodic-review/runs", {
      method: "POST",
      body: JSON.stringify({ input: listed }),
      headers: { "idempotency-key": "order-1" },
    });
    await runWhen(runId, ["waiting"]);
    await server.kill("SIGKILL");
    server = await product.start(["up", "--port", "0"], /Sign in once/, options);
    const parked = await runWhen(runId, ["waiting"]);
    const review = parked.steps.find((step) => step.id === "decision")?.reviewId ?? "";

    const own = await api<{ code: string }>(`/reviews/${review}/decisions`, {
      method: "POST",
      body: JSON.stringify({ decision: "approve", reason: "mine" }),
    });
    expect(own).toMatchObject({ status_: 403, code: "FORBIDDEN" });

    // Whoever made the key is not somebody else.
    const maker = await product.run(
      ["reviews", "decide", review, "--approve", "--reason", "my key started it"],
      options,
    );
    expect(maker.code).not.toBe(0);
    expect(maker.stderr).toContain("whoever started a run does not decide in it");
    const reason = "VAT number mistyped, checked";
    expect(await decideAs("mara", review, { decision: "approve", reason })).toBe(200);
    expect(await runWhen(runId, ["succeeded"])).toMatchObject({ outputs: { decision: "approve" } });

    const again = await api<{ runId: string; existing: boolean }>("/workflows/periodic-review/runs", {
      method: "POST",
      body: JSON.stringify({ input: listed }),
      headers: { "idempotency-key": "order-1" },
    });
    expect(again).toMatchObject({ runId, existing: true });
    const other = await api<{ code: string }>("/workflows/periodic-review/runs", {
      method: "POST",
      body: JSON.stringify({ input: clean }),
      headers: { "idempotency-key": "order-1" },
    });
    expect(other).toMatchObject({ status_: 422, code: "IDEMPOTENCY_KEY_REUSED" });
  });

  test("a signed webhook starts it once; a forged or unknown one starts nothing", {
    timeout: 60_000,
  }, async () => {
    const first = await deliver(JSON.stringify(clean), "delivery-1");
    expect(first.status_).toBe(201);
    expect((await runWhen(first.runId ?? "", ["succeeded"])).state).toBe("succeeded");
    expect(await deliver(JSON.stringify(clean), "delivery-1")).toMatchObject({ runId: first.runId });
    expect(await deliver(JSON.stringify(clean), "delivery-2", "wrong")).toMatchObject({
      status_: 401,
      code: "SIGNATURE_INVALID",
    });
  });

  test("its schedule fires when it should, and a backfill starts each missed instant once", {
    timeout: 60_000,
  }, async () => {
    const workflow = await api<{ nextFires: string[] }>("/workflows/periodic-review");
    expect(workflow.nextFires[0]).toMatch(/-03-01T05:00:00.000Z$/);
    const args = [
      "runs",
      "backfill",
      "periodic-review",
      "--from",
      "2023-01-01T00:00:00Z",
      "--to",
      "2026-01-01T00:00:00Z",
    ];
    const first = await product.json<{ runs: string[] }>(args, options);
    expect(first.runs).toHaveLength(3);
    expect((await product.json<{ runs: string[] }>(args, options)).runs).toHaveLength(0);
  });
});
