import { addName, addRemark, addText, type PartyDraft } from "../party-draft.ts";
import { addBirthDateText, addLabelled, addNationalityText, type NoteTaker } from "./ofac-facts.ts";
import { splitLabel } from "./ofac-labels.ts";

/**
 * Mines the remarks of an entry of the CSV set, where OFAC keeps what has no column of its
 * own. Clauses are separated by semicolons and the last ends in a full stop. Names in single
 * quotes after `a.k.a.` are weak aliases (data specification of the SDN list, "Weak AKAs";
 * FAQ 122); they may hold apostrophes. The text stays in the remarks in full.
 */
export function mineRemarks(draft: PartyDraft, remarks: string, note: NoteTaker): void {
  for (const part of withoutFullStop(remarks).split(";")) {
    const clause = part.trim().replace(/^alt\. /, "");
    if (clause !== "") mineClause(draft, clause, note);
  }
  draft.remarks.length = 0;
  addRemark(draft, remarks);
}

/** The remarks without the full stop at their end; after an abbreviation the one stop is part of the name. */
function withoutFullStop(remarks: string): string {
  return /\b(?:LTD|CO|INC|CORP|PTE|PVT)\.\s*$/.test(remarks) ? remarks : remarks.replace(/\.\s*$/, "");
}

function mineClause(draft: PartyDraft, clause: string, note: NoteTaker): void {
  const name = /^([afn])\.k\.a\. '(.+)'$/.exec(clause);
  if (name?.[2] !== undefined) {
    addName(draft, name[2], name[1] === "f" ? "former" : "alias", "weak");
    return;
  }
  const [, word, value = ""] = /^(DOB|POB|nationality|citizen) +(.+)$/.exec(clause) ?? [];
  const linked = linkedTo(clause);
  const labelled = splitLabel(clause);
  if (word === "DOB") addBirthDateText(draft, value, note);
  else if (word === "POB") addText(draft.birthPlaces, value);
  else if (word !== undefined) addNationalityText(draft, value, note);
  else if (linked !== undefined) addText(draft.linkedTo, linked);
  else if (labelled) addLabelled(draft, labelled, note);
}

/** The name in a clause `Linked To: NAME` (CSV) or `(Linked To: NAME)` (XML). */
export function linkedTo(clause: string): string | undefined {
  return /^Linked To: +(.+)$/.exec(clause)?.[1] ?? /^\(Linked To: +(.+)\)$/.exec(clause)?.[1];
}
