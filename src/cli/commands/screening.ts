import { createReadStream } from "node:fs";
import type { Command } from "commander";
import type { ScreeningResult } from "../../contract/index.ts";
import { ProbityError } from "../../core/index.ts";
import { exitCode } from "../exit-code.ts";
import type { Output } from "../output.ts";
import { printable } from "../output.ts";
import { withInstallation } from "../session.ts";

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
      '\nExample:\n  probity screen "Ivan Petrov" --birth-date 1970\n  probity screen --batch customers.csv --json',
    )
    .action(
      async (
        name: string | undefined,
        options: { batch?: string; birthDate?: string; country?: string; type?: string },
        command: Command,
      ) => {
        if ((name === undefined) === (options.batch === undefined)) {
          throw new ProbityError("REQUEST_INVALID", "Give either a name or --batch FILE.");
        }
        await withInstallation(command, async ({ probity, output, actor }) => {
          let flagged = 0;
          const show = (result: ScreeningResult): void => {
            if (result.decision !== "clear") flagged++;
            output.value(result);
            printScreening(output, result);
          };
          if (options.batch !== undefined) {
            for await (const result of probity.screenBatch(openInput(options.batch), actor)) show(result);
          } else {
            show(
              await probity.screen(
                {
                  name: name ?? "",
                  ...(options.type === undefined ? {} : { type: options.type }),
                  ...(options.birthDate === undefined ? {} : { birth_date: options.birthDate }),
                  ...(options.country === undefined ? {} : { country: options.country }),
                },
                actor,
              ),
            );
            if (flagged > 0) process.exitCode = exitCode.negative;
          }
        });
      },
    );

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
        options: { batch?: string; type?: string },
        command: Command,
      ) => {
        await withInstallation(command, async ({ probity, output }) => {
          if (options.batch !== undefined) {
            for await (const result of probity.compareBatch(openInput(options.batch))) {
              output.value(result);
              output.line(`${result.ref ?? ""}\t${result.score.toFixed(3)}\t${result.decision}`);
            }
            return;
          }
          if (name1 === undefined || name2 === undefined) {
            throw new ProbityError("REQUEST_INVALID", "Give two names or --batch FILE.");
          }
          const result = probity.compareNames(name1, name2, options.type);
          output.value({ score: result.score, decision: result.decision, explanation: result.explanation });
          output.line(`${result.score.toFixed(3)} ${result.decision}: ${printable(result.explanation)}`);
        });
      },
    );
}

function openInput(file: string): AsyncIterable<Uint8Array | string> {
  return file === "-" ? process.stdin : createReadStream(file);
}

function printScreening(output: Output, result: ScreeningResult): void {
  output.line(`${result.ref ? `${printable(result.ref)}: ` : ""}${result.decision}`);
  for (const hit of result.hits) {
    const why = typeof hit["explanation"] === "string" ? hit["explanation"] : "";
    output.line(
      `  ${hit.score.toFixed(3)}  ${hit.list} ${hit.entityId}  ${printable(hit.name)} (${hit.kind}, ${hit.quality})`,
    );
    if (why) output.line(`         ${printable(why)}`);
  }
}
