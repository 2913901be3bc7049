import { enumerated } from "../document-text.ts";
import { unReferenceIn } from "../list-references.ts";
import { addIdentifier, addRemark, addText, type PartyDraft, tidy } from "../party-draft.ts";
import { addRegistrations } from "./uk-registrations.ts";

/** What the labels of the column say, and what is done with the text behind them. */
const sections: readonly (readonly [RegExp, (text: string, draft: PartyDraft) => void])[] = [
  [/^UK Sanctions List Ref$/i, addListReferences],
  [/^Gender$/i, addGender],
  [/^Phone number$/i, (text, draft) => addEach("phone", text, draft)],
  [/^Website$/i, (text, draft) => addEach("website", text, draft)],
  [/^E-?mail address$/i, (text, draft) => addEach("email", text, draft)],
  [/^IMO number$/i, (text, draft) => addEach("imo", text, draft)],
  [/^Business Reg(?:istration)? (?:No|number)s?\.?$/i, addRegistrations],
  [/^(?:Parent company|Subsidiaries)$/i, (text, draft) => addText(draft.linkedTo, text)],
];

/**
 * Adds what OFSI wrote into the column `Other Information`: free text with the UN reference number in front, and since
 * 2021 sections such as `(UK Sanctions List Ref):AFG0100. (UN Ref):TAi.130. … (Gender):Male`. All of it stays in
 * the remarks.
 */
export function addConlistInformation(text: string, draft: PartyDraft): void {
  if (text === "") return;
  addRemark(draft, text);
  addText(draft.references, unReferenceIn(text, draft.type));
  const parts = text.split(/\(([A-Z][A-Za-z .-]{2,40})\)\s*:/);
  for (let at = 1; at < parts.length; at += 2) {
    const read = sections.find(([label]) => label.test(parts[at] ?? ""))?.[1];
    read?.(tidy(parts[at + 1] ?? ""), draft);
  }
}

/** `GHR0050 and BEL0045 Listed under …`: one party may be listed under several regimes. */
function addListReferences(text: string, draft: PartyDraft): void {
  const own = /^(?:[A-Z]{3}\d{4}[.,;]?\s*(?:and|&)?\s*)+/.exec(text)?.[0] ?? "";
  for (const [id] of own.matchAll(/[A-Z]{3}\d{4}/g)) addText(draft.references, `uk:${id}`);
}

function addGender(text: string, draft: PartyDraft): void {
  const gender = /^(male|female)\b/i.exec(text)?.[1]?.toLowerCase();
  if (gender === "male" || gender === "female") draft.gender ??= gender;
}

function addEach(kind: "phone" | "website" | "email" | "imo", text: string, draft: PartyDraft): void {
  for (const item of enumerated(text)) addIdentifier(draft, { kind, value: item.replace(/[.,;]$/, "") });
}
