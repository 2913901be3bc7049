import type { Command } from "commander";
import { exitCode } from "../exit-code.ts";
import { pageSize } from "../page-size.ts";
import { withInstallation } from "../session.ts";

/** `audit …`. */
export function auditCommand(program: Command): void {
  const audit = program.command("audit").description("the audit log");

  audit
    .command("list")
    .description("newest first")
    .option("--run <id>")
    .option("--workflow <id>")
    .option("--action <action>")
    .option("--status <status>")
    .option("--limit <count>", "1 to 200", "20")
    .option("--cursor <cursor>", "the nextCursor of the page before")
    .addHelpText("after", "\nExample:\n  probity audit list --limit 5")
    .action(
      async (
        options: {
          run?: string;
          workflow?: string;
          action?: string;
          status?: string;
          limit: string;
          cursor?: string;
        },
        command: Command,
      ) => {
        await withInstallation(command, async ({ probity, output }) => {
          const page = await probity.listAudit({ ...options, limit: pageSize(options.limit) });
          output.value(page);
          output.table(
            ["ID", "EVENT_TIME", "WORKFLOW", "STEP", "ACTION", "STATUS", "ACTOR", "LEAF"],
            page.items.map((entry) => [
              entry.id,
              entry.at,
              entry.workflow ?? "",
              entry.stepId ?? "",
              entry.action,
              entry.status,
              entry.actor.id,
              entry.leaf.slice(0, 12),
            ]),
          );
          if (page.nextCursor) output.note(`More: --cursor ${page.nextCursor}`);
        });
      },
    );

  audit
    .command("verify")
    .description("recompute the hash and the columns of every entry in the database")
    .action(async (_options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const result = await probity.verifyAudit();
        output.value(result);
        for (const finding of result.findings) output.line(`  ✗ ${finding}`);
        output.line(
          result.ok ? `${result.entries} entries, all unchanged` : `first bad entry: ${result.firstBad}`,
        );
        if (!result.ok) process.exitCode = exitCode.negative;
      });
    });
}
