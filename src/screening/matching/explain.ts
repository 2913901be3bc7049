import type { NameKind, NameQuality } from "../party/party.ts";
import type { AlignedTokens, NameExplanation } from "./alignment.ts";
import type { HitEvidence } from "./evidence.ts";

interface Explained {
  readonly list: string;
  readonly entityId: string;
  readonly name: string;
  readonly kind: NameKind;
  readonly quality: NameQuality;
  readonly queryName: string;
  readonly score: number;
  readonly evidence: readonly HitEvidence[];
  readonly alignment: NameExplanation;
}

const kindWords: Readonly<Record<NameKind, string>> = {
  primary: "name",
  alias: "alias",
  former: "former name",
};

/** One sentence that says which names correspond in which parts, and what else agrees or not. */
export function explainHit(hit: Explained): string {
  const weak = hit.quality === "weak" ? "weak " : "";
  const clauses = [namePhrase(hit.alignment), ...hit.evidence.map((one) => one.detail)];
  return (
    `"${hit.queryName}" corresponds to the ${weak}${kindWords[hit.kind]} "${hit.name}" of ${hit.list} ${hit.entityId} ` +
    `with ${hit.score.toFixed(2)}: ${clauses.filter((clause) => clause !== "").join("; ")}.`
  );
}

/** The clause about the names: which parts are the same and how the others differ. */
export function namePhrase(alignment: NameExplanation): string {
  const { aligned, missingInList, missingInQuery } = alignment;
  const total = aligned.length + Math.max(missingInList.length, missingInQuery.length);
  const same = aligned.filter((pair) => pair.operation === "same").length;
  const order = aligned.some((pair) => pair.moved) ? " in another order" : "";
  const clauses: string[] = [];
  if (same === total)
    clauses.push(total === 1 ? "the name is the same" : `all ${total} parts are the same${order}`);
  else if (same > 0) clauses.push(`${same} of ${total} parts are the same${order}`);
  else if (order !== "") clauses.push("the parts stand in another order");
  for (const pair of aligned) if (pair.operation !== "same") clauses.push(pairPhrase(pair));
  if (missingInQuery.length > 0) clauses.push(`"${missingInQuery.join(" ")}" is only on the list`);
  if (missingInList.length > 0) clauses.push(`"${missingInList.join(" ")}" is not on the list`);
  if (!alignment.familyNameMatched) clauses.push("the family name has no counterpart");
  return clauses.join(", ");
}

function pairPhrase(pair: AlignedTokens): string {
  const query = pair.query.join(" ");
  const listed = pair.listed.join(" ");
  switch (pair.operation) {
    case "spelling":
      return `"${query}" is another spelling of "${listed}"`;
    case "typo":
      return `"${query}" is ${Math.round(pair.similarity * 100)} % like "${listed}"`;
    case "initial":
      return `"${query}" fits the initial of "${listed}"`;
    case "nickname":
      return `"${query}" is a short form or pet name of "${listed}" or the other way round`;
    case "cut":
      return `"${query}" begins "${listed}" and ends where such texts are cut off`;
    case "joined":
      return `"${query}" is written "${listed}"`;
    case "legal_form":
      return `"${query}" and "${listed}" are the same kind of legal form`;
    case "same":
      return "";
    default:
      return pair.operation satisfies never;
  }
}
