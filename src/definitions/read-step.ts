import type { ActionDefinition } from "../core/index.ts";
import { FOR_EACH_ITEMS_MAX } from "../core/index.ts";
import type { OnTimeout, RetryPolicy, Step } from "./definition.ts";
import type { IssueReport, Span } from "./issue.ts";
import { reservedWords, stepIdFrom, stepIdPattern } from "./naming.ts";
import {
  describeNode,
  listOf,
  readChoice,
  readDuration,
  readInteger,
  readMap,
  readObject,
  readText,
  readWord,
  requireKey,
} from "./node-reader.ts";
import { didYouMean } from "./suggestion.ts";
import { bareExpression } from "./template-text.ts";
import type { YamlMap, YamlNode } from "./yaml-tree.ts";

/** Actions by the word used in YAML. */
export type ActionCatalogue = ReadonlyMap<string, ActionDefinition>;

/** A step as read: the plan so far, and where things stand for the checks that follow. */
export interface StepDraft {
  readonly section: "steps" | "on_failure";
  /** `needs` is empty until it is resolved. */
  readonly step: Step;
  readonly definition: ActionDefinition | undefined;
  readonly node: YamlMap;
  /** The step's own head, for issues about the whole step. */
  readonly head: Span;
  readonly nodes: {
    readonly with?: YamlNode;
    readonly condition?: YamlNode;
    readonly items?: YamlNode;
    readonly needs?: YamlNode;
  };
}

const keys = [
  "id",
  "name",
  "action",
  "with",
  "needs",
  "if",
  "for_each",
  "max_parallel",
  "retry",
  "timeout",
  "on_timeout",
  "continue_on",
];
const failureKeys = ["id", "name", "action", "with", "if", "retry", "timeout"];

/** More attempts than this hide an outage instead of riding it out. */
const ATTEMPTS_MAX = 100;
/** Items of one `for_each` that run at the same time. */
const PARALLEL_MAX = 100;
const PARALLEL_DEFAULT = 10;
const defaultRetry: RetryPolicy = { attempts: 1, backoff: "exponential", initialMs: 1_000, maxMs: 60_000 };
/** Attempts of a step that says `retry` without saying how often. */
const RETRY_ATTEMPTS_DEFAULT = 3;

/** Actions that park the run; retrying or timing them out means nothing, they have their own words. */
const parking: ReadonlySet<string> = new Set(["wait", "human_review"]);

/** Reads one step. Undefined when it is not even a mapping. */
export function readStep(
  report: IssueReport,
  node: YamlNode,
  section: StepDraft["section"],
  actions: ActionCatalogue,
): StepDraft | undefined {
  const what = section === "steps" ? "a step" : "a step of `on_failure`";
  const map = readMap(report, node, what, section === "steps" ? keys : failureKeys);
  if (map === undefined) return undefined;
  const at = (key: string) => map.entries.get(key)?.value;
  const actionEntry = requireKey(report, map, "action", what);
  const action = readText(report, actionEntry?.value, "`action`") ?? "";
  const definition = actions.get(action);
  if (definition === undefined && action !== "" && actionEntry !== undefined) {
    const suggestion =
      didYouMean(action, actions.keys()) ?? `known actions: ${[...actions.keys()].join(", ")}`;
    report.error("unknown-action", actionEntry.value, `there is no action "${action}"`, suggestion);
  }
  const { id, name } = readIdentity(report, map, action);
  const condition = readBareExpression(report, at("if"), "`if`");
  const items = readBareExpression(report, at("for_each"), "`for_each`");
  const parallel = readInteger(report, at("max_parallel"), "`max_parallel`", 1, PARALLEL_MAX);
  if (at("max_parallel") !== undefined && at("for_each") === undefined) {
    report.error("invalid-value", at("max_parallel") ?? map, "`max_parallel` needs `for_each`");
  }
  const timeoutMs = readDuration(report, at("timeout"), "`timeout`");
  const head = actionEntry?.key ?? map.entries.values().next().value?.key ?? map;
  const step: Step = {
    id,
    name,
    action,
    with: readObject(report, at("with"), "`with`") ?? {},
    defaults: defaultsOf(definition, at("with")),
    needs: [],
    ...(condition === undefined ? {} : { condition }),
    retry: readRetry(report, at("retry")),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(items === undefined
      ? {}
      : { forEach: { items, maxParallel: parallel ?? Math.min(PARALLEL_DEFAULT, FOR_EACH_ITEMS_MAX) } }),
    continueOn: readContinueOn(report, at("continue_on")),
    onTimeout: readOnTimeout(report, map, action),
  };
  reportMisfits(report, map, action, section);
  return { section, step, definition, node: map, head, nodes: nodesOf(map) };
}

function nodesOf(map: YamlMap): StepDraft["nodes"] {
  const pick = (key: string, as: keyof StepDraft["nodes"]) => {
    const value = map.entries.get(key)?.value;
    return value === undefined ? {} : { [as]: value };
  };
  return {
    ...pick("with", "with"),
    ...pick("if", "condition"),
    ...pick("for_each", "items"),
    ...pick("needs", "needs"),
  };
}

