import type { Command } from "commander";
import type { Customer, Rescreening } from "../../contract/index.ts";
import { ProbityError } from "../../core/index.ts";
import { readBatch } from "../batch-input.ts";
import { exitCode } from "../exit-code.ts";
import { type Output, printable, progressBar } from "../output.ts";
import { pageSize } from "../page-size.ts";
import { type CommandContext, withInstallation } from "../session.ts";

/** Refused rows a person is shown; `--json` has them all. */
const PROBLEMS_SHOWN = 20;

/** `customers …`: the institution's customers. */
export function customersCommand(program: Command): void {
  const customers = program
    .command("customers")
    .description("the institution's customers, sealed, with every version");
  customers
    .command("import")
    .description("register or change every customer of a file; unchanged rows write nothing")
    .argument("<file>", "CSV with a header, or NDJSON; - for standard input")
    .option("--format <format>", "csv or ndjson; told by the file's name when left out")
    .addHelpText(
      "after",
      "\nColumns: ref, name, and any of type, names, birth_date, country, nationality, gender, identifiers, risk.\nSeveral values of a cell are separated by a semicolon, an identifier is passport:X1234567.\n\nExample:\n  probity customers import customers.csv\n\nExit code: 0 all rows registered, 1 some were refused.",
    )
    .action(async (file: string, options: { format?: string }, command: Command) => {
      const format = formatOf(file, options.format);
      await withInstallation(command, async (context) => importFile(context, file, format));
    });
  customers
    .command("list")
    .description("customers, newest first, with where each stands against the lists")
    .option("--status <status>", "active or closed")
    .option("--limit <count>", "customers to show", pageSize, 50)
    .option("--cursor <cursor>", "go on after a page")
    .action(async (options: { status?: string; limit: number; cursor?: string }, command: Command) => {
      const { status } = options;
      if (status !== undefined && status !== "active" && status !== "closed") {
        throw new ProbityError("REQUEST_INVALID", "--status is active or closed.");
      }
      await withInstallation(command, async ({ probity, output }) => {
        const page = await probity.customers.list({ ...options, status });
        output.value(page);
        printCustomers(output, page.items);
        if (page.nextCursor !== undefined) output.note(`More: --cursor ${page.nextCursor}`);
      });
    });
  customers
    .command("show")
    .description("one customer with every hit it ever had")
    .argument("<customer>", "its id, or the institution's own ref")
    .action(async (id: string, _options, command: Command) => {
      await withInstallation(command, async (context) => show(context, id));
    });
  customers
    .command("close")
    .description("end the relationship: the customer is screened no more")
    .argument("<customer>", "its id, or the institution's own ref")
    .requiredOption("--reason <text>", "why; kept sealed, the audit log holds its keyed hash")
    .action(async (id: string, options: { reason: string }, command: Command) => {
      await withInstallation(command, async ({ probity, output, actor }) => {
        const closed = await probity.customers.close(id, options.reason, actor);
        output.value(closed);
        output.line(`${closed.id} closed`);
      });
    });
  rescreenCommand(program);
}

/** `rescreen` and `rescreen proof`. */
function rescreenCommand(program: Command): void {
  const rescreen = program
    .command("rescreen")
    .description("bring every customer to the list versions in use, and prove it")
    .option("--full", "screen every customer, not only those whom a change of lists or records concerns")
    .addHelpText(
      "after",
      "\nAn interrupted re-screening goes on where it was.\n\nExit code: 0 no new hits, 1 new or changed hits.",
    )
    .action(async (options: { full?: boolean }, command: Command) => {
      await withInstallation(command, async (context) => runRescreen(context, options.full === true));
    });
  rescreen
    .command("proof")
    .description("for each list how many customers are at its version in use, and how many are not yet")
    .option("--list <list>", "one list alone")
    .addHelpText("after", "\nExit code: 0 all customers are at the version in use, 1 some are behind.")
    .action(async (options: { list?: string }, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const proof = await probity.customers.proof(options.list);
        output.value(proof);
        output.table(
          ["LIST", "VERSION IN USE", "APPLIED", "CUSTOMERS", "BEHIND"],
          proof.lists.map((one) => [
            one.list,
            one.version.slice(0, 12),
            one.appliedVersion?.slice(0, 12) ?? "never",
            String(one.covered),
            String(one.behind),
          ]),
        );
        if (proof.lists.some(({ behind }) => behind > 0)) process.exitCode = exitCode.negative;
      });
    });
  rescreen
    .command("list")
    .description("re-screenings, newest first")
    .option("--limit <count>", "how many to show", pageSize, 20)
    .action(async (options: { limit: number }, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const page = await probity.customers.rescreenings(options);
        output.value(page);
        for (const run of page.items) output.line(sentenceOf(run));
      });
    });
}

