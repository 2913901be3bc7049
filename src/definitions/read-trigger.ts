import { type JsonObject, SIGNATURE_HEADER } from "../core/index.ts";
import type { Trigger, WebhookTrigger } from "./definition.ts";
import type { IssueReport } from "./issue.ts";
import { eventPattern, headerPattern, secretPattern, workflowIdPattern } from "./naming.ts";
import {
  listOf,
  readChoice,
  readDuration,
  readMap,
  readObject,
  readText,
  readWord,
  requireKey,
  wrongType,
} from "./node-reader.ts";
import { scheduleProblem, timezoneProblem } from "./schedule.ts";
import type { YamlMap, YamlNode } from "./yaml-tree.ts";
import { yamlAt } from "./yaml-tree.ts";

/** More triggers than this are a list that belongs into data. */
const TRIGGERS_MAX = 20;
/** Lists one trigger may watch. */
const LISTS_MAX = 100;
/** Clock difference tolerated between the sender of a webhook and us; five minutes is what senders assume. */
const TOLERANCE_MS = 300_000;

const kinds = ["event", "schedule", "webhook", "list_update", "manual"] as const;

/** A trigger and the place of its literal input, if it has one. */
export interface ReadTrigger {
  readonly trigger: Trigger;
  readonly node: YamlNode;
}

/** The triggers of a workflow. Without any, people start its runs. */
export function readTriggers(
  report: IssueReport,
  node: YamlNode | undefined,
  workflowId: string,
): ReadTrigger[] {
  if (node === undefined) return [];
  const items = listOf(node);
  if (items.length === 0) report.error("invalid-value", node, "`trigger` lists nothing");
  if (items.length > TRIGGERS_MAX) {
    report.error("invalid-value", node, `a workflow may have ${TRIGGERS_MAX} triggers, not ${items.length}`);
  }
  const triggers = items.flatMap((item): ReadTrigger[] => {
    const trigger = readTrigger(report, item, workflowId);
    return trigger === undefined ? [] : [{ trigger, node: item }];
  });
  reportSharedPaths(report, triggers);
  return triggers;
}

/** A path leads to one webhook: which of two secrets would a delivery have to know? */
function reportSharedPaths(report: IssueReport, triggers: readonly ReadTrigger[]): void {
  const paths = new Set<string>();
  for (const { trigger, node } of triggers) {
    if (trigger.kind !== "webhook") continue;
    if (paths.has(trigger.path)) {
      const message = `there is already a webhook at the path "${trigger.path}"`;
      const at = yamlAt(node, ["webhook", "path"]);
      report.error("invalid-value", at, message, "give each webhook a `path:` of its own");
    }
    paths.add(trigger.path);
  }
}

function readTrigger(report: IssueReport, node: YamlNode, workflowId: string): Trigger | undefined {
  if (node.kind === "scalar") return readEvent(report, node);
  if (node.kind === "list") return wrongType(report, node, "a trigger", "the name of an event, or a mapping");
  const present = kinds.filter((kind) => node.entries.has(kind));
  const [kind] = present;
  if (kind === undefined || present.length > 1) {
    readMap(report, node, "a trigger", kinds);
    const message = `a trigger has exactly one of ${kinds.join(", ")}`;
    report.error("invalid-value", node, message, present.length > 1 ? "write a list of triggers" : undefined);
    return undefined;
  }
  const entry = node.entries.get(kind);
  if (entry === undefined) return undefined;
  switch (kind) {
    case "event":
      readMap(report, node, "an event trigger", ["event"]);
      return readEvent(report, entry.value);
    case "schedule":
      return readSchedule(report, node, entry.value);
    case "webhook":
      readMap(report, node, "a webhook trigger", ["webhook"]);
      return readWebhook(report, entry.value, workflowId);
    case "list_update":
      return readListUpdate(report, node, entry.value);
    case "manual":
      readMap(report, node, "a manual trigger", ["manual"]);
      if (entry.value.kind === "scalar" && entry.value.value === true) return { kind: "manual" };
      return wrongType(report, entry.value, "`manual`", "true");
    default: {
      const never: never = kind;
      return never;
    }
  }
}

function readEvent(report: IssueReport, node: YamlNode): Trigger | undefined {
  const form = "the name of an event: letters, digits, _ . and -";
  const event = readWord(report, node, "the trigger", eventPattern, form);
  return event === undefined ? undefined : { kind: "event", event };
}

