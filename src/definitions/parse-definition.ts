import { isUtf8 } from "node:buffer";
import type { JsonObject, WorkflowId } from "../core/index.ts";
import { DEFINITION_BYTES_MAX, STEPS_MAX } from "../core/index.ts";
import { checkExpressions } from "./check-expressions.ts";
import type { Concurrency, Step, WorkflowDefinition } from "./definition.ts";
import { validateRunInput } from "./input-schema.ts";
import type { DefinitionIssue, IssueReport } from "./issue.ts";
import { createIssueReport } from "./issue.ts";
import { workflowIdFrom, workflowIdPattern } from "./naming.ts";
import {
  readChoice,
  readInteger,
  readMap,
  readObject,
  readText,
  readWord,
  requireKey,
  wrongType,
} from "./node-reader.ts";
import type { ActionCatalogue, StepDraft } from "./read-step.ts";
import { readStep } from "./read-step.ts";
import type { ReadTrigger } from "./read-trigger.ts";
import { readTriggers } from "./read-trigger.ts";
import { resolveNeeds } from "./resolve-needs.ts";
import { inputSchemaProblems } from "./schema-problems.ts";
import { anyShape, shapeOfSchema } from "./shape.ts";
import { didYouMean } from "./suggestion.ts";
import type { YamlMap, YamlNode } from "./yaml-tree.ts";
import { readYaml, yamlAt } from "./yaml-tree.ts";

export interface ParseOptions {
  /** Name shown in issues. */
  readonly file: string;
  readonly actions: ActionCatalogue;
  /** Ids of the workflows that `run_workflow` may name; not checked when absent. */
  readonly workflows?: ReadonlySet<string>;
}

export type ParsedDefinition =
  | {
      readonly ok: true;
      readonly definition: WorkflowDefinition;
      readonly warnings: readonly DefinitionIssue[];
    }
  | { readonly ok: false; readonly issues: readonly DefinitionIssue[] };

/** Texts for people, such as `description`. */
const DESCRIPTION_MAX = 10_000;
/** Runs of one concurrency key. */
const CONCURRENCY_MAX = 10_000;

/** {@link parseDefinition} of a file's bytes, which must be UTF-8. A byte order mark is skipped. */
export function parseDefinitionBytes(bytes: Uint8Array, options: ParseOptions): ParsedDefinition {
  if (bytes.length > DEFINITION_BYTES_MAX) return tooLarge(bytes.length, options.file);
  if (isUtf8(bytes)) return parseDefinition(new TextDecoder().decode(bytes), options);
  const offset = firstInvalidByte(bytes);
  const text = new TextDecoder().decode(bytes.subarray(0, offset));
  const report = createIssueReport(options.file, text);
  const message = `byte ${offset + 1} (0x${bytes[offset]?.toString(16)}) is not UTF-8`;
  report.error("encoding", { start: text.length, end: text.length }, message, "save the file as UTF-8");
  return { ok: false, issues: report.issues() };
}

/** Offset of the first byte that starts no valid sequence, by bisection of the valid prefix. */
function firstInvalidByte(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length;
  while (valid < invalid) {
    const middle = Math.ceil((valid + invalid) / 2);
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      invalid = middle - 1;
    }
  }
  return Math.min(valid, bytes.length - 1);
}

function tooLarge(size: number, file: string): ParsedDefinition {
  const report = createIssueReport(file, "");
  report.error(
    "too-large",
    { start: 0, end: 0 },
    `the file has ${size} bytes; a definition may have ${DEFINITION_BYTES_MAX}`,
  );
  return { ok: false, issues: report.issues() };
}

/**
 * Reads and checks a workflow definition. Returns the plan and warnings, or everything that is
 * wrong with it at once. Never throws for any text.
 */
export function parseDefinition(text: string, options: ParseOptions): ParsedDefinition {
  const size = Buffer.byteLength(text);
  if (size > DEFINITION_BYTES_MAX) return tooLarge(size, options.file);
  const report = createIssueReport(options.file, text);
  const root = readYaml(text, report);
  const definition = root === undefined ? undefined : readWorkflow(root, text, options, report);
  const issues = report.issues();
  if (definition === undefined || issues.some((issue) => issue.severity === "error")) {
    return { ok: false, issues };
  }
  return { ok: true, definition, warnings: issues };
}

