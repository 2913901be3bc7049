import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../core/index.ts";
import { type AuditEvent, bodySchema, encodeEvent, leafHash } from "./entry.ts";
import type { EntryRow } from "./store.ts";
import { checkEntry } from "./verify.ts";

const spec = readFileSync(new URL("../../docs/spec/audit-log.md", import.meta.url), "utf8");
const vectors = [...spec.matchAll(/```json\n(.*)\n```\s+```leaf\n([0-9a-f]+)\n```/g)].map((match) => ({
  body: match[1] ?? "",
  leaf: match[2],
}));

const event: AuditEvent = {
  actor: { kind: "service", id: "engine", via: "engine" },
  action: "verify_document",
  status: "pass",
  stream: "runs",
  at: new Date("2026-01-02T03:04:05.006Z"),
};

/** The row PostgreSQL makes of a body. */
function rowOf(bytes: Buffer): EntryRow {
  const body = bodySchema.parse(JSON.parse(bytes.toString("utf8")));
  return {
    id: "1",
    entry_id: body.id,
    at: new Date(body.at),
    recorded_at: new Date(),
    stream: body.stream,
    run_id: body.runId ?? null,
    step_id: body.stepId ?? null,
    workflow: body.workflow ?? null,
    action: body.action,
    status: body.status,
    dedup_key: body.dedupKey ?? null,
    body: bytes,
    leaf: leafHash(bytes),
  };
}

const word = fc
  .string({ minLength: 1, maxLength: 40, unit: "grapheme" })
  .filter((text) => !text.includes("\0"));
const details = fc.dictionary(
  word,
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as never),
  { maxKeys: 5 },
);
const events: fc.Arbitrary<AuditEvent> = fc.record(
  {
    actor: fc.record({ kind: fc.constantFrom("human", "service", "agent", "model"), id: word, via: word }),
    action: word,
    status: word,
    stream: word,
    at: fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
    stepId: word,
    workflow: word,
    versions: fc.dictionary(word, word, { maxKeys: 3 }),
    dedupKey: word,
    details,
  },
  { requiredKeys: ["actor", "action", "status", "stream", "at"] },
);

/** Events whose encoding is accepted: generated JSON may hold U+0000, which is refused on purpose. */
function tryEncode(candidate: AuditEvent): Buffer | undefined {
  try {
    return encodeEvent(candidate).bytes;
  } catch (error) {
    if (error instanceof Error && error.message.includes("U+0000")) return undefined;
    throw error;
  }
}

test("the test vectors of the specification hold", () => {
  expect(vectors).toHaveLength(2);
  for (const { body, leaf } of vectors) {
    expect(canonicalJson(JSON.parse(body))).toBe(body);
    expect(leafHash(Buffer.from(body)).toString("hex")).toBe(leaf);
    expect(checkEntry(rowOf(Buffer.from(body)))).toBeUndefined();
  }
});

test("every member of the body is documented in the specification, and every documented one exists", () => {
  const documented = [...spec.matchAll(/^\| `(\w+)` \| .* \| (?:MUST|MAY) \|/gm)].map((match) => match[1]);
  expect(documented.toSorted()).toEqual(Object.keys(bodySchema.shape).toSorted());
});

