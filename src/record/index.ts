/** What a workflow's author puts into the audit log by hand. */
export { recordActions } from "./actions.ts";
