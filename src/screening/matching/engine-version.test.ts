import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sha256Hex } from "../../core/index.ts";
import { statisticVersion } from "../names/statistics.ts";
import { CALIBRATION_VERSION, probabilityOf } from "./calibration.ts";
import { ENGINE_VERSION } from "./engine-version.ts";
import * as nameModel from "./name-model.ts";
import * as similarity from "./token-similarity.ts";

/** Everything a score is computed with that is a number: costs, floors, similarities, the fit. */
function scoreConstants(): unknown {
  const numbers = (module: object): unknown =>
    Object.entries(module).filter(([, value]) => typeof value === "number");
  return [
    nameModel.models,
    numbers(nameModel),
    numbers(similarity),
    CALIBRATION_VERSION,
    [0, 3, 6, 8, 10, 11, 13, 15, 20, 60].map((raw) => probabilityOf(raw).toFixed(9)),
    statisticVersion,
    readFileSync(new URL("token-weights.ts", import.meta.url), "utf8"),
  ];
}

/**
 * Whoever changes what scores are computed with gives the engine a new version: replays tell by it
 * that an old answer is another engine's. Then the hash below is renewed together with it.
 */
test("the engine's version names the constants its scores are computed with", () => {
  const pinned = { version: ENGINE_VERSION, constants: sha256Hex(JSON.stringify(scoreConstants())) };
  expect(pinned).toEqual({
    version: "probity-screening/7",
    constants: "a30f9bd8ae95338e93fc72a2331d03b4ffe0b92c7e21ce5d54001fdc654fadb6",
  });
});
