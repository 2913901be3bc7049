import { asciiOf } from "./ascii.ts";
import { otherReadings, type Romanised } from "./romanised.ts";

/** Parts of a syllable in the order of Unicode: Revised Romanisation of 2000, then McCune-Reischauer, then custom. */
const initials: readonly (readonly string[])[] = [
  ["g", "k"],
  ["kk"],
  ["n"],
  ["d", "t"],
  ["tt"],
  ["r"],
  ["m"],
  ["b", "p"],
  ["pp"],
  ["s"],
  ["ss"],
  [""],
  ["j", "ch"],
  ["jj"],
  ["ch"],
  ["k"],
  ["t"],
  ["p"],
  ["h"],
];
const vowels: readonly (readonly string[])[] = [
  ["a"],
  ["ae"],
  ["ya"],
  ["yae"],
  ["eo", "o", "u"],
  ["e"],
  ["yeo", "yo", "yu", "you"],
  ["ye"],
  ["o"],
  ["wa"],
  ["wae"],
  ["oe", "oe", "oi"],
  ["yo"],
  ["u", "u", "oo"],
  ["wo"],
  ["we"],
  ["wi"],
  ["yu"],
  ["eu", "u"],
  ["ui"],
  ["i", "i", "ee"],
];
const finals = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ");
const syllableFirst = 0xac00;
const syllableLast = 0xd7a3;

/** Family names by habit: the spelling of the lists first. North Korea writes `ri` and `rim` where the South has `i` and `im`. */
const surnameTable = `
김 kim gim ghim
이 lee yi rhee ri i
리 ri lee li rhee
박 pak park bak
최 choe choi choy
정 jong jung jeong chung chong
강 kang gang
조 jo cho choe
윤 yun yoon
장 jang chang
임 im lim yim rim
림 rim lim im
한 han
오 o oh
서 so seo suh
신 sin shin
권 kwon gwon kwun
황 hwang whang
안 an ahn
송 song
전 jon jun jeon chun chon
홍 hong
유 yu yoo ryu you
류 ryu yu yoo ryoo
고 ko go koh
문 mun moon
양 yang
량 ryang yang
손 son sohn
배 pae bae pai
백 paek baek paik
허 ho heo hur huh
남 nam
심 sim shim
노 no roh noh ro
로 ro roh no
하 ha
곽 kwak gwak
성 song seong sung
차 cha
주 ju joo chu
우 u woo
구 ku koo gu
민 min
나 na ra nah
라 ra na
진 jin chin
지 ji chi jee
엄 om eom um
원 won
천 chon cheon chun
방 pang bang
공 kong gong
현 hyon hyun hyeon
함 ham
변 pyon byun byeon
염 yom yeom
렴 ryom yom
여 yo yeo
려 ryo yo
추 chu choo
도 to do
소 so
석 sok seok suk
선 son seon sun
설 sol seol sul
마 ma
길 kil gil
연 yon yeon
련 ryon yon
위 wi
표 phyo pyo
명 myong myung myeong
기 ki gi
반 pan ban
왕 wang
금 kum geum
옥 ok
육 yuk
인 in
맹 maeng
제 je
모 mo
탁 thak tak
국 kuk gook
어 o eo
은 un eun
편 phyon pyeon
용 yong
룡 ryong yong
예 ye
경 kyong kyung gyeong
봉 pong bong
사 sa
부 pu bu
가 ka ga
복 pok bok
태 thae tae
목 mok
형 hyong hyung
피 phi pi
두 tu doo
감 kam
동 tong dong
온 on
호 ho
범 pom beom bum
좌 chwa jwa
팽 phaeng paeng
승 sung seung
간 kan
상 sang
갈 kal
시 si
`;
const surnames = new Map<string, readonly string[]>();
for (const line of surnameTable.trim().split("\n")) {
  const [hangul = "", ...spellings] = line.split(" ");
  surnames.set(hangul, spellings);
}
const doubleSurnames = new Map([
  ["남궁", ["namgung", "namkoong"]],
  ["황보", ["hwangbo"]],
  ["제갈", ["jegal", "chegal"]],
  ["사공", ["sagong"]],
  ["선우", ["sonu", "sunwoo", "seonu"]],
  ["독고", ["tokko", "dokgo"]],
]);
/** Two to four syllables at the beginning are taken for a personal name; longer ones are words. */
const PERSON_SYLLABLES = { min: 2, max: 4 } as const;

