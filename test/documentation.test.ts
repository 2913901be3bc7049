import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadConfig } from "../src/app/config.ts";
import { loadCatalogue } from "../src/app/index.ts";
import { dialectJsonSchema, parseDefinition } from "../src/definitions/index.ts";
import { openProduct, type Product } from "./support/product.ts";

/**
 * Everything README, docs and examples show is executed: `sh` blocks run line by line on a
 * fresh installation, `yaml` blocks are definitions (or, marked `config`, configurations). Of what
 * is marked `sh network`, because it talks to publishers of lists, the command has to exist.
 */
const root = resolve(import.meta.dirname, "..");

interface Block {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

function blocksOf(file: string): Block[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^```(\w[\w ]*)\n([\s\S]*?)^```/gm)].map((match) => ({
    file,
    line: text.slice(0, match.index).split("\n").length,
    language: match[1] ?? "",
    text: match[2] ?? "",
  }));
}

const pages = [
  "README.md",
  ...["docs/guide", "docs/screening"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  ),
];
const blocks = pages.flatMap(blocksOf);
const withOwnActions = { cwd: root, env: { PROBITY_CONFIG: join(root, "test/support/own-actions.yaml") } };
const catalogue = await loadCatalogue(withOwnActions);

const definitions = [
  ...blocks
    .filter(({ language }) => language === "yaml")
    .map(({ file, line, text }) => ({ name: `${file}:${line}`, text })),
  ...["workflows", "examples/workflows"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => ({
      name: `${folder}/${name}`,
      text: readFileSync(join(root, folder, name), "utf8"),
    })),
  ),
];

describe("definitions that are shown or shipped", () => {
  test("there are some on every page that promises them", () => {
    expect(definitions.length).toBeGreaterThanOrEqual(6);
  });

  test.each(definitions)("$name is valid, without a warning", ({ name, text }) => {
    const parsed = parseDefinition(text, { file: name, actions: catalogue });
    expect(parsed.ok ? parsed.warnings : parsed.issues).toEqual([]);
  });

  test.each(definitions)("$name fits the schema for editors", ({ text }) => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
      dialectJsonSchema(catalogue),
    );
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe("configurations that are shown", () => {
  test.each(blocks.filter(({ language }) => language === "yaml config"))(
    "$file:$line is valid",
    ({ text }) => {
      const folder = mkdtempSync(join(tmpdir(), "probity-config-"));
      try {
        writeFileSync(join(folder, "probity.yaml"), text);
        expect(loadConfig(folder, {}).server.port).toBe(4780);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

describe("commands that are shown", () => {
  let product: Product;
  beforeAll(async () => {
    product = await openProduct();
  });
  afterAll(() => product.close());

  const afar = blocks
    .filter(({ language }) => language === "sh network")
    .flatMap(({ file, text }) =>
      text
        .trim()
        .split("\n")
        .map((line) => ({ file, line })),
    );
  test.each(afar)("$line ($file) is a command", async ({ line }) => {
    const [, command = "", sub = ""] = /^npx probity (\S+) (\S+)/.exec(line) ?? [];
    const { code, stdout } = await product.run([command, sub, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: probity ${command} ${sub}`);
  });

  test("each works on a fresh installation, in the order they stand in", { timeout: 180_000 }, async () => {
    const lines = blocks
      .filter(({ language }) => language === "sh")
      .flatMap(({ file, text }) =>
        text
          .trim()
          .split("\n")
          .map((line) => ({ file, line })),
      );
    expect(lines.length).toBeGreaterThanOrEqual(7);
    for (const { file, line } of lines) {
      expect(line, file).toMatch(/^npx probity /);
      const args = [...line.slice("npx probity ".length).matchAll(/"([^"]*)"|(\S+)/g)].map(
        (match) => match[1] ?? match[2] ?? "",
      );
      const { code, stdout, stderr } = await product.run(args);
      expect({ line, code, stdout: code === 0 ? "" : stdout, stderr: code === 0 ? "" : stderr }).toEqual({
        line,
        code: 0,
        stdout: "",
        stderr: "",
      });
    }
  });
});
