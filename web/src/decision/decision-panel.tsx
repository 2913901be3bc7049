import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Me, Review, RunDetail } from "../api/contract.ts";
import { sentenceList } from "../format/text.ts";
import { quorum } from "../pages/home.tsx";
import { Icon } from "../ui/icon.tsx";
import { Time } from "../ui/time.tsx";
import { DecisionForm } from "./decision-form.tsx";

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
  const { roles } = review;
  if (roles !== undefined && !me.roles.some((role) => roles.includes(role))) {
    return (
      <Refusal title={`Deciding this takes the role ${roles.join(" or ")}`}>
        The definition asks for it beside the role approver. You hold {sentenceList(me.roles)}.
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
