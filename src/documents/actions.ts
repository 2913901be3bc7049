import { z } from "zod";
import { type ActionDefinition, defineAction } from "../core/index.ts";

const IMAGE_TEXT_MAX = 22 * 1_048_576;
const PATH_OR_BASE64 = "path below the folder for input files, data: URI, or base64";

const mrzLines = z.array(z.string().max(60)).min(2).max(3);
const documentText = z.string().min(1).max(IMAGE_TEXT_MAX);

/** A document as a customer record holds it: the image alone, or with the lines of its zone. */
const imageSchema = z
  .union([
    documentText,
    z.object({
      image: documentText.describe(PATH_OR_BASE64),
      mrz: mrzLines.optional(),
      number: z.string().max(40).optional(),
    }),
  ])
  .describe(`Image or PDF of the document: ${PATH_OR_BASE64}`);

export const verifyInput = z
  .object({
    image: imageSchema.optional(),
    pdf: documentText.optional().describe(`PDF of up to 5 pages: ${PATH_OR_BASE64}`),
    mrz: mrzLines.optional().describe("Lines of the machine-readable zone, when they are known as text"),
    customer: z
      .object({
        name: z.string().max(500).optional(),
        birth_date: z
          .string()
          .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "write YYYY-MM-DD, YYYY-MM or YYYY")
          .optional(),
        nationality: z
          .string()
          .regex(/^[A-Za-z]{1,3}$/, "write an ISO 3166-1 code, such as SE or SWE")
          .optional(),
      })
      .optional()
      .describe("What the customer declared; the document is compared with it"),
    expected_type: z.enum(["passport", "visa", "id_card", "residence_permit"]).optional(),
  })
  .refine(({ image, pdf, mrz }) => image !== undefined || pdf !== undefined || mrz !== undefined, {
    error: "there is no document: give image, pdf or mrz (by default input.customer.document)",
  });

export const verifyOutput = z.object({
  decision: z.enum(["pass", "review", "fail"]),
  document_type: z.enum(["passport", "visa", "id_card", "residence_permit"]).nullable(),
  fields: z
    .object({
      surname: z.string(),
      given_names: z.string(),
      document_number: z.string().describe("All but the last three characters are masked"),
      issuer: z.string(),
      nationality: z.string(),
      birth_date: z.string().nullable(),
      expiry_date: z.string().nullable(),
      sex: z.enum(["F", "M", "X"]).nullable(),
    })
    .nullable(),
  mrz: z
    .object({
      format: z.enum(["TD1", "TD2", "TD3", "MRVA", "MRVB"]),
      source: z.enum(["image", "declared_seen", "declared_unseen"]),
      valid: z.boolean(),
      min_confidence: z.number().nullable(),
    })
    .nullable(),
  checks: z.array(
    z.object({
      id: z.string(),
      outcome: z.enum(["ok", "warn", "fail", "inconclusive", "not_performed"]),
      detail: z.string(),
      confidence: z.number().nullable(),
    }),
  ),
  limits: z.array(z.string()),
  image_sha256: z.string().nullable(),
});

const verifyDocumentAction = defineAction({
  id: "verify_document",
  version: "1",
  summary:
    "Reads an identity document's machine-readable zone, checks it and compares it with the customer. Never says genuine.",
  effects: "none",
  input: verifyInput,
  output: verifyOutput,
  defaults: { image: "input.customer.document", customer: "input.customer" },
  example: {
    image: "examples/documents/clear.png",
    customer: { name: "Marta Elena Lindqvist", birth_date: "1988-04-17", nationality: "SWE" },
    expected_type: "passport",
  },
  load: async (host) => (await import("./verify-action.ts")).verifyDocumentHandler(host),
});

/** The actions of this folder, for the catalogue. */
export const documentActions: readonly ActionDefinition[] = [verifyDocumentAction];
