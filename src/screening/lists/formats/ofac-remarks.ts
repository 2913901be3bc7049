import {
  addBirthDate,
  addLabelled,
  addNationality,
  keepRemark,
  type NoteTaker,
  type OfacFacts,
} from "./ofac-facts.ts";
import { splitLabel } from "./ofac-labels.ts";

/**
 * Mines the remarks of an entry of the CSV set, where OFAC keeps what has no column of its
 * own. Clauses are separated by semicolons and the last ends in a full stop. Names in single
 * quotes after `a.k.a.` are weak aliases (data specification of the SDN list, "Weak AKAs";
 * FAQ 122); they may hold apostrophes. The text stays in the remarks in full.
 */
export function mineRemarks(facts: OfacFacts, remarks: string, note: NoteTaker): void {
  for (const part of withoutFullStop(remarks).split(";")) {
    const clause = part.trim().replace(/^alt\. /, "");
    if (clause !== "") mineClause(facts, clause, note);
  }
  facts.remarks.length = 0;
  if (remarks !== "") keepRemark(facts, remarks);
}

/** The remarks without the full stop at their end; after an abbreviation the one stop is part of the name. */
function withoutFullStop(remarks: string): string {
  return /\b(?:LTD|CO|INC|CORP|PTE|PVT)\.\s*$/.test(remarks) ? remarks : remarks.replace(/\.\s*$/, "");
}

function mineClause(facts: OfacFacts, clause: string, note: NoteTaker): void {
  const name = /^([afn])\.k\.a\. '(.+)'$/.exec(clause);
  if (name?.[2] !== undefined) {
    facts.names.push({ text: name[2], kind: name[1] === "f" ? "former" : "alias", quality: "weak" });
    return;
  }
  const [, word, value = ""] = /^(DOB|POB|nationality|citizen) +(.+)$/.exec(clause) ?? [];
  const linked = linkedTo(clause);
  const labelled = splitLabel(clause);
  if (word === "DOB") addBirthDate(facts, value, note);
  else if (word === "POB") facts.birthPlaces.push(value);
  else if (word !== undefined) addNationality(facts, value, note);
  else if (linked !== undefined) facts.linkedTo.push(linked);
  else if (labelled) addLabelled(facts, labelled, note);
}

/** The name in a clause `Linked To: NAME` (CSV) or `(Linked To: NAME)` (XML). */
export function linkedTo(clause: string): string | undefined {
  return /^Linked To: +(.+)$/.exec(clause)?.[1] ?? /^\(Linked To: +(.+)\)$/.exec(clause)?.[1];
}
