/** The audit log: what happened, by whom, written with the effect and never changed (docs/spec/audit-log.md). */
export { type Appended, appendAudit, appendAuditEntries } from "./append.ts";
export { type AuditActor, type AuditBody, type AuditEvent, encodeEvent } from "./entry.ts";
export { type AuditEntry, type AuditPage, listAudit } from "./list.ts";
export { type AuditFinding, type AuditVerification, verifyEntries } from "./verify.ts";
