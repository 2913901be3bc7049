import { z } from "zod";
import { instant, pageQuery } from "./common.ts";
import { reportedHit } from "./screening.ts";

const text = z.string().max(500);
const oneOrMany = z.union([text, z.array(text).max(50)]);
const partyType = z.enum(["person", "entity", "vessel", "aircraft"]);
const decision = z.enum(["clear", "review", "match"]);

/** A customer to register; `ref` is the institution's own id, and registering it again changes the customer. */
export const customerBody = z.object({
  ref: z.string().min(1).max(200),
  type: partyType.optional(),
  name: z.string().max(1_000).optional(),
  names: z.array(z.string().max(1_000)).max(50).optional(),
  birth_date: text.optional(),
  country: oneOrMany.optional(),
  nationality: oneOrMany.optional(),
  gender: z.enum(["male", "female"]).optional(),
  identifiers: z
    .array(z.object({ kind: text, value: z.string().min(1).max(200) }))
    .max(100)
    .optional(),
  risk: z.string().max(50).optional(),
});
export type CustomerBody = z.infer<typeof customerBody>;

/** Where a customer stands against the lists. */
export const customerStanding = z.object({
  decision,
  openHits: z.int(),
  screenedAt: instant,
  rescreeningId: z.string(),
  listVersions: z.record(z.string(), z.string()),
  policyVersion: z.string(),
  engine: z.string(),
  /** Screened as registered now, against the versions all customers are at. */
  upToDate: z.boolean(),
});

export const customer = z.object({
  id: z.string(),
  ref: z.string(),
  type: partyType,
  status: z.enum(["active", "closed"]),
  version: z.int(),
  names: z.array(z.string()),
  birthDate: z.string().optional(),
  countries: z.array(z.string()),
  nationalities: z.array(z.string()),
  gender: z.string().optional(),
  identifiers: z.array(z.object({ kind: z.string(), value: z.string() })),
  risk: z.string().optional(),
  createdAt: instant,
  changedAt: instant,
  /** Absent until the customer was screened. */
  screening: customerStanding.optional(),
});
export type Customer = z.infer<typeof customer>;

export const customerHit = z.object({
  list: z.string(),
  entityId: z.string(),
  entryHash: z.string(),
  /** The listed name, and why it is a hit in one sentence. */
  name: z.string(),
  explanation: z.string(),
  score: z.number(),
  decision,
  state: z.enum(["open", "suppressed", "closed"]),
  closedBecause: z.string().optional(),
  firstSeen: instant,
  lastSeen: instant,
  rescreeningId: z.string(),
  /** The hit whole, as it was when it was last seen. */
  hit: reportedHit,
});
export type CustomerHit = z.infer<typeof customerHit>;

/** A state the customer was in; every change is one, also back to an earlier state. */
export const customerVersion = z.object({
  version: z.int(),
  status: z.enum(["active", "closed"]),
  at: instant,
  by: z.string(),
  /** Why the relationship ended, where this version ended it. */
  reason: z.string().optional(),
});

/** One time the customer was screened, also when nothing changed. */
export const customerOutcome = z.object({
  at: instant,
  rescreeningId: z.string(),
  /** The version of the customer that was screened. */
  version: z.int(),
  decision,
  hits: z.int(),
  newHits: z.int(),
  changedHits: z.int(),
  closedHits: z.int(),
  /** Why the customer could not be screened and is for a person to look at. */
  errorCode: z.string().optional(),
});

export const customerDetail = customer.extend({
  hits: z.array(customerHit),
  /** The newest two hundred of each, newest first. */
  versions: z.array(customerVersion),
  outcomes: z.array(customerOutcome),
});
export type CustomerDetail = z.infer<typeof customerDetail>;

export const registeredCustomer = z.object({
  result: z.enum(["created", "changed", "unchanged"]),
  customer,
});
export type RegisteredCustomer = z.infer<typeof registeredCustomer>;

export const customersQuery = pageQuery.extend({ status: z.enum(["active", "closed"]).optional() });

/** What an import of customers did; a refused row is named by its line and keeps no other back. */
export const customerImport = z.object({
  rows: z.int(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  problems: z.array(z.object({ line: z.int(), problem: z.string() })),
});
export type CustomerImport = z.infer<typeof customerImport>;

export const rescreenBody = z.object({
  /** `delta` looks at what changed in lists and customers; `full` at every customer. */
  mode: z.enum(["delta", "full"]).default("delta"),
});

/** One application of list versions to the customers. */
export const rescreening = z.object({
  id: z.string(),
  mode: z.enum(["delta", "full"]),
  state: z.enum(["running", "done", "abandoned"]),
  fromVersions: z.record(z.string(), z.string()).optional(),
  listVersions: z.record(z.string(), z.string()),
  policyVersion: z.string(),
  policyHash: z.string(),
  engine: z.string(),
  statistic: z.string(),
  entriesChanged: z.int(),
  entriesRemoved: z.int(),
  /** Customers screened one by one; no changed entry can hit the others. */
  screened: z.int(),
  newHits: z.int(),
  changedHits: z.int(),
  closedHits: z.int(),
  /** Active customers at these versions when it ended. */
  customers: z.int().optional(),
  startedAt: instant,
  endedAt: instant.optional(),
  startedBy: z.string(),
});
export type Rescreening = z.infer<typeof rescreening>;

/** Whether the list versions in use were applied to the customers, and to how many. */
export const coverageProof = z.object({
  at: instant,
  customers: z.int(),
  policyVersion: z.string().optional(),
  engine: z.string().optional(),
  lists: z.array(
    z.object({
      list: z.string(),
      version: z.string(),
      appliedVersion: z.string().optional(),
      covered: z.int(),
      behind: z.int(),
    }),
  ),
});
export type CoverageProof = z.infer<typeof coverageProof>;

export const proofQuery = z.object({ list: z.string().max(100).optional() });

/** A pacs.008 message, as text. */
export const paymentBody = z.object({ message: z.string().min(1).max(8_388_608) });

const paymentHit = z.looseObject({
  list: z.string(),
  entityId: z.string(),
  name: z.string(),
  score: z.number(),
  decision,
  explanation: z.string(),
});

/** What was found in one transaction of a payment message, by party and place. */
export const screenedPayment = z.object({
  messageId: z.string(),
  number: z.int(),
  place: z.string(),
  instructionId: z.string().optional(),
  endToEndId: z.string().optional(),
  transactionId: z.string().optional(),
  uetr: z.string().optional(),
  decision,
  parties: z.array(
    z.object({
      role: z.string(),
      place: z.string(),
      names: z.array(z.string()),
      screeningId: z.string().optional(),
      decision,
      hits: z.array(paymentHit),
      error: z.object({ code: z.string(), message: z.string() }).optional(),
    }),
  ),
  textHits: z.array(z.object({ place: z.string(), words: z.string(), hit: paymentHit })),
  warnings: z.array(z.string()),
});
export type ScreenedPayment = z.infer<typeof screenedPayment>;
