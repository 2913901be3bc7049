import { canonicalJson, messageOf, type Queryable } from "../core/index.ts";
import { type AuditBody, bodySchema, ENTRY_BYTES_MAX, leafHash } from "./entry.ts";
import { type EntryRow, selectEntriesAfter } from "./store.ts";

/** Rows read at once: at most 64 MB of bodies. */
const BATCH_ROWS = 1_000;
/** One systematic change can make every entry bad; the first hundred tell the story. */
const FINDINGS_MAX = 100;

export interface AuditFinding {
  /** Number of the entry in the log. */
  readonly id: string;
  readonly problem: string;
}

export interface AuditVerification {
  readonly ok: boolean;
  readonly entries: number;
  /** Number of the first bad entry. */
  readonly firstBad: string | null;
  /** At most a hundred. */
  readonly findings: readonly AuditFinding[];
}

/** Checks every entry by itself, after section 7 of docs/spec/audit-log.md. Reads in batches. */
export async function verifyEntries(db: Queryable): Promise<AuditVerification> {
  const findings: AuditFinding[] = [];
  let entries = 0;
  let bad = 0;
  for (let afterId = "0"; ; ) {
    const rows = await selectEntriesAfter(db, afterId, BATCH_ROWS);
    for (const row of rows) {
      entries++;
      const problem = checkEntry(row);
      if (problem === undefined) continue;
      bad++;
      if (findings.length < FINDINGS_MAX) findings.push({ id: row.id, problem });
    }
    const last = rows.at(-1);
    if (!last) return { ok: bad === 0, entries, firstBad: findings[0]?.id ?? null, findings };
    afterId = last.id;
  }
}

/** What is wrong with an entry; undefined when nothing is. Pure. */
export function checkEntry(row: EntryRow): string | undefined {
  if (row.body.length > ENTRY_BYTES_MAX) return `the body has ${row.body.length} bytes`;
  if (!row.leaf.equals(leafHash(row.body))) return "the leaf is not the hash of the body";
  const body = decode(row.body);
  if (typeof body === "string") return body;
  const at = row.at.getTime() === Date.parse(body.at);
  const derived: readonly [column: string, stored: string | null, told: string | undefined][] = [
    ["entry_id", row.entry_id, body.id],
    ["stream", row.stream, body.stream],
    ["run_id", row.run_id, body.runId],
    ["step_id", row.step_id, body.stepId],
    ["workflow", row.workflow, body.workflow],
    ["action", row.action, body.action],
    ["status", row.status, body.status],
    ["dedup_key", row.dedup_key, body.dedupKey],
  ];
  const different = derived.filter(([, stored, told]) => stored !== (told ?? null)).map(([column]) => column);
  if (!at) different.push("at");
  return different.length > 0 ? `differs from the body: ${different.join(", ")}` : undefined;
}

/** The body's members, or what is wrong with its bytes. */
function decode(bytes: Buffer): AuditBody | string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    if (canonicalJson(value) !== text) return "the body is not canonical JSON";
    const parsed = bodySchema.safeParse(value);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    return `the body is no entry of version 1: ${issue?.path.join(".")}: ${issue?.message}`;
  } catch (error) {
    return `the body cannot be read: ${error instanceof SyntaxError ? "it is not JSON" : messageOf(error)}`;
  }
}
