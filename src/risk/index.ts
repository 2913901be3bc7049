/** Weighted risk factors, tiers and the reasons for both. */
export { riskActions } from "./actions.ts";
export { riskConfig } from "./policy.ts";
