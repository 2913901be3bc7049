import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { leafHash } from "./leaf-hash.ts";

it("is the hash of a zero byte and the body, also beyond ASCII", async () => {
  for (const body of ["", '{"a":1}', '{"name":"Željko 王"}']) {
    const expected = createHash("sha256")
      .update(Buffer.from([0]))
      .update(body, "utf8")
      .digest("hex");
    expect(await leafHash(body)).toBe(expected);
  }
});
