import type { Command } from "commander";
import { exitCode } from "../exit-code.ts";
import { printable, progressBar } from "../output.ts";
import { withInstallation } from "../session.ts";

/** `document verify`. */
export function documentCommand(program: Command): void {
  const document = program.command("document").description("identity documents");
  document
    .command("verify")
    .description("read and check images or PDF pages of identity documents")
    .argument("<file...>")
    .addHelpText("after", "\nExample:\n  probity document verify passport.jpg --json")
    .action(async (files: string[], _options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const bar = process.stdout.isTTY ? undefined : progressBar("Verifying");
        for (const [index, file] of files.entries()) {
          const report = await probity.verifyDocument(file);
          bar?.update(index + 1, files.length);
          output.value(report);
          output.line(`${file}: ${String(report["decision"])}`);
          for (const check of report["checks"] as readonly {
            id: string;
            outcome: string;
            detail: string;
          }[]) {
            output.line(`  ${check.outcome.padEnd(13)} ${check.id}: ${printable(check.detail)}`);
          }
          if (report["decision"] === "fail") process.exitCode = exitCode.negative;
        }
        bar?.end();
      });
    });
}
