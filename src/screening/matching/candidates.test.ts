import { expect, test } from "vitest";
import { ordinaryCompanies, ordinaryVessels } from "../../../test/screening/ordinary-companies.ts";
import { ordinaryNames } from "../../../test/screening/ordinary-names.ts";
import { perturbations, spokenWords } from "../../../test/screening/perturbations.ts";
import { publicListsExist, readSdn } from "../../../test/screening/public-lists.ts";
import { pick, type Random, randomFor } from "../../../test/screening/seeded-random.ts";
import { tokenise } from "../names/tokens.ts";
import type { Party, PartyType } from "../party/party.ts";
import { forEachCandidate } from "./candidates.ts";
import { partyNamed } from "./compare-names.ts";
import { buildMatchIndex, type MatchIndex } from "./match-index.ts";
import { prepareQuery } from "./name-query.ts";
import { lastScore, scoreName } from "./name-score.ts";

/** Parties with generated names: common names of many cultures, so that every token has many carriers. */
function generatedParties(): Party[] {
  const names = [...ordinaryNames(2_500), ...ordinaryCompanies(500), ...ordinaryVessels(200)];
  return names.map(({ text, type }, at) => partyNamed(text, type, String(at)));
}

const kinds = Object.keys(perturbations);

/** A listed name altered in one or two ways, or not at all. */
function alteredName(parties: readonly Party[], random: Random): { text: string; type: PartyType } {
  const party = pick(parties, random);
  const listed = pick(party.names, random).text;
  let text = listed;
  for (let times = Math.floor(random() * 3); times > 0; times--) {
    const perturb = perturbations[pick(kinds, random)];
    text = perturb?.(spokenWords(text, party.type), random, party.type) ?? text;
  }
  return { text, type: party.type };
}

/** Names the search leaves out although their score reaches `least`, or they are equal. */
function lost(text: string, type: PartyType, least: number, index: MatchIndex): string[] {
  const query = prepareQuery(tokenise(text, type), index);
  const visited = new Set<number>();
  forEachCandidate(
    query,
    index,
    least,
    () => true,
    (name) => visited.add(name),
  );
  const missed: string[] = [];
  for (let name = 0; name < index.nameCount; name++) {
    if (visited.has(name) || (scoreName(query, name, index) < least && !lastScore(index).equal)) continue;
    missed.push(`${text} / ${index.party(index.nameParty[name] ?? 0).names[0]?.text} (${least})`);
  }
  return missed;
}

test("the search loses no name that a comparison with every name finds, whatever the score asked for", () => {
  const parties = generatedParties();
  const index = buildMatchIndex(parties);
  const random = randomFor("lossless");
  for (let at = 0; at < 1_200; at++) {
    const { text, type } = alteredName(parties, random);
    expect(lost(text, type, pick([2, 5, 8, 11, 20], random), index)).toEqual([]);
  }
}, 60_000);

test.each([
  ["Abouu Khattab", "Abou Khattab", "Abouu Zaid"],
  ["Shayh Sahib", "Shaykh Sahib", "Shayh Omari"],
  ["Maulaavi Adam Khan", "Maulavi Adam Khan", "Maulaavi Zaid"],
])("%s is found where a word is a slip of a title, whoever else is listed", (asked, listed, other) => {
  // A word that only one name holds is the cheapest to look up, and the title is not found by it.
  const rest = asked.split(" ").slice(1).join(" ");
  const crowd = ordinaryNames(300).map(({ text }) => `${text} ${rest}`);
  const parties = [listed, other, ...crowd].map((text, at) => partyNamed(text, "person", String(at)));
  const index = buildMatchIndex(parties);
  for (const least of [2, 5, 8, 10, 11, 12]) expect(lost(asked, "person", least, index)).toEqual([]);
});

test("a listed name looked for among customers scores as the customer does among listed names", () => {
  const parties = generatedParties().filter((party) => party.type === "person");
  const random = randomFor("reversed");
  for (let at = 0; at < 400; at++) {
    const { text } = alteredName(parties, random);
    const listed = pick(at % 2 === 0 ? parties : [partyNamed(text, "person")], random).names[0]?.text ?? text;
    const raw = (asked: string, within: string, reversed: boolean): number => {
      const index = buildMatchIndex([partyNamed(within, "person")]);
      return scoreName(
        prepareQuery(tokenise(asked, "person"), index, { type: "person", reversed }),
        0,
        index,
      );
    };
    const [forward, backward] = [raw(text, listed, false), raw(listed, text, true)];
    expect.soft(backward, `${text} / ${listed}`).toBeCloseTo(forward, 6);
  }
});

test.skipIf(!publicListsExist())(
  "neither does it on the published list (skipped where it is absent)",
  async () => {
    const parties = (await readSdn()).filter((party) => party.names.length > 0);
    const index = buildMatchIndex(parties);
    const random = randomFor("lossless", "sdn");
    for (let at = 0; at < 150; at++) {
      const { text, type } = alteredName(parties, random);
      expect(lost(text, type, pick([3, 8, 12], random), index)).toEqual([]);
    }
  },
  60_000,
);