/** Words of Korean organisations with the English word they are translated by, the longest first. */
const organisationWords: readonly (readonly [string, string])[] = [
  ["주식회사", "corporation"],
  ["유한회사", "limited"],
  ["총회사", "corporation"],
  ["회사", "company"],
  ["은행", "bank"],
  ["무역", "trading"],
  ["총국", "bureau"],
  ["그룹", "group"],
  ["해운", "shipping"],
  ["개발", "development"],
  ["기술", "technology"],
  ["대학", "university"],
  ["연합", "associated"],
  ["국제", "international"],
  ["건설", "construction"],
  ["공업", "industry"],
  ["위원회", "committee"],
];

/** The words of an organisation's name, the unknown ones between them transcribed; undefined without a known word. */
function readOrganisation(word: string): Romanised[] | undefined {
  for (const [korean, english] of organisationWords) {
    const at = word.indexOf(korean);
    if (at < 0) continue;
    const rest = [word.slice(0, at), word.slice(at + korean.length)];
    const [before = [], after = []] = rest.map((text) =>
      text === "" ? [] : (readOrganisation(text) ?? [readJoined([...text])]),
    );
    return [...before, { text: english }, ...after];
  }
  return undefined;
}

/** A run of Hangul: the family name and each syllable of the given name by itself, or one word. */
export function romaniseHangul(word: string, first: boolean): Romanised[] {
  const syllables = [...word.normalize("NFC")];
  const { min, max } = PERSON_SYLLABLES;
  const organisation = readOrganisation(syllables.join(""));
  if (organisation) return organisation;
  if (!first && syllables.length <= 2) return syllables.map((syllable) => readSyllable(syllable));
  if (!first || syllables.length > max) return [readJoined(syllables)];
  const two = doubleSurnames.get(syllables.slice(0, 2).join(""));
  const surname = syllables.length > 2 && two ? two : surnames.get(syllables[0] ?? "");
  if (surname === undefined) return [readJoined(syllables)];
  const [text = "", ...also] = surname;
  const family = { text, also, family: true };
  if (syllables.length < min) return [family];
  const given = syllables.slice(surname === two ? 2 : 1).map((syllable) => readSyllable(syllable));
  return [family, ...given];
}

function readJoined(syllables: readonly string[]): Romanised {
  const readings = syllables.map(readSyllable);
  const text = readings.map((reading) => reading.text).join("");
  return { text, also: otherReadings(text, [readings.map(({ also, text }) => also?.[0] ?? text).join("")]) };
}

/** One syllable: `o` and `u` for the vowel that Revised Romanisation writes `eo`, and a hard or soft initial. */
function readSyllable(syllable: string): Romanised {
  const code = syllable.codePointAt(0) ?? 0;
  if (code < syllableFirst || code > syllableLast) return { text: asciiOf(syllable) };
  const index = code - syllableFirst;
  const onset = initials[Math.floor(index / 588)] ?? [""];
  const vowel = vowels[Math.floor((index % 588) / 28)] ?? [""];
  const coda = finals[index % 28] ?? "";
  const [soft = "", hard = soft] = onset;
  const [revised = "", northern = revised, ...customs] = vowel;
  const usual = soft === "j" ? soft : hard;
  const text = usual + northern + coda;
  const also = otherReadings(text, [
    soft + revised + coda,
    ...customs.map((custom) => usual + custom + coda),
    hard + northern + coda,
    soft + northern + coda,
    ...customs.map((custom) => (usual === hard ? soft : hard) + custom + coda),
  ]);
  return { text, also };
}
