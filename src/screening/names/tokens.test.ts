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
