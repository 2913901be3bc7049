import type { Party } from "../../party/party.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import { addRemark, addText, finishParty, type PartyDraft, startParty } from "../party-draft.ts";
import { publishedAtOf, RecordIds, readRecords } from "../record-reading.ts";
import { childOf, childrenOf, type XmlElement } from "../xml-records.ts";
import {
  addEuAddress,
  addEuBirth,
  addEuCitizenship,
  addEuEntity,
  addEuIdentification,
  addEuName,
  type EuFields,
  euTypes,
} from "./eu-facts.ts";

const records: ReadonlySet<string> = new Set(["sanctionEntity"]);

/**
 * The consolidated list of persons and entities subject to EU financial sanctions as XML 1.1: `export` with
 * one `sanctionEntity` per party, whose facts are attributes (namespace http://eu.europa.ec/fpi/fsd/export).
 */
export const euFsfXml: ListFormat = {
  id: "eu-fsf-xml",
  title: "EU financial sanctions, XML 1.1",
  files: [{ role: "list", names: ["xmlfullsanctionslist_1_1.xml", "*.xml"] }],
  recognises: (start) => /<(?:\w+:)?export\s[^>]*eu\.europa\.ec\/fpi\/fsd\/export/.test(start),
  read,
};

async function* read(files: Parameters<ListFormat["read"]>[0], reading: ListReading): AsyncGenerator<Party> {
  const ids = new RecordIds(reading);
  for await (const { path, element, place, file } of readRecords(files, "list", records, reading)) {
    if (path === "export") publishedAtOf(element.attributes["generationDate"], place, reading);
    if (element.name !== "sanctionEntity") continue;
    if (path !== "export/sanctionEntity") {
      ids.refuse(place, "the entry stands elsewhere than in export", file);
      continue;
    }
    const id = ids.take(fieldsOf(element)("logicalId"), `${place}@logicalId`, file);
    const subject = childOf(element, "subjectType");
    const type = euTypes[subject?.attributes["classificationCode"] ?? subject?.attributes["code"] ?? ""];
    if (id === undefined) continue;
    if (type === undefined) {
      ids.refuse(`${place}/subjectType@classificationCode`, "neither P (person) nor E (enterprise)", file);
      continue;
    }
    const draft = startParty(id, type);
    readFacts(element, draft, place, reading);
    if (draft.names.length > 0) yield finishParty(draft, reading.list);
    else ids.refuse(`${place}/nameAlias@wholeName`, "the entry has no name", file);
  }
  ids.finish(files, "list", "sanctionEntity");
}

function readFacts(element: XmlElement, draft: PartyDraft, place: string, reading: ListReading): void {
  addEuEntity(fieldsOf(element), draft, `${place}@unitedNationId`, reading);
  for (const child of element.children) {
    const fields = fieldsOf(child);
    if (child.name === "nameAlias") addEuName(fields, draft);
    else if (child.name === "birthdate") addEuBirth(fields, draft, `${place}/birthdate`, reading);
    else if (child.name === "citizenship") addEuCitizenship(fields, draft);
    else if (child.name === "address") addEuAddress(fields, draft);
    else if (child.name === "identification") addEuIdentification(fields, draft);
    else if (child.name === "regulation") addText(draft.programmes, fields("programme"));
    else if (child.name === "remark") addRemark(draft, child.text);
    for (const remark of childrenOf(child, "remark")) addRemark(draft, remark.text);
  }
}

function fieldsOf(element: XmlElement): EuFields {
  return (attribute) => {
    const text = element.attributes[attribute]?.trim();
    return text === "" ? undefined : text;
  };
}
