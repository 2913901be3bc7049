import { setTimeout as sleep } from "node:timers/promises";
import { listNotifications, type NotificationView } from "../alerting/index.ts";
import { listAudit } from "../audit/index.ts";
import { type Database, type Json, ProbityError, type RunId, type WorkflowId } from "../core/index.ts";
import type { RunDetail } from "../engine/index.ts";
import type { Actor, DrillReport, Installation } from "./probity.ts";

/** A run that has not ended by then is itself a finding. */
const RUN_TIMEOUT_MS = 180_000;
/** Mail servers answer within seconds; one that defers for longer has not received the alert. */
const DELIVERY_TIMEOUT_MS = 30_000;
const POLL_MS = 100;

/**
 * The playbook's failure test: breaks one step of a workflow on purpose, in a run marked as
 * a drill, and looks whether the control notices. It does when the run ends as failed for
 * that reason, the audit log holds the failure, and the receiving server of every alert
 * has accepted it.
 */
export async function runDrill(
  probity: Installation,
  request: { workflowId: string; stepId: string; actor: Actor; input: Json | undefined; db: Database },
): Promise<DrillReport> {
  const { workflowId, stepId } = request;
  const workflow = await probity.engine.getWorkflow(workflowId as WorkflowId);
  if (!workflow) throw new ProbityError("NOT_FOUND", `There is no deployed workflow "${workflowId}".`);
  if (!workflow.definition.steps.some((step) => step.id === stepId)) {
    const known = workflow.definition.steps.map((step) => step.id).join(", ");
    throw new ProbityError("NOT_FOUND", `"${workflowId}" has no step "${stepId}"; it has ${known}.`);
  }
  const [sample] = await probity.samples(workflow.id);
  if (!(await probity.hasLiveWorker())) await probity.startWorker();
  const { runId } = await probity.engine.start({
    workflowId: workflow.id,
    input: request.input ?? (sample?.input as Json | undefined) ?? {},
    actor: request.actor,
    trigger: { kind: "drill", detail: stepId },
    breakSteps: [stepId],
  });
  await probity.engine.waitForRun(runId, RUN_TIMEOUT_MS);
  const run = await probity.engine.getRun(runId);
  if (!run) throw new ProbityError("INTERNAL", `the run ${runId} of the drill is gone`);
  const alerts = await deliveredAlerts(request.db, runId);
  return report(run, stepId, await failureEntries(request.db, runId, stepId), alerts);
}

/** The run's notifications, once none is on its way any more or the time is up. */
async function deliveredAlerts(db: Database, runId: RunId): Promise<NotificationView[]> {
  const deadline = performance.now() + DELIVERY_TIMEOUT_MS;
  for (;;) {
    const notifications = await listNotifications(db, { runId, limit: 100 });
    const underWay = notifications.some(({ state }) => state !== "sent" && state !== "dead");
    if (!underWay || performance.now() > deadline) return notifications;
    await sleep(POLL_MS);
  }
}

async function failureEntries(db: Database, runId: RunId, stepId: string) {
  const { entries } = await listAudit(db, { runId, limit: 200 });
  return entries
    .filter(({ body }) => body.stepId === stepId && (body.status === "failed" || body.status === "error"))
    .map(({ body }) => ({ id: body.id, action: body.action, status: body.status }))
    .reverse();
}

function report(
  run: RunDetail,
  stepId: string,
  auditEntries: DrillReport["auditEntries"],
  notifications: readonly NotificationView[],
): DrillReport {
  const runFailed = run.state === "failed" && run.error?.stepId === stepId;
  const findings: string[] = [];
  const skipped = run.steps.some((step) => step.id === stepId && step.state === "skipped");
  if (skipped) {
    findings.push(
      `With this input the run skips "${stepId}", so nothing was tested. Give an input that reaches it (--input).`,
    );
  } else if (!runFailed)
    findings.push(
      `The run ended as ${run.state}${run.error?.stepId ? ` in step "${run.error.stepId}"` : ""}, not as failed in "${stepId}".`,
    );
  if (!skipped && auditEntries.length === 0) findings.push(`The audit log holds no failure of "${stepId}".`);
  if (!skipped && notifications.length === 0)
    findings.push("No alert was sent: the workflow has no on_failure step that notifies.");
  for (const { channel, state, lastError } of notifications) {
    if (state !== "sent")
      findings.push(`The alert on ${channel} did not arrive: ${state}${lastError ? `, ${lastError}` : ""}.`);
  }
  return {
    workflowId: run.workflowId,
    stepId,
    runId: run.id,
    runFailed,
    auditEntries,
    alerts: notifications.map(({ id, channel, state, attempts, remoteId }) => ({
      channel,
      state,
      attempts,
      messageId: id,
      ...(remoteId === undefined ? {} : { response: remoteId }),
    })),
    controlWorks: findings.length === 0,
    findings,
  };
}
