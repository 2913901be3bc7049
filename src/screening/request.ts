import { z } from "zod";
import { identifierKinds, lookupTable, ProbityError, parsePartialDate } from "../core/index.ts";
import { countryCode } from "./party/countries.ts";
import type { PartyType } from "./party/party.ts";
import { NAME_CHARS_MAX, QUERY_NAMES_MAX, type ScreeningQuery } from "./query.ts";

/** Characters of a name that get the screener's own message; more is cut off by the schema. */
const NAME_TEXT_MAX = 100_000;
const FACT_CHARS_MAX = 200;
/** Identifiers of one customer. */
const IDENTIFIERS_MAX = 100;
const VALUES_MAX = 50;

const nameText = z.string().max(NAME_TEXT_MAX).describe(`Up to ${NAME_CHARS_MAX} characters`);
const fact = z.string().max(FACT_CHARS_MAX);
const oneOrMany = z.union([fact, z.array(fact).max(VALUES_MAX)]);

/** Identifiers that have a member, and a column, of their own. */
const identifierMembers = ["passport", "national_id", "tax_id", "lei", "imo", "crypto_address"] as const;

/** Whom to screen, as a request, a line of a batch or a workflow says it. */
export const customerFacts = z.object({
  ref: fact
    .optional()
    .describe("Your reference of the customer; suppressions recognise a changed customer by it"),
  name: nameText.optional().describe("Full name of the customer"),
  names: z
    .array(nameText)
    .max(QUERY_NAMES_MAX)
    .optional()
    .describe("Further names: aliases, former names, other scripts"),
  type: fact
    .optional()
    .describe("person, entity, vessel or aircraft; left out, every type of party can be hit"),
  birth_date: fact.optional().describe("YYYY, YYYY-MM or YYYY-MM-DD"),
  country: oneOrMany.optional().describe("ISO 3166-1 codes or English names of countries"),
  nationality: oneOrMany.optional().describe("ISO 3166-1 codes or English names of countries"),
  gender: fact.optional().describe("male or female (M or F); anything else counts as unknown"),
  passport: oneOrMany.optional(),
  national_id: oneOrMany.optional(),
  tax_id: oneOrMany.optional(),
  lei: oneOrMany.optional(),
  imo: oneOrMany.optional(),
  crypto_address: oneOrMany.optional(),
  identifiers: z
    .array(z.object({ kind: z.enum(identifierKinds), value: z.string().min(1).max(FACT_CHARS_MAX) }))
    .max(IDENTIFIERS_MAX)
    .optional(),
  lists: z
    .array(z.string().max(100))
    .max(100)
    .optional()
    .describe("Ids of lists; all that are loaded when left out"),
});
export type CustomerFacts = z.output<typeof customerFacts>;

/** Columns of a batch in CSV beside `name`; several values of a cell are separated by `|`. */
export const batchColumns = [
  "ref",
  "name",
  "names",
  "type",
  "birth_date",
  "country",
  "nationality",
  "gender",
  ...identifierMembers,
  "lists",
] as const;

/** A customer as the screener takes it. */
export interface ScreeningRequest {
  readonly ref?: string;
  readonly query: ScreeningQuery;
  /** Facts that could not be read and were left out. */
  readonly warnings: readonly string[];
}

const partyTypeWords = lookupTable<PartyType>({
  person: "person",
  individual: "person",
  natural_person: "person",
  entity: "entity",
  company: "entity",
  business: "entity",
  organisation: "entity",
  organization: "entity",
  legal_entity: "entity",
  legalentity: "entity",
  vessel: "vessel",
  ship: "vessel",
  aircraft: "aircraft",
});

/** The party type a common word for it means; undefined for others. */
export function partyTypeOf(word: string): PartyType | undefined {
  return partyTypeWords[word.trim().toLowerCase().replaceAll(/[ -]/g, "_")];
}

/** A request, with what is wrong in it told apart. */
interface ReadFacts {
  readonly request: Omit<ScreeningRequest, "warnings">;
  /** Facts that cannot be read. */
  readonly faults: readonly string[];
  /** What is only left out: a passport may say X for the gender. */
  readonly notes: readonly string[];
}

/**
 * Reads the facts of one customer. A fact that cannot be read is a warning and left out: the names
 * are screened all the same.
 */
