import { enqueueNotification, prepareNotification, readAlertingConfig } from "../alerting/index.ts";
import type { ActionHost } from "../core/index.ts";
import type { OperationalAlert } from "../engine/index.ts";

/**
 * Tells people about failures that no step of a workflow can: a run that is stuck or was given
 * up, a schedule or list update that could not start its run, a list that is stale or was refused.
 * One message per run, or per workflow or list and day: a schedule that is refused every minute is
 * one thing to mend.
 */
export function createOperationalAlerts(host: ActionHost): (alert: OperationalAlert) => Promise<void> {
  const config = readAlertingConfig(host.config("alerting"));
  const channels = config.operational.filter((channel) => Object.hasOwn(config.channels, channel));
  return async ({ kind, runId, workflowId, about: subject, message }) => {
    const day = host.clock.now().toISOString().slice(0, 10);
    const about = runId ?? `${workflowId ?? subject ?? ""} ${day}`;
    for (const channel of channels) {
      const notification = prepareNotification(
        {
          channel,
          template: "operational",
          dedupKey: JSON.stringify(["operational", kind, about, channel]),
          context: {
            workflow: { id: workflowId ?? "", name: workflowId ?? "Probity" },
            run: { id: runId ?? "" },
            step: { id: "", name: "" },
            steps: [],
            severity: "critical",
            drill: false,
            data: { kind: kind.replaceAll("_", " "), message },
          },
        },
        { config, cipher: host.cipher, clock: host.clock },
      );
      await enqueueNotification(host.db, notification);
    }
  };
}
