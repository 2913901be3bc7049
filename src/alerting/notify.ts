import type { z } from "zod";
import { type ActionCall, type ActionHandler, type ActionHost, ProbityError } from "../core/index.ts";
import type { notifyInput, notifyOutput } from "./actions.ts";
import { readAlertingConfig } from "./config.ts";
import { type PreparedNotification, prepareNotification } from "./notification.ts";
import { enqueueNotification } from "./store.ts";
import type { Template, TemplateContext } from "./templates.ts";

type Input = z.output<typeof notifyInput>;
type Output = z.input<typeof notifyOutput>;

/** The handler of `notify`: renders one message per channel, and writes them with the step's record. */
export function createNotify(host: ActionHost): ActionHandler<Input, Output> {
  const config = readAlertingConfig(host.config("alerting"));
  const { cipher, clock } = host;
  return async (input, call) => {
    const template = chooseTemplate(input, call);
    const context = contextOf(input, call);
    const prepared: PreparedNotification[] = [...new Set(input.channels)].map((channel) =>
      prepareNotification(
        { channel, template, context, dedupKey: dedupKeyOf(input, call, channel) },
        { config, cipher, clock },
      ),
    );
    const notifications = prepared.map(({ id, channel }) => ({ id, channel }));
    const names = notifications.map(({ channel }) => channel);
    return {
      outcome: "pass",
      output: { notifications },
      summary: `Queued ${notifications.length === 1 ? "a message" : `${notifications.length} messages`} for ${names.join(", ")}.`,
      evidence: [],
      auditDetails: { notifications, template: prepared[0]?.template, severity: context.severity },
      commit: async (tx) => {
        for (const notification of prepared) await enqueueNotification(tx, notification);
      },
    };
  };
}

/** A drill's messages have keys of their own: a test must not swallow a real alert, nor the other way round. */
function dedupKeyOf(input: Input, call: ActionCall, channel: string): string {
  const own = input.dedup_key;
  if (own !== undefined && !call.drill) return JSON.stringify(["own", own, channel]);
  return JSON.stringify(["step", call.runId, call.stepId, channel]);
}

/** What the author said; otherwise what the situation suggests. @throws ProbityError TEMPLATE_INVALID */
function chooseTemplate(input: Input, call: ActionCall): string | Template {
  if (input.template !== undefined) {
    if (input.subject === undefined && input.body === undefined) return input.template;
    throw new ProbityError("TEMPLATE_INVALID", "give either template, or subject and body");
  }
  if (input.subject !== undefined && input.body !== undefined) {
    return { subject: input.subject, body: input.body };
  }
  if (input.subject !== undefined || input.body !== undefined) {
    throw new ProbityError("TEMPLATE_INVALID", "subject and body belong together");
  }
  if (call.failure !== undefined) {
    return call.failure.code === "STEP_REJECTED" ? "run-rejected" : "step-failed";
  }
  if (Object.values(call.steps).some((step) => step.outcome === "review")) return "review-waiting";
  throw new ProbityError(
    "TEMPLATE_INVALID",
    "nothing suggests a template here: give template, or subject and body",
  );
}

function contextOf(input: Input, call: ActionCall): Omit<TemplateContext, "run"> & { run: { id: string } } {
  const { failure } = call;
  return {
    workflow: { id: call.workflow.id, name: call.workflow.name },
    run: { id: call.runId },
    step: { id: call.stepId, name: call.stepName },
    ...(failure === undefined
      ? {}
      : {
          failure: {
            step_id: failure.stepId,
            step_name: failure.stepName,
            code: failure.code,
            message: failure.message,
          },
        }),
    steps: Object.entries(call.steps).map(([id, { status, outcome }]) => ({
      id,
      status,
      outcome: outcome ?? "",
    })),
    severity: input.severity ?? (failure === undefined ? "info" : "critical"),
    drill: call.drill,
    data: input.data ?? {},
  };
}
