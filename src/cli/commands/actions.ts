import type { Command } from "commander";
import { loadCatalogue, z } from "../../app/index.ts";
import { ProbityError } from "../../core/index.ts";
import { outputOf } from "../session.ts";

/** `actions`: what a step can do. */
export function actionsCommand(program: Command): void {
  program
    .command("actions")
    .description("the actions a step can use, with their inputs and outputs")
    .argument("[id]", "show one action whole")
    .addHelpText("after", "\nExample:\n  probity actions screen_against_lists")
    .action(async (id: string | undefined, _options, command: Command) => {
      const output = outputOf(command);
      const catalogue = await loadCatalogue({ cwd: process.cwd(), env: process.env });
      if (id === undefined) {
        const actions = [...catalogue.values()];
        output.value(
          actions.map((action) => ({
            id: action.id,
            version: action.version,
            effects: action.effects,
            summary: action.summary,
          })),
        );
        output.table(
          ["ACTION", "VERSION", "EFFECTS", "SUMMARY"],
          actions.map((action) => [action.id, action.version, action.effects, action.summary]),
        );
        return;
      }
      const action = catalogue.get(id);
      if (!action)
        throw new ProbityError("NOT_FOUND", `There is no action "${id}". \`probity actions\` lists them.`);
      const { version, summary, effects, defaults = {}, example } = action;
      const schemas = {
        input: z.toJSONSchema(action.input, { io: "input", unrepresentable: "any" }),
        output: z.toJSONSchema(action.output, { unrepresentable: "any" }),
      };
      output.value({ id, version, summary, effects, defaults, example, ...schemas });
      output.line(`${id} (version ${version}, effects: ${effects})\n${summary}\n`);
      output.line(`Example:\n${JSON.stringify({ action: id, with: example }, null, 2)}\n`);
      for (const [name, expression] of Object.entries(defaults))
        output.line(`Without \`${name}\`: ${expression}`);
      output.line(
        `Input:\n${JSON.stringify(schemas.input, null, 2)}\n\nOutput:\n${JSON.stringify(schemas.output, null, 2)}`,
      );
    });
}
