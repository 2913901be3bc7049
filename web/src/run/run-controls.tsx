import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useId, useState } from "react";
import { request } from "../api/client.ts";
import type { RunDetail } from "../api/contract.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemNotice } from "../ui/page.tsx";

type Control = "cancel" | "pause" | "resume" | "fork";

function isOver(run: RunDetail): boolean {
  return (
    run.state === "succeeded" ||
    run.state === "rejected" ||
    run.state === "failed" ||
    run.state === "cancelled"
  );
}

/** What can be done to a run in its present state; each asks before it acts. */
export function RunControls({ run, selectedStep }: { run: RunDetail; selectedStep: string | undefined }) {
  const [open, setOpen] = useState<Control>();
  const close = () => setOpen(undefined);
  const button = (
    control: Control,
    icon: Parameters<typeof Icon>[0]["name"],
    word: string,
    danger = false,
  ) => (
    <button type="button" className={danger ? "button danger" : "button"} onClick={() => setOpen(control)}>
      <Icon name={icon} size={14} /> {word}
    </button>
  );
  return (
    <>
      {isOver(run) ? (
        button("fork", "fork", "Fork from a step")
      ) : (
        <>
          {run.state === "paused" ? button("resume", "play", "Resume") : button("pause", "pause", "Pause")}
          {button("cancel", "slash", "Cancel run", true)}
        </>
      )}
      {open === "cancel" ? <CancelDialog run={run} onClose={close} /> : null}
      {open === "pause" || open === "resume" ? <HoldDialog run={run} control={open} onClose={close} /> : null}
      {open === "fork" ? <ForkDialog run={run} step={selectedStep} onClose={close} /> : null}
    </>
  );
}

function useRunAction<T>(run: RunDetail, control: Control, onDone: (answer: T) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: unknown) =>
      request<T>(`/runs/${encodeURIComponent(run.id)}/${control}`, { method: "POST", body }),
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: ["runs"] });
      onDone(answer);
    },
  });
}

interface ConfirmProps {
  readonly title: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly ready: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Confirm(props: ConfirmProps) {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (props.ready && !props.pending) props.onConfirm();
        }}
      >
        {props.children}
        {props.error === null ? null : <ProblemNotice error={props.error} />}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={props.onClose}>
            Leave it
          </button>
          <button
            type="submit"
            className={props.danger ? "button danger" : "button primary"}
            disabled={!props.ready || props.pending}
          >
            {props.action}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function CancelDialog({ run, onClose }: { run: RunDetail; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const id = useId();
  const action = useRunAction(run, "cancel", onClose);
  return (
    <Confirm
      title="Cancel this run?"
      action="Cancel the run"
      danger
      ready={reason.trim() !== ""}
      pending={action.isPending}
      error={action.error}
      onConfirm={() => action.mutate({ reason: reason.trim() })}
      onClose={onClose}
    >
      <p className="prose">
        The step that runs now is aborted and nothing after it starts. What is done stays done and stays in
        the audit log, and so does your reason.
      </p>
      <div className="field">
        <label htmlFor={id}>Reason</label>
        <textarea
          id={id}
          data-first
          className="textarea"
          value={reason}
          maxLength={2_000}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Confirm>
  );
}

function HoldDialog({
  run,
  control,
  onClose,
}: {
  run: RunDetail;
  control: "pause" | "resume";
  onClose: () => void;
}) {
  const action = useRunAction(run, control, onClose);
  return (
    <Confirm
      title={control === "pause" ? "Pause this run?" : "Resume this run?"}
      action={control === "pause" ? "Pause" : "Resume"}
      ready
      pending={action.isPending}
      error={action.error}
      onConfirm={() => action.mutate({})}
      onClose={onClose}
    >
      <p className="prose">
        {control === "pause"
          ? "The step that runs now may finish; none starts until the run is resumed. Deadlines go on."
          : "The run goes on with the next step, with everything it has done so far."}
      </p>
    </Confirm>
  );
}

function ForkDialog({
  run,
  step,
  onClose,
}: {
  run: RunDetail;
  step: string | undefined;
  onClose: () => void;
}) {
  const started = run.steps.filter((one) => !one.id.startsWith("on_failure.") && one.startedAt !== undefined);
  const broken = started.find((one) => one.state === "failed" || one.state === "rejected");
  const first = started.some((one) => one.id === step) ? step : (broken?.id ?? started[0]?.id);
  const [stepId, setStepId] = useState(first ?? "");
  const id = useId();
  const navigate = useNavigate();
  const action = useRunAction<{ runId: string }>(run, "fork", ({ runId }) => {
    onClose();
    void navigate({ to: "/runs/$runId", params: { runId } });
  });
  return (
    <Confirm
      title="Fork this run"
      action="Start the fork"
      ready={stepId !== ""}
      pending={action.isPending}
      error={action.error}
      onConfirm={() => action.mutate({ stepId })}
      onClose={onClose}
    >
      <p className="prose">
        A new run keeps the results of the steps before the chosen one, and does it and the rest again. This
        run stays as it is.
      </p>
      <div className="field">
        <label htmlFor={id}>From step</label>
        <select
          id={id}
          data-first
          className="select"
          value={stepId}
          onChange={(event) => setStepId(event.target.value)}
        >
          {started.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </div>
    </Confirm>
  );
}
