import { lookupTable } from "../../core/index.ts";
import { childOf, childrenOf, textOfChild, type XmlElement } from "../lists/xml-records.ts";
import type { IdentifierKind } from "../party/party.ts";
import type { PaymentParty, PaymentRole } from "./payment.ts";

type Identified = PaymentParty["identifiers"][number];

/** Codes of external code sets ExternalPersonIdentification1Code and ExternalOrganisationIdentification1Code. */
const schemes = lookupTable<IdentifierKind>({
  CCPT: "passport",
  NIDN: "national_id",
  SOSE: "national_id",
  ARNU: "national_id",
  TXID: "tax_id",
  COID: "registration",
  SREN: "registration",
  SRET: "registration",
});

/** A text that is a birth date of the message type `ISODate`. */
const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** Reads a PartyIdentification component (`Dbtr`, `Cdtr`, `UltmtDbtr` …): name, address, identification, residence. */
export function readParty(element: XmlElement, role: PaymentRole, place: string): PaymentParty {
  // From version 3 of the component on, initiating parties and others are wrapped in Pty.
  const party = childOf(element, "Pty") ?? element;
  const id = childOf(party, "Id");
  const organisation = id && childOf(id, "OrgId");
  const person = id && childOf(id, "PrvtId");
  const born = person && childOf(person, "DtAndPlcOfBirth");
  const birthDate = born && textOfChild(born, "BirthDt");
  const contact = childOf(party, "CtctDtls");
  const birthPlace =
    born && [textOfChild(born, "CityOfBirth"), textOfChild(born, "PrvcOfBirth")].filter(isText).join(", ");
  const address = readAddress(childOf(party, "PstlAdr"));
  const countries = [
    address.country,
    textOfChild(party, "CtryOfRes"),
    born && textOfChild(born, "CtryOfBirth"),
  ];
  return {
    role,
    place,
    names: [...new Set([textOfChild(party, "Nm"), contact && textOfChild(contact, "Nm")].filter(isText))],
    ...(person ? { type: "person" } : organisation ? { type: "entity" } : {}),
    ...(birthDate !== undefined && isoDate.test(birthDate) ? { birthDate } : {}),
    ...(birthPlace ? { birthPlace } : {}),
    countries: [...new Set(countries.filter(isText))],
    identifiers: [...identifiersOf(organisation), ...identifiersOf(person)],
    address: address.lines,
  };
}

/**
 * Reads a BranchAndFinancialInstitutionIdentification component (`DbtrAgt`, `IntrmyAgt1` …). The name
 * of a branch counts as a name of the institution.
 */
export function readAgent(element: XmlElement, role: PaymentRole, place: string): PaymentParty {
  const institution = childOf(element, "FinInstnId") ?? element;
  const branch = childOf(element, "BrnchId");
  const address = readAddress(childOf(institution, "PstlAdr"));
  const bic = textOfChild(institution, "BICFI") ?? textOfChild(institution, "BIC");
  const lei = textOfChild(institution, "LEI");
  const names = [textOfChild(institution, "Nm"), branch && textOfChild(branch, "Nm")].filter(isText);
  const countries = [address.country, bic?.slice(4, 6)].filter(isText);
  return {
    role,
    place,
    names: [...new Set(names)],
    type: "entity",
    countries: [...new Set(countries)],
    identifiers: [
      ...bicIdentifiers(bic),
      ...(lei === undefined ? [] : [{ kind: "lei" as const, value: lei }]),
    ],
    address: address.lines,
  };
}

/** A BIC of eight characters names the head office, which may as well be written with XXX (ISO 9362). */
function bicIdentifiers(bic: string | undefined): Identified[] {
  if (bic === undefined) return [];
  const office = bic.slice(0, 8);
  return [...new Set([bic, office, `${office}XXX`])].map((value) => ({ kind: "bic", value }));
}

function identifiersOf(id: XmlElement | undefined): Identified[] {
  if (!id) return [];
  const bic = textOfChild(id, "AnyBIC") ?? textOfChild(id, "BICOrBEI");
  const lei = textOfChild(id, "LEI");
  const others = childrenOf(id, "Othr").flatMap((other) => {
    const value = textOfChild(other, "Id");
    const scheme = childOf(other, "SchmeNm");
    const code = scheme && textOfChild(scheme, "Cd");
    return value === undefined ? [] : [{ kind: schemes[code ?? ""] ?? ("other" as const), value }];
  });
  return [
    ...bicIdentifiers(bic),
    ...(lei === undefined ? [] : [{ kind: "lei" as const, value: lei }]),
    ...others,
  ];
}

/** Members of a postal address that make up its lines, in the order people write them. */
const addressMembers = [
  "Dept",
  "SubDept",
  "BldgNm",
  "StrtNm",
  "BldgNb",
  "Flr",
  "PstBx",
  "Room",
  "PstCd",
  "TwnNm",
  "TwnLctnNm",
  "DstrctNm",
  "CtrySubDvsn",
];

function readAddress(address: XmlElement | undefined): { country?: string; lines: string[] } {
  if (!address) return { lines: [] };
  const country = textOfChild(address, "Ctry");
  const structured = addressMembers
    .map((name) => textOfChild(address, name))
    .filter(isText)
    .join(" ");
  const lines = childrenOf(address, "AdrLine").map((line) => line.text);
  return {
    ...(country === undefined ? {} : { country }),
    lines: [structured, ...lines].filter((line) => line !== ""),
  };
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
