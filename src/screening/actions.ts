import { z } from "zod";
import { type ActionDefinition, defineAction } from "../core/index.ts";
import { ENGINE_VERSION } from "./matching/engine-version.ts";
import { NAME_CHARS_MAX, QUERY_NAMES_MAX } from "./query.ts";

// One above the limit, so that a long name gets the screener's own message.
const nameText = z.string().max(100_000).describe(`Up to ${NAME_CHARS_MAX} characters`);
const oneOrMany = z.union([z.string().max(200), z.array(z.string().max(200)).max(50)]);

const facts = {
  name: nameText.optional().describe("Full name of the customer"),
  names: z
    .array(nameText)
    .max(QUERY_NAMES_MAX)
    .optional()
    .describe("Further names: aliases, former names, other scripts"),
  birth_date: z.string().max(10).optional().describe("YYYY, YYYY-MM or YYYY-MM-DD"),
  country: oneOrMany.optional().describe("ISO 3166-1 codes or English names of countries"),
  nationality: oneOrMany.optional().describe("ISO 3166-1 codes or English names of countries"),
  gender: z.string().max(20).optional().describe("male or female (M or F); anything else counts as unknown"),
  identifiers: z
    .array(
      z.object({
        kind: z.enum([
          "passport",
          "national_id",
          "tax_id",
          "registration",
          "lei",
          "imo",
          "mmsi",
          "call_sign",
          "aircraft_tail",
          "aircraft_serial",
          "crypto_address",
          "bic",
          "email",
          "phone",
          "website",
          "other",
        ]),
        value: z.string().min(1).max(200),
      }),
    )
    .max(100)
    .optional(),
  type: z
    .enum(["person", "entity", "vessel", "aircraft"])
    .optional()
    .describe("Left out, every type of party can be hit"),
};

export const screeningInput = z.object({
  ...facts,
  lists: z
    .array(z.string().max(100))
    .max(100)
    .optional()
    .describe("Ids of lists; all that are loaded when left out"),
  customer: z.looseObject(facts).optional().describe("A customer record; members given beside it come first"),
});

const evidence = z.object({
  fact: z.enum(["birth_date", "country", "gender", "identifier"]),
  result: z.enum(["agree", "near", "conflict", "unknown"]),
  logOdds: z.number(),
  detail: z.string(),
});

const hit = z.object({
  list: z.string(),
  entityId: z.string(),
  contentHash: z.string(),
  type: z.enum(["person", "entity", "vessel", "aircraft"]),
  name: z.string(),
  kind: z.enum(["primary", "alias", "former"]),
  quality: z.enum(["strong", "weak"]),
  queryName: z.string(),
  score: z.number(),
  decision: z.enum(["clear", "review", "match"]),
  programmes: z.array(z.string()).readonly(),
  evidence: z.array(evidence).readonly(),
  alignment: z.object({
    aligned: z
      .array(
        z.object({
          query: z.array(z.string()).readonly(),
          listed: z.array(z.string()).readonly(),
          operation: z.enum(["same", "spelling", "typo", "initial", "joined", "legal_form"]),
          moved: z.boolean(),
          similarity: z.number(),
          weight: z.number(),
        }),
      )
      .readonly(),
    missingInQuery: z.array(z.string()).readonly(),
    missingInList: z.array(z.string()).readonly(),
    familyNameMatched: z.boolean(),
  }),
  explanation: z.string(),
});

const discarded = z.object({
  list: z.string(),
  entityId: z.string(),
  name: z.string(),
  score: z.number(),
  reason: z.string(),
});

export const screeningOutput = z.object({
  screeningId: z.string(),
  decision: z.enum(["clear", "review", "match"]),
  hits: z.array(hit).readonly(),
  discarded: z
    .array(discarded)
    .readonly()
    .optional()
    .describe("What the name alone would have hit and a conflicting fact cleared"),
  listVersions: z.record(z.string(), z.string()),
  policyVersion: z.string(),
  engine: z.string(),
});

/** The actions of this folder. Handlers load when they are first used. */
export const screeningActions: readonly ActionDefinition[] = [
  defineAction({
    id: "screen_against_lists",
    version: ENGINE_VERSION,
    summary:
      "Screens a customer against the loaded sanctions lists. A hit is for a person to decide: the outcome is review, " +
      "also of a match, unless the policy says that a match fails.",
    effects: "local",
    input: screeningInput,
    output: screeningOutput,
    defaults: {
      name: "input.customer.name",
      names: "input.customer.aliases",
      birth_date: "input.customer.birth_date",
      country: "input.customer.country",
      nationality: "input.customer.nationality",
      gender: "input.customer.sex",
      identifiers: "input.customer.identifiers",
    },
    example: { name: "Marta Elena Lindqvist", birth_date: "1988-04-17", nationality: "SE" },
    load: async (host) => (await import("./screen-action.ts")).createScreenHandler(host),
  }),
];
