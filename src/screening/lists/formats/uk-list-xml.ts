import type { Party } from "../../party/party.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import { finishParty, note, startParty } from "../party-draft.ts";
import { publishedAtOf, RecordIds, readRecords } from "../record-reading.ts";
import { childOf, textOfChild, type XmlElement } from "../xml-records.ts";
import { addUkFacts, type UkRecord, ukTypes } from "./uk-facts.ts";

const records: ReadonlySet<string> = new Set(["Designation", "DateGenerated"]);

/** Elements around the texts of one fact: the one around the element that `groups` asks for. */
const knownElements: ReadonlySet<string> = new Set(
  `LastUpdated DateDesignated UniqueID OFSIGroupID UNReferenceNumber Names Name Name1 Name2 Name3 Name4 Name5 Name6
  NameType AliasStrength NonLatinNames NonLatinName NameNonLatinScript NonLatinScriptType NonLatinScriptLanguage Titles
  Title RegimeName IndividualEntityShip DesignationSource SanctionsImposed SanctionsImposedIndicators OtherInformation
  UKStatementofReasons Addresses Address AddressLine1 AddressLine2 AddressLine3 AddressLine4 AddressLine5 AddressLine6
  AddressPostalCode AddressCountry PhoneNumbers PhoneNumber EmailAddresses EmailAddress Websites Website
  IndividualDetails Individual DOBs DOB BirthDetails Location TownOfBirth CountryOfBirth Genders Gender Nationalities
  Nationality Positions Position PassportDetails Passport PassportDetail PassportNumber PassportAdditionalInformation
  NationalIdentifierDetails NationalIdentifier NationalIdentifierDetail NationalIdentifierNumber
  NationalIdentifierAdditionalInformation EntityDetails Entity BusinessRegistrationNumbers BusinessRegistrationNumber
  TypeOfEntities TypeOfEntity ParentCompanies ParentCompany Subsidiaries Subsidiary ShipDetails Ship IMONumbers IMONumber
  CurrentOwnerOperators CurrentOwnerOperator PreviousOwnerOperators PreviousOwnerOperator CurrentBelievedFlagOfShips
  CurrentBelievedFlagOfShip PreviousFlags PreviousFlag TypeOfShipDetails TypeOfShip TonnageOfShipDetails TonnageOfShip
  LengthOfShipDetails LengthOfShip YearsBuilt YearBuilt HullIdentificationNumbers HullIdentificationNumber`.split(
    /\s+/,
  ),
);

/**
 * The UK Sanctions List of the Foreign, Commonwealth & Development Office as XML: `Designations` with
 * `DateGenerated` and one `Designation` per party. An element that is not known is noted once.
 */
export const ukListXml: ListFormat = {
  id: "uk-list-xml",
  title: "UK Sanctions List, XML",
  files: [{ role: "list", names: ["uk-sanctions-list.xml", "*.xml"] }],
  recognises: (start) => /<Designations[\s>]/.test(start),
  read,
};

async function* read(files: Parameters<ListFormat["read"]>[0], reading: ListReading): AsyncGenerator<Party> {
  const ids = new RecordIds(reading);
  const unknown = new Set<string>();
  for await (const { path, element, place, file } of readRecords(files, "list", records, reading)) {
    if (path === "Designations/DateGenerated") publishedAtOf(element.text, place, reading);
    if (element.name !== "Designation") continue;
    if (path !== "Designations/Designation") {
      ids.refuse(place, "the entry stands elsewhere than in Designations", file);
      continue;
    }
    const id = ids.takeChild(element, "UniqueID", `${place}/UniqueID`, file);
    if (id === undefined) continue;
    const type = ukTypes[textOfChild(element, "IndividualEntityShip")?.toLowerCase() ?? ""];
    if (type === undefined) {
      ids.refuse(`${place}/IndividualEntityShip`, "neither Individual, Entity nor Ship", file);
      continue;
    }
    const draft = startParty(id, type);
    addUkFacts(recordOf(element), draft, place, reading);
    noteUnknown(element, place, unknown, reading);
    if (draft.names.length > 0) yield finishParty(draft, reading.list);
    else ids.refuse(`${place}/Names/Name/Name6`, "the entry has no name", file);
  }
  ids.finish(files, "list", "Designation");
}

function recordOf(designation: XmlElement): UkRecord {
  const texts = new Map<string, string[]>();
  const groups = new Map<string, Set<XmlElement>>();
  const visit = (element: XmlElement, parent: XmlElement): void => {
    if (element.text !== "") {
      texts.set(element.name, [...(texts.get(element.name) ?? []), element.text]);
      const around = groups.get(groupOf(element.name)) ?? new Set();
      groups.set(groupOf(element.name), around.add(parent));
    }
    for (const child of element.children) visit(child, element);
  };
  for (const child of designation.children) visit(child, designation);
  return {
    all: (element) => texts.get(element) ?? [],
    groups: (element) =>
      [...(groups.get(groupOf(element)) ?? [])].map(
        (around) => (name) => childOf(around, name)?.text || undefined,
      ),
  };
}

/** Elements that stand beside one another in one fact, by any of them. */
function groupOf(element: string): string {
  if (/^Name\d$/.test(element)) return "name";
  if (/^Address(?:Line\d|PostalCode|Country)$/.test(element)) return "address";
  if (/OfBirth$/.test(element)) return "birth";
  return element.replace(/(Number|AdditionalInformation)$/, "");
}

function noteUnknown(element: XmlElement, place: string, unknown: Set<string>, reading: ListReading): void {
  for (const child of element.children) {
    if (child.name === "SanctionsImposedIndicators") continue;
    if (!knownElements.has(child.name) && !unknown.has(child.name)) {
      unknown.add(child.name);
      note(
        reading,
        `${place}/${child.name}`,
        "an element that is not known; it is left out wherever it occurs",
      );
    }
    noteUnknown(child, place, unknown, reading);
  }
}
