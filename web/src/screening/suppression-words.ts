import type { Suppression } from "../api/contract.ts";

/** `user:mara` to `mara`; services and keys keep their kind. */
export function personText(actorId: string): string {
  return actorId.startsWith("user:") ? actorId.slice("user:".length) : actorId;
}

const reasons: Readonly<Record<NonNullable<Suppression["endedWhy"]>, string>> = {
  expired: "its time is over",
  revoked: "revoked",
  customer_changed: "the customer's facts changed",
  entry_changed: "the list entry changed",
  entry_removed: "the entry left the list",
};

/** Why it holds no more, in words; undefined while it waits or holds. */
export function endedWords({
  state,
  endedWhy,
  endedBy,
}: Pick<Suppression, "state" | "endedWhy" | "endedBy">): string | undefined {
  if (state === "proposed" || state === "active") return undefined;
  const why = reasons[endedWhy ?? (state === "revoked" ? "revoked" : "expired")];
  return endedWhy === "revoked" && endedBy !== undefined ? `${why} by ${personText(endedBy)}` : why;
}

/** What somebody can do with a suppression, and why not more. */
export type Options =
  | { readonly kind: "decide" }
  | { readonly kind: "withdraw"; readonly why: string }
  | { readonly kind: "revoke" }
  | { readonly kind: "none"; readonly title: string; readonly detail: string };

/**
 * Four eyes: whoever proposed it can only withdraw it. The server decides the same; this explains it
 * before somebody tries.
 */
export function optionsFor(
  suppression: Pick<Suppression, "state" | "proposedBy" | "until">,
  me: { readonly id: string; readonly mayApprove: boolean; readonly mayRevoke: boolean },
  now: Date,
): Options {
  const { state, proposedBy } = suppression;
  if (state !== "proposed" && state !== "active") {
    return {
      kind: "none",
      title: "This one has ended",
      detail: "The hit counts again. To set it aside once more, propose it from a new screening.",
    };
  }
  if (!me.mayRevoke) {
    return {
      kind: "none",
      title: "Deciding takes the role approver",
      detail: "Everything above stays readable for you.",
    };
  }
  if (state === "active") return { kind: "revoke" };
  if (proposedBy === me.id) {
    return {
      kind: "withdraw",
      why: "Four eyes: you proposed this, so somebody else with the role approver approves it. You can withdraw it.",
    };
  }
  if (new Date(suppression.until) <= now) {
    return { kind: "withdraw", why: "The day until which it was to hold is over, so it cannot be approved." };
  }
  if (!me.mayApprove) {
    return {
      kind: "withdraw",
      why: "Approving takes the role approver. You can revoke the proposal, which leaves the hit in sight.",
    };
  }
  return { kind: "decide" };
}
