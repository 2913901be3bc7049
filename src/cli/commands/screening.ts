import type { Command } from "commander";
import type { ScreenBody, ScreeningResult } from "../../contract/index.ts";
import { ProbityError } from "../../core/index.ts";
import { readBatch } from "../batch-input.ts";
import { exitCode } from "../exit-code.ts";
import { type Output, printable } from "../output.ts";
import { type CommandContext, withInstallation } from "../session.ts";
import { screenPaymentFile } from "./payment.ts";

interface ScreenOptions {
  readonly batch?: string;
  readonly format?: string;
  readonly alias?: string[];
  readonly birthDate?: string;
  readonly country?: string[];
  readonly nationality?: string[];
  readonly gender?: string;
  readonly passport?: string[];
  readonly nationalId?: string[];
  readonly taxId?: string[];
  readonly lei?: string;
  readonly imo?: string;
  readonly cryptoAddress?: string[];
  readonly type?: string;
  readonly lists?: string;
  readonly ref?: string;
  readonly policy?: string;
  readonly explain?: boolean;
  readonly replay?: string;
  readonly pacs008?: string;
}

const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** `screen`. */
export function screenCommand(program: Command): void {
  program
    .command("screen")
    .description("screen one name, or a file of them, against the current lists; every screening is audited")
    .argument("[name]")
    .option(
      "--batch <file>",
      "CSV with a header (ref, name, type, birth_date, country, …) or NDJSON; - for standard input",
    )
    .option("--pacs008 <file>", "parties and text of an ISO 20022 payment message; - for standard input")
    .option("--format <format>", "csv or ndjson; told by the first character when left out")
    .option("--alias <name>", "a further name of the same customer; may be repeated", collect)
    .option("--birth-date <date>", "YYYY, YYYY-MM or YYYY-MM-DD")
    .option("--country <country>", "ISO 3166-1 code or name; may be repeated", collect)
    .option("--nationality <country>", "ISO 3166-1 code or name; may be repeated", collect)
    .option("--gender <gender>", "male or female")
    .option("--passport <number>", "may be repeated", collect)
    .option("--national-id <number>", "may be repeated", collect)
    .option("--tax-id <number>", "may be repeated", collect)
    .option("--lei <code>", "legal entity identifier")
    .option("--imo <number>", "IMO number of a vessel")
    .option("--crypto-address <address>", "may be repeated", collect)
    .option("--type <type>", "person, entity, vessel or aircraft")
    .option("--lists <lists>", "ids of lists with commas between; all that are loaded when left out")
    .option("--ref <reference>", "your reference of the customer")
    .option("--policy <file>", "decide under this policy file instead of the configured one")
    .option("--explain", "show how names and facts were compared")
    .option("--replay <screening>", "carry out a recorded screening again and compare; latest for the newest")
    .addHelpText(
      "after",
      '\nExample:\n  probity screen "Ivan Petrov" --birth-date 1970\n  probity screen --batch customers.csv --json\n  probity screen --replay latest\n\nExit code of a single name: 0 clear, 1 anything else; of a replay: 0 identical, 1 different.',
    )
    .action(async (name: string | undefined, options: ScreenOptions, command: Command) => {
      const given = [name, options.batch, options.pacs008, options.replay].filter((one) => one !== undefined);
      if (given.length !== 1) {
        throw new ProbityError(
          "REQUEST_INVALID",
          "Give either a name, --batch FILE, --pacs008 FILE or --replay SCREENING.",
        );
      }
      await withInstallation(command, async (context) => {
        if (options.replay !== undefined) await replay(context, options.replay);
        else if (options.pacs008 !== undefined)
          await screenPaymentFile(context, options.pacs008, options.policy);
        else if (options.batch !== undefined) await screenBatch(context, options.batch, options);
        else await screenOne(context, name ?? "", options);
      });
    });
}

async function screenOne(
  { probity, output, actor }: CommandContext,
  name: string,
  options: ScreenOptions,
): Promise<void> {
  const result = await probity.screen(bodyOf(name, options), actor, { policyFile: options.policy });
  output.value(result);
  printScreening(output, result, options.explain === true);
  if (result.decision !== "clear") process.exitCode = exitCode.negative;
}

async function screenBatch(
  { probity, output, actor }: CommandContext,
  file: string,
  options: ScreenOptions,
): Promise<void> {
  const { format } = options;
  if (format !== undefined && format !== "csv" && format !== "ndjson") {
    throw new ProbityError("REQUEST_INVALID", "--format is csv or ndjson.");
  }
  const rows = readBatch(file, "Screening");
  for await (const result of probity.screenBatch(rows, actor, { policyFile: options.policy, format })) {
    output.value(result);
    printScreening(output, result, options.explain === true);
  }
}

