import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useId, useState } from "react";
import { reviewsQuery, workflowsQuery } from "../api/queries.ts";
import { subjectOf } from "../decision/subject.ts";
import { Dialog } from "../ui/dialog.tsx";
import { GivenText } from "../ui/given-text.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { places } from "./places.ts";

interface Choice {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly icon: IconName;
  readonly go: () => void;
}

const SHOWN_MAX = 9;
const RUN_ID = /^(run[_-]|[0-9a-f]{8}-)/i;

/** Search and go: places, workflows, open decisions, anything by its id, a name to screen. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const choices = useChoices(text.trim());
  const chosen = choices[Math.min(at, choices.length - 1)];

  const pick = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    onClose();
    choice.go();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      pick(chosen);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((Math.min(at, choices.length - 1) + step + choices.length) % Math.max(1, choices.length));
    }
  };
  return (
    <Dialog title="Search and go to" onClose={onClose} kind="box">
      <div className="palette">
        <input
          className="input"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
          aria-label="Search"
          placeholder="A workflow, a decision, an id, a name to screen"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
          data-first
          autoComplete="off"
          spellCheck={false}
        />
        <div id={listId} role="listbox" aria-label="Results" className="palette-list">
          {choices.map((choice) => (
            <button
              type="button"
              role="option"
              key={choice.id}
              id={`${listId}-${choice.id}`}
              aria-selected={choice === chosen}
              tabIndex={-1}
              className="palette-choice"
              onClick={() => pick(choice)}
            >
              <Icon name={choice.icon} />
              <span className="clip">
                <GivenText text={choice.label} />
              </span>
              <span className="muted clip">{choice.hint}</span>
            </button>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

/** What an id names, as the audit log and other people quote it. */
function recordNamed(id: string): { hint: string; icon: IconName; href: string } | undefined {
  const path = encodeURIComponent(id);
  switch (/^(scr|sup|cus|rsc)_[0-9a-f-]{36}$/i.exec(id)?.[1]?.toLowerCase()) {
    case "scr":
      return { hint: "Open this screening", icon: "screening", href: `/screenings/${path}` };
    case "sup":
      return { hint: "Open this suppression", icon: "aside", href: `/suppressions/${path}` };
    case "cus":
      return { hint: "Open this customer", icon: "customers", href: `/customers/${path}` };
    case "rsc":
      return { hint: "Open this re-screening", icon: "rescreen", href: `/rescreening?id=${path}` };
    default:
      return undefined;
  }
}

function useChoices(text: string): readonly Choice[] {
  const navigate = useNavigate();
  const workflows = useQuery(workflowsQuery).data?.items ?? [];
  const reviews = useQuery(reviewsQuery("open")).data?.items ?? [];
  const needle = text.toLowerCase();
  const has = (...words: readonly string[]) => words.some((word) => word.toLowerCase().includes(needle));
  const found: Choice[] = [];
  if (RUN_ID.test(text)) {
    found.push({
      id: "run",
      label: text,
      hint: "Open this run",
      icon: "runs",
      go: () => void navigate({ to: "/runs/$runId", params: { runId: text } }),
    });
  }
  const named = recordNamed(text);
  if (named !== undefined) {
    found.push({
      id: "record",
      label: text,
      hint: named.hint,
      icon: named.icon,
      go: () => void navigate({ href: named.href }),
    });
  }
  for (const review of reviews) {
    const subject = subjectOf(review);
    const words = [review.stepName, review.workflowName, review.id, review.queue, subject ?? ""];
    if (text === "" || !has(...words)) continue;
    found.push({
      id: review.id,
      label: [subject, review.stepName, review.workflowName].filter(Boolean).join(", "),
      hint: "Open decision",
      icon: "decision",
      go: () => void navigate({ to: "/decisions/$reviewId", params: { reviewId: review.id } }),
    });
  }
  for (const workflow of workflows) {
    if (!has(workflow.name, workflow.id)) continue;
    found.push({
      id: `workflow-${workflow.id}`,
      label: workflow.name,
      hint: "Workflow",
      icon: "workflow",
      go: () => void navigate({ to: "/workflows/$workflowId", params: { workflowId: workflow.id } }),
    });
  }
  for (const place of places) {
    if (!has(place.label)) continue;
    found.push({
      id: `place-${place.key}`,
      label: place.label,
      hint: `g ${place.key}`,
      icon: place.icon,
      go: () => void navigate({ to: place.to }),
    });
  }
  const shown = found.slice(0, SHOWN_MAX);
  if (text !== "") {
    shown.push({
      id: "screen",
      label: text,
      hint: "Screen this name",
      icon: "screening",
      go: () => void navigate({ to: "/screening", state: { screenName: text } }),
    });
  }
  return shown;
}
