import type { Document, Node } from "yaml";
import { isAlias, isMap, isScalar, isSeq, parseDocument, visit } from "yaml";
import type { Json } from "../core/index.ts";
import type { IssueReport, Span } from "./issue.ts";

/** A YAML document as far as JSON goes, with the place of everything and aliases resolved. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap extends Span {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, YamlEntry>;
}
export interface YamlEntry {
  readonly key: Span;
  readonly value: YamlNode;
}
export interface YamlList extends Span {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}
export interface YamlScalar extends Span {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** The text between the quotes, or as it was written. */
  readonly text: string;
}

/** Deeper nesting than this is an attack: the dialect itself needs 8 levels, a rich input schema 20. */
const DEPTH_MAX = 64;
/** Values after aliases are resolved. The limit is what makes an alias bomb harmless. */
const NODES_MAX = 50_000;
/** Uses of an anchor; the YAML library counts them too when it resolves aliases itself. */
const ALIASES_MAX = 100;

/**
 * Reads YAML 1.2 (core schema: `no` and `2026-11-22` stay text). Reports syntax errors,
 * duplicate keys, what JSON cannot hold, and whatever exceeds the limits; undefined when
 * nothing usable is left.
 */
export function readYaml(source: string, report: IssueReport): YamlNode | undefined {
  const nesting = findDeepNesting(source);
  if (nesting !== undefined) {
    report.error("too-deep", nesting, `nested more than ${DEPTH_MAX} levels deep`);
    return undefined;
  }
  try {
    return readDocument(source, report);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report.error("too-deep", { start: 0, end: 0 }, "nested too deeply to be read");
    return undefined;
  }
}

function readDocument(source: string, report: IssueReport): YamlNode | undefined {
  const document = parseWithoutTraces(source);
  for (const problem of [...document.errors, ...document.warnings]) {
    const [start, end] = problem.pos;
    const message =
      problem.code === "MULTIPLE_DOCS"
        ? "the file holds several YAML documents; put each workflow into a file of its own"
        : lowerFirst(problem.message);
    report.error("yaml-syntax", { start, end: Math.max(end, start) }, message);
  }
  if (document.errors.length > 0) return undefined;
  if (document.contents === null) {
    report.error("yaml-syntax", { start: 0, end: 0 }, "the file is empty; it must hold `workflow:`");
    return undefined;
  }
  const anchors = new Map<string, Node>();
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return readTree(document.contents, anchors, report);
}

