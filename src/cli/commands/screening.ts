import type { Command } from "commander";
import type { ScreeningResult } from "../../contract/index.ts";
import { ProbityError } from "../../core/index.ts";
import { readBatch } from "../batch-input.ts";
import { exitCode } from "../exit-code.ts";
import { type Output, printable } from "../output.ts";
import { type CommandContext, withInstallation } from "../session.ts";

interface ScreenOptions {
  readonly batch?: string;
  readonly birthDate?: string;
  readonly country?: string;
  readonly type?: string;
}

interface CompareOptions {
  readonly batch?: string;
  readonly type?: string;
}

/** `screen` and `compare`. */
export function screeningCommands(program: Command): void {
  program
    .command("screen")
    .description("screen one name, or a CSV file, against the current lists; every screening is audited")
    .argument("[name]")
    .option("--batch <file>", "CSV with the columns ref,name,type,birth_date,country; - for standard input")
    .option("--birth-date <date>", "YYYY, YYYY-MM or YYYY-MM-DD")
    .option("--country <country>", "ISO 3166-1 code or name")
    .option("--type <type>", "person, entity, vessel or aircraft")
    .addHelpText(
      "after",
      '\nExample:\n  probity screen "Ivan Petrov" --birth-date 1970\n  probity screen --batch customers.csv --json\n\nExit code of a single name: 0 clear, 1 anything else.',
    )
    .action(async (name: string | undefined, options: ScreenOptions, command: Command) => {
      if ((name === undefined) === (options.batch === undefined)) {
        throw new ProbityError("REQUEST_INVALID", "Give either a name or --batch FILE.");
      }
      await withInstallation(command, (context) => screen(context, name, options));
    });

  program
    .command("compare")
    .description("score two names against each other")
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

async function screen(
  { probity, output, actor }: CommandContext,
  name: string | undefined,
  options: ScreenOptions,
): Promise<void> {
  if (options.batch !== undefined) {
    for await (const result of probity.screenBatch(readBatch(options.batch, "Screening"), actor)) {
      output.value(result);
      printScreening(output, result);
    }
    return;
  }
  const result = await probity.screen(
    {
      name: name ?? "",
      ...(options.type === undefined ? {} : { type: options.type }),
      ...(options.birthDate === undefined ? {} : { birth_date: options.birthDate }),
      ...(options.country === undefined ? {} : { country: options.country }),
    },
    actor,
  );
  output.value(result);
  printScreening(output, result);
  if (result.decision !== "clear") process.exitCode = exitCode.negative;
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
      output.line(`${result.ref ?? ""}\t${result.score.toFixed(3)}\t${result.decision}`);
    }
    return;
  }
  if (name1 === undefined || name2 === undefined) {
    throw new ProbityError("REQUEST_INVALID", "Give two names or --batch FILE.");
  }
  const { score, decision, explanation } = probity.compareNames(name1, name2, options.type);
  output.value({ score, decision, explanation });
  output.line(`${score.toFixed(3)} ${decision}: ${printable(explanation)}`);
}

function printScreening(output: Output, result: ScreeningResult): void {
  const against = result.hits.length === 0 ? `  (${Object.keys(result.listVersions).join(", ")})` : "";
  output.line(`${result.ref ? `${printable(result.ref)}: ` : ""}${result.decision}${against}`);
  if (result.error) output.line(`  ${result.error.code}: ${printable(result.error.message)}`);
  for (const warning of result.warnings ?? []) output.line(`  warning: ${printable(warning)}`);
  for (const hit of result.hits) {
    const why = typeof hit["explanation"] === "string" ? hit["explanation"] : "";
    output.line(
      `  ${hit.score.toFixed(3)}  ${hit.list} ${hit.entityId}  ${printable(hit.name)} (${hit.kind}, ${hit.quality})`,
    );
    if (why) output.line(`         ${printable(why)}`);
  }
}
