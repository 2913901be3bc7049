import type { Party } from "../../party/party.ts";
import { type CsvRecord, readCsvTable } from "../csv-table.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import { addRemark, addText, finishParty, type PartyDraft } from "../party-draft.ts";
import { PartyRows } from "../party-rows.ts";
import { fileOf, publishedAtOf } from "../record-reading.ts";
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

const ID = "Entity_LogicalId";
const TYPE = "Entity_SubjectType";
const required = [
  ID,
  TYPE,
  "Entity_EU_ReferenceNumber",
  "Entity_Regulation_Programme",
  "NameAlias_WholeName",
];

/** Columns whose name is not the section and the attribute of the XML in capitals. */
const otherNames: Readonly<Record<string, string>> = {
  Entity_euReferenceNumber: "Entity_EU_ReferenceNumber",
  BirthDate_birthdate: "BirthDate_BirthDate",
  BirthDate_dayOfMonth: "BirthDate_Day",
  BirthDate_monthOfYear: "BirthDate_Month",
  Identification_identificationTypeCode: "Identification_TypeCode",
  Identification_identificationTypeDescription: "Identification_TypeDescription",
};

/**
 * The consolidated list of persons and entities subject to EU financial sanctions as CSV 1.1 ("full CSV"),
 * separated by semicolons: a row has the columns of its entity and those of one or more of a name, an address,
 * a birth date, an identification and a citizenship. This format does not say which names are weak.
 */
export const euFsfCsv: ListFormat = {
  id: "eu-fsf-csv",
  title: "EU financial sanctions, CSV 1.1",
  files: [{ role: "list", names: ["csvfullsanctionslist_1_1.csv", "*.csv"] }],
  recognises: (start) =>
    /^\uFEFF?"?(?:fileGenerationDate|Entity_LogicalId)\b/i.test(start) && start.includes(ID),
  read,
};

async function* read(files: Parameters<ListFormat["read"]>[0], reading: ListReading): AsyncGenerator<Party> {
  const file = fileOf(files, "list");
  const rows = new PartyRows(file, reading);
  for await (const record of readCsvTable(file, { delimiter: ";", required }, reading.issues)) {
    const place = `${file.name}:row ${record.line}`;
    const generated = record.get("fileGenerationDate");
    if (reading.publishedAt === undefined && generated !== undefined) {
      publishedAtOf(generated, `${place}, column fileGenerationDate`, reading);
    }
    const type =
      euTypes[record.get(TYPE) ?? ""] ?? euTypes[record.get("Entity_SubjectType_ClassificationCode") ?? ""];
    const draft = rows.take(record, { id: ID, typeColumn: TYPE, type, otherwise: "neither P nor E" });
    if (draft) readRow(record, draft, place, reading);
  }
  for (const draft of rows.finish("NameAlias_WholeName")) yield finishParty(draft, reading.list);
}

function readRow(record: CsvRecord, draft: PartyDraft, place: string, reading: ListReading): void {
  addEuEntity(sectionOf(record, "Entity"), draft, `${place}, column Entity_UnitedNationId`, reading);
  addText(draft.programmes, record.get("Entity_Regulation_Programme"));
  addRemark(draft, record.get("Entity_Remark"));
  addEuName(sectionOf(record, "NameAlias"), draft);
  addEuBirth(sectionOf(record, "BirthDate"), draft, `${place}, column BirthDate_BirthDate`, reading);
  addEuCitizenship(sectionOf(record, "Citizenship"), draft);
  addEuAddress(sectionOf(record, "Address"), draft);
  addEuIdentification(sectionOf(record, "Identification"), draft);
  for (const section of ["NameAlias", "BirthDate", "Citizenship", "Address", "Identification"]) {
    addRemark(draft, record.get(`${section}_Remark`));
  }
}

/** Columns are compared without case, so that an attribute's name is its column's. */
function sectionOf(record: CsvRecord, section: string): EuFields {
  return (attribute) => record.get(otherNames[`${section}_${attribute}`] ?? `${section}_${attribute}`);
}
