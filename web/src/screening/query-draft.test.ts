import { describe, expect, test } from "vitest";
import { bodyOf, draftOf, emptyQuery, factsOf, hasMoreFacts } from "./query-draft.ts";

const full = {
  names: ["Jane Example", "Джейн"],
  type: "person",
  birthDate: "1961-02",
  gender: "female",
  countries: ["Korea, North", "RU"],
  nationalities: [],
  identifiers: [{ kind: "imo", value: "9074729" }],
  lists: ["un"],
};

describe("what the form holds", () => {
  test("blank facts are left out of the request, and the name goes as it was typed", () => {
    expect(bodyOf({ ...emptyQuery, name: " Jane ", birthDate: "  " })).toEqual({ name: " Jane " });
  });

  test("several values are one per line or between semicolons, since names of countries hold commas", () => {
    const body = bodyOf({ ...emptyQuery, name: "x", names: "A\n\n B \n", country: "Korea, North; RU;" });
    expect(body).toMatchObject({ names: ["A", "B"], country: ["Korea, North", "RU"] });
  });

  test("an identifier without a value is left out", () => {
    const identifiers = [
      { kind: "passport" as const, value: " " },
      { kind: "lei" as const, value: " 529900T8BM49AURSDO55 " },
    ];
    expect(bodyOf({ ...emptyQuery, name: "x", identifiers }).identifiers).toEqual([
      { kind: "lei", value: "529900T8BM49AURSDO55" },
    ]);
  });

  test("a recorded query comes back into the form and gives the same request", () => {
    expect(bodyOf(draftOf(factsOf(full), "C-7"))).toEqual({
      name: "Jane Example",
      names: ["Джейн"],
      type: "person",
      birth_date: "1961-02",
      gender: "female",
      country: ["Korea, North", "RU"],
      ref: "C-7",
      identifiers: [{ kind: "imo", value: "9074729" }],
      lists: ["un"],
    });
  });

  test("a kind of identifier that the form does not know counts as another one", () => {
    expect(draftOf({ ...factsOf({}), identifiers: [{ kind: "amulet", value: "1" }] }).identifiers).toEqual([
      { kind: "other", value: "1" },
    ]);
  });

  test.each([null, 7, "x", [], { names: "Jane", identifiers: [null, { kind: 1 }] }])(
    "a record of another shape gives no facts instead of breaking the page: %j",
    (query) => {
      expect(factsOf(query)).toMatchObject({ names: [], countries: [], identifiers: [], lists: [] });
    },
  );

  test("further facts are open when there are some", () => {
    expect(hasMoreFacts({ ...emptyQuery, name: "x", birthDate: "1961", country: "RU" })).toBe(false);
    expect(hasMoreFacts({ ...emptyQuery, gender: "male" })).toBe(true);
    expect(hasMoreFacts({ ...emptyQuery, lists: ["un"] })).toBe(true);
  });
});
