import { z } from "zod";
import { type ActionDefinition, defineAction } from "../core/index.ts";
import { ENGINE_VERSION } from "./matching/engine-version.ts";
import { customerFacts } from "./request.ts";

const facts = {
  ...customerFacts.shape,
  type: z
    .enum(["person", "entity", "vessel", "aircraft"])
    .optional()
    .describe("Left out, every type of party can be hit"),
};

export const screeningInput = z.object({
  ...facts,
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
  rawScore: z.number().describe("Score of the names alone before calibration, in nats"),
  information: z.number().describe("What the corresponding parts of the names tell together, in nats"),
  decision: z.enum(["clear", "review", "match"]),
  programmes: z.array(z.string()).readonly(),
  references: z.array(z.string()).readonly().describe("Ids the entry has on other lists"),
  evidence: z.array(evidence).readonly(),
  alignment: z.object({
    aligned: z
      .array(
        z.object({
          query: z.array(z.string()).readonly(),
          listed: z.array(z.string()).readonly(),
          operation: z.enum([
            "same",
            "spelling",
            "typo",
            "initial",
            "joined",
            "legal_form",
            "nickname",
            "cut",
          ]),
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
  ofacScore: z.number().describe("What OFAC's public search would score, 0 to 100; it decides nothing"),
  suppressed: z
    .object({ id: z.string(), until: z.string(), reason: z.string() })
    .optional()
    .describe("Set aside by a suppression; does not drive the decision"),
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
  warnings: z.array(z.string()).readonly().optional().describe("What was left out or looks wrong"),
  staleLists: z.array(z.string()).readonly().optional().describe("Lists that were out of date"),
  listVersions: z.record(z.string(), z.string()),
  policyVersion: z.string(),
  policyHash: z.string(),
  engine: z.string(),
  statistic: z.string(),
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
