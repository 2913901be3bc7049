import type { Command } from "commander";
import { examine } from "../../app/index.ts";
import { exitCode } from "../exit-code.ts";
import { outputOf } from "../session.ts";

/** `doctor`: what is wrong with this installation, and how to mend it. */
export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("check the installation; says what is wrong and how to mend it")
    .action(async (_options, command: Command) => {
      const output = outputOf(command);
      const checks = await examine({ cwd: process.cwd(), env: process.env });
      const ok = checks.every((check) => check.ok);
      output.value({ ok, checks });
      for (const check of checks) {
        output.line(`${check.ok ? "✓" : "✗"} ${check.id}: ${check.message}`);
        if (!check.ok && check.fix) output.line(`    ${check.fix}`);
      }
      if (!ok) process.exitCode = exitCode.negative;
    });
}
