import { expect, test } from "vitest";
import { ordinaryCompanies, ordinaryVessels } from "../../../test/screening/ordinary-companies.ts";
import { ordinaryNames } from "../../../test/screening/ordinary-names.ts";
import { perturbations, spokenWords } from "../../../test/screening/perturbations.ts";
import { publicListsExist, readSdn, readUn } from "../../../test/screening/public-lists.ts";
import { pick, randomFor } from "../../../test/screening/seeded-random.ts";
import type { Party } from "../party/party.ts";
import { defaultPolicy } from "../policy.ts";
import { partyNamed } from "./compare-names.ts";
import { findHits } from "./match.ts";
import { buildMatchIndex } from "./match-index.ts";

const kinds = Object.keys(perturbations);

/** What the parties of one list are asked alone, and with another list loaded beside it, compared as bytes. */
function differences(own: readonly Party[], beside: readonly Party[], count: number, seed: string): string[] {
  const [alone, together] = [buildMatchIndex(own), buildMatchIndex([...own, ...beside])];
  const lists = new Set(own.map((party) => party.list));
  const random = randomFor(seed);
  const facts = { countries: [], identifiers: [] };
  const different: string[] = [];
  for (let at = 0; at < count; at++) {
    const party = pick(own, random);
    const words = spokenWords(pick(party.names, random).text, party.type);
    const altered = perturbations[pick(kinds, random)]?.(words, random, party.type) ?? words.join(" ");
    const search = { names: [altered], facts, lists };
    const [a, b] = [findHits(search, alone, defaultPolicy), findHits(search, together, defaultPolicy)];
    if (JSON.stringify(a) !== JSON.stringify(b)) different.push(altered);
  }
  return different;
}

test("no list that is loaded beside it changes an answer: replays and deltas rest on it", () => {
  const names = [...ordinaryNames(2_400), ...ordinaryCompanies(400), ...ordinaryVessels(200)];
  const parties = names.map(({ text, type }, at) => ({
    ...partyNamed(text, type, String(at)),
    list: at % 5 === 0 ? "own" : "beside",
  }));
  const own = parties.filter((party) => party.list === "own");
  const beside = parties.filter((party) => party.list === "beside");
  expect(differences(own, beside, 1_500, "other lists")).toEqual([]);
});

test.skipIf(!publicListsExist())(
  "nor does OFAC's list beside the UN's (skipped where the lists are absent)",
  { timeout: 120_000 },
  async () => {
    expect(differences(await readUn(), await readSdn(), 2_500, "un beside ofac")).toEqual([]);
  },
);
