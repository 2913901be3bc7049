import { describe, expect, test } from "vitest";
import { type NameToken, tokenise } from "../names/tokens.ts";
import type { PartyType } from "../party/party.ts";
import { defaultPolicy } from "../policy.ts";
import { tokenWeight } from "./match-index.ts";
import { scoreNames } from "./name-score.ts";
import { compareTokens } from "./token-similarity.ts";

/** Of 10,000 parties, how many carry a word; all other words are carried by one. */
const carriers: Readonly<Record<string, number>> = {
  group: 300,
  trading: 400,
  general: 500,
  viktor: 30,
  mohamed: 100,
  hasan: 80,
  ozerlin: 2,
  common: 30,
};

function score(asked: string, listed: string, type: PartyType = "entity"): number {
  const weigh = (token: NameToken): number =>
    tokenWeight(token, carriers[token.text] ?? carriers[token.folded] ?? 1, 10_000);
  const [query, list] = [tokenise(asked, undefined), tokenise(listed, type)];
  return scoreNames(query, list, weigh, compareTokens, type === "entity").score;
}

describe("a name that the list has in a longer form", () => {
  const found: readonly [string, string, PartyType][] = [
    ["Ozerlin", "OZERLIN GROUP", "entity"],
    ["Ozerlin", "OZERLIN TRADING S.A.", "entity"],
    ["Azerlin", "OZERLIN", "entity"],
    ["Viktor Tarabzon", "TARABZON, Viktor Anatolijevitch", "person"],
    ["Viktor Terebzun", "TARABZON, Viktor", "person"],
  ];
  test.each(found)("%s is covered by %s", (asked, listed, type) => {
    expect(score(asked, listed, type)).toBeGreaterThan(defaultPolicy.review + 0.02);
  });

  const left: readonly [string, string, PartyType][] = [
    ["Trading", "OZERLIN TRADING", "entity"],
    ["Trading", "TRADING GROUP", "entity"],
    ["Common", "COMMON GROUP", "entity"],
    ["Ozerlin", "OZERLIN TARABZON VESHKURIN", "entity"],
    ["Ozerlin Brukoval", "OZERLIN GROUP", "entity"],
    ["Tarabzon", "TARABZON, Viktor", "person"],
    ["Viktor", "TARABZON, Viktor", "person"],
    ["Viktor Tarabzon", "TARABZON VESHKURIN BRUKOVAL, Viktor", "person"],
    ["Mohamed Hasan", "HASAN, Mohamed Anatolijevitch", "person"],
    ["Tarabzon", "LADY TARABZON", "vessel"],
  ];
  test.each(left)("%s is not covered by %s", (asked, listed, type) => {
    expect(score(asked, listed, type)).toBeLessThan(defaultPolicy.review + 0.02);
  });

  test("an additional word costs more the rarer it is", () => {
    expect(score("Ozerlin", "OZERLIN GROUP")).toBeGreaterThan(score("Ozerlin", "OZERLIN COMMON"));
    expect(score("Ozerlin", "OZERLIN COMMON")).toBeGreaterThan(score("Ozerlin", "OZERLIN TARABZON"));
  });
});
