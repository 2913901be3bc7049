import type { Json, JsonObject } from "../core/index.ts";
import { parseDuration } from "../core/index.ts";
import type { IssueReport, Span } from "./issue.ts";
import { didYouMean } from "./suggestion.ts";
import type { YamlEntry, YamlMap, YamlNode } from "./yaml-tree.ts";
import { yamlToJson } from "./yaml-tree.ts";

/**
 * Reads values of the expected kind out of a YAML tree. Every function reports what is wrong
 * and returns undefined, so that reading goes on and all mistakes are found in one pass.
 */

/** Names and other one-line texts. */
const LINE_LENGTH_MAX = 200;

export function describeNode(node: YamlNode): string {
  if (node.kind === "map") return "a mapping";
  if (node.kind === "list") return "a list";
  if (node.value === null) return "nothing";
  return typeof node.value === "string" ? "text" : node.text;
}

export function wrongType(report: IssueReport, node: YamlNode, what: string, wanted: string): undefined {
  report.error("wrong-type", node, `${what} must be ${wanted}, not ${describeNode(node)}`);
  return undefined;
}

/** A mapping whose keys are all known; unknown ones are reported with a suggestion. */
export function readMap(
  report: IssueReport,
  node: YamlNode,
  what: string,
  known: readonly string[],
): YamlMap | undefined {
  if (node.kind !== "map") return wrongType(report, node, what, `a mapping (${known.join(", ")})`);
  for (const [key, entry] of node.entries) {
    if (known.includes(key)) continue;
    const suggestion = didYouMean(key, known) ?? `known keys: ${known.join(", ")}`;
    report.error("unknown-key", entry.key, `${what} has no key "${key}"`, suggestion);
  }
  return node;
}

/** The entry of a key; a missing one is reported at the start of the mapping. */
export function requireKey(
  report: IssueReport,
  map: YamlMap,
  key: string,
  what: string,
): YamlEntry | undefined {
  const entry = map.entries.get(key);
  if (entry === undefined)
    report.error("missing-key", firstLine(map), `${what} needs \`${key}\``, `add \`${key}:\``);
  return entry;
}

function firstLine(map: YamlMap): Span {
  const [first] = map.entries.values();
  return first?.key ?? { start: map.start, end: map.start };
}

export function readText(
  report: IssueReport,
  node: YamlNode | undefined,
  what: string,
  lengthMax: number = LINE_LENGTH_MAX,
): string | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== "scalar" || typeof node.value !== "string") return wrongType(report, node, what, "text");
  if (node.value.trim() === "") {
    report.error("invalid-value", node, `${what} is empty`);
    return undefined;
  }
  if (node.value.length > lengthMax) {
    report.error("invalid-value", node, `${what} is longer than ${lengthMax} characters`);
    return undefined;
  }
  return node.value;
}

/** Text of a form that a pattern describes; `form` says it in words. */
export function readWord(
  report: IssueReport,
  node: YamlNode | undefined,
  what: string,
  pattern: RegExp,
  form: string,
): string | undefined {
  const text = readText(report, node, what);
  if (text === undefined || node === undefined) return undefined;
  if (pattern.test(text)) return text;
  report.error("invalid-value", node, `${what} must be ${form}, not "${text}"`);
  return undefined;
}

export function readChoice<const Choice extends string>(
  report: IssueReport,
  node: YamlNode | undefined,
  what: string,
  choices: readonly Choice[],
): Choice | undefined {
  if (node === undefined) return undefined;
  const found = node.kind === "scalar" ? choices.find((choice) => choice === node.value) : undefined;
  if (found !== undefined) return found;
  const given = node.kind === "scalar" ? `"${node.text}"` : describeNode(node);
  const suggestion = node.kind === "scalar" ? didYouMean(node.text, choices) : undefined;
  report.error("invalid-value", node, `${what} must be ${choices.join(" or ")}, not ${given}`, suggestion);
  return undefined;
}

export function readInteger(
  report: IssueReport,
  node: YamlNode | undefined,
  what: string,
  min: number,
  max: number,
): number | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== "scalar" || typeof node.value !== "number" || !Number.isInteger(node.value)) {
    return wrongType(report, node, what, "a whole number");
  }
  if (node.value >= min && node.value <= max) return node.value;
  report.error("invalid-value", node, `${what} must be between ${min} and ${max}, not ${node.text}`);
  return undefined;
}

/** Milliseconds; between one millisecond and the given maximum. */
export function readDuration(
  report: IssueReport,
  node: YamlNode | undefined,
  what: string,
): number | undefined {
  if (node === undefined) return undefined;
  const ms = node.kind === "scalar" && typeof node.value === "string" ? parseDuration(node.value) : undefined;
  if (ms !== undefined && ms > 0) return ms;
  const given = node.kind === "scalar" ? `"${node.text}"` : describeNode(node);
  report.error("invalid-value", node, `${what} must be a duration such as 30s, 5m or 24h, not ${given}`);
  return undefined;
}

/** The elements of a list; one lone element stands for a list of it. */
export function listOf(node: YamlNode): readonly YamlNode[] {
  return node.kind === "list" ? node.items : [node];
}

/** A JSON object, taken as it is. */
export function readObject(
  report: IssueReport,
  node: YamlNode | undefined,
  what: string,
): JsonObject | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== "map") return wrongType(report, node, what, "a mapping");
  return yamlToJson(node) as { [key: string]: Json };
}
