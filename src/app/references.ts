import { builtInTemplates } from "../alerting/index.ts";
import type { JsonObject } from "../core/index.ts";
import type { Step, WorkflowDefinition } from "../definitions/index.ts";
import type { Config } from "./config.ts";

/**
 * What a definition names that this installation does not have: a channel, a message template,
 * a secret. The definition is valid all the same, but the day it is needed is the wrong day
 * to find out. Names made by expressions are known only to the run.
 */
export function unknownReferences(definition: WorkflowDefinition, config: Config): string[] {
  const secrets = new Set(config.secretNames);
  const missing = new Set<string>();
  for (const trigger of definition.triggers) {
    if (trigger.kind === "webhook" && !secrets.has(trigger.secret)) {
      missing.add(
        `the webhook's secret ${trigger.secret} is not listed under "secrets", so every delivery is refused`,
      );
    }
  }
  for (const step of [...definition.steps, ...definition.onFailure]) {
    for (const problem of stepReferences(step, config, secrets)) missing.add(`step "${step.id}": ${problem}`);
  }
  return [...missing];
}

function stepReferences(step: Step, config: Config, secrets: ReadonlySet<string>): string[] {
  const named = [...JSON.stringify(step.with).matchAll(/\$\{\{\s*secrets\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g)];
  const problems = named
    .map(([, name = ""]) => name)
    .filter((name) => !secrets.has(name))
    .map((name) => `the secret ${name} is not listed under "secrets"`);
  if (step.action !== "notify") return problems;
  const { channels, templates } = config.section("alerting") as {
    channels: JsonObject;
    templates: JsonObject;
  };
  const wanted = step.with["channels"];
  for (const channel of Array.isArray(wanted) ? wanted : []) {
    if (isLiteral(channel) && !Object.hasOwn(channels, channel)) {
      problems.push(`there is no channel "${channel}"; there are ${Object.keys(channels).join(", ")}`);
    }
  }
  const template = step.with["template"];
  if (isLiteral(template) && !Object.hasOwn({ ...builtInTemplates, ...templates }, template)) {
    problems.push(`there is no message template "${template}"`);
  }
  return problems;
}

function isLiteral(value: unknown): value is string {
  return typeof value === "string" && !value.includes("${{");
}
