/** Pieces of an advanced OFAC list, all of it invented. Ids of reference values are none of OFAC's, because they must come from the file. */

export const references = `<ReferenceValueSets>
  <AliasTypeValues><AliasType ID="1">A.K.A.</AliasType><AliasType ID="2">F.K.A.</AliasType><AliasType ID="3">N.K.A.</AliasType><AliasType ID="4">Name</AliasType></AliasTypeValues>
  <AreaCodeValues><AreaCode ID="31" CountryID="21" Description="Region: Crimea" AreaCodeTypeID="1">XC</AreaCode></AreaCodeValues>
  <CalendarTypeValues><CalendarType ID="1">Gregorian</CalendarType><CalendarType ID="2">Hijri</CalendarType></CalendarTypeValues>
  <CountryValues><Country ID="21" ISO2="NO">Norway</Country><Country ID="22" ISO2="MM">Burma</Country><Country ID="23">Ruritania</Country><Country ID="24">undetermined</Country></CountryValues>
  <DetailReferenceValues><DetailReference ID="91">Male</DetailReference><DetailReference ID="92">Female</DetailReference><DetailReference ID="93">Tug</DetailReference></DetailReferenceValues>
  <FeatureTypeValues>
    <FeatureType ID="8" FeatureTypeGroupID="1">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
    <FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="11">Citizenship Country</FeatureType>
    <FeatureType ID="12">Gender</FeatureType><FeatureType ID="13">Title</FeatureType><FeatureType ID="14">Location</FeatureType>
    <FeatureType ID="15">Digital Currency Address - XBT</FeatureType><FeatureType ID="16">Secondary sanctions risk:</FeatureType>
    <FeatureType ID="17">Organization Established Date</FeatureType><FeatureType ID="18">Website</FeatureType>
    <FeatureType ID="19">VESSEL TYPE</FeatureType><FeatureType ID="20">Vessel Flag</FeatureType><FeatureType ID="21">Vessel Call Sign</FeatureType>
    <FeatureType ID="22">Vessel Gross Registered Tonnage</FeatureType><FeatureType ID="23">Former Vessel Flag</FeatureType>
    <FeatureType ID="24">Vessel Owner</FeatureType><FeatureType ID="25">Vessel Tonnage</FeatureType>
  </FeatureTypeValues>
  <IDRegDocTypeValues><IDRegDocType ID="51">Passport</IDRegDocType><IDRegDocType ID="52">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
  <LocPartTypeValues><LocPartType ID="61">ADDRESS1</LocPartType><LocPartType ID="62">ADDRESS2</LocPartType><LocPartType ID="63">CITY</LocPartType><LocPartType ID="64">STATE/PROVINCE</LocPartType><LocPartType ID="65">POSTAL CODE</LocPartType><LocPartType ID="66">Unknown</LocPartType></LocPartTypeValues>
  <NamePartTypeValues><NamePartType ID="71">Last Name</NamePartType><NamePartType ID="72">First Name</NamePartType><NamePartType ID="73">Patronymic</NamePartType><NamePartType ID="74">Entity Name</NamePartType><NamePartType ID="75">Vessel Name</NamePartType><NamePartType ID="76">Nickname</NamePartType></NamePartTypeValues>
  <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
  <PartySubTypeValues><PartySubType ID="41" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="42" PartyTypeID="4">Aircraft</PartySubType><PartySubType ID="43" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="44" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
  <RelationTypeValues><RelationType ID="81">Acting for or on behalf of</RelationType></RelationTypeValues>
  <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="2">Block</SanctionsType></SanctionsTypeValues>
  <ScriptValues><Script ID="215" ScriptCode="Latn">Latin</Script><Script ID="220" ScriptCode="Cyrl">Cyrillic</Script></ScriptValues>
</ReferenceValueSets>`;

const locations = `<Locations>
  <Location ID="100"><LocationCountry CountryID="21" CountryRelevanceID="1"/>
    <LocationPart LocPartTypeID="63"><LocationPartValue Primary="false"><Comment>Japanese</Comment><Value>オスロ</Value></LocationPartValue><LocationPartValue Primary="true"><Comment/><Value>Oslo</Value></LocationPartValue></LocationPart>
    <LocationPart LocPartTypeID="61"><LocationPartValue Primary="true"><Value>1 High St</Value></LocationPartValue></LocationPart>
    <LocationPart LocPartTypeID="62"><LocationPartValue Primary="true"><Value>Floor 2</Value></LocationPartValue></LocationPart>
    <LocationPart LocPartTypeID="65"><LocationPartValue Primary="true"><Value>0150</Value></LocationPartValue></LocationPart>
    <LocationPart LocPartTypeID="64"><LocationPartValue Primary="true"><Value>Viken</Value></LocationPartValue></LocationPart>
  </Location>
  <Location ID="101"><LocationAreaCode AreaCodeID="31"/></Location>
  <Location ID="102"><LocationCountry CountryID="22"/></Location>
  <Location ID="103"><LocationPart LocPartTypeID="66"><LocationPartValue Primary="true"><Value>Norway</Value></LocationPartValue></LocationPart></Location>
  <Location ID="104"><LocationCountry CountryID="23"/></Location>
  <Location ID="105"><LocationCountry CountryID="24"/></Location>
</Locations>`;

