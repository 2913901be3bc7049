import type { ScreenBody } from "../api/contract.ts";

/** What the form holds, as it was typed. Several values of a line are separated by semicolons: names of countries hold commas. */
export interface QueryDraft {
  readonly name: string;
  /** Further names, one per line. */
  readonly names: string;
  readonly type: string;
  readonly birthDate: string;
  readonly gender: string;
  readonly country: string;
  readonly nationality: string;
  readonly ref: string;
  readonly identifiers: readonly IdentifierDraft[];
  /** Ids of the lists to screen against; none means all. */
  readonly lists: readonly string[];
}

export interface IdentifierDraft {
  readonly kind: IdentifierKind;
  readonly value: string;
}

export type IdentifierKind = NonNullable<ScreenBody["identifiers"]>[number]["kind"];

export const identifierKinds = [
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
] as const satisfies readonly IdentifierKind[];

export const emptyQuery: QueryDraft = {
  name: "",
  names: "",
  type: "",
  birthDate: "",
  gender: "",
  country: "",
  nationality: "",
  ref: "",
  identifiers: [],
  lists: [],
};

/** Whether it says more than the first line of the form shows. */
export function hasMoreFacts(draft: QueryDraft): boolean {
  const { names, gender, nationality, ref, identifiers, lists } = draft;
  return (
    [names, gender, nationality, ref].some((text) => text !== "") || identifiers.length + lists.length > 0
  );
}

/** The request a draft stands for; what is blank is left out. */
export function bodyOf(draft: QueryDraft): ScreenBody {
  const text = <Key extends string>(key: Key, value: string) =>
    value.trim() === "" ? {} : ({ [key]: value.trim() } as Record<Key, string>);
  const several = <Key extends string>(key: Key, values: readonly string[]) =>
    values.length === 0 ? {} : ({ [key]: [...values] } as Record<Key, string[]>);
  const identifiers = draft.identifiers
    .map(({ kind, value }) => ({ kind, value: value.trim() }))
    .filter(({ value }) => value !== "");
  return {
    name: draft.name,
    ...several("names", partsOf(draft.names, "\n")),
    ...text("type", draft.type),
    ...text("birth_date", draft.birthDate),
    ...text("gender", draft.gender),
    ...several("country", partsOf(draft.country, ";")),
    ...several("nationality", partsOf(draft.nationality, ";")),
    ...text("ref", draft.ref),
    ...(identifiers.length === 0 ? {} : { identifiers }),
    ...several("lists", draft.lists),
  };
}

function partsOf(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** The facts of a recorded screening or of a customer. */
export interface KnownFacts {
  readonly names: readonly string[];
  readonly type?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly gender?: string | undefined;
  readonly countries: readonly string[];
  readonly nationalities: readonly string[];
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly lists: readonly string[];
}

/** The facts of a recorded query, which the contract leaves open; what is not of its shape is left out. */
export function factsOf(query: unknown): KnownFacts {
  const record = isRecord(query) ? query : {};
  const identifiers = Array.isArray(record["identifiers"]) ? record["identifiers"] : [];
  return {
    names: textsOf(record["names"]),
    type: textOf(record["type"]),
    birthDate: textOf(record["birthDate"]),
    gender: textOf(record["gender"]),
    countries: textsOf(record["countries"]),
    nationalities: textsOf(record["nationalities"]),
    identifiers: identifiers.flatMap((one) => {
      const [kind, value] = isRecord(one) ? [textOf(one["kind"]), textOf(one["value"])] : [];
      return kind === undefined || value === undefined ? [] : [{ kind, value }];
    }),
    lists: textsOf(record["lists"]),
  };
}

/** Known facts back in the form, to be changed and screened again. */
export function draftOf(facts: KnownFacts, ref = ""): QueryDraft {
  const [name = "", ...names] = facts.names;
  return {
    name,
    names: names.join("\n"),
    type: facts.type ?? "",
    birthDate: facts.birthDate ?? "",
    gender: facts.gender ?? "",
    country: facts.countries.join("; "),
    nationality: facts.nationalities.join("; "),
    ref,
    identifiers: facts.identifiers.map(({ kind, value }) => ({
      kind: identifierKinds.find((one) => one === kind) ?? "other",
      value,
    })),
    lists: facts.lists,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
