import type { z } from "zod";
import type { EnginePort, Probity } from "../app/index.ts";
import type { workflow, workflowDetail } from "../contract/index.ts";
import { wire } from "./wire.ts";

type WorkflowSummary = NonNullable<Awaited<ReturnType<EnginePort["getWorkflow"]>>>;
type Trigger = WorkflowSummary["definition"]["triggers"][number];

export function toWorkflow(summary: WorkflowSummary): z.output<typeof workflow> {
  const { definition, yaml: _yaml, nextFires, runsByState, deployedAt, deployedBy, ...rest } = summary;
  return {
    ...wire({ ...rest, deployedAt, deployedBy, nextFires, runsByState }),
    ...(definition.description === undefined ? {} : { description: definition.description }),
    triggers: definition.triggers.map((trigger) => ({ kind: trigger.kind, text: textOf(trigger) })),
  };
}

export async function toWorkflowDetail(
  probity: Probity,
  summary: WorkflowSummary,
): Promise<z.output<typeof workflowDetail>> {
  const { definition } = summary;
  return {
    ...toWorkflow(summary),
    yaml: summary.yaml,
    inputSchema: definition.input ?? null,
    graph: probity.graphOf(definition),
    steps: definition.steps.map(({ id, name, action }) => ({ id, name, action })),
    samples: (await probity.samples(summary.id)).map(({ name, input }) => ({ name, input })),
  };
}

/** What starts the workflow, in a few words. */
function textOf(trigger: Trigger): string {
  switch (trigger.kind) {
    case "event":
      return trigger.event;
    case "schedule":
      return `${trigger.cron} (${trigger.timezone})`;
    case "webhook":
      return `POST /api/v1/hooks/${trigger.path}`;
    case "list_update":
      return trigger.lists.join(", ");
    case "manual":
      return "by hand";
  }
}
