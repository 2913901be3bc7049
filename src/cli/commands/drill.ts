import type { Command } from "commander";
import { exitCode } from "../exit-code.ts";
import { readJsonFile } from "../json-file.ts";
import { withInstallation } from "../session.ts";

/** `drill`: breaks a step on purpose and shows whether the control notices. */
export function drillCommand(program: Command): void {
  program
    .command("drill")
    .description("break a step on purpose; show that the alert arrived and the audit log holds the failure")
    .argument("<workflow>", "workflow id")
    .requiredOption("--break <step>", "id of the step to break")
    .option(
      "--input <file>",
      "JSON file with the run's input; by default a sample that ships with the workflow",
    )
    .addHelpText(
      "after",
      "\nExample:\n  probity drill kyc-onboarding --break document\n\nExit code 0: the control works. 1: it does not.",
    )
    .action(async (workflow: string, options: { break: string; input?: string }, command: Command) => {
      await withInstallation(command, async ({ probity, output, actor }) => {
        const input = options.input === undefined ? undefined : readJsonFile(options.input);
        const report = await probity.drill(workflow, options.break, actor, input);
        output.value(report);
        output.line(`Drill of ${workflow}: step "${options.break}" broken on purpose in ${report.runId}`);
        output.line(`${mark(report.runFailed)} the run ended as failed because of the broken step`);
        output.line(`${mark(report.auditEntries.length > 0)} the audit log holds the failure:`);
        for (const entry of report.auditEntries)
          output.line(`      ${entry.id} ${entry.action} ${entry.status}`);
        output.line(
          `${mark(report.alerts.length > 0 && report.alerts.every((alert) => alert.state === "sent"))} the failure alert was taken by its receiver:`,
        );
        for (const alert of report.alerts) {
          output.line(
            `      ${alert.channel}: ${alert.state} after ${alert.attempts} attempt(s)${alert.response ? `, server answered "${alert.response}"` : ""}`,
          );
        }
        for (const finding of report.findings) output.line(`  ! ${finding}`);
        output.line(report.controlWorks ? "The control works." : "The control does NOT work.");
        if (!report.controlWorks) process.exitCode = exitCode.negative;
      });
    });
}

function mark(ok: boolean): string {
  return ok ? "  ✓" : "  ✗";
}
