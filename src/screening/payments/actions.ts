import { z } from "zod";
import { type ActionDefinition, defineAction } from "../../core/index.ts";
import { ENGINE_VERSION } from "../matching/engine-version.ts";
import { paymentRoles } from "./payment.ts";

/** Bytes of a message in a run's input; larger files are screened by the command line. */
export const ACTION_MESSAGE_BYTES_MAX = 8_388_608;

export const paymentInput = z.object({
  message: z
    .string()
    .min(1)
    .max(ACTION_MESSAGE_BYTES_MAX)
    .describe("An ISO 20022 customer credit transfer (pacs.008), as XML text"),
});

const decision = z.enum(["clear", "review", "match"]);
const hit = z.object({
  list: z.string(),
  entityId: z.string(),
  name: z.string(),
  score: z.number(),
  decision,
  explanation: z.string(),
});

export const paymentOutput = z.object({
  decision,
  transactions: z
    .array(
      z.object({
        messageId: z.string(),
        number: z.int(),
        place: z.string(),
        endToEndId: z.string().optional(),
        transactionId: z.string().optional(),
        decision,
        parties: z.array(
          z.object({
            role: z.enum(paymentRoles),
            place: z.string(),
            names: z.array(z.string()),
            screeningId: z.string(),
            decision,
            hits: z.array(hit),
          }),
        ),
        textHits: z.array(z.object({ place: z.string(), words: z.string(), screeningId: z.string(), hit })),
        warnings: z.array(z.string()),
      }),
    )
    .describe("Transactions that are not clear; of the others only the count is told"),
  clear: z.int().describe("Transactions that are clear"),
});

/** The actions about payments. Handlers load when they are first used. */
export const paymentActions: readonly ActionDefinition[] = [
  defineAction({
    id: "screen_payment",
    version: ENGINE_VERSION,
    summary:
      "Screens every party, agent and the remittance text of a pacs.008 message against the loaded sanctions lists. " +
      "A hit is for a person to decide, unless the policy says that a match fails.",
    effects: "local",
    input: paymentInput,
    output: paymentOutput,
    defaults: { message: "input.message" },
    example: { message: "<Document>…</Document>" },
    load: async (host) => (await import("./payment-action.ts")).createPaymentHandler(host),
  }),
];
