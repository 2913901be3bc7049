import { lookupTable } from "../../../core/index.ts";
import { countryCode } from "../../party/countries.ts";
import type { IdentifierKind } from "../../party/party.ts";
import { parsePublishedDate } from "../../party/published-date.ts";
import { unReference } from "../list-references.ts";
import { addAddress, addIdentifier, addRemark, addText, defined, type PartyDraft } from "../party-draft.ts";
import { type FtmEntity, idsOf, textsOf, textsOfAll } from "./ftm-entity.ts";

/** Properties of the entities that say something about the party another of their properties refers to. */
const facts = lookupTable<string>({
  Passport: "holder",
  Identification: "holder",
  CryptoWallet: "holder",
  Sanction: "entity",
});

/** Entities that link two parties, and the properties that name them. */
const pairs = lookupTable<readonly [string, string]>({
  Ownership: ["owner", "asset"],
  Directorship: ["director", "organization"],
  Family: ["person", "relative"],
  Associate: ["person", "associate"],
  Representation: ["agent", "client"],
  Membership: ["member", "organization"],
  Employment: ["employee", "employer"],
  UnknownLink: ["subject", "object"],
});

/**
 * What is kept of a link entity until its party is written: its few members, not the entity. No function in the scope
 * that makes one may use the entity, since functions of one scope keep alive what any of them uses.
 */
type Link = (draft: PartyDraft) => void;

/** The links of a collection, by the party they belong to. */
export interface FtmLinks {
  readonly byParty: Map<string, Link[]>;
  /** Addresses by their own id, to which parties refer. */
  readonly addresses: Map<string, Link>;
  /** Captions of all parties, targets or not, for the names of what a party is linked to. */
  readonly captions: Map<string, string>;
  /** Entities that link to nobody or are of no known schema, counted by schema. */
  readonly leftOut: Map<string, number>;
}

export function startLinks(): FtmLinks {
  return { byParty: new Map(), addresses: new Map(), captions: new Map(), leftOut: new Map() };
}

/** Keeps what an entity that is no party says about parties. `owner` is the party it was nested in. */
export function keepLink(entity: FtmEntity, links: FtmLinks, owner?: string): void {
  const pair = pairs[entity.schema];
  const property = facts[entity.schema];
  if (entity.schema === "Address") {
    const link = addressLink(entity);
    links.addresses.set(entity.id, link);
    if (owner !== undefined) push(links, owner, link);
  } else if (pair) keepPair(entity, pair, links, owner);
  else if (property !== undefined) {
    const holders = new Set([...idsOf(entity, property), ...(owner === undefined ? [] : [owner])]);
    if (holders.size === 0) leaveOut(entity, links);
    for (const holder of holders) push(links, holder, factLink(entity));
  } else leaveOut(entity, links);
}

function keepPair(entity: FtmEntity, pair: readonly [string, string], links: FtmLinks, owner?: string): void {
  const from = idsOf(entity, pair[0]);
  const to = idsOf(entity, pair[1]);
  if (owner !== undefined) (from.length === 0 ? from : to.length === 0 ? to : []).push(owner);
  if (from.length === 0 || to.length === 0) leaveOut(entity, links);
  for (const one of from) {
    for (const other of to) {
      push(links, one, (draft) => addText(draft.linkedTo, links.captions.get(other)));
      push(links, other, (draft) => addText(draft.linkedTo, links.captions.get(one)));
    }
  }
}

export function leaveOut(entity: FtmEntity, links: FtmLinks): void {
  links.leftOut.set(entity.schema, (links.leftOut.get(entity.schema) ?? 0) + 1);
}

function push(links: FtmLinks, party: string, link: Link): void {
  const known = links.byParty.get(party);
  if (known) known.push(link);
  else links.byParty.set(party, [link]);
}

function addressLink(entity: FtmEntity): Link {
  const street = textsOfAll(entity, ["street", "street2", "postOfficeBox"]).join(", ") || undefined;
  const place = textsOfAll(entity, ["city", "postalCode", "region", "state"]).join(", ") || undefined;
  const full = street === undefined && place === undefined ? textsOf(entity, "full")[0] : undefined;
  const country = textsOf(entity, "country").map(countryCode)[0];
  const [remarks] = textsOf(entity, "remarks");
  return (draft) => addAddress(draft, { street: street ?? full, place, country, remarks });
}

function factLink(entity: FtmEntity): Link {
  const country = textsOf(entity, "country").map(countryCode)[0];
  switch (entity.schema) {
    case "Sanction":
      return sanctionLink(entity);
    case "CryptoWallet": {
      const [label] = textsOf(entity, "currency");
      const values = textsOf(entity, "publicKey");
      return (draft) => {
        for (const value of values) addIdentifier(draft, defined({ kind: "crypto_address", value, label }));
      };
    }
    default: {
      const kind: IdentifierKind = entity.schema === "Passport" ? "passport" : "other";
      const values = [...textsOf(entity, "number"), ...textsOf(entity, "passportNumber")];
      const [label] = textsOf(entity, "type");
      return (draft) => {
        for (const value of values) addIdentifier(draft, defined({ kind, value, country, label }));
      };
    }
  }
}

function sanctionLink(entity: FtmEntity): Link {
  const programmes = [...textsOf(entity, "programId"), ...textsOf(entity, "program")];
  const numbers = textsOf(entity, "unscId");
  const dates = [...textsOf(entity, "listingDate"), ...textsOf(entity, "startDate")];
  const listed = dates.map(parsePublishedDate).filter((date) => date !== undefined);
  const about = textsOfAll(entity, ["authority", "authorityId", "status", "reason"]);
  return (draft) => {
    for (const programme of programmes) addText(draft.programmes, programme);
    for (const number of numbers) addText(draft.references, unReference(number, draft.type));
    // A party may be listed by several authorities: the first to do so counts.
    for (const date of listed) {
      if (draft.listedOn === undefined || date < draft.listedOn) draft.listedOn = date;
    }
    if (about.length > 0) addRemark(draft, `Sanction: ${about.join("; ")}`);
  };
}
