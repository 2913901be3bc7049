import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useMemo, useRef } from "react";
import { ApiError, request } from "../api/client.ts";
import type { Review } from "../api/contract.ts";
import type { JsonValue } from "../form/model.ts";
import { SchemaForm } from "../form/schema-form.tsx";
import { quorum } from "../pages/home.tsx";
import { useShortcuts } from "../shell/shortcuts.ts";
import { Icon } from "../ui/icon.tsx";
import { ProblemNotice } from "../ui/page.tsx";
import { controlsOf, sortAnswerIssues } from "./answers.ts";
import { type Draft, emptyDraft, useDraft } from "./draft.ts";

const nothingWrong = { byField: new Map(), rest: [] };

/** Approve or reject, the answers the definition asks for, and the reason. */
export function DecisionForm({ review }: { review: Review }) {
  const [draft, setDraft] = useDraft(review.id);
  const form = useRef<HTMLFormElement>(null);
  const controls = useMemo(() => controlsOf(review.form), [review.form]);
  const decide = useDecide(review, () => setDraft(emptyDraft));
  const choose = (decision: "approve" | "reject") => {
    setDraft({ ...draft, decision });
    form.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  };
  useShortcuts({ a: () => choose("approve"), r: () => choose("reject") });
  const ready = draft.decision !== undefined && draft.reason.trim() !== "" && !decide.isPending;
  const submit = () => {
    if (ready) decide.mutate(draft);
  };
  const problem = decide.error instanceof ApiError ? decide.error.problem : undefined;
  const issues =
    problem === undefined || controls === undefined
      ? nothingWrong
      : sortAnswerIssues(problem.issues, controls);
  const isAllInFields = issues.byField.size > 0 && issues.rest.length === 0;
  return (
    <form
      ref={form}
      className={controls === undefined ? "decide" : "decide decide-asks"}
      noValidate
      onKeyDown={(event) => onEnter(event, submit)}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {decide.error === null ? null : isAllInFields ? (
        <p className="field-error" role="alert">
          <Icon name="alert" size={13} />
          {issues.byField.size === 1 ? "One answer needs" : `${issues.byField.size} answers need`} a change;
          nothing was recorded.
        </p>
      ) : (
        <DecisionRefused error={decide.error} />
      )}
      <Choice review={review} chosen={draft.decision} onChoose={choose} />
      {controls === undefined ? null : (
        <fieldset className="decide-answers" aria-label="What is asked">
          <SchemaForm
            form={controls}
            value={draft.answers}
            onChange={(next) => setDraft({ ...draft, answers: (next ?? {}) as Record<string, JsonValue> })}
            issues={issues}
          />
        </fieldset>
      )}
      <Confirm
        draft={draft}
        onReason={(reason) => setDraft({ ...draft, reason })}
        isPending={decide.isPending}
        ready={ready}
      />
    </form>
  );
}

/** Enter alone records nothing: a decision cannot be taken back, so it takes ctrl or the button. */
function onEnter(event: KeyboardEvent<HTMLFormElement>, submit: () => void): void {
  if (event.key !== "Enter") return;
  const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.ctrlKey || event.metaKey) submit();
  else if (!isField) return;
  event.preventDefault();
}

function Confirm(props: {
  draft: Draft;
  onReason: (reason: string) => void;
  isPending: boolean;
  ready: boolean;
}) {
  const { decision, reason } = props.draft;
  const id = useId();
  const isRejection = decision === "reject";
  const word = isRejection ? "rejection" : "approval";
  const label = decision === undefined ? "Choose first" : `Confirm ${word}`;
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
          placeholder={`Reason for the ${word}: what you saw, and why it is enough. It is kept with the decision.`}
          value={reason}
          maxLength={2_000}
          onChange={(event) => props.onReason(event.target.value)}
        />
      </div>
      <button
        type="submit"
        className={isRejection ? "button danger decide-submit" : "button primary decide-submit"}
        disabled={!props.ready}
      >
        {props.isPending ? "Recording…" : label}
        <kbd>ctrl ↵</kbd>
      </button>
    </div>
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
    mutationFn: ({ decision, reason, answers }: Draft) =>
      request<Review>(`/reviews/${encodeURIComponent(review.id)}/decisions`, {
        method: "POST",
        body: {
          decision,
          reason: reason.trim(),
          ...(review.form === undefined ? {} : { form: answers ?? {} }),
        },
      }),
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
