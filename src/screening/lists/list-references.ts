import type { PartyType } from "../party/party.ts";

/**
 * The reference of a UN permanent reference number: `un:QDi.001` for `QDi.001`, `KPe.007 ` or `KPI.067.`, and
 * `un:QI.A.146.14` for the form in use until 2014. Undefined for anything else, above all for a number
 * with a digit missing or one of another type of party (`i` is an individual, `e` an entity): a reference says
 * that two entries are one party. Source: the lists of the Security Council's committees, which have numbered
 * their entries in the first form since 2014.
 */
export function unReference(text: string, type: PartyType): string | undefined {
  const wanted = type === "person" ? "i" : "e";
  const plain = text.replace(/\s+/g, "").replace(/\.+$/, "");
  const current = /^([a-z]{2})([ie])\.?(\d{3})$/i.exec(plain);
  if (current && current[2]?.toLowerCase() !== wanted) return undefined;
  if (current) return `un:${current[1]?.toUpperCase()}${current[2]?.toLowerCase()}.${current[3]}`;
  const former = /^([a-z])\.?([ie])\.?([a-z])\.(\d{1,3})\.(\d{2})$/i.exec(plain);
  if (!former || former[2]?.toLowerCase() !== wanted) return undefined;
  const [, regime = "", kind = "", letter = "", number, year] = former;
  return `un:${regime}${kind}.${letter}.${number}.${year}`.toUpperCase().replace(/^UN/, "un");
}

/**
 * The UN reference number a text gives for its own entry, which comes first: `UN Ref QDi.004. Emir for …`,
 * `UN listing. UN Ref.SSi.002`, `(UN Ref):TAi.155`, `UN Reference No: TAi.012`, `UN Ref TI.H.10.01`.
 */
export function unReferenceIn(text: string, type: PartyType): string | undefined {
  const found =
    /\bUN\s*Ref(?:erence)?\.?\)?\s*(?:no\.?|number)?\s*:?\s*([a-z]{2}[ie]\.?\s?\d{3}|[a-z]\.?[ie]\.[a-z]\.\d{1,3}\.\d{2})(?!\d)/iu.exec(
      text,
    );
  return found?.[1] === undefined ? undefined : unReference(found[1], type);
}
