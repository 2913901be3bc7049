import { alertingActions } from "../alerting/index.ts";
import { type ActionDefinition, ProbityError } from "../core/index.ts";
import { builtinActions } from "../definitions/index.ts";
import { documentActions } from "../documents/index.ts";
import { recordActions } from "../record/index.ts";
import { riskActions } from "../risk/index.ts";
import { paymentActions, screeningActions } from "../screening/index.ts";
import { type Config, loadConfig } from "./config.ts";
import { customerActions } from "./customer-actions.ts";
import { loadOwnActions } from "./own-actions.ts";

/** Where the surroundings of a process come from. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Every action of the installation these surroundings configure. Needs no database. Errors as {@link catalogueOf}. */
export async function loadCatalogue({
  cwd,
  env,
}: Surroundings): Promise<ReadonlyMap<string, ActionDefinition>> {
  return catalogueOf(loadConfig(cwd, env));
}

/**
 * Every action by id: those that ship, then the user's own from the configured folder.
 *
 * @throws ProbityError ACTION_LOAD_FAILED when an own action is broken or takes a name that exists.
 */
export async function catalogueOf(config: Config): Promise<ReadonlyMap<string, ActionDefinition>> {
  const own = config.actionsFolder === undefined ? [] : await loadOwnActions(config.actionsFolder);
  const catalogue = new Map<string, ActionDefinition>();
  const shipped = [
    ...documentActions,
    ...screeningActions,
    ...paymentActions,
    ...customerActions,
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
