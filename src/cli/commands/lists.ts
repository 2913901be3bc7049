import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { parse } from "yaml";
import { messageOf, ProbityError } from "../../core/index.ts";
import { exitCode } from "../exit-code.ts";
import { progressBar } from "../output.ts";
import { type CommandContext, withInstallation } from "../session.ts";
import { importLine, printAbsent, printDiff, printHistory, printStatus, printSync } from "./lists-output.ts";

interface FileOptions {
  readonly list: string;
  readonly format?: string;
  readonly columns?: string;
}

interface ImportOptions extends FileOptions {
  readonly published?: string;
  readonly force?: boolean;
  readonly reason?: string;
}

interface DiffOptions extends Omit<FileOptions, "list"> {
  readonly file?: string[];
  readonly limit: string;
}

/** `lists …`: the sanctions lists this installation screens against. */
export function listsCommand(program: Command): void {
  const lists = program.command("lists").description("sanctions lists");
  syncCommand(lists);
  importCommand(lists);
  statusCommand(lists);
  historyCommand(lists);
  diffCommand(lists);
  releaseCommand(lists);
}

function syncCommand(lists: Command): void {
  lists
    .command("sync")
    .description("download what is new from the publishers and take it into use")
    .argument("[ids...]", "lists; all that the configuration names when left out")
    .addHelpText(
      "after",
      "\nExample:\n  probity lists sync ofac-sdn un-consolidated\n\nExit code: 1 when a list failed or was put into quarantine; the others are up to date all the same.",
    )
    .action(async (ids: string[], _options, command: Command) => {
      await withInstallation(command, async ({ probity, output, actor }) => {
        const bar = progressBar("Downloading");
        const bytes = new Map<string, [number, number]>();
        const onProgress = (list: string, done: number, total: number): void => {
          bytes.set(list, [done, total]);
          const all = [...bytes.values()];
          bar.update(
            all.reduce((sum, [value]) => sum + value, 0),
            all.reduce((sum, [, value]) => sum + value, 0),
          );
        };
        const outcomes = await probity.syncLists({ lists: ids, onProgress }, actor).finally(bar.end);
        output.value(outcomes);
        printSync(output, outcomes);
        if (outcomes.some(({ outcome }) => outcome === "failed" || outcome === "quarantined")) {
          process.exitCode = exitCode.negative;
        }
      });
    });
}

function importCommand(lists: Command): void {
  withFileOptions(
    lists
      .command("import")
      .description("import a list from files; the snapshot is named by its content and swapped in at once")
      .argument("<paths...>", "the files of the list, or one folder that holds them"),
  )
    .requiredOption("--list <id>", "list id, such as ofac-sdn or one of your own")
    .option(
      "--published <date>",
      "when it was published, if the files do not say so: YYYY-MM-DD or an instant",
    )
    .option("--force", "publish although the list looks wrong; needs --reason")
    .option("--reason <text>", "why, for the audit log")
    .addHelpText(
      "after",
      "\nExamples:\n  probity lists import ~/Downloads/ofac --list ofac-sdn\n  probity lists import consolidated.xml --list un-consolidated",
    )
    .action(async (paths: string[], options: ImportOptions, command: Command) => {
      if ((options.force === true) !== (options.reason !== undefined)) {
        throw new ProbityError("REQUEST_INVALID", "--force and --reason belong together.");
      }
      await withInstallation(command, (context) => importFiles(context, paths, options));
    });
}

async function importFiles(
  { probity, output, actor }: CommandContext,
  paths: string[],
  options: ImportOptions,
): Promise<void> {
  const bar = progressBar(`Importing ${options.list}`);
  const result = await probity
    .importList(
      {
        list: options.list,
        paths,
        format: options.format,
        columns: columnMap(options.columns),
        publishedAt: instantOf(options.published),
        forcedReason: options.reason,
        onProgress: (_list, done, total) => bar.update(done, total),
      },
      actor,
    )
    .finally(bar.end);
  output.value(result);
  output.line(importLine(result));
  for (const note of result.notes) output.note(note);
  for (const run of result.runs) output.line(`started ${run}`);
}

