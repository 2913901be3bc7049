import { z } from "zod";
import { instant } from "./common.ts";

const listCheck = z.object({
  at: instant,
  outcome: z.enum(["published", "unchanged", "quarantined", "failed"]),
  /** Why it failed, or what is wrong with the publication. */
  problem: z.string().optional(),
});

export const listQuarantine = z.object({
  /** Version that can be released; absent where the publication could not be read. */
  version: z.string().optional(),
  kind: z.enum(["unreadable", "incomplete", "shrunk", "older", "outdated"]),
  reason: z.string(),
  source: z.string(),
  at: instant,
});
export type ListQuarantine = z.infer<typeof listQuarantine>;

/** A list in use. */
export const listInfo = z.object({
  list: z.string(),
  title: z.string(),
  /** SHA-256 of the snapshot. */
  version: z.string(),
  entities: z.int(),
  names: z.int(),
  /** Names that alone never raise an alert; part of `names`. */
  weakNames: z.int(),
  source: z.string(),
  publishedAt: instant.optional(),
  importedAt: instant,
  currentSince: instant,
  /** Since the publication where it says when that was, else since the import. */
  ageHours: z.number(),
  /** The last time this version was what the publisher offers. */
  confirmedAt: instant,
  /** Nobody could confirm it for longer than it may go unconfirmed. */
  stale: z.boolean(),
  staleAfterHours: z.number().optional(),
  /** Whether it is downloaded by `lists sync` and the schedule. */
  synced: z.boolean(),
  check: listCheck.optional(),
  quarantine: listQuarantine.optional(),
});
export type ListInfo = z.infer<typeof listInfo>;

/** A list that is configured or was refused, and of which nothing is in use. */
export const absentList = z.object({
  list: z.string(),
  title: z.string(),
  synced: z.boolean(),
  check: listCheck.optional(),
  quarantine: listQuarantine.optional(),
});
export type AbsentList = z.infer<typeof absentList>;

export const listOverview = z.object({
  items: z.array(listInfo),
  absent: z.array(absentList),
  nextCursor: z.string().optional(),
});
export type ListOverview = z.infer<typeof listOverview>;

/** A version that came into use. */
export const listPublication = z.object({
  version: z.string(),
  previousVersion: z.string().optional(),
  at: instant,
  actor: z.string(),
  source: z.string(),
  publishedAt: instant.optional(),
  entities: z.int(),
  names: z.int(),
  weakNames: z.int(),
  added: z.int(),
  removed: z.int(),
  changed: z.int(),
  /** Why it was taken although it looked wrong. */
  forcedReason: z.string().optional(),
});
export type ListPublication = z.infer<typeof listPublication>;

export const listDetail = z.object({
  list: z.string(),
  title: z.string(),
  authority: z.string(),
  format: z.string().optional(),
  /** Addresses it is downloaded from; secrets in them are named, not written out. */
  addresses: z.array(z.string()),
  current: listInfo.optional(),
  absent: absentList.optional(),
  /** The newest first. */
  history: z.array(listPublication),
  quarantined: z.array(listQuarantine),
});
export type ListDetail = z.infer<typeof listDetail>;

const diffEntry = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  programmes: z.array(z.string()),
});

const memberChange = z.object({
  member: z.string(),
  /** Of a list of values: those that are gone and those that are new. Else the value before and after. */
  before: z.array(z.unknown()),
  after: z.array(z.unknown()),
});

/** What differs between two versions of a list. */
export const listDiff = z.object({
  list: z.string(),
  from: z.string(),
  to: z.string(),
  counts: z.object({ added: z.int(), removed: z.int(), changed: z.int() }),
  added: z.array(diffEntry),
  removed: z.array(diffEntry),
  changed: z.array(diffEntry.extend({ members: z.array(memberChange) })),
});
export type ListDiff = z.infer<typeof listDiff>;

const version = z
  .string()
  .regex(/^[0-9a-f]{6,64}$/, "a version is named by at least six characters of its hash");

export const listDiffQuery = z.object({
  from: version.optional(),
  to: version.optional(),
  /** Entries of each kind in the answer; the counts are of all. */
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

/** Without `lists` all that are downloaded by the schedule. */
export const syncListsBody = z.object({ lists: z.array(z.string().max(100)).max(100).optional() });

/** What looking after one list led to. `busy`: another process is at it. */
export const listSync = z.object({
  list: z.string(),
  outcome: z.enum(["published", "unchanged", "quarantined", "failed", "busy"]),
  version: z.string().optional(),
  added: z.int().optional(),
  removed: z.int().optional(),
  changed: z.int().optional(),
  /** Bytes that had to be downloaded. */
  bytes: z.int(),
  problem: z.string().optional(),
});
export type ListSync = z.infer<typeof listSync>;

export const releaseListBody = z.object({ version, reason: z.string().min(3).max(2_000) });

/** A publication that was taken into use. */
export const listImport = z.object({
  list: z.string(),
  version: z.string(),
  /** False when this very content was current already. */
  changed: z.boolean(),
  entities: z.int(),
  names: z.int(),
  weakNames: z.int(),
  added: z.int(),
  removed: z.int(),
  modified: z.int(),
  /** Facts that could not be read; the entries are there. */
  notes: z.array(z.string()),
  /** Runs that the new version triggered. */
  runs: z.array(z.string()),
});
export type ListImport = z.infer<typeof listImport>;
