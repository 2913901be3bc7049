/** Weighted risk factors, tiers and the reasons for both. */
export { riskActions } from "./actions.ts";
export { type Assessment, assess, type FactorValue } from "./assess.ts";
export { type RiskConfig, type RiskPolicy, readRiskConfig, riskConfig, tierNames } from "./policy.ts";
