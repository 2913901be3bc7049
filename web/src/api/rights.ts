import { useQuery } from "@tanstack/react-query";
import type { Role } from "./contract.ts";
import { meQuery } from "./queries.ts";

/**
 * Which roles the server lets do what, as far as a page shows or leaves out a button. The server
 * decides; a button that is missing here only spares people a refusal.
 */
const rights = {
  screen: ["analyst", "approver"],
  "read screenings": ["analyst", "approver", "auditor"],
  "propose suppressions": ["analyst", "approver"],
  "approve suppressions": ["approver"],
  "revoke suppressions": ["analyst", "approver"],
  rescreen: ["engineer", "analyst", "admin"],
  "read personal data": ["analyst", "approver", "auditor"],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof rights;

export function rolesWith(right: Right): readonly Role[] {
  return rights[right];
}

/** Whether whoever is signed in may; false until that is known. */
export function useMay(right: Right): boolean {
  const me = useQuery(meQuery).data;
  const holders: readonly Role[] = rights[right];
  return me?.roles.some((role) => holders.includes(role)) ?? false;
}
