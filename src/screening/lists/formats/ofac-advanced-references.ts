import { childOf, childrenOf, textOfChild, type XmlElement } from "../xml-records.ts";

/** A reference value: its text, and the attributes that refer to other values. */
export interface ReferenceValue {
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Looks a value up by the name of its set and its id: `AliasType`, `1400`. */
export type References = (set: string, id: string | undefined) => ReferenceValue | undefined;

/**
 * The element `ReferenceValueSets`: sets such as `AliasTypeValues`, each with elements
 * such as `<AliasType ID="1400">A.K.A.</AliasType>`. Ids are taken from the file, because
 * OFAC adds values and does not promise that numbers stay.
 */
export function readReferences(element: XmlElement): References {
  const values = new Map<string, ReferenceValue>();
  for (const set of element.children) {
    for (const { name, attributes, text } of set.children) {
      if (attributes["ID"] !== undefined) values.set(`${name} ${attributes["ID"]}`, { text, attributes });
    }
  }
  return (set, id) => (id === undefined ? undefined : values.get(`${set} ${id}`));
}

/** A truth value of XML Schema (part 2, 3.2.2): `true` or `1`. */
export function isTrue(text: string | undefined): boolean {
  return /^(?:true|1)$/i.test(text ?? "");
}

/** A place of the file: an address, or only the name of a country. */
export interface AdvancedLocation {
  readonly street: string | undefined;
  readonly place: string | undefined;
  readonly country: string | undefined;
}

const streetParts = ["ADDRESS1", "ADDRESS2", "ADDRESS3"];
const cityParts = ["CITY", "REGION", "STATE/PROVINCE"];

/**
 * A `Location`. Its country is given as `LocationCountry`, as `LocationAreaCode`, whose
 * description also names regions, or in words as a part of the type "Unknown".
 */
export function readLocation(element: XmlElement, references: References): AdvancedLocation {
  const parts = new Map<string, string>();
  for (const part of childrenOf(element, "LocationPart")) {
    const type = references("LocPartType", part.attributes["LocPartTypeID"])?.text.toUpperCase() ?? "UNKNOWN";
    const values = childrenOf(part, "LocationPartValue");
    // The other values are the same place in another script.
    const value = values.find((one) => isTrue(one.attributes["Primary"])) ?? values[0];
    const text = value && textOfChild(value, "Value");
    if (text !== undefined) parts.set(type, text);
  }
  const country = countryOf(element, references) ?? parts.get("UNKNOWN");
  const textOf = (names: readonly string[]): string =>
    names.flatMap((name) => parts.get(name) ?? []).join(", ");
  const place = [textOf(cityParts), parts.get("POSTAL CODE") ?? ""].filter((text) => text !== "").join(" ");
  const street = textOf(streetParts);
  return { street: street || undefined, place: place || undefined, country };
}

function countryOf(element: XmlElement, references: References): string | undefined {
  const country = childOf(element, "LocationCountry");
  const area = childOf(element, "LocationAreaCode");
  return (
    references("Country", country?.attributes["CountryID"])?.text ??
    references("AreaCode", area?.attributes["AreaCodeID"])?.attributes["Description"]
  );
}

/** The location in one line, for facts that are a place by name. */
export function locationText({ street, place, country }: AdvancedLocation): string {
  return [street, place, country].filter((part) => part !== undefined).join(", ");
}