test("any event's bytes are canonical, parse back to the event, and check out", () => {
  let accepted = 0;
  fc.assert(
    fc.property(events, (candidate) => {
      const bytes = tryEncode(candidate);
      if (!bytes) return;
      accepted++;
      const value = JSON.parse(bytes.toString("utf8")) as Record<string, unknown>;
      expect(canonicalJson(value)).toBe(bytes.toString("utf8"));
      const { v, id, at, ...rest } = value;
      expect(canonicalJson(rest)).toBe(canonicalJson({ ...candidate, at: undefined }));
      expect(at).toBe(candidate.at.toISOString());
      expect(v).toBe(1);
      expect(id).toMatch(/^aud_/);
      expect(checkEntry(rowOf(bytes))).toBeUndefined();
    }),
    { numRuns: 300 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test("changing any one byte of a stored body is found", () => {
  const { bytes } = encodeEvent({ ...event, details: { list: ["a", 1, null], text: "grün" }, dedupKey: "k" });
  const honest = rowOf(bytes);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(at) ^ flip, at);
      expect(checkEntry({ ...honest, body: altered })).toBe("the leaf is not the hash of the body");
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["entry_id", "aud_00000000-0000-7000-8000-000000000000"],
  ["at", new Date(0)],
  ["stream", "other"],
  ["run_id", "run_x"],
  ["step_id", "x"],
  ["workflow", "x"],
  ["action", "x"],
  ["status", "fail"],
  ["dedup_key", "x"],
])("a query column %s that differs from the body is named", (column, value) => {
  expect(checkEntry({ ...rowOf(encodeEvent(event).bytes), [column]: value })).toBe(
    `differs from the body: ${column}`,
  );
});

test.each([
  ["white space", (text: string) => text.replace('"v":1', '"v": 1')],
  [
    "another order",
    (text: string) => text.replace(/"status":"pass","stream":"runs"/, '"stream":"runs","status":"pass"'),
  ],
  ["a duplicate member", (text: string) => text.replace('"v":1', '"v":1,"v":1')],
  ["another number form", (text: string) => text.replace('"v":1', '"v":1.0')],
  ["an escape that is not needed", (text: string) => text.replace("runs", "\\u0072uns")],
  ["a byte order mark", (text: string) => `\uFEFF${text}`],
  ["an unknown member", (text: string) => text.replace('"v":1', '"v":1,"w":1')],
  ["another version", (text: string) => text.replace('"v":1', '"v":2')],
  ["no actor", (text: string) => text.replace(/"actor":\{[^}]*\},/, "")],
  ["what is not JSON", () => "{"],
])("a body with %s is found although its leaf fits", (_, alter) => {
  const bytes = encodeEvent(event).bytes;
  const altered = Buffer.from(alter(bytes.toString("utf8")));
  expect(altered.equals(bytes)).toBe(false);
  expect(checkEntry({ ...rowOf(bytes), body: altered, leaf: leafHash(altered) })).toBeTypeOf("string");
});

test("bytes that are not UTF-8 are found", () => {
  const bytes = encodeEvent(event).bytes;
  const altered = Buffer.concat([bytes, Buffer.from([0xff])]);
  expect(checkEntry({ ...rowOf(bytes), body: altered, leaf: leafHash(altered) })).toContain("cannot be read");
});

test.each([
  [undefined],
  [null],
  [{}],
  [{ kind: "human", id: "", via: "cli" }],
  [{ kind: "human", id: "u", via: "" }],
  [{ kind: "", id: "u", via: "cli" }],
])("an event with the actor %j is refused", (actor) => {
  expect(() => encodeEvent({ ...event, actor } as never)).toThrow(
    expect.objectContaining({ code: "AUDIT_ACTOR_MISSING" }),
  );
});

test.each([
  ["an unknown kind of actor", { actor: { kind: "robot", id: "r", via: "x" } }],
  ["an empty action", { action: "" }],
  ["an action of 201 characters", { action: "a".repeat(201) }],
  ["an invalid time", { at: new Date(Number.NaN) }],
  ["a bare number as hash", { inputHash: "12" }],
  ["an unknown member", { customerName: "x" }],
  ["NaN in details", { details: { n: Number.NaN } }],
  ["a Date in details", { details: { d: new Date() } }],
  ["a bigint in details", { details: { n: 1n } }],
  ["a lone surrogate", { details: { s: "\ud800" } }],
  ["U+0000", { details: { s: "a\0b" } }],
  ["a body above 65,535 bytes", { details: { s: "x".repeat(65_536) } }],
])("%s is refused and its value is not repeated", (_, change) => {
  const refused = () => encodeEvent({ ...event, ...change } as never);
  expect(refused).toThrow(expect.objectContaining({ code: "AUDIT_ENTRY_INVALID" }));
  expect(refused).not.toThrow(/customerName.*x$|a\0b/);
});

test("a backslash before u0000 as text is no U+0000", () => {
  expect(() => encodeEvent({ ...event, details: { path: "\\u0000" } })).not.toThrow();
});
