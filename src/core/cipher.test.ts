import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDataCipher, ProbityError } from "./index.ts";

const cipher = createDataCipher(randomBytes(32));
const unreadable = expect.objectContaining({ code: "CIPHER_UNREADABLE" });

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("data cipher", () => {
  test("opens what it sealed", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, context) => {
        expect(cipher.open(cipher.seal(value, context), context)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("notices every changed byte", () => {
    const sealed = cipher.seal({ name: "Marta" }, "run.input");
    const body = Buffer.from(sealed.slice(3), "base64url");
    for (let index = 0; index < body.length; index++) {
      const changed = Buffer.from(body);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(thrownBy(() => cipher.open(`v1.${changed.toString("base64url")}`, "run.input"))).toEqual(
        unreadable,
      );
    }
  });

  test("does not open for another context, another key or an unknown version", () => {
    const sealed = cipher.seal("x", "a");
    expect(thrownBy(() => cipher.open(sealed, "b"))).toEqual(unreadable);
    expect(thrownBy(() => createDataCipher(randomBytes(32)).open(sealed, "a"))).toEqual(unreadable);
    expect(thrownBy(() => cipher.open(sealed.replace("v1.", "v2."), "a"))).toEqual(unreadable);
  });

  test("seals the same value differently each time, but indexes it the same", () => {
    expect(cipher.seal("x", "a")).not.toBe(cipher.seal("x", "a"));
    expect(cipher.blindIndex("x", "a")).toBe(cipher.blindIndex("x", "a"));
    expect(cipher.blindIndex("x", "a")).not.toBe(cipher.blindIndex("x", "b"));
    expect(cipher.blindIndex("x", "a")).not.toBe(createDataCipher(randomBytes(32)).blindIndex("x", "a"));
  });

  test("refuses a key that is not 32 bytes", () => {
    expect(() => createDataCipher(randomBytes(16))).toThrow(ProbityError);
  });
});