function literalInput(report: IssueReport, map: YamlMap): JsonObject {
  return readObject(report, map.entries.get("input")?.value, "`input` of a trigger") ?? {};
}

function readSchedule(report: IssueReport, map: YamlMap, node: YamlNode): Trigger | undefined {
  readMap(report, map, "a schedule trigger", ["schedule", "timezone", "input"]);
  const cron = readText(report, node, "`schedule`");
  const zoneNode = map.entries.get("timezone")?.value;
  const timezone = zoneNode === undefined ? "UTC" : readText(report, zoneNode, "`timezone`");
  const input = literalInput(report, map);
  const zoneProblem = timezone === undefined ? undefined : timezoneProblem(timezone);
  if (zoneProblem !== undefined) report.error("invalid-schedule", zoneNode ?? node, zoneProblem);
  const knownZone = zoneProblem === undefined ? (timezone ?? "UTC") : "UTC";
  const problem = cron === undefined ? undefined : scheduleProblem(cron, knownZone);
  if (problem !== undefined) report.error("invalid-schedule", node, problem);
  if (cron === undefined || timezone === undefined || zoneProblem !== undefined || problem !== undefined) {
    return undefined;
  }
  return { kind: "schedule", cron: cron.trim().split(/\s+/).join(" "), timezone, input };
}

function readWebhook(report: IssueReport, node: YamlNode, workflowId: string): WebhookTrigger | undefined {
  const keys = [
    "secret",
    "path",
    "header",
    "algorithm",
    "encoding",
    "prefix",
    "timestamp_header",
    "tolerance",
    "idempotency_header",
  ];
  const map = readMap(report, node, "a webhook trigger", keys);
  if (map === undefined) return undefined;
  const at = (key: string) => map.entries.get(key)?.value;
  const header = (key: string) =>
    readWord(report, at(key), `\`${key}\``, headerPattern, "the name of an HTTP header")?.toLowerCase();
  const secretEntry = requireKey(report, map, "secret", "a webhook trigger");
  const secretForm = "the NAME of a secret in capitals, never the secret itself";
  const secretNode = secretEntry?.value;
  let secret: string | undefined;
  if (secretNode?.kind === "scalar" && !secretPattern.test(String(secretNode.value))) {
    // The value is not repeated: it may be the secret.
    report.error("invalid-value", secretNode, `\`secret\` must be ${secretForm}`);
  } else secret = readText(report, secretNode, "`secret`");
  const path = readWord(report, at("path"), "`path`", workflowIdPattern, "in kebab-case");
  const prefixNode = at("prefix");
  const emptyPrefix = prefixNode?.kind === "scalar" && prefixNode.value === "";
  const prefix = emptyPrefix ? "" : readText(report, prefixNode, "`prefix`");
  const timestampHeader = header("timestamp_header");
  const signature: WebhookTrigger["signature"] = {
    header: header("header") ?? SIGNATURE_HEADER,
    algorithm: readChoice(report, at("algorithm"), "`algorithm`", ["sha256", "sha512"]) ?? "sha256",
    encoding: readChoice(report, at("encoding"), "`encoding`", ["hex", "base64"]) ?? "hex",
    prefix: prefix ?? "",
    ...(timestampHeader === undefined ? {} : { timestampHeader }),
    toleranceMs: readDuration(report, at("tolerance"), "`tolerance`") ?? TOLERANCE_MS,
  };
  const idempotencyHeader = header("idempotency_header") ?? "idempotency-key";
  if (secret === undefined) return undefined;
  return { kind: "webhook", path: path ?? workflowId, secret, signature, idempotencyHeader };
}

function readListUpdate(report: IssueReport, map: YamlMap, node: YamlNode): Trigger | undefined {
  readMap(report, map, "a list update trigger", ["list_update", "input"]);
  const items = listOf(node);
  const form = "the id of a list, such as ofac-sdn";
  const lists = items.flatMap((item) => readWord(report, item, "`list_update`", eventPattern, form) ?? []);
  const input = literalInput(report, map);
  if (items.length === 0 || items.length > LISTS_MAX) {
    report.error("invalid-value", node, `\`list_update\` must name between 1 and ${LISTS_MAX} lists`);
  }
  return lists.length === items.length && lists.length > 0
    ? { kind: "list_update", lists, input }
    : undefined;
}