function formatOf(file: string, given: string | undefined): "csv" | "ndjson" {
  if (given === "csv" || given === "ndjson") return given;
  if (given !== undefined) throw new ProbityError("REQUEST_INVALID", "--format is csv or ndjson.");
  return /\.(ndjson|jsonl)$/i.test(file) ? "ndjson" : "csv";
}

async function importFile(
  { probity, output, actor }: CommandContext,
  file: string,
  format: "csv" | "ndjson",
): Promise<void> {
  const done = await probity.customers.import({ bytes: readBatch(file, "Registering"), format }, actor);
  output.value(done);
  const { rows, created, changed, unchanged, refused, problems } = done;
  output.line(
    `${rows} rows: ${created} created, ${changed} changed, ${unchanged} unchanged, ${refused} refused`,
  );
  for (const { line, problem } of problems.slice(0, PROBLEMS_SHOWN)) {
    output.line(`  line ${line}: ${printable(problem)}`);
  }
  if (refused > PROBLEMS_SHOWN) output.line(`  and ${refused - PROBLEMS_SHOWN} more`);
  if (refused > 0) process.exitCode = exitCode.negative;
}

async function show({ probity, output }: CommandContext, id: string): Promise<void> {
  const customer = await probity.customers.get(id);
  output.value(customer);
  output.line(
    `${customer.id}  ${printable(customer.ref)}  ${customer.type}, ${customer.status}, version ${customer.version}`,
  );
  for (const name of customer.names) output.line(`  ${printable(name)}`);
  const ended = customer.status === "closed" ? customer.versions[0]?.reason : undefined;
  if (ended !== undefined) output.line(`  closed: ${printable(ended)}`);
  const { screening } = customer;
  output.line(
    screening
      ? `  ${screening.decision}, ${screening.openHits} open hits, screened ${screening.screenedAt}${screening.upToDate ? "" : " (not up to date)"}`
      : "  not screened yet: probity rescreen",
  );
  for (const hit of customer.hits) {
    const why = hit.closedBecause === undefined ? "" : ` (${hit.closedBecause.replaceAll("_", " ")})`;
    output.line(
      `  ${hit.score.toFixed(3)}  ${hit.list} ${hit.entityId}  ${printable(hit.name)}  ${hit.state}${why}`,
    );
    output.line(`         ${printable(hit.explanation)}`);
  }
}

async function runRescreen({ probity, output, actor }: CommandContext, full: boolean): Promise<void> {
  const bar = progressBar("Re-screening");
  // Of one that was left behind nobody else would hear.
  const ended: Rescreening[] = [];
  const done = await probity.customers
    .rescreen(
      { mode: full ? "full" : "delta", onProgress: bar.update, onEnded: (run) => ended.push(run) },
      actor,
    )
    .finally(bar.end);
  for (const run of [...ended, done]) {
    output.value(run);
    output.line(sentenceOf(run));
    if (run.newHits + run.changedHits > 0) process.exitCode = exitCode.negative;
  }
}

function sentenceOf(run: Rescreening): string {
  const lists = Object.entries(run.listVersions).map(([list, version]) => `${list} ${version.slice(0, 12)}`);
  const when = run.endedAt === undefined ? run.state : `by ${run.endedAt}`;
  const whom = run.customers === undefined ? "" : ` to ${run.customers} customers`;
  return `${run.id}  ${lists.join(", ")} applied${whom} ${when} (${run.mode}, ${run.screened} screened): ${run.newHits} new, ${run.changedHits} changed, ${run.closedHits} closed hits`;
}

function printCustomers(output: Output, customers: readonly Customer[]): void {
  output.table(
    ["CUSTOMER", "REF", "NAME", "STATUS", "STANDING", "OPEN HITS"],
    customers.map(({ id, ref, names, status, screening }) => [
      id,
      ref,
      names[0] ?? "",
      status,
      screening?.decision ?? "not screened",
      screening ? String(screening.openHits) : "",
    ]),
  );
}
