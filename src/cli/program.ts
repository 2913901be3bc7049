import { Command, CommanderError } from "commander";
import { productVersion } from "../app/index.ts";
import { ProbityError } from "../core/index.ts";
import { actionsCommand } from "./commands/actions.ts";
import { auditCommand } from "./commands/audit.ts";
import { compareCommand } from "./commands/compare.ts";
import { customersCommand } from "./commands/customers.ts";
import { databaseCommand } from "./commands/database.ts";
import { definitionCommands } from "./commands/definitions.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { documentCommand } from "./commands/document.ts";
import { drillCommand } from "./commands/drill.ts";
import { keysCommands } from "./commands/keys.ts";
import { listsCommand } from "./commands/lists.ts";
import { mailboxCommand } from "./commands/mailbox.ts";
import { policyCommand } from "./commands/policy.ts";
import { reviewsCommand } from "./commands/reviews.ts";
import { runsCommands } from "./commands/runs.ts";
import { screenCommand } from "./commands/screening.ts";
import { suppressionsCommand } from "./commands/suppressions.ts";
import { upCommands } from "./commands/up.ts";
import { exitCode } from "./exit-code.ts";

/** The whole command line. Exit codes: 0 ok, 1 negative result, 2 wrong usage, 3 environment. */
export function createProgram(): Command {
  const program = new Command("probity")
    .description("Compliance workflows you can prove.")
    .version(productVersion)
    .option("--json", "machine-readable answer on standard output")
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(add --help for the usage)")
    .exitOverride();
  for (const register of [
    upCommands,
    definitionCommands,
    runsCommands,
    reviewsCommand,
    drillCommand,
    listsCommand,
    screenCommand,
    compareCommand,
    suppressionsCommand,
    policyCommand,
    customersCommand,
    documentCommand,
    auditCommand,
    actionsCommand,
    keysCommands,
    mailboxCommand,
    databaseCommand,
    doctorCommand,
  ]) {
    register(program);
  }
  return program;
}

/** Runs one command line and answers its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  // A reader that went away (`probity runs list | head`) is no error of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  try {
    await createProgram().parseAsync([...args], { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCode.usage;
    return reportError(error, args.includes("--json"));
  }
}

function reportError(error: unknown, json: boolean): number {
  if (!(error instanceof ProbityError)) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return exitCode.environment;
  }
  const { code, title, message, issues } = error;
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, title, detail: message, issues } })}\n`);
  process.stderr.write(`${code}: ${title}\n${message}\n`);
  for (const issue of issues) {
    if (message.includes(issue.message)) continue;
    process.stderr.write(
      `  ${issue.where}: ${issue.message}${issue.suggestion ? ` (${issue.suggestion})` : ""}\n`,
    );
  }
  if (code === "REQUEST_INVALID") return exitCode.usage;
  return error.status >= 500 && error.status !== 502 ? exitCode.environment : exitCode.negative;
}
