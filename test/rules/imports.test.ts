import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * The import table of ARCHITECTURE.md, read from every import in the sources. A folder
 * may import itself, core, and what stands beside it here; others only through index.ts.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  contract: ["core"],
  definitions: ["core"],
  db: ["core"],
  audit: ["core", "db"],
  access: ["core", "db", "audit"],
  customers: ["core", "db", "audit"],
  engine: ["core", "definitions", "db", "audit"],
  screening: ["core", "db"],
  documents: ["core", "db"],
  alerting: ["core", "db"],
  risk: ["core", "db"],
  record: ["core", "db"],
  app: [
    "core",
    "contract",
    "definitions",
    "db",
    "audit",
    "access",
    "customers",
    "engine",
    "screening",
    "documents",
    "alerting",
    "risk",
    "record",
  ],
  api: ["core", "contract", "app"],
  cli: ["core", "contract", "app", "api"],
};

const root = resolve(import.meta.dirname, "../..");
const sources = filesUnder(join(root, "src")).filter((file) => !file.endsWith(".test.ts"));

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesUnder(path);
    return /\.(ts|js)$/.test(name) ? [path] : [];
  });
}

interface Import {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

function relativeImports(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, target = ""]) => ({
    from: relative(root, file),
    to: relative(root, resolve(file, "..", target)),
    text: target,
  }));
}

describe("architecture", () => {
  const imports = sources.flatMap(relativeImports);

  test("the check sees the whole tree", () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(imports.length).toBeGreaterThan(150);
  });

  test("every folder of src stands in the table", () => {
    const folders = readdirSync(join(root, "src"));
    expect(folders.filter((folder) => !(folder in allowed))).toEqual([]);
  });

  test("imports follow the table, and enter another folder by its index.ts only", () => {
    const broken = imports.filter(({ from, to }) => {
      const [, own = ""] = from.split(sep);
      const [top, other = "", ...rest] = to.split(sep);
      if (top !== "src") return to !== "package.json";
      if (own === other) return false;
      return !allowed[own]?.includes(other) || rest.join("/") !== "index.ts";
    });
    expect(broken).toEqual([]);
  });

  test("only the engine knows which durable library carries it", () => {
    const users = sources.filter((file) => readFileSync(file, "utf8").includes("@dbos-inc/"));
    expect(users.filter((file) => !relative(root, file).startsWith(`src${sep}engine${sep}`))).toEqual([]);
  });

  test("no source file is longer than 800 lines", () => {
    const long = sources.filter((file) => readFileSync(file, "utf8").split("\n").length > 800);
    expect(long.map((file) => relative(root, file))).toEqual([]);
  });

  test("nothing shipped contains a download host or an absolute path of a developer's machine", () => {
    const lock = readFileSync(join(root, "package-lock.json"), "utf8");
    const hosts = [...lock.matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map(([, host]) => host);
    expect(hosts.filter((host) => host !== "registry.npmjs.org")).toEqual([]);
    const lines = sources.filter((file) => /["'`]\/(?:work|home\/[a-z]+)\//.test(readFileSync(file, "utf8")));
    expect(lines.map((file) => relative(root, file))).toEqual([]);
  });
});
