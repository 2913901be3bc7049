import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type ActionCall, type ActionHost, createDataCipher, fixedClock, silentLog } from "../core/index.ts";
import { verifyInput, verifyOutput } from "./actions.ts";
import { documentActions } from "./index.ts";
import { maskNumber } from "./verify-action.ts";

const unused = (): never => {
  throw new Error("verify_document must not use this");
};
const host: ActionHost = {
  db: { query: unused, transaction: unused },
  clock: fixedClock("2026-11-23T12:00:00Z"),
  cipher: createDataCipher(randomBytes(32)),
  log: silentLog,
  home: "/nowhere",
  filesRoot: fileURLToPath(new URL("../../", import.meta.url)),
  config: unused,
  secret: unused,
};

async function run(input: unknown) {
  const [action] = documentActions;
  const handler = await action?.load?.(host);
  if (!action || !handler) throw new Error("verify_document has no handler");
  return handler(action.input.parse(input), {} as ActionCall);
}

describe("verify_document", () => {
  test("passes on its own example, with the number masked and nothing personal in the audit details", async () => {
    const result = await run(documentActions[0]?.example);
    expect(result.outcome).toBe("pass");
    const output = verifyOutput.parse(result.output);
    expect(output).toMatchObject({
      decision: "pass",
      document_type: "passport",
      fields: { document_number: "******109" },
    });
    expect(result.evidence.map(({ id }) => id)).toEqual(output.checks.map(({ id }) => id));
    expect(Object.keys(result.versions ?? {})).toEqual(["documents", "policy"]);
    const clear = JSON.stringify([result.auditDetails, result.versions]);
    expect(clear).not.toMatch(/LINDQVIST|MARTA|1988|1353109/i);
    expect(clear).not.toContain(output.image_sha256);
  });

  test("takes a customer record's document as it stands", async () => {
    const image = { image: "examples/documents/clear.png", kept: "elsewhere" };
    const customer = {
      id: "c-1",
      name: "Marta Elena Lindqvist",
      birth_date: "1988-04-17",
      nationality: "SE",
      document: image,
    };
    expect((await run({ image, customer })).outcome).toBe("pass");
    expect((await run({ image: { ...image, number: "SP1353109" }, customer })).outcome).toBe("pass");
    expect((await run({ image: { ...image, number: "SP1353108" }, customer })).outcome).toBe("fail");
  });

  test("compares nothing when no customer is given, and says no more than it read", async () => {
    const result = await run({ image: "examples/documents/clear.png" });
    expect(result.outcome).toBe("pass");
    expect(result.summary).toContain("genuineness was not examined");
    expect(result.evidence.some(({ id }) => id.startsWith("customer."))).toBe(false);
  });

  test.each([
    [{}, /there is no document/],
    [{ image: "" }, /image/],
    [{ mrz: ["one line"] }, /mrz/],
    [{ image: "x.png", customer: { birth_date: "17.04.1988" } }, /YYYY-MM-DD/],
    [{ image: "x.png", expected_type: "banknote" }, /expected_type/],
  ])("refuses the input %j", (input, message) => {
    const result = verifyInput.safeParse(input);
    expect(result.success).toBe(false);
    expect(JSON.stringify(result.error?.issues)).toMatch(message);
  });

  test.each([
    ["SP1353109", "******109"],
    ["600001795015", "*********015"],
    ["SP1353", "******"],
    ["", ""],
  ])("masks the number %s as %s", (number, masked) => expect(maskNumber(number)).toBe(masked));
});
