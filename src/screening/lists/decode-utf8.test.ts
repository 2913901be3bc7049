import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNamedRows } from "../batch.ts";
import { decodeUtf8 } from "./decode-utf8.ts";

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function textOf(bytes: Uint8Array, size: number): Promise<string> {
  let text = "";
  for await (const piece of decodeUtf8(inPieces(bytes, size))) text += piece;
  return text;
}

async function rowsOf(bytes: Uint8Array): Promise<Record<string, string>[]> {
  const rows = [];
  for await (const row of readNamedRows(inPieces(bytes, 5), ["name"])) rows.push(row);
  return rows;
}

describe("UTF-8 in pieces", () => {
  test("any text arrives as it was, however it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (text, size) => {
          expect(await textOf(Buffer.from(text), size)).toBe(Buffer.from(text).toString("utf8"));
        },
      ),
    );
  });

  test.each([1, 2, 3, 7, 1000])("the first wrong byte is named, in pieces of %i bytes", async (size) => {
    const bytes = Buffer.concat([Buffer.from("name\nЖанна\nM"), Buffer.from([0xfc]), Buffer.from("ller\n")]);
    await expect(textOf(bytes, size)).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      message: expect.stringContaining("not UTF-8 at byte 17 (row 3)"),
    });
  });

  test.each([
    ["a character cut off by the end", [0x41, 0xe2, 0x82]],
    ["an overlong form", [0x41, 0xc0, 0xaf]],
    ["a surrogate", [0x41, 0xed, 0xa0, 0x80]],
    ["a byte that never occurs", [0x41, 0xff]],
    ["a continuation without a start", [0x41, 0x80, 0x41]],
  ])("%s is refused", async (_what, bytes) => {
    for (const size of [1, 2, 100]) {
      await expect(textOf(Uint8Array.from(bytes), size)).rejects.toThrow("not UTF-8 at byte 1 (row 1)");
    }
  });
});

describe("a CSV of customers", () => {
  test("in Latin-1 is refused instead of read with mangled names", async () => {
    await expect(rowsOf(Buffer.from("name\nJosé Müller\n", "latin1"))).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      message: expect.stringContaining("not UTF-8 at byte 8 (row 2)"),
    });
  });
  test("may begin with a byte order mark", async () => {
    expect(await rowsOf(Buffer.from("\ufeffname,ref\nJosé Müller,1\n"))).toEqual([
      { name: "José Müller", ref: "1" },
    ]);
  });
});
