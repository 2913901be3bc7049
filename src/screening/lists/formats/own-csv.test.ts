import { describe, expect, test } from "vitest";
import { readFormat, textFile } from "../../../../test/support/list-format.ts";
import { ownCsv } from "./own-csv.ts";

const header =
  "id,name,type,alias,weak_alias,former_name,birth_date,birth_place,nationality,country,gender,passport,imo,lei,crypto_address,address,programme,title,listed_on,linked_to,remarks";
const full =
  '7,"Example, Person",person,A B|C D;E F,Nick,Old Name,1970-03-15;circa 1971;1972 to 1974,"Tunis, Tunisia",Tunisian|France,Libya,f,P 123456,,,bc1qexample,"1 Road, Paris, France",INTERNAL,Dr,15/03/2024,PARENT LTD,"First; second"';

function read(content: string | Uint8Array, columns?: Readonly<Record<string, string>>) {
  return readFormat(ownCsv, textFile("own.csv", content), columns);
}

describe("an own list", () => {
  test("has every fact its columns name", async () => {
    const { parties, issues, reading } = await read(`${header}\n${full}\n`);
    expect([issues, reading.notes]).toEqual([[], []]);
    expect(parties[0]).toMatchObject({
      id: "7",
      type: "person",
      gender: "female",
      names: [
        { text: "Example, Person", kind: "primary", quality: "strong" },
        { text: "A B", kind: "alias" },
        { text: "C D", kind: "alias" },
        { text: "E F", kind: "alias" },
        { text: "Nick", kind: "alias", quality: "weak" },
        { text: "Old Name", kind: "former" },
      ],
      birthDates: [{ from: "1970-03-15" }, { from: "1971", circa: true }, { from: "1972", to: "1974" }],
      birthPlaces: ["Tunis, Tunisia"],
      nationalities: ["FR", "TN"],
      countries: ["FR", "LY", "TN"],
      identifiers: [
        { kind: "passport", value: "P 123456" },
        { kind: "crypto_address", value: "bc1qexample" },
      ],
      addresses: [{ street: "1 Road, Paris, France", country: "FR" }],
      programmes: ["INTERNAL"],
      listedOn: "2024-03-15",
      linkedTo: ["PARENT LTD"],
      remarks: "First; second",
    });
    expect(parties[0]).not.toHaveProperty("typeGuessed");
  });

  test.each([",", ";", "\t"])("may be separated by %j", async (mark) => {
    const { parties, issues } = await read(`id${mark}name${mark}alias\r\n1${mark}"A${mark}B"${mark}C|D\r\n`);
    expect(issues).toEqual([]);
    expect(parties[0]?.names.map((name) => name.text)).toContain("D");
  });

  test("without a type counts as an entity and says that this is a guess", async () => {
    const { parties } = await read("id,name\n1,SOMETHING\n");
    expect(parties[0]).toMatchObject({ type: "entity", typeGuessed: true });
  });

  test("is read with the columns its map names, and no others", async () => {
    const columns = { id: "Ref No.", name: "Full Name", birth_date: "Born" };
    const { parties, issues } = await read("Full Name;Ref No.;Born;alias\nA B;X1;1970;C D\n", columns);
    expect(issues).toEqual([]);
    expect(parties[0]).toMatchObject({ id: "X1", names: [{ text: "A B" }], birthDates: [{ from: "1970" }] });
    expect(parties[0]?.names).toHaveLength(1);
  });

  test("keeps what cannot be read in the remarks, and names row and column", async () => {
    const { parties, reading, issues } = await read(
      "id,name,birth_date,nationality,country,gender,listed_on\n1,A,soon,Martian,Mars,x,never\n",
    );
    expect(issues).toEqual([]);
    for (const text of ["soon", "Martian", "Mars", "x", "never"]) expect(parties[0]?.remarks).toContain(text);
    expect(reading.notes).toHaveLength(5);
    expect(reading.notes[0]).toMatch(/^own\.csv:row 2, column birth_date: /);
  });
});

describe("a list that is broken is refused, with row and column", () => {
  test.each([
    ["no id column", "name,alias\nA,B\n", /own\.csv:row 1: there is no header with the columns id/],
    ["an empty id", "id,name\n,A\n", /own\.csv:row 2, column id: the entry has no id/],
    ["an id twice", "id,name\n1,A\n1,B\n", /own\.csv:row 3, column id: the entry 1 occurs twice/],
    ["an empty name", "id,name\n1, \n", /own\.csv:row 2, column name: the entry has no name/],
    ["a name of marks only", "id,name\n1,---\n", /own\.csv:row 2, column name: the entry has no name/],
    [
      "a type nobody knows",
      "id,name,type\n1,A,comet\n",
      /own\.csv:row 2, column type: a type is one of person/,
    ],
    ["too few columns", "id,name,alias\n1,A\n", /own\.csv:row 2: 2 columns where 3 are due/],
    ["an open quote", 'id,name\n1,"A\n', /Quote Not Closed/],
    ["only a header", "id,name\n", /no entry/],
    ["nothing in it", "", /empty/],
    ["bytes that are not UTF-8", Buffer.from("id,name\n1,\u00e9\n", "latin1"), /not UTF-8/],
  ])("%s", async (_what, content, message) => {
    const { issues } = await read(content);
    expect(issues[0]).toMatch(message);
    expect(issues).toHaveLength(1);
  });

  test.each([
    [{ id: "id", name: "name", shoe_size: "x" }, /the column map names "shoe_size"; there are id, name/],
    [{ id: "id" }, /the column map has no "name"/],
    [{ id: "id", name: "name", alias: "Aliases" }, /no header with the columns Aliases/],
  ])("a column map that does not fit: %j", async (columns, message) => {
    const { issues, parties } = await read("id,name\n1,A\n", columns);
    expect(issues[0]).toMatch(message);
    expect(parties).toEqual([]);
  });
});

test("the format recognises its default header only", () => {
  expect(ownCsv.recognises("id,name,alias\n1,A,B")).toBe(true);
  expect(ownCsv.recognises('\uFEFF"id";"name"\n')).toBe(true);
  expect(ownCsv.recognises("id,schema,name,aliases\n")).toBe(false);
  expect(ownCsv.recognises("_id,source,entity_number,type,programs,name\n")).toBe(false);
  expect(ownCsv.recognises("Name 6,Name 1\n")).toBe(false);
});
