import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { screeningReplay, screeningResult, suppression } from "../../src/contract/index.ts";
import { oddNames } from "../support/odd-names.ts";
import { openProduct, type Product } from "../support/product.ts";

/** Screening as a user types it, on one installation without a running server. */
let product: Product;
let folder: string;

beforeAll(async () => {
  product = await openProduct();
  folder = mkdtempSync(join(tmpdir(), "probity-screening-"));
  await product.json(["lists", "import", "examples/lists/sample-sdn", "--list", "sample-sdn"]);
}, 60_000);
afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true });
});

const parsed = async (args: readonly string[], input?: string) => {
  const { stdout, stderr } = await product.run([...args, "--json"], input === undefined ? {} : { input });
  if (stdout.trim() === "") throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
};

describe("screen", () => {
  test("takes every fact and answers in the stable shape", { timeout: 60_000 }, async () => {
    const [answer] = await parsed([
      "screen",
      "Viktor Drozdov-Petrenko",
      ...["--alias", "V. Drozdov", "--birth-date", "1971", "--country", "RU", "--nationality", "RU"],
      ...["--gender", "m", "--passport", "P1234567", "--ref", "C-1", "--lists", "sample-sdn"],
    ]);
    const result = screeningResult.parse(answer);
    expect(result).toMatchObject({ ref: "C-1", hits: [{ entityId: "90007" }] });
    const { stdout } = await product.run(["screen", "Viktor Drozdov-Petrenko", "--explain"]);
    expect(stdout).toMatch(/drozdov ~ drozdov {2}same/);
    expect(stdout).toMatch(/policy .*engine probity-screening/);
  });

  test("reads NDJSON from standard input", { timeout: 60_000 }, async () => {
    const lines = await parsed(["screen", "--batch", "-"], '{"ref":"1","name":"Marta Lindqvist"}\nno\n');
    expect(lines.map(({ ref, decision, error }) => [ref, decision, error?.code])).toEqual([
      ["1", "clear", undefined],
      ["", "review", "REQUEST_INVALID"],
    ]);
  });

  test("odd names are refused or warned about, each in its row", { timeout: 60_000 }, async () => {
    const file = join(folder, "odd.ndjson");
    writeFileSync(file, oddNames.map(({ name }) => JSON.stringify({ name })).join("\n"));
    const answers = await parsed(["screen", "--batch", file]);
    for (const [place, { what, refused, warned, hit }] of oddNames.entries()) {
      const { decision, error, warnings = [], hits } = screeningResult.parse(answers[place]);
      if (refused)
        expect([decision, error?.message], what).toEqual(["review", expect.stringMatching(refused)]);
      else expect(error, what).toBeUndefined();
      if (warned) expect(warnings.join(), what).toMatch(warned);
      if (hit) expect(hits[0], what).toMatchObject({ entityId: "90007" });
    }
  });

  test("decides under another policy file where one is given, and replays it", {
    timeout: 90_000,
  }, async () => {
    const file = join(folder, "strict.yaml");
    writeFileSync(file, 'version: "none"\nreview: 1\nmatch: 1\n');
    const [answer] = await parsed(["screen", "Viktor Drozdov-Petrenko", "--policy", file]);
    expect(answer).toMatchObject({ decision: "clear", policyVersion: "none" });
    const [replay] = await parsed(["screen", "--replay", answer.screeningId]);
    expect(screeningReplay.parse(replay)).toMatchObject({ identical: true });
    const { code, stderr } = await product.run(["screen", "--replay", "scr_unknown"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("no screening")]);
  });

  test.each([
    [["screen"], /either a name/],
    [["screen", "A B", "--replay", "latest"], /either a name/],
    [["screen", "--batch", "-", "--format", "xml"], /csv or ndjson/],
    [["screen", "A B", "--birth-date", "soon"], /birth_date/],
    [["suppressions", "propose", "latest", "--entry", "90007", "--reason", "x"], /LIST:ID/],
    [["suppressions", "list", "--state", "odd"], /--state/],
  ])("%j is wrong usage", { timeout: 60_000 }, async (args, message) => {
    const { code, stderr } = await product.run(args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe("suppressions", () => {
  test("the one who proposes cannot approve", { timeout: 90_000 }, async () => {
    const [answer] = await parsed(["screen", "Irina Kestrelova", "--ref", "C-9"]);
    const entry = `${answer.hits[0].list}:${answer.hits[0].entityId}`;
    const propose = [
      "suppressions",
      "propose",
      answer.screeningId,
      "--entry",
      entry,
      "--reason",
      "another woman",
    ];
    const [made] = await parsed(propose);
    const { id, state } = suppression.parse(made);
    expect(state).toBe("proposed");
    const { code, stderr } = await product.run(["suppressions", "approve", id]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("four eyes are two people")]);
    const [revoked] = await parsed(["suppressions", "revoke", id, "--reason", "a mistake"]);
    expect(revoked).toMatchObject({ state: "revoked", endedReason: "a mistake" });
  });
});

describe("policy", () => {
  test("check names mistakes with line and column, show marks the one in force", {
    timeout: 60_000,
  }, async () => {
    const file = join(folder, "broken.yaml");
    writeFileSync(file, 'version: "1"\nreveiw: 0.8\nmatch: high\n');
    const { code, stderr } = await product.run(["policy", "check", file]);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/broken\.yaml:2:9: reveiw: unknown member/);
    expect(stderr).toMatch(/broken\.yaml:3:8: match/);
    const [{ versions }] = await parsed(["policy", "show"]);
    expect(versions.filter(({ inForce }: { inForce: boolean }) => inForce)).toHaveLength(1);
  });
});
