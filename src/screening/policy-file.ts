import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import {
  hashJson,
  type Issue,
  type Json,
  messageOf,
  ProbityError,
  parsePartialDate,
  type Sha256Hex,
} from "../core/index.ts";
import type { ScreeningPolicy } from "./policy.ts";

/** The shipped file has 2 kB; a hundred versions of it still fit. */
const POLICY_BYTES_MAX = 262_144;
/** Versions of one file: one a week for years. */
const VERSIONS_MAX = 500;
/** Lists with exceptions; more than anybody loads. */
const LISTS_MAX = 500;
/** Ten years: the longest retention term we know of. */
const SUPPRESSION_DAYS_MAX = 3_653;

const threshold = z.number().min(0.5).max(1);
const exception = { review: threshold.optional(), match: threshold.optional() };
const onStale = z.enum(["alert", "fail_closed"]);

/** A day (its beginning in UTC) or an instant. */
const effective = z.string().refine((text) => instantOf(text) !== undefined, {
  error: "must be a day such as 2026-07-01, or an instant such as 2026-07-01T06:00:00Z",
});

const versionMembers = z.strictObject({
  version: z.string().min(1).max(100),
  effective: effective.optional(),
  review: threshold.optional(),
  match: threshold.optional(),
  name_only_max: z.number().min(0.5).max(0.99).optional(),
  weak_alias: z
    .strictObject({ min: z.number().min(0).max(1).optional(), max: z.number().min(0).max(0.99).optional() })
    .optional(),
  on_match: z.enum(["review", "fail"]).optional(),
  on_stale: onStale.optional(),
  suppression_days_max: z.int().min(1).max(SUPPRESSION_DAYS_MAX).optional(),
  lists: z
    .record(z.string().max(100), z.strictObject({ ...exception, on_stale: onStale.optional() }))
    .refine((lists) => Object.keys(lists).length <= LISTS_MAX, `at most ${LISTS_MAX} lists`)
    .optional(),
  types: z
    .partialRecord(z.enum(["person", "entity", "vessel", "aircraft"]), z.strictObject(exception))
    .optional(),
});
type VersionMembers = z.output<typeof versionMembers>;

const bookMembers = z.strictObject({ versions: z.array(versionMembers).min(1).max(VERSIONS_MAX) });

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type Read = { readonly policies: readonly ScreeningPolicy[] } | { readonly faults: readonly Fault[] };

const shippedFile = fileURLToPath(new URL("../../policies/screening.yaml", import.meta.url));

/** What the shipped file must say itself: there is nothing behind it. */
const incomplete: Omit<ScreeningPolicy, "version"> = {
  review: 1,
  match: 1,
  nameOnlyMax: 0.5,
  weakAliasMin: 1,
  weakAliasMax: 0,
  onMatch: "review",
  onStale: "fail_closed",
  suppressionDaysMax: 1,
  lists: {},
  types: {},
};

/** The versions of the shipped policy, the earliest first. */
export const shippedPolicies: readonly ScreeningPolicy[] = readPolicyFile(shippedFile, incomplete);

/** `screening.policy` in probity.yaml: the name of a file, one version, or several under `versions`. */
export const policySetting = z.json().superRefine((value, context) => {
  if (typeof value === "string") return;
  const read = policiesOf(value, base());
  if (!("faults" in read)) return;
  for (const { path, message } of read.faults) context.addIssue({ code: "custom", path: [...path], message });
});

/**
 * The policies of the configuration, the earliest first; the shipped ones where it names none.
 * @throws ProbityError CONFIG_INVALID naming everything that is wrong and where
 */
export function readPolicies(section: Json | undefined): readonly ScreeningPolicy[] {
  const given = section !== null && typeof section === "object" && "policy" in section && section["policy"];
  if (given === false || given === undefined || given === null) return shippedPolicies;
  if (typeof given === "string") return readPolicyFile(given);
  const read = policiesOf(given, base());
  if (!("faults" in read)) return read.policies;
  const issues = read.faults.map(({ path, message }) => ({
    where: ["screening", "policy", ...path].join("."),
    message,
  }));
  throw invalid(issues);
}

/**
 * Reads a policy file, YAML.
 * @throws ProbityError CONFIG_INVALID; every issue says file:line:column
 */
