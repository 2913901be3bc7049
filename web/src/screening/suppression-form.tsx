import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { request } from "../api/client.ts";
import type { Suppression } from "../api/contract.ts";
import { meQuery } from "../api/queries.ts";
import { useMay } from "../api/rights.ts";
import { useShortcuts } from "../shell/shortcuts.ts";
import { Icon } from "../ui/icon.tsx";
import { ProblemNotice } from "../ui/page.tsx";
import { useNow } from "../ui/time.tsx";
import { optionsFor } from "./suppression-words.ts";

type Step = "approve" | "revoke";

/** Always at the same place: what can be done with a suppression here, and why not more. */
export function SuppressionForm({ suppression }: { suppression: Suppression }) {
  const me = useQuery(meQuery).data;
  const mayApprove = useMay("approve suppressions");
  const mayRevoke = useMay("revoke suppressions");
  const now = useNow();
  if (me === undefined) return null;
  const options = optionsFor(suppression, { id: me.id, mayApprove, mayRevoke }, now);
  if (options.kind === "none") {
    return (
      <div className="decide">
        <Notice title={options.title} detail={options.detail} />
      </div>
    );
  }
  return (
    <Decide
      suppression={suppression}
      canApprove={options.kind === "decide"}
      word={suppression.proposedBy === me.id && suppression.state === "proposed" ? "Withdraw" : "Revoke"}
      why={options.kind === "withdraw" ? options.why : undefined}
    />
  );
}

function Notice({ title, detail }: { title: string; detail?: string }) {
  return (
    <div className="notice tone-amber">
      <Icon name="person" />
      <div className="notice-body">
        <strong>{title}</strong>
        {detail === undefined ? null : <p>{detail}</p>}
      </div>
    </div>
  );
}

interface DecideProps {
  readonly suppression: Suppression;
  readonly canApprove: boolean;
  /** What ending it is called for whoever looks at it. */
  readonly word: string;
  readonly why: string | undefined;
}

function Decide({ suppression, canApprove, word, why }: DecideProps) {
  const [step, setStep] = useState<Step>();
  const [reason, setReason] = useState("");
  const change = useChange(suppression.id, () => {
    setStep(undefined);
    setReason("");
  });
  useShortcuts({
    ...(canApprove ? { a: () => setStep("approve") } : {}),
    r: () => setStep("revoke"),
  });
  const ready = !change.isPending && (step === "approve" || (step === "revoke" && reason.trim() !== ""));
  const submit = () => {
    if (ready && step !== undefined) change.mutate({ step, reason: reason.trim() });
  };
  return (
    <form
      className="decide"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        submit();
      }}
    >
      {why === undefined ? null : <Notice title={why} />}
      {change.error === null ? null : <ProblemNotice error={change.error} />}
      <fieldset className="decide-choice" aria-label="Decision">
        {canApprove ? (
          <button
            type="button"
            className="choice choice-approve"
            aria-pressed={step === "approve"}
            onClick={() => setStep("approve")}
          >
            <Icon name="check" size={14} /> Approve <kbd>a</kbd>
          </button>
        ) : null}
        <button
          type="button"
          className="choice choice-reject"
          aria-pressed={step === "revoke"}
          onClick={() => setStep("revoke")}
        >
          <Icon name="cross" size={14} /> {word} <kbd>r</kbd>
        </button>
        <span className="muted decide-quorum">
          {step === "revoke"
            ? "The hit counts again at once."
            : "Holds until the day named, or until customer or entry change."}
        </span>
      </fieldset>
      {step === undefined ? null : (
        <Confirm
          key={step}
          step={step}
          word={word}
          reason={reason}
          onReason={setReason}
          ready={ready}
          isPending={change.isPending}
        />
      )}
    </form>
  );
}

function Confirm(props: {
  step: Step;
  word: string;
  reason: string;
  onReason: (reason: string) => void;
  ready: boolean;
  isPending: boolean;
}) {
  const id = useId();
  const first = useRef<HTMLElement>(null);
  const isApproval = props.step === "approve";
  useEffect(() => first.current?.focus(), []);
  const button = (
    <button
      type="submit"
      className={isApproval ? "button primary decide-submit" : "button danger decide-submit"}
      disabled={!props.ready}
      ref={(element) => {
        if (isApproval) first.current = element;
      }}
    >
      {props.isPending ? "Recording…" : isApproval ? "Confirm approval" : `${props.word} it`}
      <kbd>ctrl ↵</kbd>
    </button>
  );
  if (isApproval) {
    return (
      <div className="decide-confirm">
        <p className="muted">You confirm that they are two parties, as the proposal says.</p>
        {button}
      </div>
    );
  }
  return (
    <div className="decide-confirm">
      <div className="field">
        <label htmlFor={id} className="visually-hidden">
          Reason
        </label>
        <textarea
          id={id}
          className="textarea"
          dir="auto"
          placeholder="Why it no longer holds. It is kept with the suppression."
          value={props.reason}
          maxLength={2_000}
          ref={(element) => {
            first.current = element;
          }}
          onChange={(event) => props.onReason(event.target.value)}
        />
      </div>
      {button}
    </div>
  );
}

/** Shows a change only once the server has recorded it. */
function useChange(id: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ step, reason }: { step: Step; reason: string }) =>
      request<Suppression>(`/suppressions/${encodeURIComponent(id)}/${step}`, {
        method: "POST",
        ...(step === "revoke" ? { body: { reason } } : {}),
      }),
    onSuccess: (changed) => {
      onDone();
      client.setQueryData(["suppressions", "one", id], changed);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["suppressions"] }),
  });
}
