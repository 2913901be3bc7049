import { lookupTable } from "../../../core/index.ts";
import { type NameKind, type NameQuality, scriptOf } from "../../party/party.ts";
import { addBirthText } from "../birth-text.ts";
import type { ListReading } from "../list-format.ts";
import { splitNames } from "../name-text.ts";
import { addName, addRemark, addText, note, type PartyDraft } from "../party-draft.ts";
import { childrenOf, textOfChild, type XmlElement } from "../xml-records.ts";

/** `QUALITY` of an alias: for persons how good it is, for entities what it is. */
const qualities = lookupTable<{ kind: NameKind; quality: NameQuality }>({
  "": { kind: "alias", quality: "strong" },
  good: { kind: "alias", quality: "strong" },
  low: { kind: "alias", quality: "weak" },
  "a.k.a.": { kind: "alias", quality: "strong" },
  "f.k.a.": { kind: "former", quality: "strong" },
});

/** Adds the names of `INDIVIDUAL_ALIAS` and `ENTITY_ALIAS`; a birth date or place of an alias counts for the entry. */
export function addUnAliases(
  element: XmlElement,
  draft: PartyDraft,
  place: string,
  reading: ListReading,
): void {
  for (const name of ["INDIVIDUAL_ALIAS", "ENTITY_ALIAS"]) {
    for (const alias of childrenOf(element, name)) readAlias(alias, draft, `${place}/${name}`, reading);
  }
}

function readAlias(alias: XmlElement, draft: PartyDraft, place: string, reading: ListReading): void {
  const text = textOfChild(alias, "ALIAS_NAME") ?? "";
  const comment = textOfChild(alias, "NOTE");
  const word = textOfChild(alias, "QUALITY") ?? "";
  const known = qualities[word.toLowerCase()];
  if (!known)
    note(reading, `${place}/QUALITY`, "neither Good, Low, a.k.a. nor f.k.a.; the alias counts as strong");
  const { kind, quality } = known ?? { kind: "alias" as const, quality: "strong" as const };
  const formerly = comment !== undefined && /\b(?:formerly|previously) listed as\b/i.test(comment);
  const { names, comments } = splitNames(text);
  for (const each of names) addName(draft, each, formerly ? "former" : kind, quality);
  for (const each of comments) addRemark(draft, `${names[0] ?? "Alias"}: ${each}`);
  if (comment !== undefined) {
    addName(draft, originalScript(comment), formerly ? "former" : kind, quality);
    addRemark(draft, `${names[0] ?? "Alias"}: ${comment}`);
  }
  addBirthText(textOfChild(alias, "DATE_OF_BIRTH"), draft, `${place}/DATE_OF_BIRTH`, reading);
  const birthPlace = [textOfChild(alias, "CITY_OF_BIRTH"), textOfChild(alias, "COUNTRY_OF_BIRTH")];
  addText(draft.birthPlaces, birthPlace.filter((part) => part !== undefined).join(", "));
}

/** `Previously listed as. In Arabic: رياض` gives the name in its script. */
function originalScript(comment: string): string {
  const name = /\bIn [A-Z]\p{L}+:\s*([^A-Za-z]+)$/u.exec(comment)?.[1] ?? "";
  return scriptOf(name) === "Latin" ? "" : name;
}
