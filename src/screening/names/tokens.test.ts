import { describe, expect, test } from "vitest";
import type { PartyType } from "../party/party.ts";
import { type NameToken, type TokenRole, tokenise } from "./tokens.ts";

function texts(name: string, type: PartyType | undefined): string[] {
  return tokenise(name, type).map(({ text }) => text);
}

function only(name: string, type: PartyType | undefined): NameToken {
  const [token] = tokenise(name, type);
  if (token === undefined) throw new Error(`"${name}" has no token.`);
  return token;
}

describe("parts of a person's name", () => {
  test("what stands before the comma is the family name", () => {
    const tokens = tokenise("AL-ASSAD, Bashar Hafez", "person");
    expect(tokens.filter((token) => token.family).map(({ text }) => text)).toEqual(["al", "assad"]);
  });

  test.each([
    ["Bashar Al-Assad", undefined],
    ["Smith, John, Jr.", "person"],
    ["Smith, John", "entity"],
  ] as const)("no family name is told by %s (%s)", (name, type) => {
    expect(tokenise(name, type).some((token) => token.family)).toBe(false);
  });

  test.each<[string, [string, TokenRole][]]>([
    [
      "J.F. Kennedy",
      [
        ["j", "initial"],
        ["f", "initial"],
        ["kennedy", "word"],
      ],
    ],
    [
      "JF Kennedy",
      [
        ["j", "initial"],
        ["f", "initial"],
        ["kennedy", "word"],
      ],
    ],
    [
      "J F Kennedy",
      [
        ["j", "initial"],
        ["f", "initial"],
        ["kennedy", "word"],
      ],
    ],
    [
      "Ng Wai",
      [
        ["ng", "word"],
        ["wai", "word"],
      ],
    ],
    [
      "NG Wai",
      [
        ["ng", "word"],
        ["wai", "word"],
      ],
    ],
    ["JFK", [["jfk", "word"]]],
    [
      "MD Rahim",
      [
        ["md", "word"],
        ["rahim", "word"],
      ],
    ],
    [
      "Dr. Hassan bin Ali",
      [
        ["dr", "honorific"],
        ["hassan", "word"],
        ["bin", "particle"],
        ["ali", "word"],
      ],
    ],
    [
      "Mullah Omar",
      [
        ["mullah", "honorific"],
        ["omar", "word"],
      ],
    ],
    [
      "Sheikh Omar",
      [
        ["sheikh", "honorific"],
        ["omar", "word"],
      ],
    ],
    [
      "Omar El-Sheikh",
      [
        ["omar", "word"],
        ["el", "particle"],
        ["sheikh", "word"],
      ],
    ],
    [
      "Omar al-Sheikh Hassan",
      [
        ["omar", "word"],
        ["al", "particle"],
        ["sheikh", "word"],
        ["hassan", "word"],
      ],
    ],
    [
      "السيد أحمد",
      [
        ["al", "particle"],
        ["sayyid", "honorific"],
        ["ahmad", "word"],
      ],
    ],
    [
      "أحمد السيد",
      [
        ["ahmad", "word"],
        ["al", "particle"],
        ["sayyid", "word"],
      ],
    ],
    [
      "AL-SAYED, Haji Ahmed",
      [
        ["al", "particle"],
        ["sayed", "word"],
        ["haji", "honorific"],
        ["ahmed", "word"],
      ],
    ],
    [
      "DOE, General",
      [
        ["doe", "word"],
        ["general", "honorific"],
      ],
    ],
    [
      "Martin King Jr.",
      [
        ["martin", "word"],
        ["king", "word"],
        ["jr", "suffix"],
      ],
    ],
    [
      "Henry Ford III",
      [
        ["henry", "word"],
        ["ford", "word"],
        ["iii", "suffix"],
      ],
    ],
    [
      "Xi Li",
      [
        ["xi", "word"],
        ["li", "word"],
      ],
    ],
    [
      "Jr Smith",
      [
        ["jr", "word"],
        ["smith", "word"],
      ],
    ],
    [
      "Ludwig van Beethoven",
      [
        ["ludwig", "word"],
        ["van", "particle"],
        ["beethoven", "word"],
      ],
    ],
    [
      "Agent 47",
      [
        ["agent", "word"],
        ["47", "number"],
      ],
    ],
    [
      "Sultan Amir",
      [
        ["sultan", "word"],
        ["amir", "word"],
      ],
    ],
    [
      "Sa Li",
      [
        ["sa", "word"],
        ["li", "word"],
      ],
    ],
  ])("%s", (name, expected) => {
    expect(tokenise(name, "person").map(({ text, role }) => [text, role])).toEqual(expected);
  });

  test.each(["Ivanovich", "Petrovna", "Alekseevich", "Ilyinichna", "Vladimirovitj", "oglu"])(
    "%s is a patronymic",
    (word) => expect(tokenise(`Ivan ${word} Petrov`, "person")[1]?.patronymic).toBe(true),
  );

  test.each(["Ivan", "Petrov", "Rich", "Vich", "Anna", "Novichok", "Heinrich", "Dietrich"])(
    "%s is no patronymic",
    (word) => expect(only(word, "person").patronymic).toBe(false),
  );
});

