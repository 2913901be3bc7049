import type { Command } from "commander";
import { ProbityError } from "../../core/index.ts";
import { readBatch } from "../batch-input.ts";
import { printable } from "../output.ts";
import { type CommandContext, withInstallation } from "../session.ts";

interface CompareOptions {
  readonly batch?: string;
  readonly type?: string;
}

/** `compare`. */
export function compareCommand(program: Command): void {
  program
    .command("compare")
    .description("score two names against each other, without any list")
    .argument("[name1]")
    .argument("[name2]")
    .option("--batch <file>", "CSV with the columns ref,name1,name2,type; - for standard input")
    .option("--type <type>", "person, entity, vessel or aircraft")
    .addHelpText("after", '\nExample:\n  probity compare "Sergey Ivanov" "Sergei Iwanow"')
    .action(
      async (
        name1: string | undefined,
        name2: string | undefined,
        options: CompareOptions,
        command: Command,
      ) => {
        await withInstallation(command, (context) => compare(context, name1, name2, options));
      },
    );
}

async function compare(
  { probity, output }: CommandContext,
  name1: string | undefined,
  name2: string | undefined,
  options: CompareOptions,
): Promise<void> {
  if (options.batch !== undefined) {
    for await (const result of probity.compareBatch(readBatch(options.batch, "Comparing"))) {
      output.value(result);
      output.line(`${printable(result.ref ?? "")}\t${result.score.toFixed(3)}\t${result.decision}`);
      for (const warning of result.warnings ?? []) output.line(`  warning: ${warning}`);
      if (result.error) output.line(`  ${result.error.code}: ${printable(result.error.message)}`);
    }
    return;
  }
  if (name1 === undefined || name2 === undefined) {
    throw new ProbityError("REQUEST_INVALID", "Give two names or --batch FILE.");
  }
  const comparison = probity.compareNames(name1, name2, options.type);
  output.value(comparison);
  for (const warning of comparison.warnings ?? []) output.line(`warning: ${warning}`);
  const { score, decision, explanation, ofacScore } = comparison;
  output.line(`${score.toFixed(3)} ${decision}: ${printable(explanation)}`);
  output.line(`OFAC's own method: ${ofacScore} of 100`);
}
