import type { PartyType } from "../../src/screening/party/party.ts";
import { asia } from "./cultures/asia.ts";
import type { Culture, NameShape } from "./cultures/culture.ts";
import { easternEurope } from "./cultures/eastern-europe.ts";
import { middleEastAndAfrica } from "./cultures/middle-east-africa.ts";
import { westernEurope } from "./cultures/western-europe.ts";
import { pick, type Random, randomFor } from "./seeded-random.ts";

/** A name that is nobody in particular; by chance it may be that of somebody listed. */
export interface OrdinaryName {
  readonly text: string;
  readonly type: PartyType;
  readonly culture: string;
}

export const cultures: readonly Culture[] = [
  ...westernEurope,
  ...easternEurope,
  ...middleEastAndAfrica,
  ...asia,
];

/** `count` distinct names of people, as many of each culture, the same every time. */
export function ordinaryNames(count: number): OrdinaryName[] {
  const names = new Map<string, OrdinaryName>();
  const drawers = cultures.map((culture) => ({ culture: culture.id, draw: drawer(culture) }));
  for (let turn = 0; names.size < count; turn++) {
    for (const { culture, draw } of drawers) {
      const text = draw();
      if (names.size < count && !names.has(text)) names.set(text, { text, type: "person", culture });
    }
    if (turn > count) throw new Error("the cultures do not have that many names");
  }
  return [...names.values()];
}

/** The words of a name without their order, to see whether it is a listed one. */
export function distinctWords(name: string): string {
  return (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).toSorted().join(" ");
}

interface Drawn {
  readonly random: Random;
  readonly female: boolean;
  given(): string;
  male(): string;
  family(): string;
}

function drawer(culture: Culture): () => string {
  const random = randomFor("ordinary", culture.id);
  const [male, female, family] = [culture.male, culture.female, culture.family].map(zipf);
  return () => {
    const isFemale = random() < 0.5;
    const drawn: Drawn = {
      random,
      female: isFemale,
      given: () => (isFemale ? female : male)?.(random) ?? "",
      male: () => male?.(random) ?? "",
      family: () => family?.(random) ?? "",
    };
    return shapes[culture.shape](drawn).replaceAll("_", " ");
  };
}

/** Draws the n-th word of a line with a chance of 1 / (n + 5): common names are common, rare ones occur. */
function zipf(line: string): (random: Random) => string {
  const words = [...new Set(line.split(/\s+/))];
  let total = 0;
  const upTo = words.map((_, rank) => (total += 1 / (rank + 5)));
  return (random) => {
    const at = random() * total;
    return words[upTo.findIndex((bound) => at < bound)] ?? words[0] ?? "";
  };
}

const initial = (name: string): string => `${name[0]}.`;
/** Another name than the first, or nothing. */
const second = (first: string, draw: () => string): string => {
  const other = draw();
  return other === first ? "" : other;
};
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" ");

/** Russian and its neighbours: the father's name and the ending of the family name follow the gender. */
function patronymic(father: string, female: boolean): string {
  const stem = father.replace(/(?:iy|ey|y)$/, (end) => (end === "ey" ? "eye" : "")).replace(/[ao]$/, "");
  return /(?:a|o)$/.test(father) && !female
    ? `${stem}ich`
    : `${stem}${/eye$/.test(stem) ? "v" : "ov"}${female ? "na" : "ich"}`;
}
function familyOf(name: string, female: boolean): string {
  if (!female) return name;
  return name.replace(/(ov|ev|yov|in|yn)$/, "$1a").replace(/(sk|tsk)(?:iy|y|i)$/, "$1aya");
}

const shapes: Readonly<Record<NameShape, (drawn: Drawn) => string>> = {
  western({ random, given, family }) {
    const first = given();
    const chance = random();
    const middle = chance < 0.2 ? second(first, given) : chance < 0.28 ? initial(given()) : "";
    const last = random() < 0.03 ? `${family()}-${family()}` : family();
    return joined(first, middle, last);
  },
  spanish({ random, given, family }) {
    const first = given();
    return joined(
      first,
      random() < 0.4 ? second(first, given) : "",
      family(),
      random() < 0.7 ? family() : "",
    );
  },
  portuguese({ random, given, family }) {
    const first = given();
    return joined(
      first,
      random() < 0.35 ? second(first, given) : "",
      family(),
      random() < 0.6 ? family() : "",
    );
  },
  arabic({ random, female, given, male, family }) {
    const father = random() < 0.65 ? male() : "";
    const link = father !== "" && random() < 0.15 ? (female ? "bint" : "bin") : "";
    const grandfather = father !== "" && random() < 0.3 ? male() : "";
    return joined(given(), link, father, grandfather, family());
  },
  maghreb: ({ random, given, family }) => joined(given(), random() < 0.12 ? given() : "", family()),
  slavic({ random, female, given, male, family }) {
    const father = random() < 0.5 ? patronymic(male(), female) : "";
    return joined(given(), father, familyOf(family(), female));
  },
  "family-first": ({ random, given, family }) =>
    random() < 0.5 ? joined(family(), given()) : joined(given(), family()),
  chinese({ random, given, family }) {
    const name = random() < 0.25 ? given().replaceAll("_", "-") : given();
    return random() < 0.6 ? joined(family(), name) : joined(name, family());
  },
  korean({ random, given, family }) {
    const style = random();
    const name =
      style < 0.5 ? given().replaceAll("_", "-") : style < 0.75 ? given() : given().replaceAll("_", "");
    return random() < 0.5 ? joined(family(), name) : joined(name, family());
  },
  vietnamese({ random, female, given, family }) {
    const middle = random() < 0.5 ? (female ? "Thi" : "Van") : given();
    return random() < 0.7 ? joined(family(), middle, given()) : joined(given(), family());
  },
  indonesian({ random, given, family }) {
    const style = random();
    if (style < 0.08) return joined(given(), given());
    return style < 0.4 ? joined(given(), given(), family()) : joined(given(), family());
  },
  malay({ random, female, given, male, family }) {
    const first = given();
    const link = female ? pick(["binti", "bt"], random) : pick(["bin", "b."], random);
    return joined(
      first,
      random() < 0.4 ? second(first, given) : "",
      link,
      random() < 0.5 ? male() : family(),
    );
  },
  filipino({ random, given, family }) {
    const first = given();
    return joined(
      first,
      random() < 0.25 ? second(first, given) : "",
      random() < 0.4 ? initial(family()) : "",
      family(),
    );
  },
  "north-indian"({ random, given, family }) {
    const middle =
      random() < 0.2 ? pick(["Kumar", "Singh", "Kumari", "Devi", "Lal", "Chand", "Nath"], random) : "";
    return joined(given(), middle, family());
  },
  "south-indian"({ random, given, male, family }) {
    const style = random();
    if (style < 0.3) return joined(initial(male()), given());
    if (style < 0.45) return joined(given(), initial(male()));
    return style < 0.7 ? joined(given(), male()) : joined(given(), family());
  },
  "south-asian-muslim"({ random, given, family }) {
    const first = given();
    return joined(first, random() < 0.45 ? second(first, given) : "", family());
  },
  "father-chain": ({ random, given, male, family }) =>
    joined(given(), random() < 0.4 ? male() : "", random() < 0.5 ? male() : family()),
};