const workflowKeys = [
  "id",
  "name",
  "version",
  "description",
  "trigger",
  "input",
  "concurrency",
  "steps",
  "on_failure",
  "outputs",
];

function readWorkflow(
  root: YamlNode,
  source: string,
  options: ParseOptions,
  report: IssueReport,
): WorkflowDefinition | undefined {
  const document = readMap(report, root, "the file", ["workflow"]);
  const entry = document && requireKey(report, document, "workflow", "the file");
  const map = entry && readMap(report, entry.value, "`workflow`", workflowKeys);
  if (map === undefined) return undefined;
  const at = (key: string) => map.entries.get(key)?.value;
  const { id, name } = readIdentity(report, map);
  const triggers = readTriggers(report, at("trigger"), id);
  const input = readInputSchema(report, at("input"));
  const concurrency = readConcurrency(report, at("concurrency"));
  const version = readVersion(report, at("version"));
  const description = readText(report, at("description"), "`description`", DESCRIPTION_MAX);
  const taken = new Set<string>();
  const stepsNode = requireKey(report, map, "steps", "`workflow`")?.value;
  const steps = withOwnIds(report, readSteps(report, stepsNode, "steps", options), taken);
  const onFailure = withOwnIds(report, readSteps(report, at("on_failure"), "on_failure", options), taken);
  const outputs = readObject(report, at("outputs"), "`outputs`");
  const order = resolveNeeds(report, steps);
  const concurrencyNode = at("concurrency");
  checkExpressions({
    report,
    source,
    input: input === undefined ? anyShape : shapeOfSchema(input),
    steps,
    onFailure,
    order,
    concurrencyKey: concurrencyNode?.kind === "map" ? concurrencyNode.entries.get("key")?.value : undefined,
    outputs: at("outputs"),
  });
  checkTriggerInputs(report, triggers, input);
  checkChildren(report, [...steps, ...onFailure], options.workflows);
  return {
    format: 1,
    id: id as WorkflowId,
    name,
    ...(version === undefined ? {} : { version }),
    ...(description === undefined ? {} : { description }),
    triggers: triggers.length === 0 ? [{ kind: "manual" }] : triggers.map(({ trigger }) => trigger),
    ...(input === undefined ? {} : { input }),
    ...(concurrency === undefined ? {} : { concurrency }),
    steps: steps.map((draft) => ({ ...draft.step, needs: order.needs.get(draft.step.id) ?? [] })),
    onFailure: onFailure.map((draft, position) => inSequence(draft, onFailure[position - 1])),
    ...(outputs === undefined ? {} : { outputs }),
  };
}

/** Steps of `on_failure` run one after the other. */
function inSequence(draft: StepDraft, previous: StepDraft | undefined): Step {
  return { ...draft.step, needs: previous === undefined ? [] : [previous.step.id] };
}

function readIdentity(report: IssueReport, map: YamlMap): { id: string; name: string } {
  const idNode = map.entries.get("id")?.value;
  const id = readWord(report, idNode, "`id`", workflowIdPattern, "in kebab-case (a-z, 0-9 and -)");
  const nameEntry = requireKey(report, map, "name", "`workflow`");
  const name = readText(report, nameEntry?.value, "`name`");
  const derived = id ?? (name === undefined || idNode !== undefined ? undefined : workflowIdFrom(name));
  if (derived === undefined && name !== undefined && idNode === undefined && nameEntry !== undefined) {
    report.error("missing-key", nameEntry.value, `no id can be made from the name "${name}"`, "add an `id:`");
  }
  return { id: derived ?? "", name: name ?? "" };
}

/** Free text; a number such as `1.10` is taken as it is written. */
function readVersion(report: IssueReport, node: YamlNode | undefined): string | undefined {
  if (node?.kind === "scalar" && typeof node.value === "number") return node.text;
  return readText(report, node, "`version`");
}

function readInputSchema(report: IssueReport, node: YamlNode | undefined): JsonObject | undefined {
  const schema = readObject(report, node, "`input`");
  if (schema === undefined || node === undefined) return undefined;
  const problems = inputSchemaProblems(schema);
  for (const { path, message, suggestion, atKey } of problems) {
    const parent = yamlAt(node, path.slice(0, -1));
    const key = parent.kind === "map" ? parent.entries.get(path.at(-1) ?? "")?.key : undefined;
    const at = atKey === true && key !== undefined ? key : yamlAt(node, path);
    report.error("invalid-schema", at, `input schema: ${message}`, suggestion);
  }
  return problems.length === 0 ? schema : undefined;
}