function statusCommand(lists: Command): void {
  lists
    .command("status")
    .description("which snapshot of each list is in use, how fresh it is, and what was not taken")
    .action(async (_options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const { items, absent } = await probity.listOverview();
        output.value(items);
        printStatus(output, items);
        printAbsent(output, absent);
        if (items.length === 0)
          output.note("No list yet: probity lists sync, or probity lists import FILE --list ID");
      });
    });
}

function historyCommand(lists: Command): void {
  lists
    .command("history")
    .description("every version of a list that was in use, and every publication that was refused")
    .argument("<list>")
    .action(async (list: string, _options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const detail = await probity.listDetail(list);
        output.value(detail);
        printHistory(output, detail);
      });
    });
}

function diffCommand(lists: Command): void {
  withFileOptions(
    lists
      .command("diff")
      .description("what differs between two versions of a list; by default the last change")
      .argument("<list>")
      .argument("[from]", "version, by the beginning of its hash; the one before the other when left out")
      .argument("[to]", "version; the one in use when left out"),
  )
    .option("--file <paths...>", "compare the version in use with these files, or with those of a folder")
    .option("--limit <count>", "entries shown of each kind", "50")
    .addHelpText(
      "after",
      "\nExamples:\n  probity lists diff ofac-sdn\n  probity lists diff un-consolidated --file consolidated.xml --json",
    )
    .action(
      async (
        list: string,
        from: string | undefined,
        to: string | undefined,
        { file, limit, format, columns }: DiffOptions,
        command: Command,
      ) => {
        const count = Number(limit);
        if (!Number.isInteger(count) || count < 1) {
          throw new ProbityError("REQUEST_INVALID", "--limit must be a whole number from 1 on.");
        }
        await withInstallation(command, async ({ probity, output }) => {
          const diff =
            file === undefined
              ? await probity.diffList(list, { from, to, limit: count })
              : await probity.diffListFiles({
                  list,
                  paths: file,
                  format,
                  columns: columnMap(columns),
                  limit: count,
                });
          output.value(diff);
          printDiff(output, diff);
        });
      },
    );
}

function releaseCommand(lists: Command): void {
  lists
    .command("release")
    .description("take a publication out of quarantine and into use")
    .argument("<list>")
    .argument("<version>", "the beginning of its hash, as `lists status` shows it")
    .requiredOption("--reason <text>", "why it is right, for the audit log")
    .action(async (list: string, version: string, { reason }: { reason: string }, command: Command) => {
      await withInstallation(command, async ({ probity, output, actor }) => {
        const result = await probity.releaseList({ list, version, reason }, actor);
        output.value(result);
        output.line(importLine(result));
      });
    });
}

function withFileOptions(command: Command): Command {
  return command
    .option("--format <id>", "format of the files; told from how they begin when left out")
    .option("--columns <file>", "YAML column map of an own CSV: member of the model: column of the file");
}

/** Bytes of a column map; a line per member is a few hundred. */
const COLUMN_MAP_BYTES_MAX = 65_536;

/** @throws ProbityError REQUEST_INVALID */
function columnMap(file: string | undefined): Record<string, string> | undefined {
  if (file === undefined) return undefined;
  let map: unknown;
  try {
    const text = readFileSync(file, "utf8");
    if (text.length > COLUMN_MAP_BYTES_MAX)
      throw new Error(`it is larger than ${COLUMN_MAP_BYTES_MAX} bytes`);
    map = parse(text, { maxAliasCount: 20, prettyErrors: true });
  } catch (cause) {
    throw new ProbityError("REQUEST_INVALID", `${file} cannot be read as a column map: ${messageOf(cause)}`, {
      cause,
    });
  }
  const isMap =
    typeof map === "object" &&
    map !== null &&
    !Array.isArray(map) &&
    Object.values(map).every((column) => typeof column === "string");
  if (isMap) return map as Record<string, string>;
  throw new ProbityError("REQUEST_INVALID", `${file} is no column map; each line is a member: column.`);
}

/** @throws ProbityError REQUEST_INVALID */
function instantOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (/^\d{4}-\d\d-\d\d(T.*Z)?$/.test(text) && !Number.isNaN(at.getTime())) return at;
  throw new ProbityError("REQUEST_INVALID", `"${text}" is neither a day (YYYY-MM-DD) nor an instant in UTC.`);
}
