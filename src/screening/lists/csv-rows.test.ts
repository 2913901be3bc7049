import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textFile } from "../../../test/support/list-format.ts";
import { type CsvDelimiter, LIST_FIELD_CHARS_MAX, LIST_ROW_CHARS_MAX, readRawCsvRows } from "./csv-rows.ts";
import { IssueCollector } from "./list-file.ts";

async function rowsOf(
  content: string,
  options: { piece?: number; from?: number; delimiter?: CsvDelimiter } = {},
) {
  const issues = new IssueCollector();
  const rows: (readonly [line: number, ...fields: string[]])[] = [];
  const file = textFile("a.csv", content, options.piece ?? 65_536);
  for await (const row of readRawCsvRows(file, options.delimiter ?? ",", issues, options.from)) {
    rows.push([row.line, ...row.fields]);
  }
  return { rows, issues: issues.issues.map((issue) => `${issue.where}: ${issue.message}`) };
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

describe("rows of CSV files", () => {
  test("whatever a field holds, it comes back as it was written, in pieces of any size", async () => {
    const field = fc.string({ unit: fc.constantFrom(..."aé水,;\"\n\r \t'") });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (rows, lineEnd, piece, ended) => {
          const text = rows.map((row) => row.map(quoted).join(",")).join(lineEnd) + (ended ? lineEnd : "");
          const read = await rowsOf(text, { piece });
          expect(read.issues).toEqual([]);
          expect(read.rows.map(([, ...fields]) => fields)).toEqual(rows);
        },
      ),
    );
  });

  test("fields without quotes end at delimiters and line ends only", async () => {
    const { rows } = await rowsOf("a,b c,\n, d ,'e'\r\nf;g\th\r,,", { piece: 2 });
    expect(rows).toEqual([
      [1, "a", "b c", ""],
      [2, "", " d ", "'e'"],
      [3, "f;g\th"],
      [4, "", "", ""],
    ]);
  });

  test("a row stands on the line it begins on, whatever empty lines and line ends within quotes come before", async () => {
    const { rows } = await rowsOf('\n\na,"x\r\ny\nz"\n\r\n"","c\rd"\ne,f', { piece: 3 });
    expect(rows).toEqual([
      [3, "a", "x\r\ny\nz"],
      [7, "", "c\rd"],
      [9, "e", "f"],
    ]);
  });

  test("an empty line is no row, an empty field in quotes is one", async () => {
    expect((await rowsOf('\n""\n\n')).rows).toEqual([[2, ""]]);
  });

  test("lines above the first row may hold anything, and count", async () => {
    const { rows, issues } = await rowsOf('Report "of" today"\n"unclosed\na,b\n', { from: 3, piece: 4 });
    expect([rows, issues]).toEqual([[[3, "a", "b"]], []]);
  });

  test.each<[CsvDelimiter]>([[","], [";"], ["\t"]])(
    "the delimiter %j separates, others do not",
    async (delimiter) => {
      const others = [",", ";", "\t"].filter((one) => one !== delimiter).join("");
      const { rows } = await rowsOf(`a${others}${delimiter}b\n`, { delimiter });
      expect(rows).toEqual([[1, `a${others}`, "b"]]);
    },
  );

  test("a byte order mark is dropped before the first field and nowhere else", async () => {
    expect((await rowsOf('\uFEFF"a",b\n\uFEFFc,d\n', { piece: 1 })).rows).toEqual([
      [1, "a", "b"],
      [2, "\uFEFFc", "d"],
    ]);
  });

  test.each([
    ["a quote that is not closed", 'a,"b\nc\nd,e\n', "a.csv:row 2: Quote Not Closed"],
    ["a quote within a plain field", 'a,b "c"\n', "a.csv:row 2: Invalid Opening Quote"],
    ["text behind a closing quote", '"a\nb","c"d\n', "a.csv:row 2: Invalid Closing Quote"],
    ["a quote of the wrong side", '“a”,"b" \n', "a.csv:row 2: Invalid Closing Quote"],
  ])(
    "%s is refused with the line its row begins on, and the rows before it are kept",
    async (_what, text, issue) => {
      const { rows, issues } = await rowsOf(`x,y\n${text}`, { piece: 2 });
      expect(rows).toEqual([[1, "x", "y"]]);
      expect(issues).toHaveLength(1);
      expect(issues[0]?.startsWith(issue)).toBe(true);
    },
  );

  test("an open quote does not take the file into memory", async () => {
    const { issues } = await rowsOf(`a\n"${"b\n".repeat(LIST_ROW_CHARS_MAX)}`);
    expect(issues).toEqual([
      expect.stringMatching(/^a\.csv:row 2: a row has more than .* quote in it is not closed/),
    ]);
    expect(LIST_ROW_CHARS_MAX).toBeGreaterThan(LIST_FIELD_CHARS_MAX);
  });
});
