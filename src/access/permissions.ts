import { type Role, roles } from "../core/index.ts";

const everyone: readonly Role[] = roles;

/**
 * Who may do what: the only place that says so.
 *
 * - The *engineer* builds and operates workflows, the *admin* hands out access. Neither needs
 *   to see customers for that (need to know, GDPR art. 5(1)(c)), so what runs hold about
 *   people is masked for them.
 * - The *analyst* starts runs and screens names, the *approver* decides what is parked. Those
 *   are two roles so that four eyes can be two people.
 * - Setting a hit aside is proposed by one person and approved by another; to take that back, which
 *   only brings the hit into sight again, one suffices.
 * - The *auditor* reads everything and changes nothing.
 * - The audit log holds no personal data in clear, so everyone who may see a run may see what
 *   was logged about it.
 */
const grants = {
  "system.read": everyone,
  "workflow.read": everyone,
  "workflow.deploy": ["engineer", "admin"],
  "workflow.control": ["engineer", "admin"],
  "run.read": everyone,
  "run.start": ["engineer", "analyst", "admin"],
  "run.control": ["engineer", "admin"],
  "list.manage": ["engineer", "admin"],
  "review.read": everyone,
  "review.decide": ["approver"],
  "screening.run": ["analyst", "approver"],
  "screening.read": ["analyst", "approver", "auditor"],
  "suppression.read": ["analyst", "approver", "auditor"],
  "suppression.propose": ["analyst", "approver"],
  "suppression.approve": ["approver"],
  "suppression.revoke": ["analyst", "approver"],
  "customer.read": everyone,
  "customer.write": ["engineer", "analyst", "admin"],
  "customer.rescreen": ["engineer", "analyst", "admin"],
  "audit.read": everyone,
  "personal-data.read": ["analyst", "approver", "auditor"],
  "key.manage": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof grants;

/** Every permission, in the order of the table. */
export const permissions = Object.keys(grants) as readonly Permission[];

/** Whether one of the roles carries the permission. */
export function allowed(held: readonly Role[], permission: Permission): boolean {
  const granted: readonly Role[] = grants[permission];
  return held.some((role) => granted.includes(role));
}
