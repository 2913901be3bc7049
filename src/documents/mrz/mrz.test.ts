import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDigit, indistinguishable, MRZ_ALPHABET } from "./check-digit.ts";
import { readMrzDate } from "./dates.ts";
import { mrzLayouts } from "./layout.ts";
import { documentTypeOf, mrzDateText, type ParsedMrz, parseMrz } from "./parse.ts";
import { countryOf, stateUse } from "./states.ts";
import { nameSpellings } from "./transliterate.ts";

const now = new Date("2026-11-23T12:00:00Z");

/** The specimens of Doc 9303 parts 4 to 7. */
const specimens = {
  TD1: ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"],
  TD2: ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"],
  TD3: ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"],
  MRVA: ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"],
  MRVB: ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"],
} as const;

function parsed(lines: readonly string[]): ParsedMrz {
  const result = parseMrz(lines, now);
  if (!result.ok) throw new Error(result.problem);
  return result.mrz;
}

describe("check digits", () => {
  test.each([
    ["L898902C3", "6"],
    ["740812", "2"],
    ["120415", "9"],
    ["ZE184226B<<<<<", "1"],
    ["D23145890734", "9"],
    ["600001795015", "2"],
    ["", "0"],
  ])("of %s is %s", (text, digit) => expect(checkDigit(text)).toBe(digit));

  test("refuse a character outside the alphabet", () => {
    for (const bad of ["a", "Å", "-", " "]) expect(() => checkDigit(bad)).toThrow(RangeError);
  });
});

describe("parsing", () => {
  test.each(Object.entries(specimens))(
    "reads the Doc 9303 specimen of %s with every check digit right",
    (format, lines) => {
      const mrz = parsed(lines);
      expect(mrz).toMatchObject({
        format,
        issuer: "UTO",
        surname: "ERIKSSON",
        givenNames: "ANNA MARIA",
        sex: "F",
        valid: true,
      });
      expect(mrz.nameMayBeTruncated).toBe(false);
    },
  );

  test("takes the fields of a passport apart", () => {
    const mrz = parsed(specimens.TD3);
    expect(mrz.documentNumber).toBe("L898902C3");
    expect(mrzDateText(mrz.birthDate)).toBe("1974-08-12");
    expect(mrzDateText(mrz.expiryDate)).toBe("2012-04-15");
    expect(mrz.optionalData).toEqual(["ZE184226B"]);
    expect(documentTypeOf(mrz)).toBe("passport");
  });

  test.each([
    ["Doc 9303", "I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "D23145890734"],
    ["the Belgian card", "IDBEL600001795<0152<<<<<<<<<<<", "1301014F2311207BEL130101987398", "600001795015"],
  ])("joins the long number of %s", (_, first, second, number) => {
    const mrz = parsed([first, second, "SPECIMEN<<SPECIMEN<<<<<<<<<<<<"]);
    expect(mrz.documentNumber).toBe(number);
    expect(mrz.valid).toBe(true);
  });

  test("accepts an empty optional field with either check digit", () => {
    const line = "SP13531097SWE8804178F3412318<<<<<<<<<<<<<<";
    for (const digit of ["0", "<"]) {
      const mrz = parsed(["P<SWELINDQVIST<<MARTA".padEnd(44, "<"), `${line}${digit}2`]);
      expect(mrz.valid).toBe(true);
    }
  });

  test.each([
    [["P<UTO"], /1 lines of 5/],
    [[], /0 lines/],
    [[specimens.TD3[0], specimens.TD3[1].slice(1)], /differ in length: 44, 43/],
    [[specimens.TD3[0].toLowerCase(), specimens.TD3[1]], /line 1 holds a character/],
    [[specimens.TD1[0], specimens.TD1[1]], /2 lines of 30/],
  ])("refuses what is no zone and says why without quoting it", (lines, problem) => {
    const result = parseMrz(lines, now);
    expect(result).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
    expect(JSON.stringify(result)).not.toMatch(/ERIKSSON/i);
  });

  test("no text makes it throw", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 50 }), { maxLength: 4 }), (lines) => {
        parseMrz(lines, now);
      }),
    );
  });

  test("every format is covered to its last place by fields, check digits and optional data", () => {
    for (const layout of Object.values(mrzLayouts)) {
      const spans = [
        ...Object.values(layout.fields),
        ...layout.optional,
        ...layout.checks.map(({ at }) => at),
      ];
      const places = spans.flatMap(({ line, start, end }) =>
        Array.from({ length: end - start }, (_, index) => `${line}:${start + index}`),
      );
      expect(new Set(places).size).toBe(places.length);
      expect(places.length).toBe(layout.lines * layout.length);
    }
  });
});

