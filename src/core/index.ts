/**
 * The vocabulary and the ground rules everything else stands on; imports nothing.
 * docs/glossary.md says what each word means.
 */
export * from "./action.ts";
export { addressClass } from "./address-class.ts";
export * from "./cipher.ts";
export * from "./clock.ts";
export * from "./duration.ts";
export * from "./errors.ts";
export * from "./grouped.ts";
export * from "./guarded-connection.ts";
export * from "./hash.ts";
export * from "./identifier-kinds.ts";
export * from "./ids.ts";
export * from "./json.ts";
export * from "./limits.ts";
export * from "./log.ts";
export * from "./lookup-table.ts";
export * from "./money.ts";
export * from "./partial-date.ts";
export * from "./roles.ts";
export * from "./sql.ts";
export * from "./turns.ts";
export * from "./webhook-signature.ts";
