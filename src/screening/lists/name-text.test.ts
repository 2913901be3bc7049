import { expect, test } from "vitest";
import { splitNames } from "./name-text.ts";

test.each<[string, string[]]>([
  ["Abu-Bilal (original script: Абу-Билал)", ["Abu-Bilal", "Абу-Билал"]],
  ["Abu-Bilal original script: Абу-Билал", ["Abu-Bilal", "Абу-Билал"]],
  ["Akhmad (Original Script)", ["Akhmad"]],
  ["original script", []],
  ["Husan (original script: Хусан); Khusan", ["Husan", "Хусан", "Khusan"]],
  ["Abd al-Rahman (عبد الرحمن)", ["Abd al-Rahman", "عبد الرحمن"]],
  ["Rafiq Sultan رفيق سلطان", ["Rafiq Sultan", "رفيق سلطان"]],
  ["a) Example One b) Example Two", ["Example One", "Example Two"]],
])("%s holds the names %j", (text, names) => expect(splitNames(text).names).toEqual(names));

test.each([
  "Global Relief Foundation (GRF)",
  "Al-Haramain (Kenya)",
  "The Original Scripture Society",
  "Lom-ali Butayev (Butaev)",
  "Haji b Ahmad",
])("%s is one name", (text) => expect(splitNames(text)).toEqual({ names: [text], comments: [] }));

test("what begins in lower case in parentheses is a comment, and so is a birth behind a comma", () => {
  expect(splitNames("Omar Example (the younger brother), born in 1967")).toEqual({
    names: ["Omar Example"],
    comments: ["born in 1967", "the younger brother"],
  });
});
