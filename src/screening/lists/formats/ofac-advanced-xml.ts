import { formatPartialDate, lookupTable } from "../../../core/index.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import { addRemark, addText, type PartyDraft } from "../party-draft.ts";
import { childOf, childrenOf, readXmlRecords, textOfChild, type XmlElement } from "../xml-records.ts";
import { readDate } from "./ofac-advanced-dates.ts";
import { type AdvancedDocument, readDocument, readProfile, typeOfProfile } from "./ofac-advanced-party.ts";
import {
  type AdvancedLocation,
  type References,
  readLocation,
  readReferences,
} from "./ofac-advanced-references.ts";
import { addLabelled, finishOfacParty, type NoteTaker, noteAt } from "./ofac-facts.ts";

const DOWNLOAD_AGAIN = "download the file again from OFAC and import it";

/** A party whose documents, programmes and links are still to come. */
interface HeldParty {
  readonly profile: string;
  readonly draft: PartyDraft;
  readonly identities: readonly string[];
  readonly note: NoteTaker;
}

/** What is held while the file streams by: its parts refer to one another by id. */
interface Publication {
  references: References | undefined;
  readonly locations: Map<string, AdvancedLocation>;
  /** By the id of the identity they belong to. */
  readonly documents: Map<string, AdvancedDocument[]>;
  /** By the id of the profile, in the order of the file. */
  readonly parties: Map<string, HeldParty>;
  readonly ids: Set<string>;
  readonly links: { readonly from: string; readonly to: string }[];
}

/** Reads one kind of record; `where` is its place for messages. */
type RecordReader = (
  element: XmlElement,
  where: string,
  publication: Publication,
  reading: ListReading,
) => void;

const recordReaders = lookupTable<RecordReader>({
  "Sanctions/DateOfIssue": (element, where, _publication, reading) => {
    const date = readDate(element);
    if (date) reading.publishedAt = new Date(formatPartialDate(date));
    else noteAt(reading, where)("the date of issue cannot be read");
  },
  "Sanctions/ReferenceValueSets": (element, _where, publication) => {
    publication.references = readReferences(element);
  },
  "Sanctions/Locations/Location": (element, _where, { references, locations }) => {
    if (references) locations.set(element.attributes["ID"] ?? "", readLocation(element, references));
  },
  "Sanctions/IDRegDocuments/IDRegDocument": (element, where, { references, documents }, reading) => {
    const document = references && readDocument(element, references, noteAt(reading, where));
    const identity = element.attributes["IdentityID"] ?? "";
    if (document) documents.set(identity, [...(documents.get(identity) ?? []), document]);
  },
  "Sanctions/DistinctParties/DistinctParty": readDistinctParty,
  "Sanctions/ProfileRelationships/ProfileRelationship": ({ attributes }, _where, { links }) => {
    links.push({ from: attributes["From-ProfileID"] ?? "", to: attributes["To-ProfileID"] ?? "" });
  },
  "Sanctions/SanctionsEntries/SanctionsEntry": readSanctionsEntry,
});
const records = new Set(Object.keys(recordReaders).map((path) => path.split("/").at(-1) ?? path));

/**
 * OFAC's `SDN_ADVANCED.XML` and `CONS_ADVANCED.XML`, in the "Advanced Sanctions List Standard"
 * (schema sanctions, version 1.0, of the UN 1267/1988 committee's working group; OFAC's
 * "Advanced sanctions data model" notes). Names of other scripts, dates of listing and links
 * between entries stand in this format only. Names, documents, programmes and links of a party
 * stand in different parts of the file, so parties come out when the whole file is read.
 */
