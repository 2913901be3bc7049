import { Link } from "@tanstack/react-router";
import type { Actor, Run } from "../api/contract.ts";
import { shorten } from "../format/text.ts";
import { Badge } from "../ui/badge.tsx";
import { runLook } from "../ui/states.ts";
import { Time, Took } from "../ui/time.tsx";

const triggerWords: Readonly<Record<string, string>> = {
  manual: "By hand",
  event: "Event",
  schedule: "Schedule",
  webhook: "Webhook",
  list_update: "List update",
  workflow: "Workflow",
  fork: "Fork",
  drill: "Drill",
};

export function triggerText(trigger: Run["trigger"]): string {
  const word = triggerWords[trigger.kind] ?? trigger.kind;
  return trigger.detail === undefined ? word : `${word}: ${trigger.detail}`;
}

export function actorText(actor: Actor): string {
  const [kind, ...rest] = actor.id.split(":");
  const name = rest.join(":");
  if (name === "" || kind === undefined) return actor.id;
  return kind === "user" ? name : `${kind} ${shorten(name.replace(`${kind}_`, ""), 13)}`;
}

/** Runs as rows; the same table on home, on a workflow and in the list. */
export function RunTable({
  runs,
  showWorkflow = true,
  brief = false,
}: {
  runs: readonly Run[];
  showWorkflow?: boolean;
  /** Beside other panels: without who started it, with the age only. */
  brief?: boolean;
}) {
  return (
    <div className="table-scroll">
      <table className="table table-stacked">
        <thead>
          <tr>
            <th>State</th>
            <th>{showWorkflow ? "Workflow" : "Run"}</th>
            <th className="hide-narrow">Trigger</th>
            {brief ? null : <th className="hide-narrow">Started by</th>}
            <th>Created</th>
            <th className="num">Took</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td>
                <Badge look={runLook(run.state)} />
              </td>
              <td className="cell-first">
                <Link to="/runs/$runId" params={{ runId: run.id }} className="row-link" data-row>
                  {showWorkflow ? run.workflowName : <code>{shorten(run.id, 18)}</code>}
                </Link>
                {run.drill ? <span className="muted"> drill</span> : null}
                {run.stuckSince === undefined ? null : (
                  <span className="stuck">
                    {" "}
                    stuck <Time at={run.stuckSince} />
                  </span>
                )}
              </td>
              <td className="hide-narrow">{triggerText(run.trigger)}</td>
              {brief ? null : (
                <td className="hide-narrow" title={`${run.startedBy.id} via ${run.startedBy.via}`}>
                  {actorText(run.startedBy)}
                </td>
              )}
              <td>
                <Time at={run.createdAt} show={brief ? "relative" : "both"} />
              </td>
              <td className="num">
                <Took from={run.startedAt} to={run.endedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