/** Parses; the library's errors carry no stack traces, which is what makes hundreds of thousands of them cheap. */
function parseWithoutTraces(source: string): Document.Parsed {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(source, {
      version: "1.2",
      schema: "core",
      // Own check in `readMap`: the library's compares every key with every other.
      uniqueKeys: false,
      prettyErrors: false,
      // At "silent" the library would drop all documents but the first without a word.
      logLevel: "error",
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Thrown and caught inside this file: the tree is too big to go on. */
class TreeLimit extends Error {}

function readTree(root: Node, anchors: ReadonlyMap<string, Node>, report: IssueReport): YamlNode | undefined {
  let nodes = 0;
  let aliases = 0;

  function spanOf(node: Node): Span {
    return { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
  }
  function limit(at: Span, message: string): never {
    report.error("too-deep", at, message);
    throw new TreeLimit();
  }
  function read(node: Node, depth: number, via?: Span): YamlNode {
    const at = via ?? spanOf(node);
    if (++nodes > NODES_MAX) limit(at, `holds more than ${NODES_MAX} values after aliases are resolved`);
    if (depth > DEPTH_MAX) limit(at, `nested more than ${DEPTH_MAX} levels deep`);
    if (isAlias(node)) {
      if (++aliases > ALIASES_MAX) limit(at, `uses more than ${ALIASES_MAX} aliases`);
      const target = anchors.get(node.source);
      if (target === undefined) {
        report.error("yaml-syntax", at, `there is no anchor "${node.source}"`);
        return { kind: "scalar", value: null, text: "", ...at };
      }
      return read(target, depth + 1, at);
    }
    if (isMap(node)) return readMap(node.items, depth, at, via);
    if (isSeq(node)) {
      const items = node.items.map((item) =>
        item === null ? emptyScalar(at) : read(item as Node, depth + 1, via),
      );
      return { kind: "list", items, ...at };
    }
    if (isScalar(node)) return readScalar(node.value, node.source, at, report);
    return emptyScalar(at);
  }
  function readMap(
    pairs: readonly { key: unknown; value: unknown }[],
    depth: number,
    at: Span,
    via: Span | undefined,
  ): YamlMap {
    const entries = new Map<string, YamlEntry>();
    for (const pair of pairs) {
      const keyNode = pair.key as Node | null;
      const keyAt = via ?? (keyNode === null ? at : spanOf(keyNode));
      const key = isScalar(keyNode) ? (keyNode.source ?? String(keyNode.value)) : undefined;
      if (key === undefined || key === "__proto__" || key.includes("\0") || !key.isWellFormed()) {
        report.error("wrong-type", keyAt, "a key must be plain text");
        continue;
      }
      if (entries.has(key)) {
        report.error("duplicate-key", keyAt, `"${key}" is given twice`);
        continue;
      }
      const value =
        pair.value === null || pair.value === undefined
          ? emptyScalar({ start: keyAt.end, end: keyAt.end })
          : read(pair.value as Node, depth + 1, via);
      entries.set(key, { key: keyAt, value });
    }
    return { kind: "map", entries, ...at };
  }

  try {
    return read(root, 0);
  } catch (error) {
    if (error instanceof TreeLimit) return undefined;
    throw error;
  }
}

function emptyScalar(at: Span): YamlScalar {
  return { kind: "scalar", value: null, text: "", start: at.start, end: at.end };
}

function readScalar(value: unknown, source: string | undefined, at: Span, report: IssueReport): YamlScalar {
  const text = source ?? String(value);
  const scalar = (jsonValue: YamlScalar["value"]): YamlScalar => ({
    kind: "scalar",
    value: jsonValue,
    text,
    ...at,
  });
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) {
        report.error("encoding", at, "the text holds half of a surrogate pair, which no UTF-8 can express");
        return scalar("");
      }
      if (value.includes("\0")) {
        report.error("encoding", at, "the text holds a NUL character, which PostgreSQL cannot store");
        return scalar("");
      }
      return scalar(value);
    case "boolean":
      return scalar(value);
    case "number":
      if (!Number.isFinite(value)) report.error("invalid-value", at, `${text} is not a JSON number`);
      else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        report.error("invalid-value", at, `${text} is too large to be exact`, "put it in quotes");
      }
      // -0 prints as 0, so it is 0 from the start.
      return scalar(Number.isFinite(value) ? value + 0 : 0);
    default:
      return scalar(null);
  }
}

/**
 * The first place nested deeper than {@link DEPTH_MAX}, found without recursion so that the
 * recursive reader never gets such a text. It counts brackets outside of quotes and the
 * steps of indentation and of `- - -`; brackets in comments and plain text are few.
 */
function findDeepNesting(source: string): Span | undefined {
  // Four times the limit: this only has to protect the stack, the exact check follows on the tree.
  const roughMax = DEPTH_MAX * 4;
  let depth = 0;
  for (const match of source.matchAll(/[[{\]}]|^[ ]*(?:[-?:][ \t]+){2,}/gm)) {
    const [found] = match;
    const at = { start: match.index, end: match.index + 1 };
    if (found === "[" || found === "{") depth++;
    else if (found === "]" || found === "}") depth = Math.max(0, depth - 1);
    else if (found.split(/[-?:]/).length > roughMax) return at;
    if (depth > roughMax) return at;
  }
  let levels: number[] = [];
  for (const match of source.matchAll(/^( *)[^ \n#]/gm)) {
    const indent = match[1]?.length ?? 0;
    if (indent > (levels.at(-1) ?? -1)) levels.push(indent);
    else levels = levels.filter((level) => level <= indent);
    if (levels.length > roughMax) return { start: match.index, end: match.index + indent };
  }
  return undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The plain JSON value of a node. */
export function yamlToJson(node: YamlNode): Json {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(yamlToJson);
    case "map":
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, yamlToJson(entry.value)]));
  }
}

/** The node at a path of keys and indices, or the deepest one on the way there. */
export function yamlAt(node: YamlNode, path: readonly PropertyKey[]): YamlNode {
  let current = node;
  for (const part of path) {
    const next =
      current.kind === "map"
        ? current.entries.get(String(part))?.value
        : current.kind === "list"
          ? current.items[Number(part)]
          : undefined;
    if (next === undefined) return current;
    current = next;
  }
  return current;
}
