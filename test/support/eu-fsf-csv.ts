/**
 * The header of the EU's CSV 1.1: the entity, then one group of columns per kind of fact, each with the
 * regulation it comes from.
 */
const regulation = [
  "Type",
  "OrganisationType",
  "PublicationDate",
  "EntryIntoForceDate",
  "NumberTitle",
  "Programme",
  "PublicationUrl",
].map((name) => `Regulation_${name}`);

const groups: Readonly<Record<string, readonly string[]>> = {
  Entity: [
    "LogicalId",
    "EU_ReferenceNumber",
    "UnitedNationId",
    "DesignationDate",
    "DesignationDetails",
    "Remark",
    "SubjectType",
    "SubjectType_ClassificationCode",
  ],
  NameAlias: "LastName FirstName MiddleName WholeName NameLanguage Gender Title Function LogicalId".split(
    " ",
  ),
  Address:
    "City Street PoBox ZipCode Region Place AsAtListingTime ContactInfo CountryIso2Code CountryDescription LogicalId".split(
      " ",
    ),
  BirthDate:
    "BirthDate Day Month Year YearRangeFrom YearRangeTo Circa CalendarType ZipCode Region Place City CountryIso2Code CountryDescription LogicalId".split(
      " ",
    ),
  Identification:
    "Number Diplomatic KnownExpired KnownFalse ReportedLost RevokedByIssuer IssuedBy IssuedDate ValidFrom ValidTo LatinNumber NameOnDocument TypeCode TypeDescription Region CountryIso2Code CountryDescription LogicalId".split(
      " ",
    ),
  Citizenship: "Region CountryIso2Code CountryDescription LogicalId".split(" "),
};

/** All 118 columns in the order of the publication. */
export const euCsvColumns: readonly string[] = [
  "fileGenerationDate",
  ...Object.entries(groups).flatMap(([group, names]) => [
    ...names.map((name) => `${group}_${name}`),
    ...(group === "Entity" ? [] : [`${group}_RegulationLanguage`, `${group}_Remark`]),
    ...regulation.map((name) => `${group}_${name}`),
  ]),
];

/** The text of a file with these rows; columns that a row leaves out are empty. */
export function euCsv(
  rows: readonly Readonly<Record<string, string>>[],
  columns: readonly string[] = euCsvColumns,
): string {
  const quoted = (text: string) => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(";"));
  return `\uFEFF${columns.join(";")}\r\n${lines.map((line) => `${line}\r\n`).join("")}`;
}
