/** The composition root: one installation, opened and wired, and what surfaces may do with it. */
export { z } from "zod";
export type { Access, Permission, Principal, SessionPrincipal } from "../access/index.ts";
export { loadCatalogue, type Surroundings } from "./catalogue.ts";
export { createValidator, drawGraph } from "./definition-desk.ts";
export { deployFolder, runDemo } from "./demo.ts";
export { examine } from "./doctor.ts";
export { type OpenOptions, openInstallation, productVersion } from "./open.ts";
export * from "./probity.ts";
