import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { request } from "../api/client.ts";
import type { Suppression } from "../api/contract.ts";
import { Dialog } from "../ui/dialog.tsx";
import { GivenText, GivenTexts } from "../ui/given-text.tsx";
import { ProblemNotice } from "../ui/page.tsx";
import type { HitView } from "./hit.ts";

/** The last moment of a day in the reader's own time zone. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59`).toISOString();
}

interface SetAsideProps {
  readonly hit: HitView;
  readonly names: readonly string[];
  readonly screeningId: string;
  readonly onClose: () => void;
  readonly onProposed: (suppression: Suppression) => void;
}

/** Proposes to set a hit aside. Nothing changes until somebody else has approved it. */
export function SetAsideDialog({ hit, names, screeningId, onClose, onProposed }: SetAsideProps) {
  const [reason, setReason] = useState("");
  const [day, setDay] = useState("");
  const id = useId();
  const client = useQueryClient();
  const propose = useMutation({
    mutationFn: () =>
      request<Suppression>("/suppressions", {
        method: "POST",
        body: {
          screeningId,
          list: hit.list,
          entityId: hit.entityId,
          reason: reason.trim(),
          ...(day === "" ? {} : { until: endOfDay(day) }),
        },
      }),
    onSuccess: async (suppression) => {
      await client.invalidateQueries({ queryKey: ["suppressions"] });
      onProposed(suppression);
    },
  });
  const ready = reason.trim() !== "" && !propose.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) propose.mutate();
  };
  return (
    <Dialog title="Set this hit aside" onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p>
          <GivenTexts texts={names} /> is not <GivenText text={hit.name} /> ({hit.list}{" "}
          <code>{hit.entityId}</code>).
        </p>
        <p className="prose">
          Somebody else has to approve it. It holds for these facts of the customer and this content of the
          entry: when either changes, the hit comes back by itself.
        </p>
        {propose.error === null ? null : <ProblemNotice error={propose.error} />}
        <div className="field">
          <label htmlFor={`${id}-reason`}>Reason</label>
          <textarea
            id={`${id}-reason`}
            className="textarea"
            dir="auto"
            data-first
            required
            maxLength={2_000}
            placeholder="What shows that they are two parties, and where you saw it"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-until`}>Until</label>
          <input
            id={`${id}-until`}
            type="date"
            className="input set-aside-day"
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
          <span className="field-hint">Left empty: as long as the policy allows</span>
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={!ready}>
            {propose.isPending ? "Recording…" : "Propose"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
