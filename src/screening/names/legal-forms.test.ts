import { describe, expect, test } from "vitest";
import { tokenise } from "./tokens.ts";

const formsOf = (name: string): string[] =>
  tokenise(name, "entity")
    .filter((token) => token.role === "legal")
    .map((token) => token.folded);
const wordsOf = (name: string): string[] =>
  tokenise(name, "entity")
    .filter((token) => token.role !== "legal")
    .map((token) => token.text);

describe("a legal form with one slip is still one", () => {
  test.each([
    ["LIMTED LIABILITY COMPANY Bastion", "§limited", ["bastion"]],
    ["LIMITED LIABALITY COMPANY Bastion", "§limited", ["bastion"]],
    ["Joint Stoock Company Polimer", "§joint-stock", ["polimer"]],
    ["PUBLIC JOINT-STOCKCOMPANY Orion", "§joint-stock", ["orion"]],
    ["OBSHCHESTVO S OGRANICJENNOI OTVETSTVENNOSTYU Orion", "§limited", ["orion"]],
    ["Orion LIMI TED", "§limited", ["orion"]],
    ["Orion COM PANY", "§company", ["orion"]],
  ])("%s", (name, form, words) => {
    expect(formsOf(name)).toEqual([form]);
    expect(wordsOf(name)).toEqual(words);
  });
});

describe("what only resembles a legal form is a name", () => {
  test.each([
    ["Joint Strike Orion", ["joint", "strike", "orion"]],
    ["Liability Orion", ["liability", "orion"]],
    ["Unlimited Orion", ["unlimited", "orion"]],
    ["Rapid Stock Orion", ["rapid", "stock", "orion"]],
    ["Le Gal Orion", ["le", "gal", "orion"]],
    ["Pan Yan Orion", ["pan", "yan", "orion"]],
    ["Soc Iety Orion", ["soc", "iety", "orion"]],
  ])("%s", (name, words) => {
    expect(formsOf(name)).toEqual([]);
    expect(wordsOf(name)).toEqual(words);
  });
});

test("a number written onto a name is a number, and digits within a word are not", () => {
  expect(tokenise("FU YUAN YU7873", "vessel").map((token) => [token.text, token.role])).toEqual([
    ["fu", "word"],
    ["yuan", "word"],
    ["yu", "word"],
    ["7873", "number"],
  ]);
  expect(tokenise("B2B Orion 3M", "entity").map((token) => token.text)).toEqual(["b2b", "orion", "3m"]);
});
