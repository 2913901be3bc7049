import { lookupTable } from "../../../core/index.ts";
import { type NameKind, type PartyType, scriptOf } from "../../party/party.ts";
import { addBirthDate, addName, addRemark, addText, type PartyDraft, startParty } from "../party-draft.ts";
import { childOf, childrenOf, textOfChild, type XmlElement } from "../xml-records.ts";
import { periodText, readPeriod } from "./ofac-advanced-dates.ts";
import { type AdvancedLocation, isTrue, locationText, type References } from "./ofac-advanced-references.ts";
import {
  addAddressText,
  addBirthDateText,
  addCountry,
  addLabelled,
  addNationalityText,
  type LabelledFact,
  type NoteTaker,
  ofacAliasKinds,
  ofacPartyTypes,
} from "./ofac-facts.ts";
import { plainLabel } from "./ofac-labels.ts";

/** What a party refers to, and how its reader speaks. */
export interface PartyContext {
  readonly references: References;
  readonly locations: ReadonlyMap<string, AdvancedLocation>;
  readonly note: NoteTaker;
}

const aliasKinds = lookupTable<NameKind>({ ...ofacAliasKinds, name: "alias" });

/**
 * The type of a `Profile`: of its subtype, such as Vessel, or where that is "Unknown" of the
 * party type the subtype belongs to.
 */
export function typeOfProfile(profile: XmlElement, references: References): PartyType | undefined {
  const subType = references("PartySubType", profile.attributes["PartySubTypeID"]);
  const type = references("PartyType", subType?.attributes["PartyTypeID"]);
  return ofacPartyTypes[subType?.text.toLowerCase() ?? ""] ?? ofacPartyTypes[type?.text.toLowerCase() ?? ""];
}

/** Names and features of a `Profile`; programmes, documents and links stand elsewhere in the file. */
export function readProfile(
  profile: XmlElement,
  id: string,
  type: PartyType,
  context: PartyContext,
): PartyDraft {
  const draft = startParty(id, type);
  draft.references.push(`ofac:${id}`);
  for (const identity of childrenOf(profile, "Identity")) readNames(identity, draft, context);
  for (const feature of childrenOf(profile, "Feature")) readFeature(feature, draft, context);
  return draft;
}

function readNames(identity: XmlElement, draft: PartyDraft, context: PartyContext): void {
  const partTypes = partTypesOf(identity, context.references);
  const aliases = childrenOf(identity, "Alias");
  const isPrimary = (alias: XmlElement): boolean => isTrue(alias.attributes["Primary"]);
  // One text is one name, of the first kind it is given: the primary name comes before its repetitions.
  for (const alias of [...aliases.filter(isPrimary), ...aliases.filter((one) => !isPrimary(one))]) {
    const { LowQuality, AliasTypeID } = alias.attributes;
    const label = context.references("AliasType", AliasTypeID)?.text.toLowerCase();
    const kind = aliasKinds[label ?? ""];
    if (kind === undefined) context.note(`an alias of the unknown type ${AliasTypeID} counts as a.k.a.`);
    const quality = isTrue(LowQuality) ? "weak" : "strong";
    const texts = childrenOf(alias, "DocumentedName").map((name) => documentedName(name, partTypes));
    // One alias is documented in several scripts; the Latin one leads, as on OFAC's other lists.
    const leading = texts.find((text) => text !== "" && scriptOf(text) === "Latin") ?? texts[0];
    for (const text of texts) {
      addName(draft, text, isPrimary(alias) && text === leading ? "primary" : (kind ?? "alias"), quality);
    }
  }
}

/** The type of each part of a name, `Last Name` or `Entity Name`, by the id of its group. */
function partTypesOf(identity: XmlElement, references: References): ReadonlyMap<string, string> {
  const groups = childrenOf(identity, "NamePartGroups")
    .flatMap((all) => childrenOf(all, "MasterNamePartGroup"))
    .flatMap((master) => childrenOf(master, "NamePartGroup"));
  return new Map(
    groups.map(({ attributes }) => [
      attributes["ID"] ?? "",
      references("NamePartType", attributes["NamePartTypeID"])?.text ?? "",
    ]),
  );
}

const familyParts = new Set(["Last Name", "Maiden Name"]);
const givenParts = new Set(["First Name", "Middle Name", "Patronymic", "Matronymic", "Nickname"]);
/** Scripts in which family and given name are written as one word, the family name first. */
const unspacedScripts = new Set(["Han", "Hangul", "Hiragana", "Katakana"]);

/** `LAST, First` as in the CSV set; names of organisations, vessels and aircraft are one part. */
function documentedName(name: XmlElement, partTypes: ReadonlyMap<string, string>): string {
  const family: string[] = [];
  const given: string[] = [];
  for (const value of childrenOf(name, "DocumentedNamePart").flatMap((part) =>
    childrenOf(part, "NamePartValue"),
  )) {
    const type = partTypes.get(value.attributes["NamePartGroupID"] ?? "") ?? "";
    if (value.text !== "") (givenParts.has(type) ? given : family).push(value.text);
  }
  const unspaced = unspacedScripts.has(scriptOf([...family, ...given].join("")));
  if (unspaced && [...partTypes.values()].some((type) => familyParts.has(type))) {
    return [...family, ...given].join("");
  }
  return [family.join(" "), given.join(" ")].filter((part) => part !== "").join(", ");
}

