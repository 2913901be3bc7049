import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonTokens } from "./json-tokens.ts";

it("tells keys from texts, also when a text looks like a key", () => {
  const kinds = jsonTokens('{"a":"b: 1","n":-1.5e3,"t":true}')
    .filter((token) => token.kind !== "plain")
    .map((token) => `${token.kind} ${token.text}`);
  expect(kinds).toEqual(['key "a"', 'text "b: 1"', 'key "n"', "number -1.5e3", 'key "t"', "word true"]);
});

it("loses no character of any JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 2);
      expect(
        jsonTokens(text)
          .map((token) => token.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
