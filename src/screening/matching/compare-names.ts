import { tokenise } from "../names/tokens.ts";
import { type Party, type PartyType, sealParty } from "../party/party.ts";
import { decide, defaultPolicy, type ScreeningDecision, type ScreeningPolicy } from "../policy.ts";
import { checkName } from "../query.ts";
import { alignNames, type NameExplanation } from "./alignment.ts";
import { mayBeCut } from "./cut-names.ts";
import { namePhrase } from "./explain.ts";
import { combine } from "./match.ts";
import { buildMatchIndex } from "./match-index.ts";
import { prepareQuery } from "./name-query.ts";

export interface NameComparison {
  /** 0..1; the same names in either order give the same score. */
  readonly score: number;
  readonly decision: ScreeningDecision;
  readonly alignment: NameExplanation;
  /** One sentence. */
  readonly explanation: string;
}

/**
 * Compares two names as a screening does, the second as if it were listed; no list is needed,
 * because weights come from the statistic that ships.
 * @throws ProbityError NAME_INVALID
 */
export function compareNames(
  name1: string,
  name2: string,
  type?: PartyType,
  policy: ScreeningPolicy = defaultPolicy,
): NameComparison {
  const oneWay = compareOneWay(checkName(name1), checkName(name2), type, policy);
  const otherWay = compareOneWay(name2, name1, type, policy);
  const score = Math.max(oneWay.score, otherWay.score);
  return {
    score,
    decision: decide(score, policy),
    alignment: oneWay.alignment,
    explanation: `"${name1}" and "${name2}": ${namePhrase(oneWay.alignment)}.`,
  };
}

function compareOneWay(
  asked: string,
  listed: string,
  type: PartyType | undefined,
  policy: ScreeningPolicy,
): { readonly score: number; readonly alignment: NameExplanation } {
  const index = buildMatchIndex([partyNamed(listed, type ?? "person")]);
  const query = prepareQuery(tokenise(asked, type), index, { cut: mayBeCut(asked) });
  const { score, explanation } = alignNames(query, 0, tokenise(listed, type ?? "person"), index);
  return { score: combine(score, "strong", [], policy), alignment: explanation };
}

/** A party of which nothing is known but a name. */
export function partyNamed(text: string, type: PartyType, id = "1"): Party {
  return sealParty({
    id,
    list: "compared",
    type,
    names: [{ text, kind: "primary", quality: "strong", script: "Latin" }],
    birthDates: [],
    birthPlaces: [],
    nationalities: [],
    countries: [],
    identifiers: [],
    addresses: [],
    programmes: [],
    references: [],
    linkedTo: [],
    secondarySanctions: false,
  });
}
