import { lookupTable } from "../../../core/index.ts";
import { countryCode } from "../../party/countries.ts";
import { type IdentifierKind, type PartyType, scriptOf } from "../../party/party.ts";
import { addBirthText } from "../birth-text.ts";
import type { ListReading } from "../list-format.ts";
import {
  addAddress,
  addIdentifier,
  addName,
  addRemark,
  addText,
  defined,
  leaveInRemarks,
  type PartyDraft,
} from "../party-draft.ts";
import { type FtmEntity, textsOf } from "./ftm-entity.ts";

/** Schemata that are parties. A `LegalEntity` may be a person too; its source did not say. */
export const ftmTypes = lookupTable<PartyType>({
  Person: "person",
  Organization: "entity",
  Company: "entity",
  PublicBody: "entity",
  LegalEntity: "entity",
  Vessel: "vessel",
  Airplane: "aircraft",
});

/** Properties that hold an identifier, what it is, and the label of those whose kind says too little. */
const identifiers = lookupTable<readonly [IdentifierKind, string?]>({
  passportNumber: ["passport"],
  idNumber: ["national_id"],
  socialSecurityNumber: ["national_id", "Social security number"],
  taxNumber: ["tax_id"],
  vatCode: ["tax_id", "VAT"],
  innCode: ["tax_id", "INN"],
  voenCode: ["tax_id", "VOEN"],
  irsCode: ["tax_id", "IRS"],
  registrationNumber: ["registration"],
  ogrnCode: ["registration", "OGRN"],
  uscCode: ["registration", "USCC"],
  kppCode: ["registration", "KPP"],
  okpoCode: ["registration", "OKPO"],
  dunsCode: ["registration", "D-U-N-S"],
  uniqueEntityId: ["registration", "UEI"],
  npiCode: ["registration", "NPI"],
  licenseNumber: ["registration", "License"],
  leiCode: ["lei"],
  swiftBic: ["bic"],
  imoNumber: ["imo"],
  mmsi: ["mmsi"],
  callSign: ["call_sign"],
  email: ["email"],
  phone: ["phone"],
  website: ["website"],
});

const names = [
  ["name", "alias", "strong"],
  ["alias", "alias", "strong"],
  ["abbreviation", "alias", "weak"],
  ["weakAlias", "alias", "weak"],
  ["previousName", "former", "strong"],
] as const;

/** Ids an entity was merged from, by the prefix its source has. */
const referentSchemes: readonly (readonly [RegExp, string])[] = [
  [/^ofac-(\d+)$/, "ofac"],
  [/^gb-hmt-(\d+)$/, "ofsi"],
];

/** Adds what the properties of a party say; countries are ISO 3166-1 alpha-2 in lower case. */
export function addFtmFacts(entity: FtmEntity, draft: PartyDraft, place: string, reading: ListReading): void {
  if (entity.schema === "LegalEntity") draft.typeGuessed = true;
  addNames(entity, draft);
  for (const date of textsOf(entity, "birthDate")) addBirthText(date, draft, `${place}, birthDate`, reading);
  for (const text of textsOf(entity, "birthPlace")) addText(draft.birthPlaces, text);
  addCountries(entity, draft, place, reading);
  addIdentifiers(entity, draft);
  for (const street of textsOf(entity, "address")) addAddress(draft, { street });
  const [gender] = textsOf(entity, "gender");
  if (gender === "male" || gender === "female") draft.gender = gender;
  for (const text of [...textsOf(entity, "title"), ...textsOf(entity, "position")])
    addText(draft.titles, text);
  for (const text of [...textsOf(entity, "programId"), ...textsOf(entity, "program")])
    addText(draft.programmes, text);
  addVessel(entity, draft);
  const topics = textsOf(entity, "topics");
  if (topics.length > 0) addRemark(draft, `Topics: ${topics.join(", ")}`);
  for (const date of textsOf(entity, "deathDate")) addRemark(draft, `Died: ${date}`);
  for (const property of ["summary", "description", "notes"]) {
    for (const text of textsOf(entity, property)) addRemark(draft, text);
  }
  addReferences(entity, draft);
}

/** The primary name is the one the collection shows, or the first that Latin readers can read. */
function addNames(entity: FtmEntity, draft: PartyDraft): void {
  const all = textsOf(entity, "name");
  const shown =
    all.find((name) => name === entity.caption) ?? all.find((name) => scriptOf(name) === "Latin") ?? all[0];
  if (shown !== undefined) addName(draft, shown, "primary");
  for (const [property, kind, quality] of names) {
    for (const name of textsOf(entity, property)) addName(draft, name, kind, quality);
  }
}

function addCountries(entity: FtmEntity, draft: PartyDraft, place: string, reading: ListReading): void {
  const codesOf = (properties: readonly string[], into: string[]) => {
    for (const property of properties) {
      for (const text of textsOf(entity, property)) {
        const code = countryCode(text);
        if (code !== undefined) addText(into, code);
        else
          leaveInRemarks(
            draft,
            `${property}: ${text}`,
            "no country of today",
            `${place}, ${property}`,
            reading,
          );
      }
    }
  };
  codesOf(["nationality", "citizenship"], draft.nationalities);
  codesOf(["country", "jurisdiction", "mainCountry", "birthCountry", "flag"], draft.countries);
}

function addIdentifiers(entity: FtmEntity, draft: PartyDraft): void {
  for (const [property, [kind, label]] of Object.entries(identifiers)) {
    const exact = property === "registrationNumber" && draft.type === "aircraft" ? "aircraft_tail" : kind;
    for (const value of textsOf(entity, property))
      addIdentifier(draft, defined({ kind: exact, value, label }));
  }
  if (draft.type !== "aircraft") return;
  for (const value of textsOf(entity, "serialNumber"))
    addIdentifier(draft, { kind: "aircraft_serial", value });
}

function addVessel(entity: FtmEntity, draft: PartyDraft): void {
  if (draft.type !== "vessel") return;
  const first = (property: string) => textsOf(entity, property)[0];
  draft.vessel = defined({
    vesselType: first("type"),
    flag: first("flag")?.toUpperCase(),
    tonnage: first("tonnage"),
    grossRegisteredTonnage: first("grossRegisteredTonnage"),
  });
}

function addReferences(entity: FtmEntity, draft: PartyDraft): void {
  for (const id of textsOf(entity, "wikidataId")) addText(draft.references, `wikidata:${id}`);
  for (const referent of [entity.id, ...entity.referents]) {
    for (const [pattern, scheme] of referentSchemes) {
      const number = pattern.exec(referent)?.[1];
      if (number !== undefined) addText(draft.references, `${scheme}:${number}`);
    }
  }
}
