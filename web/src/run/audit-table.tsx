import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { AuditEntry } from "../api/contract.ts";
import { Badge } from "../ui/badge.tsx";
import { Hash } from "../ui/copy.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Facts } from "../ui/facts.tsx";
import { Icon } from "../ui/icon.tsx";
import { JsonDrawer, JsonView } from "../ui/json-view.tsx";
import { auditLook } from "../ui/states.ts";
import { Time } from "../ui/time.tsx";
import { leafHash } from "./leaf-hash.ts";
import { actorText } from "./run-table.tsx";

/** Entries of the audit log; a row opens what was logged and the bytes its hash commits to. */
export function AuditTable({
  entries,
  showRun = false,
}: {
  entries: readonly AuditEntry[];
  showRun?: boolean;
}) {
  const [open, setOpen] = useState<AuditEntry>();
  return (
    <>
      <div className="table-scroll">
        <table className="table table-stacked">
          <thead>
            <tr>
              <th>Time</th>
              <th>Action</th>
              <th>Status</th>
              <th className="hide-narrow">Actor</th>
              <th className="hide-narrow">{showRun ? "Workflow" : "Step"}</th>
              <th>Leaf</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td>
                  <Time at={entry.at} show={showRun ? "both" : "exact"} />
                </td>
                <td className="cell-first">
                  <button type="button" className="row-button" data-row onClick={() => setOpen(entry)}>
                    {entry.action}
                  </button>
                </td>
                <td className="cell-first">
                  <Badge look={auditLook(entry.status)} quiet />
                </td>
                <td
                  className="hide-narrow"
                  title={`${entry.actor.kind} ${entry.actor.id} via ${entry.actor.via}`}
                >
                  {actorText(entry.actor)}
                </td>
                <td className="hide-narrow">
                  {showRun
                    ? (entry.workflow ?? <span className="muted">–</span>)
                    : (entry.stepId ?? <span className="muted">run</span>)}
                </td>
                <td>
                  <Hash value={entry.leaf} label="leaf hash" length={10} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open === undefined ? null : <EntryDrawer entry={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function EntryDrawer({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  return (
    <Dialog title={entry.action} onClose={onClose} kind="drawer">
      <Facts
        facts={[
          { term: "Time", value: <Time at={entry.at} show="both" /> },
          { term: "Status", value: <Badge look={auditLook(entry.status)} /> },
          {
            term: "Actor",
            value: (
              <>
                <code>{entry.actor.id}</code>{" "}
                <span className="muted">
                  {entry.actor.kind}, via {entry.actor.via}
                </span>
              </>
            ),
          },
          ...(entry.workflow === undefined ? [] : [{ term: "Workflow", value: entry.workflow }]),
          ...(entry.stepId === undefined ? [] : [{ term: "Step", value: <code>{entry.stepId}</code> }]),
          ...(entry.runId === undefined
            ? []
            : [
                {
                  term: "Run",
                  value: (
                    <Link to="/runs/$runId" params={{ runId: entry.runId }} onClick={onClose}>
                      <code>{entry.runId}</code>
                    </Link>
                  ),
                },
              ]),
          { term: "Entry", value: <Hash value={entry.id} label="entry id" length={40} /> },
        ]}
      />
      <section className="stack tight">
        <h3>Details</h3>
        <JsonView value={entry.details} label="details of the entry" />
      </section>
      <section className="stack tight">
        <h3>Leaf</h3>
        <LeafCheck entry={entry} />
        <JsonDrawer
          value={parsedBody(entry.body)}
          label="body of the entry"
          summary="Body the leaf commits to"
        />
      </section>
    </Dialog>
  );
}

function parsedBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** Recomputes the leaf from the body here, so that the reader need not believe the server. */
function LeafCheck({ entry }: { entry: AuditEntry }) {
  const [computed, setComputed] = useState<string>();
  useEffect(() => {
    let current = true;
    setComputed(undefined);
    void leafHash(entry.body).then((hash) => {
      if (current) setComputed(hash);
    });
    return () => {
      current = false;
    };
  }, [entry.body]);
  const isSame = computed === entry.leaf;
  return (
    <div className="stack tight">
      <code className="leaf">{entry.leaf}</code>
      {computed === undefined ? (
        <p className="muted">SHA-256 of 0x00 and the body.</p>
      ) : (
        <p className={isSame ? "leaf-check tone-green" : "leaf-check tone-red"}>
          <Icon name={isSame ? "check" : "alert"} size={14} />
          {isSame
            ? "Recomputed from the body in this browser: the same."
            : "Recomputed from the body in this browser: NOT the same. Do not rely on this entry."}
        </p>
      )}
    </div>
  );
}
