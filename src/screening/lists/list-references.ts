/**
 * The reference of a UN permanent reference number: `un:QDi.001` for `QDi.001`, `KPe.007 ` or `KPI.067.`, and
 * `un:QI.A.146.14` for the form in use until 2014. Undefined for anything else, above all for a number
 * with a digit missing: a reference says that two entries are one party.
 * Source: UN Security Council, "Fact sheet on the harmonised format of the sanctions lists" (2014).
 */
export function unReference(text: string): string | undefined {
  const plain = text.replace(/\s+/g, "").replace(/\.+$/, "");
  const current = /^([a-z]{2})([ie])\.?(\d{3})$/i.exec(plain);
  if (current) return `un:${current[1]?.toUpperCase()}${current[2]?.toLowerCase()}.${current[3]}`;
  const former = /^([a-z])\.?([ie])\.?([a-z])\.(\d{1,3})\.(\d{2})$/i.exec(plain);
  if (!former) return undefined;
  const [, regime = "", kind = "", letter = "", number, year] = former;
  return `un:${regime}${kind}.${letter}.${number}.${year}`.toUpperCase().replace(/^UN/, "un");
}

/** UN reference numbers named in a text: `UN Ref QDi.004. Emir for …`, `UN Ref. TI.H.10.01`, `UN Reference KPi.012`. */
export function unReferencesIn(text: string): string[] {
  const found = text.matchAll(
    /\bUN\s*Ref(?:erence)?\.?\s*(?:no\.?|number)?\s*:?\s*([a-z]{2}[ie]\.?\s?\d{3}|[a-z]\.?[ie]\.[a-z]\.\d{1,3}\.\d{2})\b/giu,
  );
  const references = [...found].map((match) => unReference(match[1] ?? ""));
  return [...new Set(references.filter((reference) => reference !== undefined))];
}
