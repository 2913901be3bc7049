import type { Command } from "commander";
import { progressBar } from "../output.ts";
import { withInstallation } from "../session.ts";

/** `lists …`: the sanctions lists this installation screens against. */
export function listsCommand(program: Command): void {
  const lists = program.command("lists").description("sanctions lists");

  lists
    .command("import")
    .description("import a list from files; the snapshot is named by its content and swapped in at once")
    .argument("<folder>", "folder with sdn.csv, alt.csv, add.csv and sdn_comments.csv")
    .option("--list <id>", "list id", "ofac-sdn")
    .option("--force", "publish although the list shrank by more than 5 %")
    .addHelpText("after", "\nExample:\n  probity lists import ~/Downloads/ofac --list ofac-sdn")
    .action(async (folder: string, options: { list: string; force?: boolean }, command: Command) => {
      await withInstallation(command, async ({ probity, output, actor }) => {
        const bar = progressBar(`Importing ${options.list}`);
        const result = await probity
          .importList(
            { list: options.list, folder, force: options.force === true, onProgress: bar.update },
            actor,
          )
          .finally(bar.end);
        output.value(result);
        output.line(
          result.changed
            ? `${result.list} ${result.version.slice(0, 12)}: ${result.entities} parties, ${result.names} names (${result.weakAliases} weak aliases); ` +
                `${result.added} added, ${result.removed} removed, ${result.modified} changed`
            : `${result.list} ${result.version.slice(0, 12)} is current already`,
        );
        for (const run of result.runs) output.line(`started ${run}`);
      });
    });

  lists
    .command("status")
    .description("which snapshot of each list is current, and how old it is")
    .action(async (_options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const status = await probity.listStatus();
        output.value(status);
        output.table(
          ["LIST", "VERSION", "PARTIES", "NAMES", "IMPORTED", "AGE"],
          status.map((list) => [
            list.list,
            list.version.slice(0, 12),
            String(list.entities),
            String(list.names),
            list.importedAt,
            `${Math.round(list.ageHours)} h`,
          ]),
        );
        if (status.length === 0) output.note("No list yet: probity lists import <folder>");
      });
    });
}