function readConcurrency(report: IssueReport, node: YamlNode | undefined): Concurrency | undefined {
  if (node === undefined) return undefined;
  const map = readMap(report, node, "`concurrency`", ["key", "limit", "on_limit"]);
  if (map === undefined) return undefined;
  const at = (key: string) => map.entries.get(key)?.value;
  const key = readText(
    report,
    requireKey(report, map, "key", "`concurrency`")?.value,
    "`key`",
    DESCRIPTION_MAX,
  );
  const limit = readInteger(report, at("limit"), "`limit`", 1, CONCURRENCY_MAX) ?? 1;
  const onLimit = readChoice(report, at("on_limit"), "`on_limit`", ["queue", "reject"]) ?? "queue";
  return key === undefined ? undefined : { key, limit, onLimit };
}

function readSteps(
  report: IssueReport,
  node: YamlNode | undefined,
  section: StepDraft["section"],
  options: ParseOptions,
): StepDraft[] {
  if (node === undefined) return [];
  if (node.kind !== "list") {
    wrongType(report, node, `\`${section}\``, "a list of steps");
    return [];
  }
  if (node.items.length === 0 && section === "steps") report.error("invalid-value", node, "`steps` is empty");
  if (node.items.length > STEPS_MAX) {
    report.error(
      "invalid-value",
      node,
      `\`${section}\` has ${node.items.length} steps; ${STEPS_MAX} are allowed`,
      "use run_workflow",
    );
  }
  return node.items
    .slice(0, STEPS_MAX)
    .flatMap((item) => readStep(report, item, section, options.actions) ?? []);
}

/**
 * Reports steps whose id is taken, and gives them another for the checks that follow: under the
 * same id, two steps would seem to wait for each other.
 */
function withOwnIds(report: IssueReport, drafts: readonly StepDraft[], taken: Set<string>): StepDraft[] {
  return drafts.map((draft) => {
    const { step, node, head } = draft;
    let id = step.id;
    for (let count = 2; taken.has(id); count++) id = `${step.id}__${count}`;
    taken.add(id);
    if (id === step.id) return draft;
    const explicit = node.entries.get("id")?.value;
    if (step.id !== "") {
      const at = explicit ?? node.entries.get("name")?.value ?? head;
      const hint = explicit === undefined ? "add an `id:` of its own" : undefined;
      report.error("duplicate-id", at, `there is already a step "${step.id}"`, hint);
    }
    return { ...draft, step: { ...step, id } };
  });
}

/** Runs that nobody is there to give an input to must have one that fits. */
function checkTriggerInputs(
  report: IssueReport,
  triggers: readonly ReadTrigger[],
  schema: JsonObject | undefined,
): void {
  if (schema === undefined) return;
  for (const { trigger, node } of triggers) {
    if (trigger.kind !== "schedule" && trigger.kind !== "list_update") continue;
    const given =
      trigger.kind === "schedule" ? trigger.input : { list: "list", version: "version", ...trigger.input };
    const checked = validateRunInput({ input: schema }, given);
    if (checked.ok) continue;
    const at = node.kind === "map" ? (node.entries.get("input")?.value ?? node) : node;
    for (const issue of checked.issues) {
      report.error(
        "invalid-value",
        at,
        `the input of this trigger does not fit: ${issue.where} ${issue.message}`,
      );
    }
  }
}

function checkChildren(
  report: IssueReport,
  drafts: readonly StepDraft[],
  workflows: ReadonlySet<string> | undefined,
): void {
  if (workflows === undefined) return;
  for (const { step, nodes } of drafts) {
    const child = step.with["workflow"];
    if (step.action !== "run_workflow" || typeof child !== "string" || child.includes("${{")) continue;
    if (workflows.has(child) || nodes.with === undefined) continue;
    const at = yamlAt(nodes.with, ["workflow"]);
    report.error("unknown-workflow", at, `there is no workflow "${child}"`, didYouMean(child, workflows));
  }
}
