import { readdirSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ActionDefinition } from "../core/index.ts";
import { messageOf, ProbityError } from "../core/index.ts";

/** More modules than this in the actions folder is a wrong folder. */
const MODULES_MAX = 500;

/**
 * Loads a user's own actions: every `*.ts`, `*.mts`, `*.js` and `*.mjs` file of the folder
 * (tests and type declarations aside) whose export `action`, or each element of its export
 * `actions`, is an ActionDefinition.
 *
 * @throws ProbityError ACTION_LOAD_FAILED naming the file, and what is wrong with it.
 */
export async function loadOwnActions(folder: string): Promise<ActionDefinition[]> {
  lendPackages(folder);
  let files: string[];
  try {
    files = readdirSync(folder)
      .filter((name) => /\.m?[tj]s$/.test(name) && !/\.(test|d)\.m?[tj]s$/.test(name))
      .sort();
  } catch (cause) {
    throw new ProbityError(
      "ACTION_LOAD_FAILED",
      `The actions folder ${folder} cannot be read: ${messageOf(cause)}`,
      { cause },
    );
  }
  if (files.length > MODULES_MAX) {
    throw new ProbityError(
      "ACTION_LOAD_FAILED",
      `The actions folder ${folder} holds ${files.length} modules; at most ${MODULES_MAX} are loaded.`,
    );
  }
  const found: ActionDefinition[] = [];
  for (const name of files) found.push(...(await loadModule(join(folder, name))));
  return found;
}

/** What own actions may import without installing it. */
const lent: ReadonlySet<string> = new Set(["probity", "zod"]);
const lentTo = new Set<string>();

/** Lets modules of the folder import `probity` and `zod` as this installation has them, wherever the folder is. */
function lendPackages(folder: string): void {
  const base = pathToFileURL(join(folder, "/")).href;
  if (lentTo.has(base)) return;
  lentTo.add(base);
  registerHooks({
    resolve(specifier, context, next) {
      const own = lent.has(specifier) && context.parentURL?.startsWith(base) === true;
      return next(specifier, own ? { ...context, parentURL: import.meta.url } : context);
    },
  });
}

async function loadModule(file: string): Promise<ActionDefinition[]> {
  let loaded: { action?: unknown; actions?: unknown };
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (cause) {
    throw new ProbityError("ACTION_LOAD_FAILED", `${file} cannot be loaded: ${messageOf(cause)}`, { cause });
  }
  const candidates = Array.isArray(loaded.actions)
    ? loaded.actions
    : loaded.action === undefined
      ? []
      : [loaded.action];
  if (candidates.length === 0) {
    throw new ProbityError(
      "ACTION_LOAD_FAILED",
      `${file} exports neither "action" nor "actions". Export a defineAction({...}).`,
    );
  }
  return candidates.map((candidate) => checked(candidate, file));
}

function checked(candidate: unknown, file: string): ActionDefinition {
  const action = candidate as Partial<ActionDefinition>;
  const wrong = [
    typeof action.id === "string" && /^[a-z][a-z0-9_]{0,63}$/.test(action.id) ? "" : "id must be snake_case",
    typeof action.version === "string" && action.version ? "" : "version must be a text",
    typeof action.summary === "string" && action.summary ? "" : "summary must be a sentence",
    ["none", "local", "external"].includes(action.effects ?? "")
      ? ""
      : "effects must be none, local or external",
    isSchema(action.input) ? "" : "input must be a zod schema",
    isSchema(action.output) ? "" : "output must be a zod schema",
    typeof action.load === "function" ? "" : "load must be a function that returns the handler",
    typeof action.example === "object" ? "" : "example must be a `with` block",
  ].filter((text) => text !== "");
  if (wrong.length > 0) {
    throw new ProbityError(
      "ACTION_LOAD_FAILED",
      `${file}: action "${action.id ?? "?"}": ${wrong.join("; ")}.`,
    );
  }
  return candidate as ActionDefinition;
}

function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && "safeParse" in value;
}
