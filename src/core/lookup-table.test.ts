import { describe, expect, test } from "vitest";
import { lookupTable } from "./lookup-table.ts";

describe("a lookup table", () => {
  const table = lookupTable({ ship: "vessel" });

  test("answers to its own words", () => {
    expect(table["ship"]).toBe("vessel");
    expect(Object.keys(table)).toEqual(["ship"]);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "Ship", ""])(
    "and not to %s",
    (word) => {
      expect(table[word]).toBeUndefined();
    },
  );
});
