import type {
  AbsentList,
  ListDetail,
  ListDiff,
  ListImport,
  ListInfo,
  ListSync,
} from "../../contract/index.ts";
import { type Output, printable } from "../output.ts";

/** Characters of a hash that people read. */
const short = (version: string): string => version.slice(0, 12);

/** Characters of a changed value shown in a diff. */
const VALUE_CHARS_MAX = 160;

/** One sentence about a publication that was taken. */
export function importLine(result: ListImport): string {
  const name = `${result.list} ${short(result.version)}`;
  return result.changed
    ? `${name}: ${result.entities} parties, ${result.names} names (${result.weakNames} weak aliases); ` +
        `${result.added} added, ${result.removed} removed, ${result.modified} changed`
    : `${name} is current already`;
}

export function printStatus(output: Output, lists: readonly ListInfo[]): void {
  if (lists.length === 0) return;
  output.table(
    ["LIST", "VERSION", "PARTIES", "NAMES", "WEAK", "PUBLISHED", "CONFIRMED", "STATE"],
    lists.map((list) => [
      list.list,
      short(list.version),
      String(list.entities),
      String(list.names),
      String(list.weakNames),
      list.publishedAt?.slice(0, 10) ?? "not stated",
      list.confirmedAt.slice(0, 16).replace("T", " "),
      stateOf(list),
    ]),
  );
  for (const list of lists) printRefusal(output, list);
}

function stateOf(list: ListInfo): string {
  if (list.quarantine !== undefined)
    return list.stale ? "stale, publication in quarantine" : "publication in quarantine";
  if (list.stale) return "stale";
  return list.check?.outcome === "failed" ? "last download failed" : "fresh";
}

/** Lists of which nothing is in use. */
export function printAbsent(output: Output, lists: readonly AbsentList[]): void {
  for (const list of lists) {
    const why = list.check === undefined ? "never downloaded" : list.check.outcome;
    output.line(`${list.list}: nothing in use (${why})`);
    printRefusal(output, list);
  }
}

function printRefusal(output: Output, { list, check, quarantine }: ListInfo | AbsentList): void {
  if (quarantine !== undefined) {
    const version = quarantine.version === undefined ? "" : ` ${short(quarantine.version)}`;
    output.line(printable(`  ${list}: in quarantine since ${quarantine.at}${version}: ${quarantine.reason}`));
    if (quarantine.version !== undefined) {
      output.line(`  if it is right: probity lists release ${list}${version} --reason "..."`);
    }
  } else if (check?.outcome === "failed") {
    output.line(printable(`  ${list}: ${check.problem ?? "the download failed"} (${check.at})`));
  }
}

export function printSync(output: Output, outcomes: readonly ListSync[]): void {
  output.table(
    ["LIST", "OUTCOME", "VERSION", "CHANGES", "DOWNLOADED"],
    outcomes.map((each) => [
      each.list,
      each.outcome,
      each.version === undefined ? "" : short(each.version),
      each.added === undefined ? "" : `+${each.added} -${each.removed} ~${each.changed}`,
      `${(each.bytes / 1_048_576).toFixed(1)} MB`,
    ]),
  );
  for (const { list, problem } of outcomes) {
    if (problem !== undefined) output.line(printable(`  ${list}: ${problem}`));
  }
}

export function printHistory(output: Output, detail: ListDetail): void {
  output.table(
    ["IN USE SINCE", "VERSION", "PARTIES", "NAMES", "CHANGES", "PUBLISHED", "BY", "FORCED"],
    detail.history.map((entry) => [
      entry.at,
      short(entry.version),
      String(entry.entities),
      String(entry.names),
      `+${entry.added} -${entry.removed} ~${entry.changed}`,
      entry.publishedAt?.slice(0, 10) ?? "",
      entry.actor,
      entry.forcedReason ?? "",
    ]),
  );
  if (detail.quarantined.length === 0) return;
  output.line();
  output.table(
    ["REFUSED", "VERSION", "KIND", "REASON"],
    detail.quarantined.map((entry) => [
      entry.at,
      entry.version === undefined ? "" : short(entry.version),
      entry.kind,
      entry.reason,
    ]),
  );
}

export function printDiff(output: Output, diff: ListDiff): void {
  const { added, removed, changed } = diff.counts;
  output.line(
    `${diff.list} ${short(diff.from)} -> ${short(diff.to)}: ${added} added, ${removed} removed, ${changed} changed`,
  );
  const entry = (sign: string, { id, name, programmes }: ListDiff["added"][number]): void =>
    output.line(
      printable(`${sign} ${id}  ${name}${programmes.length > 0 ? `  [${programmes.join(", ")}]` : ""}`),
    );
  for (const each of diff.added) entry("+", each);
  printRest(output, added - diff.added.length, "added");
  for (const each of diff.removed) entry("-", each);
  printRest(output, removed - diff.removed.length, "removed");
  for (const each of diff.changed) {
    entry("~", each);
    for (const { member, before, after } of each.members) {
      for (const value of before) output.line(`    ${member} - ${valueText(value)}`);
      for (const value of after) output.line(`    ${member} + ${valueText(value)}`);
    }
  }
  printRest(output, changed - diff.changed.length, "changed");
}

function printRest(output: Output, count: number, what: string): void {
  if (count > 0) output.line(`  and ${count} more ${what}; see --limit`);
}

function valueText(value: unknown): string {
  const text = printable(typeof value === "string" ? value : JSON.stringify(value));
  return text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX)}…` : text;
}