async function replay({ probity, output, actor }: CommandContext, id: string): Promise<void> {
  const answer = await probity.replayScreening(id, actor);
  output.value(answer);
  output.line(`${answer.screeningId}: ${answer.identical ? "identical" : "different"}`);
  output.line(`  recorded  ${answer.storedSha256}`);
  output.line(`  replayed  ${answer.replayedSha256 ?? "not possible"}`);
  for (const { what, stored, now, message } of answer.differences) {
    output.line(`  ${printable(what)}: ${printable(message)}`);
    if (stored !== undefined) output.line(`    recorded  ${printable(JSON.stringify(stored))}`);
    if (now !== undefined) output.line(`    now       ${printable(JSON.stringify(now))}`);
  }
  if (!answer.identical) process.exitCode = exitCode.negative;
}

function bodyOf(name: string, options: ScreenOptions): ScreenBody {
  const members = {
    name,
    names: options.alias,
    ref: options.ref,
    type: options.type,
    birth_date: options.birthDate,
    country: options.country,
    nationality: options.nationality,
    gender: options.gender,
    passport: options.passport,
    national_id: options.nationalId,
    tax_id: options.taxId,
    lei: options.lei,
    imo: options.imo,
    crypto_address: options.cryptoAddress,
    lists: options.lists?.split(",").map((list) => list.trim()),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function printScreening(output: Output, result: ScreeningResult, explain: boolean): void {
  const against = result.hits.length === 0 ? `  (${Object.keys(result.listVersions).join(", ")})` : "";
  output.line(`${result.ref ? `${printable(result.ref)}: ` : ""}${result.decision}${against}`);
  if (result.error) output.line(`  ${result.error.code}: ${printable(result.error.message)}`);
  for (const warning of result.warnings ?? []) output.line(`  warning: ${printable(warning)}`);
  for (const list of result.staleLists ?? []) output.line(`  warning: the list ${list} is out of date`);
  for (const hit of result.hits) printHit(output, hit, explain);
  if (!explain) return;
  for (const one of result.discarded ?? []) {
    const reason = typeof one["reason"] === "string" ? one["reason"] : "";
    output.line(
      `  ${one.score.toFixed(3)}  ${one.list} ${one.entityId}  ${printable(one.name)} discarded: ${printable(reason)}`,
    );
  }
  output.line(`  screening ${result.screeningId ?? "not recorded"}`);
  output.line(
    `  policy ${result.policyVersion} (${result.policyHash.slice(0, 12)}), engine ${result.engine}`,
  );
  for (const [list, version] of Object.entries(result.listVersions)) {
    output.line(`  list ${list} ${version.slice(0, 12)}`);
  }
}

function printHit(output: Output, hit: ScreeningResult["hits"][number], explain: boolean): void {
  const why = typeof hit["explanation"] === "string" ? hit["explanation"] : "";
  const ofac = typeof hit["ofacScore"] === "number" ? `, OFAC ${hit["ofacScore"]}` : "";
  output.line(
    `  ${hit.score.toFixed(3)}  ${hit.list} ${hit.entityId}  ${printable(hit.name)} (${hit.kind}, ${hit.quality}${ofac})`,
  );
  if (why) output.line(`         ${printable(why)}`);
  if (hit.suppressed) {
    const { id, until, reason } = hit.suppressed;
    output.line(`         set aside until ${until.slice(0, 10)} by ${id}: ${printable(reason)}`);
  }
  if (!explain) return;
  for (const pair of alignedOf(hit)) {
    output.line(`         ${printable(pair)}`);
  }
  for (const fact of hit.evidence as readonly { fact?: unknown; result?: unknown; detail?: unknown }[]) {
    output.line(`         ${String(fact.fact)} ${String(fact.result)}: ${printable(String(fact.detail))}`);
  }
}

/** The aligned parts of a hit, one line each. */
function alignedOf(hit: ScreeningResult["hits"][number]): string[] {
  const alignment = hit["alignment"] as
    | {
        aligned?: readonly {
          query: readonly string[];
          listed: readonly string[];
          operation: string;
          similarity: number;
          weight: number;
        }[];
      }
    | undefined;
  return (alignment?.aligned ?? []).map(
    ({ query, listed, operation, similarity, weight }) =>
      `${query.join(" ")} ~ ${listed.join(" ")}  ${operation}, similarity ${similarity.toFixed(2)}, weight ${weight.toFixed(2)}`,
  );
}
