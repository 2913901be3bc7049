import { expect, it } from "vitest";
import { didYouMean } from "./suggestion.ts";

it.each([
  ["verfy", ["verify", "audit"], 'did you mean "verify"?'],
  ["ab", ["aa"], 'did you mean "aa"?'],
  ["a", ["", "b"], undefined],
  ["", ["a"], undefined],
  ["xy", [""], undefined],
])("for %j among %j: %s", (word, candidates, expected) => {
  expect(didYouMean(word, candidates)).toBe(expected);
});
