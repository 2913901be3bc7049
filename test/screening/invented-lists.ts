import { type Party, type PartyType, scriptOf, sealParty } from "../../src/screening/party/party.ts";
import { ordinaryCompanies } from "./ordinary-companies.ts";
import { cultures } from "./ordinary-names.ts";
import { pick, type Random, randomFor } from "./seeded-random.ts";

const ONSETS = "b br ch d dr f g gr h j k kh kr l m n p r s sh st t tr v y z zh".split(" ");
const VOWELS = "a e i o u ai ou a e i o".split(" ");
const CODAS = "n r l s k m t v d nd rk sh".split(" ");
const SYLLABLES_MIN = 2;

/** A family name nobody has: syllables of no language. */
function inventedWord(random: Random): string {
  const syllables = SYLLABLES_MIN + Math.floor(random() * 2);
  let word = "";
  for (let at = 0; at < syllables; at++) word += pick(ONSETS, random) + pick(VOWELS, random);
  return word + pick(CODAS, random);
}

/** `count` list entries that do not exist: persons, some organisations, some ships; the same every time. */
export function inventedParties(count: number): Party[] {
  const random = randomFor("invented");
  const companies = ordinaryCompanies(count);
  return Array.from({ length: count }, (_, at) => {
    const word = inventedWord(random);
    const kind = random();
    const given = pick(cultures, random).male.split(/\s+/);
    if (kind < 0.7) {
      const names = `${pick(given, random)}${random() < 0.5 ? ` ${pick(given, random)}` : ""}`;
      return party(at, "person", `${word.toUpperCase()}, ${names.replaceAll("_", " ")}`);
    }
    if (kind < 0.9) return party(at, "entity", `${word} ${companies[at]?.text}`.toUpperCase());
    return party(at, "vessel", `${word} ${inventedWord(random)}`.toUpperCase());
  });
}

function party(number: number, type: PartyType, name: string): Party {
  return sealParty({
    id: String(number),
    list: "invented",
    type,
    names: [{ text: name, kind: "primary", quality: "strong", script: scriptOf(name) }],
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