describe("Arabic names of two words are one token, however they are written", () => {
  test.each([
    [
      "abdrahman",
      [
        "Abd al-Rahman",
        "Abdul Rahman",
        "Abdulrahman",
        "Abdurrahman",
        "Abdurahman",
        "Abd ar Rahman",
        "عبد الرحمن",
        "عبدالرحمن",
      ],
    ],
    ["abdallah", ["Abdullah", "Abdallah", "Abd Allah", "Abdollah", "عبد الله", "عبدالله"]],
    ["abdaziz", ["Abdul Aziz", "Abdel Aziz", "Abdulaziz", "Abd al-Aziz", "عبد العزيز"]],
    ["abdlatif", ["Abdul Latif", "Abdullatif", "Abdulatif", "عبد اللطيف"]],
    ["nasrallah", ["Nasr Allah", "Nasrallah", "Nasrullah", "Nasrollah", "نصر الله", "نصرالله"]],
    ["saifdin", ["Saif al-Din", "Saifuddin", "Saif ud Din", "Saif Uddin", "سيف الدين"]],
    ["shahidkhel", ["Shahid Khel", "Shahidkhel", "Shahid Khil", "شهيد خيل"]],
    ["hasanzadeh", ["Hasan Zadeh", "Hasanzadeh", "Hasan Zada"]],
    ["shamsrahman", ["Shams ur-Rahman", "Shamsurrahman", "شمس الرحمن"]],
  ])("%s", (text, spellings) => {
    expect(spellings.map((spelling) => texts(spelling, "person"))).toEqual(spellings.map(() => [text]));
  });

  test.each([
    ["Abdi Hassan", ["abdi", "hassan"]],
    ["Rahman Ali", ["rahman", "ali"]],
    ["Ali Rahman", ["ali", "rahman"]],
    ["Allah Dad", ["allah", "dad"]],
    ["Mullah Nasir", ["mullah", "nasir"]],
    ["Constantin Nadine", ["constantin", "nadine"]],
    ["Paladin Martin", ["paladin", "martin"]],
    ["Delilah", ["delilah"]],
    ["Norman Herman", ["norman", "herman"]],
    ["Abu Ali", ["abu", "ali"]],
    ["Claudine", ["claudine"]],
    ["Khel Ahmad", ["khel", "ahmad"]],
    ["Al Zadeh", ["al", "zadeh"]],
    ["Ahmad Khan", ["ahmad", "khan"]],
  ])("%s stays %j", (name, expected) => expect(texts(name, "person")).toEqual(expected));

  test.each([
    ["Alireza", "Ali Reza", "علیرضا", "علی رضا"],
    ["Gholamreza", "Gholam Reza", "غلامرضا"],
    ["Mohammadhossein", "Mohammad Hossein", "محمدحسین"],
  ])("%s is two names, in one word or two", (...spellings) => {
    expect(spellings.map((spelling) => texts(spelling, "person").length)).toEqual(spellings.map(() => 2));
  });

  test.each(["Alina", "Amirov", "Hamidi", "Mohammadi", "محمدی", "علیان", "سعيدي"])("%s is one name", (name) =>
    expect(texts(name, "person")).toHaveLength(1),
  );

  test("Abubakar is Abu Bakr", () => {
    expect(texts("Abubakar", "person")).toEqual(["abu", "bakr"]);
    expect(texts("أبو بكر", "person")).toEqual(["abu", "bakr"]);
  });

  test("an article written together with its name is a reading, not a cut", () => {
    expect(only("Alsharif", "person")).toMatchObject({ text: "alsharif", also: ["sharif"] });
    expect(only("Ashsharif", "person").also).toContain("sharif");
    expect(only("Elena", "person").also).toEqual([]);
    expect(only("Alan", "person").also).toEqual([]);
    expect(only("Alsharif", "entity").also).toEqual([]);
  });
});

