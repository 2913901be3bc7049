import type { Command } from "commander";
import type { Suppression } from "../../contract/index.ts";
import { suppressionState } from "../../contract/index.ts";
import { ProbityError } from "../../core/index.ts";
import { type Output, printable } from "../output.ts";
import { pageSize } from "../page-size.ts";
import { withInstallation } from "../session.ts";

/** `suppressions`: hits that people set aside. */
export function suppressionsCommand(program: Command): void {
  const suppressions = program
    .command("suppressions")
    .description("hits that people examined and set aside; one proposes, another one approves");
  propose(suppressions);
  decide(suppressions);
  show(suppressions);
}

function propose(suppressions: Command): void {
  suppressions
    .command("propose")
    .description("propose to set a hit of a recorded screening aside")
    .argument("<screening>", "id of the screening; latest for the newest")
    .requiredOption("--entry <list:id>", "the list entry that was hit, for example ofac-sdn:12345")
    .requiredOption("--reason <text>", "why this is somebody else; stored encrypted")
    .option("--until <date>", "last day, YYYY-MM-DD; the longest time the policy allows when left out")
    .action(
      async (
        screening: string,
        options: { entry: string; reason: string; until?: string },
        command: Command,
      ) =>
        withInstallation(command, async ({ probity, output, actor }) => {
          const { id: screeningId } = await probity.screening(screening);
          const until = options.until === undefined ? {} : { until: endOfDay(options.until) };
          const entry = entryOf(options.entry);
          const made = await probity.suppressions.propose(
            { screeningId, ...entry, reason: options.reason, ...until },
            actor,
          );
          output.value(made);
          print(output, made);
          output.note(`Somebody else approves it: probity suppressions approve ${made.id}`);
        }),
    );
}

function decide(suppressions: Command): void {
  suppressions
    .command("approve")
    .description("approve a proposal of somebody else; the hit is set aside from then on")
    .argument("<id>")
    .action(async (id: string, _options: object, command: Command) =>
      withInstallation(command, async ({ probity, output, actor }) => {
        const approved = await probity.suppressions.approve(id, actor);
        output.value(approved);
        print(output, approved);
      }),
    );
  suppressions
    .command("revoke")
    .description("withdraw a proposal, or bring a hit that was set aside back into sight")
    .argument("<id>")
    .requiredOption("--reason <text>", "why; stored encrypted")
    .action(async (id: string, options: { reason: string }, command: Command) =>
      withInstallation(command, async ({ probity, output, actor }) => {
        const revoked = await probity.suppressions.revoke(id, options.reason, actor);
        output.value(revoked);
        print(output, revoked);
      }),
    );
}

function show(suppressions: Command): void {
  suppressions
    .command("list")
    .description("suppressions, newest first")
    .option("--state <state>", suppressionState.options.join(", "))
    .option("--list <list>", "only those of entries of this list")
    .option("--ref <reference>", "only those of this customer")
    .option("--limit <count>", "1 to 200", "50")
    .option("--cursor <cursor>", "where the last page ended")
    .action(
      async (
        options: { state?: string; list?: string; ref?: string; limit: string; cursor?: string },
        command: Command,
      ) =>
        withInstallation(command, async ({ probity, output }) => {
          const { state: stateText, limit, ...rest } = options;
          const state = stateText === undefined ? undefined : suppressionState.safeParse(stateText);
          if (state !== undefined && !state.success) {
            throw new ProbityError(
              "REQUEST_INVALID",
              `--state is one of ${suppressionState.options.join(", ")}.`,
            );
          }
          const page = await probity.suppressions.list({
            ...rest,
            limit: pageSize(limit),
            state: state?.data,
          });
          output.value(page);
          output.table(
            ["ID", "STATE", "UNTIL", "ENTRY", "NAME", "CUSTOMER", "PROPOSED BY", "APPROVED BY"],
            page.items.map((one) => [
              one.id,
              one.endedWhy === undefined ? one.state : `${one.state} (${one.endedWhy})`,
              one.until.slice(0, 10),
              `${one.list}:${one.entityId}`,
              one.entryName,
              one.ref ?? one.names.join("; "),
              one.proposedBy,
              one.approvedBy ?? "",
            ]),
          );
          if (page.nextCursor !== undefined) output.note(`More: --cursor ${page.nextCursor}`);
        }),
    );
  suppressions
    .command("show")
    .description("one suppression, whole")
    .argument("<id>")
    .action(async (id: string, _options: object, command: Command) =>
      withInstallation(command, async ({ probity, output }) => {
        const one = await probity.suppressions.get(id);
        output.value(one);
        print(output, one);
      }),
    );
}

function print(output: Output, one: Suppression): void {
  output.line(`${one.id}: ${one.state}${one.endedWhy === undefined ? "" : ` (${one.endedWhy})`}`);
  output.line(`  entry     ${one.list}:${one.entityId}  ${printable(one.entryName)}`);
  output.line(`  customer  ${printable([one.ref, ...one.names].filter(Boolean).join(", "))}`);
  output.line(`  reason    ${printable(one.reason)}`);
  output.line(`  until     ${one.until}`);
  output.line(`  proposed  ${one.proposedAt} by ${one.proposedBy}, on ${one.screeningId}`);
  if (one.approvedAt !== undefined) output.line(`  approved  ${one.approvedAt} by ${one.approvedBy ?? ""}`);
  if (one.endedAt === undefined) return;
  const why = one.endedReason === undefined ? "" : `: ${printable(one.endedReason)}`;
  output.line(`  ended     ${one.endedAt} by ${one.endedBy ?? ""}${why}`);
}

/** @throws ProbityError REQUEST_INVALID */
function entryOf(text: string): { list: string; entityId: string } {
  const [, list, entityId] = /^([a-z0-9-]+):(.{1,200})$/.exec(text) ?? [];
  if (list !== undefined && entityId !== undefined) return { list, entityId };
  throw new ProbityError("REQUEST_INVALID", "An entry is written LIST:ID, for example ofac-sdn:12345.");
}

/** @throws ProbityError REQUEST_INVALID */
function endOfDay(text: string): Date {
  const at = new Date(`${text}T23:59:59.999Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime())) return at;
  throw new ProbityError("REQUEST_INVALID", "--until is a day, YYYY-MM-DD.");
}
