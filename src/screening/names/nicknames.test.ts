import { describe, expect, test } from "vitest";
import { areNicknames, nicknamesOf } from "./nicknames.ts";
import { englishNicknames } from "./nicknames-english.ts";
import { otherNicknames } from "./nicknames-other.ts";

const names = [...new Set(`${englishNicknames} ${otherNicknames}`.trim().split(/\s+/))];

describe("nicknames", () => {
  test.each([
    ["robert", "bob"],
    ["william", "bill"],
    ["aleksandr", "sasha"],
    ["aleksandra", "sasha"],
    ["vladimir", "volodya"],
    ["dmitry", "dima"],
    ["yevgeny", "zhenya"],
    ["jose", "pepe"],
    ["francisco", "paco"],
    ["jesus", "chuy"],
    ["giuseppe", "beppe"],
    ["johannes", "hans"],
    ["ioannis", "yannis"],
    ["katarzyna", "kasia"],
    ["margaret", "peggy"],
  ])("%s may be called %s", (name, nickname) => {
    expect(areNicknames(name, nickname)).toBe(true);
    expect(areNicknames(nickname, name)).toBe(true);
  });

  test.each([
    ["robert", "bill"],
    ["alexander", "alexandra"],
    ["vladimir", "dima"],
    ["ivan", "john"],
    ["joseph", "yusuf"],
    ["maria", "marina"],
    ["jose", "jesus"],
    ["ali", "bali"],
    ["kim", "kin"],
    ["hans", "hassan"],
    ["sergey", "andrey"],
    ["bob", "bob"],
    ["", ""],
    ["robert", ""],
    ["constructor", "toString"],
  ])("%s and %s are not related", (a, b) => expect(areNicknames(a, b)).toBe(false));

  test("the relation is symmetric, and listed as it is asked", () => {
    for (const name of names) {
      for (const other of nicknamesOf(name)) {
        expect(areNicknames(name, other)).toBe(true);
        expect(nicknamesOf(other)).toContain(name);
      }
    }
  });

  test("no name has so many relations that it tells nobody apart", () => {
    expect(Math.max(...names.map((name) => nicknamesOf(name).length))).toBeLessThanOrEqual(30);
  });

  test("the table has 600 pairs at least", () => {
    expect(names.reduce((sum, name) => sum + nicknamesOf(name).length, 0) / 2).toBeGreaterThanOrEqual(600);
  });
});