describe("names of organisations", () => {
  test.each([
    [
      "limited",
      [
        "Ltd",
        "Ltd.",
        "L.T.D.",
        "Limited",
        "Limted",
        "GmbH",
        "G.m.b.H.",
        "ООО",
        "О.О.О.",
        "S.R.L.",
        "Sp. z o.o.",
        "d.o.o.",
        "Pte Ltd",
        "有限公司",
        "SDN BHD",
        "s.r.o.",
        "ش.م.م",
      ],
    ],
    [
      "joint-stock",
      [
        "S.A.",
        "SA",
        "AG",
        "PJSC",
        "ПАО",
        "ОАО",
        "Joint Stock Company",
        "Aktiengesellschaft",
        "S.p.A.",
        "A.Ş.",
        "S.A.L.",
        "Sociedad Anónima",
        "Акционерное общество",
      ],
    ],
    [
      "company",
      ["Co", "Company", "Compnay", "Corp.", "Corporation", "Inc.", "شركة", "شرکت", "株式会社", "주식회사"],
    ],
    ["state", ["ФГУП", "Federal State Unitary Enterprise", "Unitary Enterprise"]],
  ])("%s: the legal forms of one class fold alike", (form, spellings) => {
    for (const spelling of spellings) {
      const legal = tokenise(`Gazprom ${spelling}`, "entity").filter(({ role }) => role === "legal");
      expect([spelling, legal.map(({ folded }) => folded)]).toEqual([spelling, [`§${form}`]]);
    }
  });

  test.each([
    ["Общество с ограниченной ответственностью", "§limited"],
    ["Limited Liability Company", "§limited"],
    ["Société à responsabilité limitée", "§limited"],
    ["S. de R.L.", "§limited"],
    ["Gesellschaft mit beschränkter Haftung", "§limited"],
    ["Публичное акционерное общество", "§joint-stock"],
    ["ААТ", "§joint-stock"],
    ["ТАА", "§limited"],
  ])("%s is one legal form", (name, folded) => {
    expect(tokenise(`${name} Orion`, "entity").map((token) => token.folded)).toEqual([folded, "orion"]);
  });

  test.each(["Saturn", "Limitless", "Agora", "Incas", "Coral", "Plasma", "Oasis", "Companion Star"])(
    "%s has no legal form",
    (name) => expect(tokenise(name, "entity").some(({ role }) => role === "legal")).toBe(false),
  );

  test("a person's name has no legal form, a name of unknown type only an unmistakable one", () => {
    expect(tokenise("Maria Sa Co", "person").some(({ role }) => role === "legal")).toBe(false);
    expect(tokenise("Maria Sa", undefined).some(({ role }) => role === "legal")).toBe(false);
    expect(tokenise("Orion GmbH", undefined)[1]?.role).toBe("legal");
  });

  test.each([
    [
      "international",
      [
        "Intl",
        "Int'l",
        "International",
        "Internacional",
        "Международный",
        "Международная",
        "国际",
        "国際",
        "الدولية",
      ],
    ],
    ["military", ["Military", "Войсковая", "Военный"]],
    ["unit", ["Unit", "Часть", "Подразделение"]],
    ["precision", ["Precision", "Точной"]],
    ["electromechanics", ["Electromechanics", "Электромеханики", "Электромеханический"]],
    ["manufacturing", ["Mfg", "Manufacturing", "Производственный"]],
    ["brothers", ["Bros", "Brothers"]],
    ["services", ["Svcs", "Services", "Servicios"]],
    ["group", ["Grp", "Group", "Grupo", "Группа", "集团", "集團", "گروه"]],
    ["trading", ["Trdg", "Trading", "Торговый", "Comercial", "Bazargani", "贸易", "무역"]],
    ["bank", ["Bank", "Банк", "Banque", "بنك", "بانک", "銀行", "은행"]],
  ])("%s: abbreviations and translations fold alike and are generic", (folded, spellings) => {
    for (const spelling of spellings) {
      const token = tokenise(`Orion ${spelling}`, "entity").find(({ trade }) => trade);
      expect([spelling, token?.folded]).toEqual([spelling, folded]);
    }
  });

  test.each(["Orion", "Rosneft", "Gazprom", "Banksy", "Tradewind", "Moscow", "Halkbank"])(
    "%s is not generic",
    (word) => expect(only(word, "entity").trade).toBe(false),
  );

  test.each([
    ["Third Brigade", ["3", "brigade"]],
    ["3rd Brigade", ["3", "brigade"]],
    ["Brigade 003", ["brigade", "3"]],
    ["Institute XI", ["institute", "11"]],
    ["XI Institute", ["xi", "institute"]],
    ["Thirdly", ["thirdly"]],
    ["N.I.O.C.", ["nioc"]],
    ["A & B", ["a", "and", "b"]],
    ["A.B.C. Trading", ["abc", "trading"]],
  ])("%s: %j", (name, expected) => expect(texts(name, "entity")).toEqual(expected));

  test("numbers, in whatever digits, have their role", () => {
    expect(tokenise("Plant ٣", "entity")[1]).toMatchObject({ text: "3", role: "number" });
    expect(tokenise("Завод 21", "entity")[1]).toMatchObject({ text: "21", role: "number" });
  });

  test("words of Arabic writing are translated in organisations only", () => {
    expect(texts("بنك الخليج", "entity")[0]).toBe("bank");
    expect(only("سوري", "person").text).toBe("suri");
  });
});

describe("names of vessels", () => {
  test.each([
    ["MV Ocean Star", ["ocean", "star"]],
    ["M/V Ocean Star", ["ocean", "star"]],
    ["M/T ARIES II", ["aries", "2"]],
    ["Ocean MV", ["ocean", "mv"]],
    ["MV", ["mv"]],
    ["M Star", ["m", "star"]],
  ])("%s: %j", (name, expected) => expect(texts(name, "vessel")).toEqual(expected));
});
