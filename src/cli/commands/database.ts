import type { Command } from "commander";
import { withInstallation } from "../session.ts";

/** `database url`: for psql and reporting tools. */
export function databaseCommand(program: Command): void {
  const database = program
    .command("database")
    .description("the PostgreSQL database behind this installation");
  database
    .command("url")
    .description(
      "connection string of the application role, which cannot change the audit log; holds the password",
    )
    .addHelpText(
      "after",
      '\nExample (while `probity up` runs):\n  psql "$(probity database url)" -c "select * from audit_log order by event_time desc limit 5"',
    )
    .action(async (_options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        output.value({
          url: probity.database.appUrl,
          version: probity.database.version,
          embedded: probity.database.embedded,
        });
        output.line(probity.database.appUrl);
      });
    });
}
