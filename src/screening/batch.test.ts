import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BatchFormat, type BatchRow, readBatchRows } from "./batch.ts";

async function rowsOf(text: string | Uint8Array, format?: BatchFormat, size = 1 << 20): Promise<BatchRow[]> {
  const bytes = Buffer.from(text as string);
  const pieces = (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();
  const rows: BatchRow[] = [];
  for await (const row of readBatchRows(pieces, format)) rows.push(row);
  return rows;
}

describe("a batch in CSV", () => {
  test("gives every fact that has a column", async () => {
    const csv = [
      "Ref,name,names,type,birth_date,country,nationality,gender,passport,national_id,tax_id,lei,imo,crypto_address,lists",
      "1,Ana Lima|Ana de Lima,Анна Лима,person,1970-02,PT|BR,Portugal,F,P1234567,N1,T1,L1,IMO 9074729,bc1q,un|eu",
    ].join("\n");
    const [row] = await rowsOf(csv);
    expect(row).toEqual({
      ref: "1",
      warnings: [],
      query: {
        names: ["Ana Lima", "Ana de Lima", "Анна Лима"],
        type: "person",
        birthDate: "1970-02",
        countries: ["PT", "BR", "Portugal"],
        gender: "female",
        identifiers: [
          { kind: "passport", value: "P1234567" },
          { kind: "national_id", value: "N1" },
          { kind: "tax_id", value: "T1" },
          { kind: "lei", value: "L1" },
          { kind: "imo", value: "IMO 9074729" },
          { kind: "crypto_address", value: "bc1q" },
        ],
        lists: ["un", "eu"],
      },
    });
  });

  test("a fact that cannot be read is a warning, and the name stays", async () => {
    const rows = await rowsOf(
      "name,type,birth_date,country,gender,colour\nA B,persn,31/12/1970,Narnia,x,red\nC D,,,,,\n",
    );
    expect(rows[0]?.query).toEqual({ names: ["A B"] });
    expect(rows[0]?.warnings).toEqual([
      "birth_date is not YYYY, YYYY-MM or YYYY-MM-DD",
      "type is none of person, entity, vessel and aircraft",
      "country is no ISO 3166-1 code or English name",
      "gender is neither male nor female (M, F) and counts as unknown",
      "columns that were not read: colour",
    ]);
    expect(rows[1]).toEqual({ query: { names: ["C D"] }, warnings: [] });
  });

  test("a row without a name is kept, so that it is not lost", async () => {
    expect(await rowsOf("ref,name\n1,\n2\n")).toEqual([
      { ref: "1", query: { names: [""] }, warnings: [] },
      { ref: "2", query: { names: [""] }, warnings: [] },
    ]);
  });

  test.each([
    ["no name column", "ref,title\n1,x\n", /lacks the column name/],
    ["an open quote", 'name\n"open', /CSV cannot be read/],
    ["nothing in it", "", /the CSV is empty/],
    // The message has the place and not the name.
    [
      "a quote within",
      'name\nAnna "Nick" Li\n',
      /^the CSV cannot be read: broken quoting in line 2 \([A-Z_]+\)$/,
    ],
    ["bytes that are not UTF-8", Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xff, 0x0a]), /UTF-8/],
  ])("is refused with %s", async (_what, text, message) => {
    await expect(rowsOf(text)).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      message: expect.stringMatching(message),
    });
  });
});

describe("a batch in NDJSON", () => {
  test("is told by its first character and gives the same as CSV", async () => {
    const line = {
      ref: "1",
      name: "Ana Lima",
      names: ["Ana de Lima"],
      birth_date: "1970",
      country: ["PT"],
      lei: "L1",
    };
    const csv = "ref,name,birth_date,country,lei\n1,Ana Lima|Ana de Lima,1970,PT,L1\n";
    expect(await rowsOf(`\ufeff${JSON.stringify(line)}\r\n\n`)).toEqual(await rowsOf(csv));
  });

  test("a line that is no customer becomes a row for a person to look at, with its number", async () => {
    const long = JSON.stringify({ name: "x".repeat(70_000) });
    const rows = await rowsOf(
      `{"name":"A"}\nnot json\n[1]\n{"ref":"r","name":7}\n${long}\n{"name":"B","nam":1}\n`,
    );
    expect(rows.map(({ ref, refused, query }) => [ref, refused?.message, query.names])).toEqual([
      [undefined, undefined, ["A"]],
      [undefined, "line 2: is not JSON", []],
      [undefined, expect.stringMatching(/^line 3: the line: /), []],
      ["r", expect.stringMatching(/^line 4: name: /), []],
      [undefined, "line 5: more than 65536 characters", []],
      [undefined, undefined, ["B"]],
    ]);
    expect(rows[5]?.warnings).toEqual(["members that were not read: nam"]);
  });

  test("does not depend on where the stream is cut", async () => {
    const text = '{"name":"Анна"}\n{"name":"B"}\n\n{"name":"C"}';
    const whole = await rowsOf(text);
    expect(whole).toHaveLength(3);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (size) => {
        expect(await rowsOf(text, undefined, size)).toEqual(whole);
      }),
    );
  });

  test("a file without lines, or with a header alone, has no rows", async () => {
    expect(await rowsOf("", "ndjson")).toEqual([]);
    expect(await rowsOf("name\n", "csv")).toEqual([]);
  });
});