export const ofacAdvancedXml: ListFormat = {
  id: "ofac-advanced-xml",
  title: "OFAC advanced XML (SDN or consolidated)",
  files: [{ role: "sdn", names: ["sdn_advanced.xml", "cons_advanced.xml"] }],
  recognises: (start) => /<(?:\w+:)?Sanctions[\s>]/.test(start),
  async *read({ sdn }, reading) {
    if (!sdn) return reading.issues.add("the set of files", "sdn_advanced.xml is missing", DOWNLOAD_AGAIN);
    const publication: Publication = {
      references: undefined,
      locations: new Map(),
      documents: new Map(),
      parties: new Map(),
      ids: new Set(),
      links: [],
    };
    for await (const { path, element } of readXmlRecords(sdn, records, reading.issues)) {
      const where = `${sdn.name}:line ${element.line}`;
      if (path !== "Sanctions" && !path.startsWith("Sanctions/")) {
        const message = `the element ${path} is not part of an advanced list; its root is Sanctions`;
        return reading.issues.add(where, message, "choose the format the file has");
      }
      const reader = recordReaders[path];
      if (reader) reader(element, where, publication, reading);
      else if (element.name === "DistinctParty") {
        reading.issues.add(where, `the entry stands in ${path}`, DOWNLOAD_AGAIN);
      }
    }
    addLinks(publication, reading);
    for (const { draft, identities, note } of publication.parties.values()) {
      for (const document of identities.flatMap((id) => publication.documents.get(id) ?? [])) {
        addLabelled(draft, document, note);
        addRemark(draft, document.comment);
      }
      yield finishOfacParty(draft, reading.list);
    }
    if (publication.parties.size === 0 && reading.issues.total === 0) {
      reading.issues.add(sdn.name, "there is no entry in the file", DOWNLOAD_AGAIN);
    }
  },
};

function readDistinctParty(
  element: XmlElement,
  where: string,
  publication: Publication,
  reading: ListReading,
): void {
  const party = partyIn(element, publication, noteAt(reading, where));
  if (typeof party === "string") reading.issues.add(where, party, DOWNLOAD_AGAIN);
  else publication.parties.set(party.profile, party);
}

/** The party of a `DistinctParty`, or what makes it unusable. */
function partyIn(element: XmlElement, publication: Publication, note: NoteTaker): HeldParty | string {
  const { references, locations, parties, ids } = publication;
  if (!references) return "a party stands before the reference values it needs";
  const id = element.attributes["FixedRef"] ?? "";
  if (!/^\d{1,12}$/.test(id)) return "the party has no number (FixedRef)";
  const profile = childOf(element, "Profile");
  const profileId = profile?.attributes["ID"];
  if (!profile || profileId === undefined) return `the party ${id} has no profile`;
  const type = typeOfProfile(profile, references);
  if (type === undefined) return `the type of party ${id} is neither Individual, Entity, Vessel nor Aircraft`;
  if (ids.has(id) || parties.has(profileId)) return `the party ${id} occurs twice`;
  ids.add(id);
  const noteOfParty: NoteTaker = (message) => note(`entry ${id}: ${message}`);
  const draft = readProfile(profile, id, type, { references, locations, note: noteOfParty });
  if (draft.names.length === 0) return `the party ${id} has no name`;
  addRemark(draft, textOfChild(element, "Comment"));
  const identities = childrenOf(profile, "Identity").flatMap(({ attributes }) => attributes["ID"] ?? []);
  return { profile: profileId, draft, identities, note: noteOfParty };
}

/** Programmes stand in measures of the type "Program", as comment; the first event is the listing. */
function readSanctionsEntry(
  element: XmlElement,
  where: string,
  { references, parties }: Publication,
  reading: ListReading,
): void {
  const profileId = element.attributes["ProfileID"] ?? "";
  const draft = parties.get(profileId)?.draft;
  if (!draft) {
    // A party that was refused takes no second issue with it.
    if (reading.issues.total === 0) {
      reading.issues.add(where, `there is no party with the profile ${profileId}`, DOWNLOAD_AGAIN);
    }
    return;
  }
  for (const measure of childrenOf(element, "SanctionsMeasure")) {
    const type = references?.("SanctionsType", measure.attributes["SanctionsTypeID"])?.text;
    const programme = textOfChild(measure, "Comment");
    if (type === "Program") addText(draft.programmes, programme);
  }
  for (const event of childrenOf(element, "EntryEvent")) {
    const date = readDate(childOf(event, "Date"));
    const day = date && formatPartialDate(date);
    if (day !== undefined && (draft.listedOn === undefined || day < draft.listedOn)) draft.listedOn = day;
  }
}

function addLinks({ links, parties }: Publication, reading: ListReading): void {
  for (const { from, to } of links) {
    const draft = parties.get(from)?.draft;
    const name = parties.get(to)?.draft.names[0]?.text;
    if (draft && name !== undefined) addText(draft.linkedTo, name);
    else noteAt(reading, "links")(`profile ${from} is linked to ${to}, but one of them is not in the file`);
  }
}
