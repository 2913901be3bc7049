/** Durable runs of workflow definitions. Only this folder knows which library carries them out. */
export { migrateEngine } from "./dbos-migrate.ts";
export { createEngine, type Engine, type EngineOptions, type EngineSettings } from "./engine.ts";
export { type OperationalAlert, raiseAlert } from "./operational-alerts.ts";
export type * from "./port.ts";
