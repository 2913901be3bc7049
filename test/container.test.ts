import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { createProgram } from "../src/cli/program.ts";

/** Containers cannot run in a test, so every path, command and port in their files is checked instead. */
const root = resolve(import.meta.dirname, "..");
const dockerfile = readFileSync(join(root, "Dockerfile"), "utf8");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const compose = parse(readFileSync(join(root, "compose.yaml"), "utf8"));

function instructions(name: string): string[] {
  return [...dockerfile.matchAll(new RegExp(`^${name} (.+)$`, "gm"))].map(([, rest = ""]) => rest);
}

function knownOptions(args: readonly string[]): boolean {
  const command = createProgram().commands.find((each) => each.name() === args[0]);
  const options = command?.options.map((option) => option.long) ?? [];
  return (
    command !== undefined && args.filter((arg) => arg.startsWith("--")).every((arg) => options.includes(arg))
  );
}

describe("Dockerfile", () => {
  test("copies only what exists", () => {
    const paths = instructions("COPY")
      .filter((line) => !line.startsWith("--from"))
      .flatMap((line) => line.split(" ").slice(0, -1));
    expect(paths).toContain("package-lock.json");
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("starts the command line with a command and options it has", () => {
    const entry = JSON.parse(instructions("ENTRYPOINT")[0] ?? "[]") as string[];
    expect(entry[0]).toBe("node");
    expect(existsSync(join(root, entry[1] ?? ""))).toBe(true);
    expect(knownOptions(JSON.parse(instructions("CMD")[0] ?? "[]"))).toBe(true);
  });

  test("runs npm scripts that exist, on the Node.js the package asks for", () => {
    const scripts = [...dockerfile.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
    expect(instructions("FROM").every((line) => line.startsWith("node:24-bookworm-slim"))).toBe(true);
  });

  test("does not run as root", () => {
    expect(instructions("USER")).toEqual(["node"]);
  });

  test("what is left out of the build context is needed by nothing that is copied or run", () => {
    const ignored = readFileSync(join(root, ".dockerignore"), "utf8").split("\n").filter(Boolean);
    expect(ignored).toContain(".probity");
    for (const needed of ["src", "sql", "web/src", "workflows", "examples", "reference"]) {
      expect(ignored.some((path) => needed === path || needed.startsWith(`${path}/`))).toBe(false);
    }
  });
});

describe("compose.yaml", () => {
  test("starts Probity with a command and options it has, on the port it listens on", () => {
    expect(knownOptions(compose.services.probity.command)).toBe(true);
    expect(compose.services.probity.ports).toEqual(["127.0.0.1:4780:4780"]);
    expect(dockerfile).toContain("EXPOSE 4780");
  });

  test("has no password of its own", () => {
    expect(compose.services.database.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
    expect(compose.services.probity.environment.DATABASE_URL).toContain(
      "${POSTGRES_PASSWORD}@database:5432/probity",
    );
  });

  test("every named volume is declared", () => {
    const used = Object.values(compose.services as Record<string, { volumes?: string[] }>).flatMap(
      (service) => service.volumes?.map((volume) => volume.split(":")[0]) ?? [],
    );
    expect(used.sort()).toEqual(Object.keys(compose.volumes).sort());
  });
});
