import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CustomerFormat, type CustomerRow, readCustomerFile } from "./read-file.ts";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string | Uint8Array, format: CustomerFormat, size = 7): Promise<CustomerRow[]> {
  const rows: CustomerRow[] = [];
  for await (const row of readCustomerFile(pieces(Buffer.from(text), size), format)) rows.push(row);
  return rows;
}

describe("customers in a CSV file", () => {
  test("columns are taken by name, and several values are separated by a semicolon", async () => {
    const [row] = await read(
      "risk,ref,Name,names,birth_date,country,gender,identifiers\nhigh,C-1,Marta Lindqvist,M. Lindqvist; Марта,1988-04,SE;NO,f,passport:X123 ; 99-1\n",
      "csv",
    );
    expect(row).toEqual({
      line: 2,
      customer: {
        ref: "C-1",
        type: "person",
        names: ["Marta Lindqvist", "M. Lindqvist", "Марта"],
        birthDate: "1988-04",
        countries: ["SE", "NO"],
        nationalities: [],
        gender: "female",
        identifiers: [
          { kind: "passport", value: "X123" },
          { kind: "other", value: "99-1" },
        ],
        risk: "high",
      },
    });
  });

  test("an identifier of a kind that nobody knows refuses its row; a number without a kind is kept", async () => {
    const rows = await read(
      "ref,name,identifiers\n1,A,pasport:X1\n2,B,passport\n3,C,passport:\n4,D,99:1\n5,E,Passport: X1;77-1\n",
      "csv",
    );
    expect(rows.map(({ problem }) => problem?.split(" ")[0])).toEqual([
      "identifiers.0.kind",
      "identifiers.0.value",
      "identifiers.0.value",
      "identifiers.0.kind",
      undefined,
    ]);
    expect(rows[4]?.customer?.identifiers).toEqual([
      { kind: "passport", value: "X1" },
      { kind: "other", value: "77-1" },
    ]);
  });

  test("a bad row is named by line and member, without its values, and the others go on", async () => {
    const rows = await read(
      "ref,name,birth_date,type\n1,Ada Secret,31/12/1990,person\n2,,1990,person\n3,Grace Good,1906-12-09,person\n4,Ok,1990,robot\n5,Short\n",
      "csv",
    );
    expect(rows.map(({ line, customer }) => [line, customer?.ref])).toEqual([
      [2, undefined],
      [3, undefined],
      [4, "3"],
      [5, undefined],
      [6, undefined],
    ]);
    expect(rows[0]?.problem).toBe("birth_date is not YYYY, YYYY-MM or YYYY-MM-DD");
    expect(rows[1]?.problem).toContain("name is missing");
    expect(JSON.stringify(rows)).not.toMatch(/Secret|31\/12/);
  });

  test.each([
    ["a header without ref", "name\nA\n", /lacks ref/],
    ["no byte at all", "", /the file is empty/],
    ["an unknown column", "ref,name,ssn\n1,A,2\n", /columns it cannot have/],
    ["a column twice", "ref,name,name\n1,A,2\n", /one twice/],
    ["open quotes", 'ref,name\n1,"Ada\n', /broken quoting/],
    ["a row beyond the limit", `ref,name\n1,${"x".repeat(70_000)}\n`, /more than 65536 bytes/],
  ])("%s ends the file with a clear error", async (_what, text, message) => {
    await expect(read(text, "csv", 4096)).rejects.toMatchObject({
      code: "CUSTOMER_INVALID",
      message: expect.stringMatching(message),
    });
  });

  test("bytes that are not UTF-8 are refused", async () => {
    const bytes = Buffer.concat([Buffer.from("ref,name\n1,M"), Buffer.from([0xfc]), Buffer.from("ller\n")]);
    await expect(read(bytes, "csv")).rejects.toThrow(/not UTF-8/);
  });
});

describe("customers in NDJSON", () => {
  test("each line is one customer; blank lines are none", async () => {
    const rows = await read(
      '{"ref":"1","name":"Ada"}\n\n{"ref":"2","names":["Grace","Amazing Grace"],"country":"US","identifiers":[{"kind":"lei","value":"5299"}]}',
      "ndjson",
    );
    expect(rows.map(({ line, customer }) => [line, customer?.names])).toEqual([
      [1, ["Ada"]],
      [3, ["Grace", "Amazing Grace"]],
    ]);
  });

  test.each([
    ["no JSON", "{", /not valid JSON/],
    ["no object", "[1]", /missing or of another kind/],
    ["a member nobody knows", '{"ref":"1","name":"Ada","nmae":"x"}', /members that a customer does not have/],
    ["a number as ref", '{"ref":1,"name":"Ada"}', /ref is missing or of another kind/],
    ["an emoji as name", '{"ref":"1","name":"😀"}', /no letter and no digit/],
    ["a lone surrogate", '{"ref":"1","name":"A\\ud800"}', /lone surrogate/],
    ["a zero character", '{"ref":"1","name":"A\\u0000"}', /zero character/],
    ["a name of 501 characters", `{"ref":"1","name":"${"a".repeat(501)}"}`, /longer than 500/],
    [
      "a line of 70,000 characters",
      `{"ref":"1","name":"${"a".repeat(70_000)}"}`,
      /more than 65536 characters/,
    ],
  ])("%s is the problem of its line alone", async (_what, line, problem) => {
    const rows = await read(`${line}\n{"ref":"2","name":"Grace"}\n`, "ndjson", 8_192);
    expect(rows[0]?.problem).toMatch(problem);
    expect(rows[1]?.customer?.ref).toBe("2");
  });

  test("any record that can be written is read back, however the bytes are cut", async () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
      .map((one) => `a${one.replaceAll("\0", "")}`.trim());
    await fc.assert(
      fc.asyncProperty(text, text, fc.integer({ min: 1, max: 50 }), async (ref, name, size) => {
        const [row] = await read(`${JSON.stringify({ ref, name })}\n`, "ndjson", size);
        expect(row?.customer).toMatchObject({ ref, names: [name] });
      }),
    );
  });
});
