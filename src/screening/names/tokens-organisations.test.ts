import { describe, expect, test } from "vitest";
import type { PartyType } from "../party/party.ts";
import { type NameToken, tokenise } from "./tokens.ts";

function texts(name: string, type: PartyType | undefined): string[] {
  return tokenise(name, type).map(({ text }) => text);
}

function only(name: string, type: PartyType | undefined): NameToken {
  const [token] = tokenise(name, type);
  if (token === undefined) throw new Error(`"${name}" has no token.`);
  return token;
}

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
