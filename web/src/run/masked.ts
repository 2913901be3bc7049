/** What the server puts where a role may not see personal data. */
export function isMasked(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("[hidden:");
}
