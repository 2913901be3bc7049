import { expect, test } from "vitest";
import { freshBytes } from "./random-bytes.ts";

test("no bytes are given twice, across many refills and whatever the sizes", () => {
  const seen = new Set<string>();
  for (let turn = 0; turn < 20_000; turn++) {
    const bytes = freshBytes(turn % 2 === 0 ? 12 : 16);
    seen.add(bytes.subarray(0, 12).toString("hex"));
  }
  expect(seen.size).toBe(20_000);
});

test("bytes belong to whoever was given them", () => {
  const mine = freshBytes(16);
  const before = mine.toString("hex");
  for (let turn = 0; turn < 1_000; turn++) freshBytes(16).fill(0);
  expect(mine.toString("hex")).toBe(before);
  expect(freshBytes(16).equals(Buffer.alloc(16))).toBe(false);
});

test("sizes up to the whole pool are served, larger ones refused", () => {
  expect(freshBytes(4_096)).toHaveLength(4_096);
  expect(freshBytes(0)).toHaveLength(0);
  expect(() => freshBytes(4_097)).toThrow(RangeError);
});
