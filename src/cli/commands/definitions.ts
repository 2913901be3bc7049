import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { createValidator, drawGraph } from "../../app/index.ts";
import { messageOf, ProbityError } from "../../core/index.ts";
import { exitCode } from "../exit-code.ts";
import { outputOf, withInstallation } from "../session.ts";

/** `validate`, `deploy` and `graph`: what an engineer does with a definition. */
export function definitionCommands(program: Command): void {
  program
    .command("validate")
    .description("check workflow definitions; every error at once, with line, column and a suggestion")
    .argument("<file...>", "YAML files")
    .addHelpText("after", "\nExample:\n  probity validate workflows/*.yaml")
    .action(async (files: string[], _options, command: Command) => {
      const output = outputOf(command);
      const validate = await createValidator({ cwd: process.cwd(), env: process.env });
      const results = files.map((file) => ({ file, ...validate(readDefinition(file), file) }));
      output.value({ ok: results.every((result) => result.ok), files: results });
      for (const { file, ok, issues, definitionHash } of results) {
        for (const issue of issues) {
          const suggestion = issue.suggestion ? `\n  ${issue.suggestion}` : "";
          output.line(
            `${file}:${issue.line}:${issue.column}: ${issue.severity}: ${issue.message}${suggestion}`,
          );
          if (issue.frame) output.line(issue.frame);
        }
        output.line(ok ? `${file}: valid (${definitionHash?.slice(0, 12)})` : `${file}: not valid`);
      }
      if (!results.every((result) => result.ok)) process.exitCode = exitCode.negative;
    });

  program
    .command("deploy")
    .description("store definitions and make them current; runs in flight keep the one they started with")
    .argument("<file...>", "YAML files")
    .option("--as <id>", "deploy under this workflow id instead of the file's own")
    .addHelpText("after", "\nExample:\n  probity deploy workflows/kyc-onboarding.yaml")
    .action(async (files: string[], options: { as?: string }, command: Command) => {
      await withInstallation(command, async ({ probity, output, actor }) => {
        for (const file of files) {
          const yaml = readDefinition(file);
          const result = await probity.deploy(yaml, file, actor, options);
          for (const issue of probity.validate(yaml, file).issues)
            output.note(`${file}: warning: ${issue.message}`);
          output.value({ file, ...result });
          const what = result.changed ? "deployed" : "is current already";
          output.line(`${result.workflowId} ${what} (${result.definitionHash.slice(0, 12)})`);
        }
      });
    });

  program
    .command("graph")
    .description("draw a definition")
    .argument("<file>", "YAML file")
    .option("--format <format>", "svg or mermaid", "mermaid")
    .option("--out <file>", "write here instead of standard output")
    .addHelpText(
      "after",
      "\nExample:\n  probity graph workflows/kyc-onboarding.yaml --format svg --out kyc.svg",
    )
    .action(async (file: string, options: { format: string; out?: string }) => {
      if (options.format !== "svg" && options.format !== "mermaid") {
        throw new ProbityError("REQUEST_INVALID", `--format is "${options.format}"; use svg or mermaid.`);
      }
      const drawing = await drawGraph(
        { cwd: process.cwd(), env: process.env },
        readDefinition(file),
        file,
        options.format,
      );
      if (options.out === undefined) process.stdout.write(`${drawing}\n`);
      else writeDrawing(options.out, drawing);
    });
}

function writeDrawing(file: string, drawing: string): void {
  try {
    writeFileSync(file, `${drawing}\n`);
  } catch (cause) {
    throw new ProbityError("REQUEST_INVALID", `${file} cannot be written: ${messageOf(cause)}`, { cause });
  }
}

function readDefinition(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new ProbityError("NOT_FOUND", `${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}
