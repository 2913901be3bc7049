import { noReadings, type Word } from "./words.ts";

/**
 * Arabic names of two words are written in one to three: `Abd al-Rahman`, `Abdul Rahman`,
 * `Abdurrahman`; `Nur al-Din`, `Nuruddin`; `Habib Allah`, `Habibullah`. All become one token
 * without article and linking vowel: `abdrahman`, `nurdin`, `habiballah`.
 */
export function joinCompoundNames(words: readonly Word[]): Word[] {
  const joined: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) continue;
    const servant = servantAt(words, at);
    const two = servant ? undefined : (fatherName(word) ?? doubleName(word));
    if (two) {
      joined.push(...two);
      continue;
    }
    const from = servant ?? { word: fused(word), next: at + 1 };
    const compound = compoundAt(words, from.next, from.word);
    joined.push(compound?.word ?? from.word);
    at = (compound?.next ?? from.next) - 1;
  }
  return joined;
}

interface Joined {
  readonly word: Word;
  /** Place of the first word after it. */
  readonly next: number;
}

const servant = /^abd(?:[aeiou]+[lrnsztd]?)?$/;
const articles = new Set([
  "al",
  "el",
  "ul",
  "ol",
  "ar",
  "er",
  "ur",
  "or",
  "ad",
  "ed",
  "ud",
  "od",
  "as",
  "us",
  "az",
  "an",
  "ash",
  "at",
  "il",
]);
const noServantNames = new Set(["abdi", "abdo", "abda"]);

/** `Abd` and the name of God it stands before. */
function servantAt(words: readonly Word[], at: number): Joined | undefined {
  const word = words[at];
  if (word === undefined || !word.text.startsWith("abd")) return undefined;
  if (!servant.test(word.text) || noServantNames.has(word.text)) return undefined;
  const article = articles.has(words[at + 1]?.text ?? "");
  const name = words[article ? at + 2 : at + 1];
  if (name === undefined || name.text.length < 2 || name.family !== word.family) return undefined;
  const stem = article ? undefined : withoutArticle(name.text);
  return { word: join(word, "abd", name, stem ?? name.text), next: article ? at + 3 : at + 2 };
}

/** `Alrahman` after `Abd` is the article and the name. */
function withoutArticle(text: string): string | undefined {
  return /^[ae]l[bcdfghjkmnpqrstvwyz]/.test(text) && text.length > 4 ? text.slice(2) : undefined;
}

const compoundSecond = new Map([
  ["din", "din"],
  ["deen", "din"],
  ["dine", "din"],
  ["dien", "din"],
  ["allah", "allah"],
  ["ullah", "allah"],
  ["ollah", "allah"],
  ["rahman", "rahman"],
  ["rehman", "rahman"],
]);
const fusedSecond = new Map([
  ["uddin", "din"],
  ["eddin", "din"],
  ["addin", "din"],
  ["oddin", "din"],
  ["uddeen", "din"],
  ["eddine", "din"],
  ["iddin", "din"],
  ["aldin", "din"],
  ["eldin", "din"],
  ["uldin", "din"],
  ["urrahman", "rahman"],
  ["urrehman", "rahman"],
  ["alrahman", "rahman"],
]);
/** Endings of family names that are written apart or not: Pashto `khel`, tribe, Persian `zadeh`, born of. */
const tribalSecond = new Map([
  ["khel", "khel"],
  ["khil", "khel"],
  ["khail", "khel"],
  ["kheil", "khel"],
  ["zadeh", "zadeh"],
  ["zada", "zadeh"],
  ["zade", "zadeh"],
]);
const COMPOUND_FIRST_MIN = 3;

/** The second half of a compound name after `first`: `al-Din`, `ud Din`, `Uddin`, `Allah`, `ur-Rahman`, `Khel`. */
function compoundAt(words: readonly Word[], at: number, first: Word): Joined | undefined {
  if (first.text.length < 2 || noCompoundFirst.has(first.text)) return undefined;
  const next = words[at];
  if (next === undefined) return undefined;
  const whole = fusedSecond.get(next.text);
  if (whole !== undefined) return { word: join(first, stemOf(first.text), next, whole), next: at + 1 };
  const tribal = first.text.length < COMPOUND_FIRST_MIN ? undefined : tribalSecond.get(next.text);
  if (tribal !== undefined) return { word: join(first, first.text, next, tribal), next: at + 1 };
  const article = articles.has(next.text);
  const name = article ? words[at + 1] : next;
  const second = name === undefined ? undefined : compoundSecond.get(name.text);
  if (second === "allah" && first.text.endsWith("allah")) return undefined;
  if (name === undefined || second === undefined) return undefined;
  if (!article && first.text.length < COMPOUND_FIRST_MIN) return undefined;
  // Without an article, Rahman and Din are names by themselves.
  if (!article && second !== "allah" && !/[aeiou][dlr]$/.test(first.text)) return undefined;
  return { word: join(first, stemOf(first.text), name, second), next: article ? at + 2 : at + 1 };
}
const noCompoundFirst = new Set([
  "bin",
  "ben",
  "ibn",
  "abu",
  "abou",
  "bint",
  "and",
  "the",
  "von",
  "van",
  "del",
]);

