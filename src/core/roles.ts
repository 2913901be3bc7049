/** The five roles of an installation; a person or a key may hold several. What each may do: src/access/permissions.ts. */
export const roles = ["engineer", "analyst", "approver", "auditor", "admin"] as const;
export type Role = (typeof roles)[number];