export function readPolicyFile(
  file: string,
  defaults: Omit<ScreeningPolicy, "version"> = base(),
): readonly ScreeningPolicy[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const why = `The screening policy ${file} cannot be read: ${messageOf(cause)}`;
    throw new ProbityError("CONFIG_INVALID", why, { cause });
  }
  if (bytes.length > POLICY_BYTES_MAX) {
    throw new ProbityError(
      "CONFIG_INVALID",
      `${file} has ${bytes.length} bytes; a policy has at most ${POLICY_BYTES_MAX}.`,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(bytes.toString("utf8"), { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw invalid(document.errors.map(({ pos, message }) => ({ where: at(pos[0]), message })));
  }
  const read = policiesOf(document.toJS({ maxAliasCount: 20 }), defaults);
  if ("policies" in read) return read.policies;
  throw invalid(
    read.faults.map(({ path, message }) => ({
      where: at(offsetOf(document, path)),
      message: `${path.join(".") || "the policy"}: ${message}`,
    })),
  );
}

/**
 * The version in force at an instant: the one with the latest effective date that is not in the future.
 * @throws ProbityError CONFIG_INVALID when none is in force yet
 */
export function policyInForce(policies: readonly ScreeningPolicy[], now: Date): ScreeningPolicy {
  const nowText = now.toISOString();
  const found = policies.findLast(({ effective: from }) => from === undefined || from <= nowText);
  if (found) return found;
  const first = policies[0];
  throw new ProbityError(
    "CONFIG_INVALID",
    `No version of the screening policy is in force: the first one, ${first?.version}, begins at ${first?.effective}.`,
  );
}

/** The identity of a policy: SHA-256 of its canonical JSON, with every default filled in. */
export function policyHash(policy: ScreeningPolicy): Sha256Hex {
  const known = hashes.get(policy);
  if (known !== undefined) return known;
  const hash = hashJson(policy);
  hashes.set(policy, hash);
  return hash;
}
const hashes = new WeakMap<ScreeningPolicy, Sha256Hex>();

/** The version that comes last. @throws RangeError when there is none */
export function newestOf(policies: readonly ScreeningPolicy[]): ScreeningPolicy {
  const last = policies.at(-1);
  if (last === undefined) throw new RangeError("a policy has at least one version");
  return last;
}

/** What a file may leave out. */
function base(): Omit<ScreeningPolicy, "version"> {
  const { version: _version, effective: _effective, ...rest } = newestOf(shippedPolicies);
  return rest;
}

function policiesOf(value: unknown, defaults: Omit<ScreeningPolicy, "version">): Read {
  const several = typeof value === "object" && value !== null && "versions" in value;
  const parsed = several ? bookMembers.safeParse(value) : versionMembers.safeParse(value);
  if (!parsed.success) return { faults: parsed.error.issues.flatMap(faultsOf) };
  const given = "versions" in parsed.data ? parsed.data.versions : [parsed.data];
  const policies = given.map((members) => toPolicy(members, defaults));
  const faults = policies.flatMap((policy, index) =>
    faultsWithin(policy, policies.slice(0, index)).map((fault) => ({
      ...fault,
      path: [...(several ? ["versions", index] : []), ...fault.path],
    })),
  );
  if (faults.length > 0) return { faults };
  return {
    policies: policies.sort((a, b) => ((a.effective ?? "") < (b.effective ?? "") ? -1 : 1)),
  };
}

/** Unknown members are reported where they stand, not where their parent begins. */
function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  return issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({ path: [...issue.path, key], message: "unknown member" }))
    : [{ path: issue.path, message: issue.message }];
}

/** What a schema of single members cannot see. */
function faultsWithin(policy: ScreeningPolicy, before: readonly ScreeningPolicy[]): Fault[] {
  const faults: Fault[] = [];
  const order = (path: readonly string[], thresholds: { review?: number; match?: number }): void => {
    const { review = policy.review, match = policy.match } = thresholds;
    if (review > match) faults.push({ path: [...path, "review"], message: "must not be above match" });
  };
  order([], policy);
  for (const [list, one] of Object.entries(policy.lists)) order(["lists", list], one);
  for (const [type, one] of Object.entries(policy.types)) order(["types", type], one);
  if (before.some(({ version }) => version === policy.version)) {
    faults.push({
      path: ["version"],
      message: "is the name of an earlier version; a change needs a new one",
    });
  }
  if (before.some(({ effective: from }) => from === policy.effective)) {
    faults.push({ path: ["effective"], message: "two versions begin at the same time" });
  }
  return faults;
}

function toPolicy(members: VersionMembers, defaults: Omit<ScreeningPolicy, "version">): ScreeningPolicy {
  const from = members.effective === undefined ? undefined : instantOf(members.effective);
  const lists = Object.entries(members.lists ?? defaults.lists).map(([list, one]) => {
    const stale = "on_stale" in one ? one.on_stale : "onStale" in one ? one.onStale : undefined;
    return [list, { ...thresholdsOf(one), ...(stale === undefined ? {} : { onStale: stale }) }] as const;
  });
  const types = Object.entries(members.types ?? defaults.types).map(
    ([type, one]) => [type, thresholdsOf(one)] as const,
  );
  return {
    version: members.version,
    ...(from === undefined ? {} : { effective: from }),
    review: members.review ?? defaults.review,
    match: members.match ?? defaults.match,
    nameOnlyMax: members.name_only_max ?? defaults.nameOnlyMax,
    weakAliasMin: members.weak_alias?.min ?? defaults.weakAliasMin,
    weakAliasMax: members.weak_alias?.max ?? defaults.weakAliasMax,
    onMatch: members.on_match ?? defaults.onMatch,
    onStale: members.on_stale ?? defaults.onStale,
    suppressionDaysMax: members.suppression_days_max ?? defaults.suppressionDaysMax,
    lists: Object.fromEntries(lists),
    types: Object.fromEntries(types),
  };
}

function thresholdsOf(one: { review?: number | undefined; match?: number | undefined }) {
  return {
    ...(one.review === undefined ? {} : { review: one.review }),
    ...(one.match === undefined ? {} : { match: one.match }),
  };
}

function instantOf(text: string): string | undefined {
  if (parsePartialDate(text)?.precision === "day") return `${text}T00:00:00.000Z`;
  const isInstant = z.iso.datetime({ offset: true }).safeParse(text).success;
  return isInstant ? new Date(text).toISOString() : undefined;
}

function invalid(issues: readonly Issue[]): ProbityError {
  const text = issues.map(({ where, message }) => `${where}: ${message}`).join("\n");
  return new ProbityError("CONFIG_INVALID", `The screening policy is not valid:\n${text}`, { issues });
}

/** Where the longest existing part of `path` stands in the file. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      return node.range[0];
    }
  }
  return 0;
}
