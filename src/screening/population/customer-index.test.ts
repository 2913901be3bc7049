import { expect, test } from "vitest";
import { ordinaryCompanies } from "../../../test/screening/ordinary-companies.ts";
import { ordinaryNames } from "../../../test/screening/ordinary-names.ts";
import { perturbations, spokenWords } from "../../../test/screening/perturbations.ts";
import { publicListsExist, readPublicLists } from "../../../test/screening/public-lists.ts";
import { pick, type Random, randomFor } from "../../../test/screening/seeded-random.ts";
import { listed } from "../../../test/support/population.ts";
import { uuidV7 } from "../../core/index.ts";
import type { Party } from "../party/party.ts";
import { defaultPolicy } from "../policy.ts";
import { buildSegment, type IndexedCustomer } from "./customer-index.ts";
import { forwardOver } from "./forward.ts";

const kinds = Object.keys(perturbations);

/** A customer whose name is one of an entry's, altered up to twice, with some of the entry's facts or others. */
function resembling(entry: Party, random: Random, at: number): IndexedCustomer {
  let text = pick(entry.names, random).text;
  for (let times = Math.floor(random() * 3); times > 0; times--) {
    const perturb = perturbations[pick(kinds, random)];
    text = perturb?.(spokenWords(text, entry.type), random, entry.type) ?? text;
  }
  const birthDate = entry.birthDates[0]?.from ?? "1970";
  const identifier = entry.identifiers[0];
  return {
    id: `cus_${uuidV7(1_700_000_000_000 + at)}`,
    query: {
      names: [text],
      type: entry.type,
      ...(random() < 0.5 ? { birthDate } : {}),
      ...(random() < 0.5 ? { countries: entry.countries.slice(0, 1) } : {}),
      ...(random() < 0.2 && identifier ? { identifiers: [identifier] } : {}),
    },
  };
}

/** Customers whom an entry hits and whom looking the entry up in the customers does not find. */
function missed(
  customers: readonly IndexedCustomer[],
  entries: readonly Party[],
): { hit: number; missed: string[] } {
  const versions = Object.fromEntries(entries.map(({ list }) => [list, "0"]));
  const forward = forwardOver(entries, versions, defaultPolicy);
  const found = new Set(buildSegment(customers).candidates(entries, defaultPolicy));
  const hit = customers.filter(({ query }) => forward.screen(query).hits.length > 0);
  const lost = hit.filter(({ id }) => !found.has(id));
  return { hit: hit.length, missed: lost.map(({ query }) => query.names.join(" / ")) };
}

function usable(entries: readonly Party[]): Party[] {
  return entries.filter(({ names }) => names.length > 0 && names.every(({ text }) => text.length <= 500));
}

test("whoever an entry hits is found by looking the entry up in the customers", () => {
  const random = randomFor("reversed");
  const names = [...ordinaryNames(1_500), ...ordinaryCompanies(300)];
  const entries = names
    .slice(0, 600)
    .map(({ text, type }, at) =>
      listed("list", String(at), [text, pick(names, random).text], { type, birthDates: [{ from: "1970" }] }),
    );
  const customers = Array.from({ length: 4_000 }, (_, at) => resembling(pick(entries, random), random, at));
  const { hit, missed: lost } = missed(customers, entries);
  expect(hit).toBeGreaterThan(1_000);
  expect(lost).toEqual([]);
});

test("a name that the customer writes as one, and the list apart and not side by side, is found", () => {
  const entry = listed("list", "1", ["Abu Karim Bakr Hassan Sulayman"]);
  const customer = {
    id: `cus_${uuidV7(1)}`,
    query: { names: ["Abubakr Karim Hassan Sulayman"], type: "person" as const },
  };
  const found = [...buildSegment([customer]).candidates([entry], defaultPolicy)];
  expect(found).toEqual([customer.id]);
});

test("nobody is found by an entry of another name, and an identifier finds its bearer whatever the name", () => {
  const passport = { kind: "passport", value: "X1234567" } as const;
  const customers = ["Marta Lindqvist", "Gunilla Pettersson"].map((name, at) => ({
    id: `cus_${uuidV7(at)}`,
    query: { names: [name], type: "person" as const, ...(at === 1 ? { identifiers: [passport] } : {}) },
  }));
  const segment = buildSegment(customers);
  const entry = (more: Partial<Party>) => listed("list", "1", ["QADIR, Nasrullah Zabihullah"], more);
  expect([...segment.candidates([entry({})], defaultPolicy)]).toEqual([]);
  expect([...segment.candidates([entry({ identifiers: [passport] })], defaultPolicy)]).toEqual([
    customers[1]?.id,
  ]);
});

test.skipIf(!publicListsExist())(
  "so it is with the published lists in every script (skipped where they are absent)",
  async () => {
    const random = randomFor("reversed", "published");
    const all = usable(Object.values(await readPublicLists()).flat());
    const entries = [...new Set(Array.from({ length: 500 }, () => pick(all, random)))];
    const customers = Array.from({ length: 5_000 }, (_, at) => resembling(pick(entries, random), random, at));
    const { hit, missed: lost } = missed(customers, entries);
    expect(hit).toBeGreaterThan(2_000);
    expect(lost).toEqual([]);
  },
  120_000,
);
