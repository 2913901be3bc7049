import { z } from "zod";
import { formatPartialDate, identifierKinds, ProbityError, parsePartialDate } from "../core/index.ts";

/** Characters of one name; the same limit that screening has. */
export const CUSTOMER_NAME_CHARS_MAX = 500;
/** Names of one customer: aliases, former names, other scripts. */
export const CUSTOMER_NAMES_MAX = 50;

export const customerTypes = ["person", "entity", "vessel", "aircraft"] as const;
export type CustomerType = (typeof customerTypes)[number];

/** The institution's customer as it is registered; all of it is personal data. */
export interface CustomerRecord {
  /** The institution's own id, unique. */
  readonly ref: string;
  readonly type: CustomerType;
  /** The name the customer is kept under first. */
  readonly names: readonly string[];
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly birthDate?: string | undefined;
  /** ISO 3166-1 codes or English names of countries the customer is tied to. */
  readonly countries: readonly string[];
  readonly nationalities: readonly string[];
  readonly gender?: "male" | "female" | undefined;
  readonly identifiers: readonly {
    readonly kind: (typeof identifierKinds)[number];
    readonly value: string;
  }[];
  /** The institution's own risk tier; screening does not look at it. */
  readonly risk?: string | undefined;
}

const name = z
  .string()
  .trim()
  .min(1, "is empty")
  .max(CUSTOMER_NAME_CHARS_MAX)
  .refine((text) => text.isWellFormed(), "has broken Unicode (a lone surrogate)")
  .refine((text) => !text.includes("\0"), "has a zero character")
  .refine((text) => /[\p{L}\p{N}]/u.test(text), "has no letter and no digit");
const country = z.string().trim().min(1).max(100);
const countries = z.union([country.transform((one) => [one]), z.array(country).max(50)]).default([]);

/** A record as files and requests give it, in the words screening uses too. */
const recordSchema = z
  .strictObject({
    ref: z
      .string()
      .trim()
      .min(1, "is empty")
      .max(200)
      .refine((text) => text.isWellFormed() && !text.includes("\0"), "has broken Unicode"),
    type: z.enum(customerTypes).default("person"),
    name: name.optional(),
    names: z.array(name).max(CUSTOMER_NAMES_MAX).default([]),
    birth_date: z
      .string()
      .trim()
      .transform((text, context) => {
        const date = parsePartialDate(text);
        if (date) return formatPartialDate(date);
        context.addIssue("is not YYYY, YYYY-MM or YYYY-MM-DD");
        return z.NEVER;
      })
      .optional(),
    country: countries,
    nationality: countries,
    gender: z.enum(["male", "female"]).optional(),
    identifiers: z
      .array(z.strictObject({ kind: z.enum(identifierKinds), value: z.string().trim().min(1).max(200) }))
      .max(100)
      .default([]),
    risk: z.string().trim().min(1).max(50).optional(),
  })
  .refine((record) => record.name !== undefined || record.names.length > 0, {
    error: "is missing; give the customer's name",
    path: ["name"],
  });

/** How a record is written: by {@link readCustomer}, in files and in requests. */
export type CustomerInput = z.input<typeof recordSchema>;

/**
 * Checks and reads one record: `{ref, type, name, names, birth_date, country, nationality, gender,
 * identifiers, risk}`, of which `ref` and a name are required.
 * @throws ProbityError CUSTOMER_INVALID naming every member that is wrong, without its value.
 */
export function readCustomer(input: unknown): CustomerRecord {
  const parsed = recordSchema.safeParse(input);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      where: issue.path.join(".") || "customer",
      message: publicMessage(issue),
    }));
    const [first] = issues;
    throw new ProbityError("CUSTOMER_INVALID", `${first?.where} ${first?.message}`, { issues });
  }
  const { name: firstName, names, birth_date, country: tied, nationality, ...rest } = parsed.data;
  const all = [...(firstName === undefined ? [] : [firstName]), ...names];
  return {
    ...rest,
    names: [...new Set(all)].slice(0, CUSTOMER_NAMES_MAX),
    countries: [...new Set(tied)],
    nationalities: [...new Set(nationality)],
    ...(birth_date === undefined ? {} : { birthDate: birth_date }),
  };
}

/** What is wrong, in words that never repeat the value. */
function publicMessage(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "custom":
      return issue.message;
    case "unrecognized_keys":
      return "has members that a customer does not have";
    case "invalid_type":
      return "is missing or of another kind";
    case "invalid_value":
      return `is none of ${issue.values.map(String).join(", ")}`;
    case "too_big":
      return `is longer than ${issue.maximum}`;
    default:
      return issue.message.startsWith("is ") ? issue.message : "is not valid";
  }
}

/** The part of a record that screening looks at; its hash decides whether a customer must be screened again. */
export function screenedFacts({
  ref: _ref,
  risk: _risk,
  ...facts
}: CustomerRecord): Omit<CustomerRecord, "ref" | "risk"> {
  return facts;
}