function readIdentity(report: IssueReport, map: YamlMap, action: string): { id: string; name: string } {
  const idNode = map.entries.get("id")?.value;
  const nameNode = map.entries.get("name")?.value;
  const form = "in snake_case (a-z, 0-9 and _), so that `steps.<id>` is an expression";
  const id = readWord(report, idNode, "`id`", stepIdPattern, form);
  const name = readText(report, nameNode, "`name`");
  const derived = id ?? (idNode === undefined ? (name === undefined ? action : stepIdFrom(name)) : undefined);
  if (derived === undefined && nameNode !== undefined && idNode === undefined) {
    report.error("missing-key", nameNode, `no id can be made from the name "${name}"`, "add an `id:`");
  }
  if (derived !== undefined && reservedWords.has(derived)) {
    report.error(
      "invalid-value",
      idNode ?? nameNode ?? map,
      `"${derived}" is a word of CEL and cannot be an id`,
    );
  }
  return { id: derived ?? "", name: name ?? id ?? action };
}

function readBareExpression(
  report: IssueReport,
  node: YamlNode | undefined,
  what: string,
): string | undefined {
  if (node === undefined) return undefined;
  if (node.kind !== "scalar" || node.value === null) {
    report.error("wrong-type", node, `${what} must be an expression, not ${describeNode(node)}`);
    return undefined;
  }
  const text = typeof node.value === "string" ? node.value : node.text;
  if (text.trim() === "") {
    report.error("invalid-value", node, `${what} is empty`);
    return undefined;
  }
  try {
    return bareExpression(text).expression;
  } catch (error) {
    report.error("expression-syntax", node, (error as Error).message);
    return undefined;
  }
}

function defaultsOf(
  definition: ActionDefinition | undefined,
  withNode: YamlNode | undefined,
): Step["defaults"] {
  const given = withNode?.kind === "map" ? withNode.entries : new Map();
  return Object.fromEntries(Object.entries(definition?.defaults ?? {}).filter(([key]) => !given.has(key)));
}

function readRetry(report: IssueReport, node: YamlNode | undefined): RetryPolicy {
  if (node === undefined) return defaultRetry;
  const map = readMap(report, node, "`retry`", ["attempts", "backoff", "initial", "max"]);
  if (map === undefined) return defaultRetry;
  const at = (key: string) => map.entries.get(key)?.value;
  const initialMs = readDuration(report, at("initial"), "`initial`") ?? defaultRetry.initialMs;
  const maxMs = readDuration(report, at("max"), "`max`") ?? Math.max(defaultRetry.maxMs, initialMs);
  if (maxMs < initialMs) {
    report.error("invalid-value", at("max") ?? map, "`max` must not be shorter than `initial`");
  }
  return {
    attempts: readInteger(report, at("attempts"), "`attempts`", 1, ATTEMPTS_MAX) ?? RETRY_ATTEMPTS_DEFAULT,
    backoff: readChoice(report, at("backoff"), "`backoff`", ["fixed", "exponential"]) ?? defaultRetry.backoff,
    initialMs,
    maxMs,
  };
}

function readContinueOn(report: IssueReport, node: YamlNode | undefined): Step["continueOn"] {
  if (node === undefined) return [];
  const found = listOf(node).flatMap(
    (item) => readChoice(report, item, "`continue_on`", ["fail", "error"]) ?? [],
  );
  return (["fail", "error"] as const).filter((outcome) => found.includes(outcome));
}

function readOnTimeout(report: IssueReport, map: YamlMap, action: string): OnTimeout {
  const isReview = action === "human_review";
  const entry = map.entries.get("on_timeout");
  const choices: readonly OnTimeout[] = ["fail", "reject", "continue", "escalate"];
  const choice = readChoice(report, entry?.value, "`on_timeout`", choices);
  if (entry !== undefined && choice === "escalate" && !isReview) {
    report.error(
      "invalid-value",
      entry.value,
      "only `human_review` can escalate",
      "use fail, reject or continue",
    );
  }
  const withNode = map.entries.get("with")?.value;
  const due = withNode?.kind === "map" && withNode.entries.has("due");
  if (entry !== undefined && isReview && !due) {
    report.error("invalid-value", entry.key, "`on_timeout` of a review needs `with.due`");
  }
  if (entry !== undefined && !isReview && !map.entries.has("timeout")) {
    report.error("invalid-value", entry.key, "`on_timeout` needs `timeout`");
  }
  return choice ?? (isReview ? "escalate" : "fail");
}

/** Words that are known but mean nothing for this action or in this section. */
function reportMisfits(
  report: IssueReport,
  map: YamlMap,
  action: string,
  section: StepDraft["section"],
): void {
  if (section === "on_failure") {
    if (parking.has(action)) {
      report.error("invalid-value", map, `\`on_failure\` cannot park a run that has ended with ${action}`);
    }
    return;
  }
  if (!parking.has(action)) return;
  const misfits: Readonly<Record<string, string>> = {
    retry: "there is nothing to retry",
    timeout: action === "wait" ? "use `with.for` or `with.until`" : "use `with.due`",
    for_each: "start a workflow per item with run_workflow",
  };
  for (const [key, advice] of Object.entries(misfits)) {
    const entry = map.entries.get(key);
    if (entry !== undefined)
      report.error("invalid-value", entry.key, `\`${action}\` does not take \`${key}\``, advice);
  }
}
