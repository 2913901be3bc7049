import { CEL_ENVIRONMENT_VERSION } from "../definitions/index.ts";

/**
 * Names under which runs are known to DBOS. They are part of every run in flight: a name
 * that changes strands the runs that carry the old one.
 */

/** What expressions mean is part of it. A changed interpreter gets a new name and is registered beside this one. */
export const INTERPRETER = `interp1/${CEL_ENVIRONMENT_VERSION}`;
/** Never the version of the package: only workers of the same application version share runs. */
export const APPLICATION_VERSION = "interp-1";
export const APPLICATION_NAME = "probity";
/** Runs that are to be carried out. Dispatched by our own loop, so that parked runs take no slot. */
export const RUN_QUEUE = "probity-runs";
