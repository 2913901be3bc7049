import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { ApiError, request } from "../api/client.ts";
import type { Me, Review, RunDetail } from "../api/contract.ts";
import { quorum } from "../pages/home.tsx";
import { useShortcuts } from "../shell/shortcuts.ts";
import { Icon } from "../ui/icon.tsx";
import { ProblemNotice } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";
import { useDraft } from "./draft.ts";

interface DecisionPanelProps {
  readonly review: Review;
  readonly run: RunDetail | undefined;
  readonly me: Me | undefined;
}

/** Always at the same place: what can be decided here, by whom, and with which reason. */
export function DecisionPanel({ review, run, me }: DecisionPanelProps) {
  if (review.state !== "open") return <Closed review={review} />;
  if (me === undefined) return null;
  if (run !== undefined && run.startedBy.id === me.id) {
    return (
      <Refusal title="Four eyes: you started this run, so somebody else decides">
        You are {me.id}. Anybody else with the role approver can decide; this makes a sign-in link for them:{" "}
        <code>npx probity login-link --name NAME --roles approver</code>
      </Refusal>
    );
  }
  const own = review.decisions.find((decision) => decision.actor.id === me.id);
  if (own !== undefined) {
    return (
      <Refusal title="You have decided; one more person is needed">
        Your decision counts once. {quorum(review)} given.
      </Refusal>
    );
  }
  if (!me.roles.includes("approver")) {
    return (
      <Refusal title="Deciding takes the role approver">
        You hold {me.roles.join(", ") || "no role"}. Everything above stays readable for you.
      </Refusal>
    );
  }
  return <DecisionForm review={review} />;
}

function Closed({ review }: { review: Review }) {
  const words = {
    open: "",
    approved: "Approved",
    rejected: "Rejected",
    timed_out: "Nobody decided in time",
    cancelled: "Cancelled with its run",
  };
  return (
    <div className="decide decide-closed">
      <p>
        <strong>{words[review.state]}</strong>
        {review.decidedAt === undefined ? null : (
          <>
            {" "}
            <Time at={review.decidedAt} />
          </>
        )}
      </p>
      <Link to="/runs/$runId" params={{ runId: review.runId }} className="button">
        Open the run <Icon name="right" size={14} />
      </Link>
    </div>
  );
}

function Refusal({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="decide">
      <div className="notice tone-amber">
        <Icon name="person" />
        <div className="notice-body">
          <strong>{title}</strong>
          <p>{children}</p>
        </div>
      </div>
    </div>
  );
}

function DecisionForm({ review }: { review: Review }) {
  const [draft, setDraft] = useDraft(review.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const decide = useDecide(review, () => setDraft({ reason: "" }));
  const choose = (decision: "approve" | "reject") => {
    setDraft({ ...draft, decision });
    field.current?.focus();
  };
  useShortcuts({ a: () => choose("approve"), r: () => choose("reject") });
  const ready = draft.decision !== undefined && draft.reason.trim() !== "" && !decide.isPending;
  const submit = () => {
    if (ready) decide.mutate({ decision: draft.decision, reason: draft.reason.trim() });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  const word = draft.decision === "reject" ? "rejection" : "approval";
  return (
    <form
      className="decide"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {decide.error === null ? null : <DecisionRefused error={decide.error} />}
      <Choice review={review} chosen={draft.decision} onChoose={choose} />
      <div className="decide-confirm">
        <div className="field">
          <label htmlFor={id} className="visually-hidden">
            Reason
          </label>
          <textarea
            id={id}
            ref={field}
            className="textarea"
            dir="auto"
            placeholder={`Reason for the ${word}: what you saw, and why it is enough. It goes into the audit log.`}
            value={draft.reason}
            maxLength={2_000}
            onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
            onKeyDown={onKey}
          />
        </div>
        <button
          type="submit"
          className={
            draft.decision === "reject" ? "button danger decide-submit" : "button primary decide-submit"
          }
          disabled={!ready}
        >
          {decide.isPending
            ? "Recording…"
            : draft.decision === undefined
              ? "Choose first"
              : draft.decision === "approve"
                ? "Confirm approval"
                : "Confirm rejection"}
          <kbd>ctrl ↵</kbd>
        </button>
      </div>
    </form>
  );
}

function Choice({
  review,
  chosen,
  onChoose,
}: {
  review: Review;
  chosen: "approve" | "reject" | undefined;
  onChoose: (decision: "approve" | "reject") => void;
}) {
  return (
    <fieldset className="decide-choice" aria-label="Decision">
      <button
        type="button"
        className="choice choice-approve"
        aria-pressed={chosen === "approve"}
        onClick={() => onChoose("approve")}
      >
        <Icon name="check" size={14} /> Approve <kbd>a</kbd>
      </button>
      <button
        type="button"
        className="choice choice-reject"
        aria-pressed={chosen === "reject"}
        onClick={() => onChoose("reject")}
      >
        <Icon name="cross" size={14} /> Reject <kbd>r</kbd>
      </button>
      <span className="muted decide-quorum">{quorum(review)} so far. One rejection rejects.</span>
    </fieldset>
  );
}

/** Shows a decision only once the server has recorded it. */
function useDecide(review: Review, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { decision: "approve" | "reject" | undefined; reason: string }) =>
      request<Review>(`/reviews/${encodeURIComponent(review.id)}/decisions`, { method: "POST", body }),
    onSuccess: async (decided) => {
      onDone();
      client.setQueryData(["reviews", "one", review.id], decided);
      await client.invalidateQueries({ queryKey: ["reviews"] });
      await client.invalidateQueries({ queryKey: ["runs"] });
    },
    onError: () => client.invalidateQueries({ queryKey: ["reviews"] }),
  });
}

/** The server is the judge of who may decide; its sentence is shown, with what to do. */
function DecisionRefused({ error }: { error: unknown }) {
  if (error instanceof ApiError && error.problem.status === 403) {
    return (
      <div className="notice tone-amber" role="alert">
        <Icon name="person" />
        <div className="notice-body">
          <strong>You may not decide this one</strong>
          <p>{error.problem.detail}</p>
          <p className="notice-foot">
            Your draft is kept. <code>{error.problem.code}</code> {error.problem.reference}
          </p>
        </div>
      </div>
    );
  }
  return <ProblemNotice error={error} />;
}
