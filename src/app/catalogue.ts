import { alertingActions } from "../alerting/index.ts";
import { type ActionDefinition, ProbityError } from "../core/index.ts";
import { builtinActions } from "../definitions/index.ts";
import { documentActions } from "../documents/index.ts";
import { recordActions } from "../record/index.ts";
import { riskActions } from "../risk/index.ts";
import { screeningActions } from "../screening/index.ts";
import { loadConfig } from "./config.ts";
import { loadOwnActions } from "./own-actions.ts";

/** Where the surroundings of a process come from. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Every action by id: those that ship, then the user's own from the configured folder.
 * Needs no database.
 *
 * @throws ProbityError ACTION_LOAD_FAILED when an own action is broken or takes a name that exists.
 */
export async function loadCatalogue(
  surroundings: Surroundings,
): Promise<ReadonlyMap<string, ActionDefinition>> {
  const config = loadConfig(surroundings.cwd, surroundings.env);
  const own = config.actionsFolder === undefined ? [] : await loadOwnActions(config.actionsFolder);
  const catalogue = new Map<string, ActionDefinition>();
  const shipped = [
    ...documentActions,
    ...screeningActions,
    ...riskActions,
    ...builtinActions,
    ...recordActions,
    ...alertingActions,
  ];
  for (const action of [...shipped, ...own]) {
    if (catalogue.has(action.id)) {
      throw new ProbityError(
        "ACTION_LOAD_FAILED",
        `The action "${action.id}" exists already; give yours another id.`,
      );
    }
    catalogue.set(action.id, action);
  }
  return catalogue;
}