const documents = `<IDRegDocuments>
  <IDRegDocument ID="200" IDRegDocTypeID="51" IdentityID="1001" IssuedBy-CountryID="21" ValidityID="1"><Comment/><IDRegistrationNo>X123456</IDRegistrationNo><IssuingAuthority/>
    <DocumentDate IDRegDocDateTypeID="1"><DatePeriod CalendarTypeID="1"/></DocumentDate></IDRegDocument>
  <IDRegDocument ID="201" IDRegDocTypeID="52" IdentityID="1002"><Comment>seen in 2020</Comment><IDRegistrationNo>IMO 7406784</IDRegistrationNo></IDRegDocument>
  <IDRegDocument ID="202" IDRegDocTypeID="999" IdentityID="1001"><IDRegistrationNo>ABC-987</IDRegistrationNo></IDRegDocument>
  <IDRegDocument ID="203" IDRegDocTypeID="51" IdentityID="1001"><Comment>number not known</Comment></IDRegDocument>
</IDRegDocuments>`;

export const day = (year: number, month: number, date: number): string =>
  `<Year>${year}</Year><Month>${month}</Month><Day>${date}</Day>`;
export const bound = (from: string, to: string, circa = false): string =>
  `Approximate="${circa}"><From>${from}</From><To>${to}</To>`;
export function period(start: string, end: string, calendar = 1): string {
  return `<DatePeriod CalendarTypeID="${calendar}" YearFixed="false" MonthFixed="false" DayFixed="false"><Start ${start}</Start><End ${end}</End></DatePeriod>`;
}
export const feature = (type: number, content: string): string =>
  `<Feature ID="1" FeatureTypeID="${type}"><FeatureVersion ID="2" ReliabilityID="1"><Comment/>${content}</FeatureVersion><IdentityReference IdentityID="1001" IdentityFeatureLinkTypeID="1"/></Feature>`;
export const detail = (text: string): string => `<VersionDetail DetailTypeID="1">${text}</VersionDetail>`;
export const at = (location: number): string =>
  `<VersionDetail DetailTypeID="2"/><VersionLocation LocationID="${location}"/>`;
export const part = (group: number, text: string, script = 215): string =>
  `<DocumentedNamePart><NamePartValue NamePartGroupID="${group}" ScriptID="${script}" ScriptStatusID="1" Acronym="false">${text}</NamePartValue></DocumentedNamePart>`;
export const named = (...parts: string[]): string =>
  `<DocumentedName ID="3" FixedRef="1" DocNameStatusID="1">${parts.join("")}</DocumentedName>`;
export const alias = (type: number, names: string, primary = false, weak = false): string =>
  `<Alias FixedRef="1" AliasTypeID="${type}" Primary="${primary}" LowQuality="${weak}">${names}</Alias>`;
export const groups = (types: Readonly<Record<number, number>>): string =>
  `<NamePartGroups>${Object.entries(types)
    .map(
      ([group, type]) =>
        `<MasterNamePartGroup><NamePartGroup ID="${group}" NamePartTypeID="${type}"/></MasterNamePartGroup>`,
    )
    .join("")}</NamePartGroups>`;

export interface Sample {
  readonly id?: string;
  readonly subType?: number;
  readonly identity?: number;
  readonly names?: string;
  readonly features?: string;
  readonly comment?: string;
}

export function party({
  id = "77",
  subType = 44,
  identity = 1001,
  names,
  features = "",
  comment = "",
}: Sample): string {
  const own =
    names ??
    `${alias(4, named(part(1, "DOE"), part(2, "Example Quentin")), true)}${groups({ 1: 71, 2: 72 })}`;
  return `<DistinctParty FixedRef="${id}"><Comment>${comment}</Comment><Profile ID="${id}" PartySubTypeID="${subType}"><Identity ID="${identity}" FixedRef="${id}" Primary="true" False="false">${own}</Identity>${features}</Profile></DistinctParty>`;
}

export function entry(profile: string, measures: string, events = ""): string {
  return `<SanctionsEntry ID="${profile}" ProfileID="${profile}" ListID="1550">${events}${measures}</SanctionsEntry>`;
}

export function document(parties: string, after = "", head = ""): string {
  return `<?xml version="1.0" encoding="utf-8"?>${head}
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML" Version="2">
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>2</Month><Day>3</Day></DateOfIssue>
${references}
${locations}
${documents}
<DistinctParties>
${parties}
</DistinctParties>
${after}
</Sanctions>`;
}
