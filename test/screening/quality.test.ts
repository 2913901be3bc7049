import { beforeAll, describe, expect, test } from "vitest";
import type { Party } from "../../src/screening/party/party.ts";
import {
  type LabelledName,
  latinOnly,
  namesInOtherScripts,
  perturbedNames,
  spellingsBetweenLists,
} from "./development-sets.ts";
import { engineOver, type FindByName, RANK_FROM } from "./engine-under-test.ts";
import { hardNegatives } from "./hard-negatives.ts";
import { isHeldOut } from "./held-out.ts";
import { inventedParties } from "./invented-lists.ts";
import { alertRate, answer, shareOf, tiesAtMaximum } from "./measures.ts";
import { ordinaryCompanies } from "./ordinary-companies.ts";
import { ordinaryNames } from "./ordinary-names.ts";
import { publicListsExist, readSdn, readUk, readUn } from "./public-lists.ts";
import { randomFor, shuffled } from "./seeded-random.ts";

/**
 * Measured on the official lists of test/screening/public-lists.ts with some room, so that quality cannot
 * fall unnoticed: shares that must be exceeded, and for the two rates of false alerts undercut.
 */
const FLOORS = {
  perturbed: 0.92,
  alertRate: 0.0075,
  hardNegatives: 0.025,
  betweenLists: 0.93,
  scripts: { "Cyrillic persons": 0.96, "Arabic persons": 0.9, "Cyrillic entities": 0.7 },
} as const;

const someOf = (names: readonly LabelledName[], count: number): LabelledName[] =>
  shuffled(names, randomFor("quality test")).slice(0, count);

describe("on lists of invented entries", () => {
  let parties: readonly Party[];
  let find: FindByName;
  beforeAll(() => {
    parties = inventedParties(3_000);
    find = engineOver(parties);
  });

  test("names altered as people and systems alter them are found", () => {
    const share = shareOf(answer(someOf(perturbedNames(parties, 20), 800), find));
    expect(share.count).toBeGreaterThan(600);
    expect(share.alerted).toBeGreaterThan(0.85);
  });
  test("ordinary names do not alert, but for few", () => {
    const people = alertRate(ordinaryNames(100_000).slice(-5_000), parties, find);
    expect(people.count).toBeGreaterThan(4_000);
    expect(people.rate).toBeLessThan(0.01);
  });
  test("ordinary companies do not alert, but for few", () => {
    // The invented organisations are made from the first ones.
    expect(alertRate(ordinaryCompanies(6_000).slice(-2_000), parties, find).rate).toBeLessThan(0.03);
  });
});

describe.skipIf(!publicListsExist())("on the official lists (skipped where they are absent)", () => {
  let sdn: readonly Party[];
  let uk: readonly Party[];
  let rankSdn: FindByName;
  beforeAll(async () => {
    sdn = await readSdn();
    uk = readUk();
    rankSdn = engineOver(sdn, RANK_FROM);
  }, 60_000);

  test("perturbed names of entries nothing was tuned on are found, and scores put them in an order", () => {
    const answers = answer(perturbedNames(sdn.filter(isHeldOut), 40), rankSdn);
    const share = shareOf(answers);
    expect(share.count).toBeGreaterThan(1_000);
    expect(share.alerted).toBeGreaterThan(FLOORS.perturbed);
    expect(tiesAtMaximum(answers.map((one) => one.found))).toBeLessThan(0.05);
  });
  test("ordinary names rarely alert", () => {
    const names = shuffled(ordinaryNames(100_000), randomFor("quality test")).slice(0, 6_000);
    expect(alertRate(names, sdn, engineOver(sdn)).rate).toBeLessThan(FLOORS.alertRate);
  });
  test("entries that resemble another are told apart", () => {
    expect(shareOf(answer(hardNegatives(sdn, 150), rankSdn)).alerted).toBeLessThan(FLOORS.hardNegatives);
  });
  test("the spelling of one list is found on another", async () => {
    const lists = { "ofac-sdn": sdn, un: await readUn(), uk };
    const names = spellingsBetweenLists(lists).filter((one) => one.list === "ofac-sdn");
    expect(shareOf(answer(names, rankSdn)).alerted).toBeGreaterThan(FLOORS.betweenLists);
  });
  test("names in other scripts find their entry first", () => {
    const find = engineOver(latinOnly(uk), RANK_FROM);
    const byKind = Map.groupBy(namesInOtherScripts(uk), (one) => one.kind);
    for (const [kind, floor] of Object.entries(FLOORS.scripts)) {
      const names = someOf(byKind.get(kind) ?? [], 300);
      expect.soft(shareOf(answer(names, find)).top1, kind).toBeGreaterThan(floor);
    }
  });
});
