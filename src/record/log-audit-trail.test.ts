import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ActionCall, RunId, Sha256Hex, WorkflowId } from "../core/index.ts";
import { recordInput, recordOutput } from "./actions.ts";
import { recordActions } from "./index.ts";
import { logAuditTrail } from "./log-audit-trail.ts";

function callWith(steps: ActionCall["steps"]): ActionCall {
  return {
    runId: "run_0199c0de-0000-7000-8000-000000000001" as RunId,
    workflow: { id: "kyc" as WorkflowId, name: "KYC", definitionHash: "0".repeat(64) as Sha256Hex },
    stepId: "record",
    stepName: "Audit Logging",
    attempt: 1,
    idempotencyKey: "key",
    signal: new AbortController().signal,
    steps,
    drill: false,
  };
}

describe("log_audit_trail", () => {
  test("records how every earlier step ended, without what the steps said about the customer", async () => {
    const result = await logAuditTrail(
      {},
      callWith({
        document: { status: "succeeded", outcome: "pass", summary: "Passport of Jane Roe, L898902C3" },
        screening: { status: "succeeded", outcome: "review", versions: { "ofac-sdn": "sha256:ab" } },
        edd: { status: "skipped" },
      }),
    );
    expect(result.auditDetails).toEqual({
      steps: {
        document: { status: "succeeded", outcome: "pass" },
        screening: { status: "succeeded", outcome: "review", versions: { "ofac-sdn": "sha256:ab" } },
        edd: { status: "skipped" },
      },
    });
    expect(JSON.stringify(result)).not.toContain("Jane");
    expect(recordOutput.parse(result.output)).toEqual({ steps: 3 });
  });

  test("adds the author's message and facts", async () => {
    const input = recordInput.parse({
      message: "decided",
      details: { policy: "p1", score: 12, final: true },
    });
    const { auditDetails } = await logAuditTrail(input, callWith({}));
    expect(auditDetails).toEqual({
      message: "decided",
      steps: {},
      details: { policy: "p1", score: 12, final: true },
    });
  });

  test("stays within one audit entry however many steps there are, and says how many it left out", async () => {
    const steps = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `screen[${index}]`,
        { status: "succeeded" as const, outcome: "pass" as const, versions: { list: "a".repeat(64) } },
      ]),
    );
    const details = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, "é".repeat(200)]));
    const { auditDetails, output } = await logAuditTrail(
      { details, message: "é".repeat(500) },
      callWith(steps),
    );
    expect(Buffer.byteLength(JSON.stringify(auditDetails))).toBeLessThan(64_000);
    expect(output.steps).toBeGreaterThan(100);
    expect(auditDetails?.["stepsLeftOut"]).toBe(10_000 - output.steps);
  });

  test.each([
    ["nested objects", { details: { customer: { name: "Jane" } } }],
    ["lists", { details: { names: ["Jane"] } }],
    ["long texts", { details: { note: "x".repeat(201) } }],
    ["fifty-one facts", { details: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, i])) }],
    ["names with spaces", { details: { "full name": "x" } }],
    ["an endless message", { message: "x".repeat(501) }],
    ["unknown members", { detail: {} }],
  ])("refuses %s", (_what, input) => {
    expect(recordInput.safeParse(input).success).toBe(false);
  });

  test("its example is valid and its handler loads", async () => {
    const [action] = recordActions;
    expect(z.safeParse(recordInput, action?.example).success).toBe(true);
    expect(action?.id).toBe("log_audit_trail");
  });
});