describe("protection by check digits", () => {
  const protectedPlaces = Object.entries(specimens).flatMap(([format, lines]) =>
    mrzLayouts[format as keyof typeof specimens].checks.flatMap(({ over, at }) =>
      [...over, at].flatMap(({ line, start, end }) =>
        Array.from({ length: end - start }, (_, index) => ({
          lines: lines as readonly string[],
          line,
          column: start + index,
        })),
      ),
    ),
  );

  test("no single changed character passes, except by one of its own class of ten", () => {
    let blind = 0;
    for (const { lines, line, column } of protectedPlaces) {
      for (const character of MRZ_ALPHABET) {
        const before = lines[line]?.[column] ?? "";
        if (character === before) continue;
        const changed = lines.map((text, index) =>
          index === line ? text.slice(0, column) + character + text.slice(column + 1) : text,
        );
        const { valid } = parsed(changed);
        if (!indistinguishable(before, character)) expect(valid, `${before} -> ${character}`).toBe(false);
        else if (valid) blind += 1;
      }
    }
    expect(blind).toBeGreaterThan(0);
  });

  test("the classes are the ten that are documented", () => {
    const classes = new Map<string, string>();
    for (const character of [...MRZ_ALPHABET].toSorted()) {
      const key = checkDigit(character);
      classes.set(key, (classes.get(key) ?? "") + character);
    }
    expect([...classes.values()].map((text) => [...text].toSorted().join("")).toSorted()).toEqual(
      ["0<AKU", "1BLV", "2CMW", "3DNX", "4EOY", "5FPZ", "6GQ", "7HR", "8IS", "9JT"].toSorted(),
    );
  });

  test("the same holds for any number and date", () => {
    const text = fc.string({ unit: fc.constantFrom(...MRZ_ALPHABET), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(text, fc.nat(), fc.constantFrom(...MRZ_ALPHABET), (field, seed, character) => {
        const place = seed % field.length;
        const before = field[place] ?? "";
        const changed = field.slice(0, place) + character + field.slice(place + 1);
        expect(checkDigit(changed) === checkDigit(field)).toBe(indistinguishable(before, character));
      }),
    );
  });
});

describe("dates", () => {
  test.each([
    ["880417", "birth", "1988-04-17"],
    ["261123", "birth", "2026-11-23"],
    ["261124", "birth", "1926-11-24"],
    ["000229", "birth", "2000-02-29"],
    ["88<<<<", "birth", "1988"],
    ["8804<<", "birth", "1988-04"],
    ["341231", "expiry", "2034-12-31"],
    ["751231", "expiry", "2075-12-31"],
    ["771231", "expiry", "1977-12-31"],
  ] as const)("%s as %s is %s", (text, kind, expected) =>
    expect(mrzDateText(readMrzDate(text, kind, now))).toBe(expected),
  );

  test.each(["881301", "880431", "230229", "8804", "88<<01", "ABCDEF", "88041O", "000000"])(
    "%s is no date",
    (text) => expect(readMrzDate(text, "birth", now).state).toBe("invalid"),
  );

  test("only fillers mean unknown", () => expect(readMrzDate("<<<<<<", "birth", now).state).toBe("unknown"));
});

describe("states", () => {
  test.each([
    ["SWE", "issuer-and-nationality"],
    ["D", "issuer-and-nationality"],
    ["UTO", "specimen"],
    ["XXA", "nationality"],
    ["XPO", "issuer"],
    ["NTZ", "withdrawn"],
    ["ZZZ", undefined],
    ["SE", undefined],
  ])("%s is %s", (code, use) => expect(stateUse(code)).toBe(use));

  test("codes of either length mean the same country", () => {
    for (const [a, b] of [
      ["D", "DEU"],
      ["se", "SWE"],
      ["GBN", "GB"],
      ["FRA", "FR"],
    ] as const)
      expect(countryOf(a)).toBe(countryOf(b));
    expect(countryOf("SWE")).not.toBe(countryOf("CHE"));
  });
});

describe("names", () => {
  test("have every spelling the zone may use", () => {
    expect(nameSpellings("Müller")).toEqual([["MUELLER", "MULLER", "MUXXLLER"]]);
    expect(nameSpellings("O'Connor")).toEqual([["OCONNOR"]]);
    expect(nameSpellings("Anne-Sofie Bjørk")).toEqual([["ANNE"], ["SOFIE"], ["BJOERK", "BJORK"]]);
    expect(nameSpellings("Weiß")).toEqual([["WEISS"]]);
    expect(nameSpellings("Đorđe Łęcki")?.map(([first]) => first)).toEqual(["DORDE", "LECKI"]);
  });

  test("in another script, and no name at all, are not compared", () => {
    expect(nameSpellings("Иванов")).toBeUndefined();
    expect(nameSpellings("  ")).toBeUndefined();
  });

  test("a name of many special letters stays bounded", () => {
    expect(nameSpellings("ä".repeat(200))?.[0]?.length).toBeLessThanOrEqual(32);
  });
});