/** `Nurul`, `Ziaur`: the article hangs on the first word. */
function stemOf(text: string): string {
  return text.length > COMPOUND_FIRST_MIN + 2 &&
    /[bcdfghjklmnpqrstvwyz][uaeo][ldr]$/.test(text) &&
    /u[ldr]$/.test(text)
    ? text.slice(0, -2)
    : text;
}

const fusedAllah = /^([a-z]{2,}?)(?:[aeiou]l|l)lah$/;
const fusedRahman = /^([a-z]{3,}?)(?:[aeiou]r|[aeu]l)r[ae]h?man$/;
const fusedDin = /^([a-z]{3,}?)(?:[aeiou][dl]|e)d(?:i|ee|y)ne?$/;

/** A compound name written in one word: `Nuruddin`, `Habibullah`, `Abdurrahman`. */
function fused(word: Word): Word {
  const { text } = word;
  if (word.letters !== "" || text.length < 6 || text === "mullah") return word;
  if (text.startsWith("abd")) {
    const name = fusedServantName(text);
    if (name !== undefined) return { ...word, text: `abd${name}` };
  }
  if (text.endsWith("lah")) {
    const first = fusedAllah.exec(text)?.[1];
    if (first !== undefined) return { ...word, text: `${first}allah` };
  } else if (text.endsWith("man")) {
    const first = fusedRahman.exec(text)?.[1];
    if (first !== undefined) return { ...word, text: `${first}rahman` };
  } else if (text.endsWith("n") || text.endsWith("ne")) {
    const first = fusedDin.exec(text)?.[1];
    if (first !== undefined) return { ...word, text: `${first}din` };
  }
  return word;
}

/** What follows `abd`, linking vowel and article: `aziz` in `abdulaziz`, `rahman` in `abdurahman`. */
function fusedServantName(text: string): string | undefined {
  const rest = /^abd[aeou]+([lrnsztd][a-z]{3,})$/.exec(text)?.[1];
  if (rest === undefined) return undefined;
  if (/^l+ah$/.test(rest)) return "allah";
  if (rest === "latif" || rest === "latief" || rest === "lateef") return rest;
  if (rest.startsWith("sh")) return rest.startsWith("shsh") ? rest.slice(2) : rest;
  // The article before a sun letter doubles it; a single one belongs to the name.
  const name = rest.startsWith("l") || rest[0] === rest[1] ? rest.slice(1) : rest;
  return withoutArticle(name) ?? name;
}

/** `Abubakar` and `Aboulfazl` are `Abu Bakr` and `Abu al-Fazl` in one word. */
function fatherName(word: Word): Word[] | undefined {
  if (!word.text.startsWith("ab") || word.letters !== "") return undefined;
  const bakr = /^ab(?:u|ou|o|oo)(ba[ck]k?h?a?r)$/.exec(word.text);
  const other = /^ab(?:u|ou|o|oo|ua|oua|ue)l([bcdfghjkmnpqrstvwyz][a-z]{3,})$/.exec(word.text);
  const name = bakr ? "bakr" : other?.[1];
  return name === undefined
    ? undefined
    : [
        { ...word, text: "abu" },
        { ...word, text: name },
      ];
}

const double =
  /^(ali|mohamm?[ae]d|muhamm?[ae]d|ghol[ae]m|ghulam|hamid|ahm[ae]d|amir|se?yy?ed)(reza|ali|hoss?ein|huss?[ae]in|hass?an|ta[gq]h?i|ba[gq]h?er|m[ae]hdi|sade[gq]h?|kazem|akbar|asghar|javad|karim|rahim|nabi|amin)$/;

/** Persian given names of two parts are written in one word or in two: `Alireza`, `Ali Reza`. */
function doubleName(word: Word): Word[] | undefined {
  if (word.letters !== "") return undefined;
  const [, first, second] = double.exec(word.text) ?? [];
  if (first === undefined || second === undefined) return undefined;
  return [
    { ...word, text: first, also: noReadings, dotted: false },
    { ...word, text: second, also: noReadings },
  ];
}

function join(first: Word, firstText: string, second: Word, secondText: string): Word {
  return {
    ...first,
    text: firstText + secondText,
    also: noReadings,
    letters: first.letters !== "" && second.letters !== "" ? first.letters + second.letters : "",
    english: "",
    dotted: second.dotted,
    capitals: first.capitals && second.capitals,
  };
}