/** What one version of a feature says. */
interface FeatureFacts {
  readonly texts: readonly string[];
  readonly locations: readonly AdvancedLocation[];
  readonly periods: readonly XmlElement[];
}

function readFeature(feature: XmlElement, draft: PartyDraft, context: PartyContext): void {
  const type = feature.attributes["FeatureTypeID"];
  const label = context.references("FeatureType", type)?.text;
  if (label === undefined) context.note(`a feature has the unknown type ${type}; it stays in the remarks`);
  for (const version of childrenOf(feature, "FeatureVersion")) {
    const comment = textOfChild(version, "Comment");
    if (comment !== undefined) addRemark(draft, comment);
    addFeature(draft, label ?? `Feature ${type}`, featureFacts(version, context), context);
  }
}

function featureFacts(version: XmlElement, { references, locations, note }: PartyContext): FeatureFacts {
  return {
    texts: childrenOf(version, "VersionDetail")
      .map(
        (detail) =>
          references("DetailReference", detail.attributes["DetailReferenceID"])?.text ?? detail.text,
      )
      .filter((text) => text !== ""),
    locations: childrenOf(version, "VersionLocation").flatMap(({ attributes }) => {
      const location = locations.get(attributes["LocationID"] ?? "");
      if (!location) note(`the location ${attributes["LocationID"]} is not in the file`);
      return location ? [location] : [];
    }),
    periods: childrenOf(version, "DatePeriod"),
  };
}

const vesselMembers = lookupTable<"vesselType" | "owner" | "tonnage" | "grossRegisteredTonnage">({
  "vessel type": "vesselType",
  "vessel owner": "owner",
  "vessel tonnage": "tonnage",
  "vessel gross tonnage": "tonnage",
  "vessel gross registered tonnage": "grossRegisteredTonnage",
});

function addFeature(draft: PartyDraft, label: string, found: FeatureFacts, context: PartyContext): void {
  const { note } = context;
  const name = plainLabel(label).toLowerCase();
  const countries = [...found.locations.flatMap(({ country }) => country ?? []), ...found.texts];
  const vesselMember = vesselMembers[name];
  if (name === "birthdate") addBirthDates(draft, found, context);
  else if (name === "place of birth") {
    for (const place of [...found.texts, ...found.locations.map(locationText)])
      addText(draft.birthPlaces, place);
  } else if (name === "nationality country" || name === "citizenship country") {
    for (const country of countries) addNationalityText(draft, country, note);
  } else if (name === "location") {
    for (const location of found.locations) addAddressText(draft, location, note);
  } else if (name === "title") for (const title of found.texts) addText(draft.titles, title);
  else if (name === "vessel flag") {
    if (countries[0] !== undefined) draft.vessel = { flag: countries[0], ...draft.vessel };
    for (const country of countries) addCountry(draft, country, note);
  } else if (vesselMember !== undefined) {
    if (found.texts[0] !== undefined) draft.vessel = { [vesselMember]: found.texts[0], ...draft.vessel };
  } else {
    const periods = found.periods.flatMap((period) => readPeriod(period) ?? []).map(periodText);
    const values = [...found.texts, ...found.locations.map(locationText), ...periods];
    for (const value of values) addLabelled(draft, { label, value }, note);
  }
}

function addBirthDates(draft: PartyDraft, found: FeatureFacts, { references, note }: PartyContext): void {
  for (const text of found.texts) addBirthDateText(draft, text, note);
  for (const element of found.periods) {
    const calendar = references("CalendarType", element.attributes["CalendarTypeID"])?.text;
    const period = calendar === undefined || calendar === "Gregorian" ? readPeriod(element) : undefined;
    if (period) addBirthDate(draft, period);
    else note("a birth date cannot be read");
  }
}

/** A document of an identity, held until all parties are read. */
export interface AdvancedDocument extends LabelledFact {
  readonly comment: string | undefined;
}

/** An `IDRegDocument`; undefined for one without a number. */
export function readDocument(
  element: XmlElement,
  references: References,
  note: NoteTaker,
): AdvancedDocument | undefined {
  const type = element.attributes["IDRegDocTypeID"];
  const label = references("IDRegDocType", type)?.text;
  if (label === undefined) note(`a document has the unknown type ${type}`);
  const value = textOfChild(element, "IDRegistrationNo");
  if (value === undefined) return undefined;
  const country =
    element.attributes["IssuedBy-CountryID"] ?? childOf(element, "IssuedBy")?.attributes["CountryID"];
  return {
    label: label ?? `Document type ${type} No.`,
    value,
    country: references("Country", country)?.text,
    comment: textOfChild(element, "Comment"),
  };
}
