import { listAudit } from "../audit/index.ts";
import type { AuditEntry } from "../contract/index.ts";
import { canonicalJson, type Queryable } from "../core/index.ts";
import type { Page, Probity } from "./probity.ts";

/** A page of the audit log in the contract's shape. */
export async function auditPage(
  db: Queryable,
  query: Parameters<Probity["listAudit"]>[0],
): Promise<Page<AuditEntry>> {
  const { run, ...rest } = query;
  const page = await listAudit(db, { ...rest, ...(run === undefined ? {} : { runId: run }) });
  return {
    items: page.entries.map(({ body, leaf }) => ({
      id: body.id,
      at: body.at,
      stream: body.stream,
      actor: body.actor,
      action: body.action,
      status: body.status,
      ...(body.workflow === undefined ? {} : { workflow: body.workflow }),
      ...(body.runId === undefined ? {} : { runId: body.runId }),
      ...(body.stepId === undefined ? {} : { stepId: body.stepId }),
      details: body.details ?? {},
      leaf,
      body: canonicalJson(body),
    })),
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
  };
}