export function readRequest(facts: CustomerFacts): ScreeningRequest {
  const { request, faults, notes } = readFacts(facts);
  return { ...request, warnings: [...faults, ...notes] };
}

/**
 * The same for a single request, whose sender can mend it.
 * @throws ProbityError REQUEST_INVALID naming every fact that cannot be read: leaving one out would
 *   weaken the screening unnoticed
 */
export function readStrictRequest(facts: CustomerFacts): ScreeningRequest {
  const { request, faults, notes } = readFacts(facts);
  if (faults.length === 0) return { ...request, warnings: notes };
  throw new ProbityError("REQUEST_INVALID", `${faults.join("; ")}.`, {
    issues: faults.map((message) => ({ where: message.split(" ")[0] ?? "", message })),
  });
}

function readFacts(facts: CustomerFacts): ReadFacts {
  const faults: string[] = [];
  const birthDate = given(facts.birth_date);
  const goodDate = birthDate !== undefined && parsePartialDate(birthDate) !== undefined;
  if (birthDate !== undefined && !goodDate) faults.push("birth_date is not YYYY, YYYY-MM or YYYY-MM-DD");
  const typeWord = given(facts.type);
  const type = typeWord === undefined ? undefined : partyTypeOf(typeWord);
  if (typeWord !== undefined && type === undefined) {
    faults.push("type is none of person, entity, vessel and aircraft");
  }
  const genderWord = given(facts.gender);
  const gender = genderWord === undefined ? undefined : genderOf(genderWord);
  const notes =
    genderWord !== undefined && gender === undefined
      ? ["gender is neither male nor female (M, F) and counts as unknown"]
      : [];
  const countries = (["country", "nationality"] as const).flatMap((member) => {
    const values = valuesOf(facts[member]);
    const good = values.filter((value) => countryCode(value) !== undefined);
    if (good.length < values.length) faults.push(`${member} is no ISO 3166-1 code or English name`);
    return good;
  });
  const identifiers = [
    ...(facts.identifiers ?? []),
    ...identifierMembers.flatMap((kind) => valuesOf(facts[kind]).map((value) => ({ kind, value }))),
  ];
  const names = [...(facts.name === undefined ? [] : [facts.name]), ...(facts.names ?? [])];
  const ref = given(facts.ref);
  const request = {
    ...(ref === undefined ? {} : { ref }),
    query: {
      names: [...new Set(names)],
      ...(type === undefined ? {} : { type }),
      ...(goodDate ? { birthDate } : {}),
      ...(countries.length > 0 ? { countries } : {}),
      ...(gender === undefined ? {} : { gender }),
      ...(identifiers.length > 0 ? { identifiers } : {}),
      ...(facts.lists === undefined || facts.lists.length === 0 ? {} : { lists: facts.lists }),
    },
  };
  return { request, faults, notes };
}

/** A row of a CSV as facts. */
export function factsOfRow(row: Readonly<Record<string, string>>): CustomerFacts {
  const cell = (column: string): string | undefined => given(row[column]);
  const several = (column: string): string[] => (cell(column)?.split("|") ?? []).map((part) => part.trim());
  const names = [...(row["name"] ?? "").split("|"), ...several("names")].map((name) => name.trim());
  const written = names.filter((name) => name !== "");
  const lists = several("lists").filter((list) => list !== "");
  return {
    ...given1("ref", cell("ref")),
    // A row without any name keeps its empty one, so that the screener says what is wrong with it.
    names: written.length > 0 ? written : [""],
    ...given1("type", cell("type")),
    ...given1("birth_date", cell("birth_date")),
    ...given1("gender", cell("gender")),
    ...Object.fromEntries(
      ["country", "nationality", ...identifierMembers]
        .map((column) => [column, several(column).filter((value) => value !== "")] as const)
        .filter(([, values]) => values.length > 0),
    ),
    ...(lists.length > 0 ? { lists } : {}),
  };
}

function given(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

function given1<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}

function valuesOf(value: string | readonly string[] | undefined): string[] {
  const values = value === undefined ? [] : [value].flat();
  return values.map((one) => one.trim()).filter((one) => one !== "");
}

function genderOf(text: string): "male" | "female" | undefined {
  const word = text.trim().toLowerCase();
  if (word === "m" || word === "male") return "male";
  return word === "f" || word === "female" ? "female" : undefined;
}
