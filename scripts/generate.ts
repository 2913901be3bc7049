/**
 * Writes what is derived from the sources: sql/schema.sql, docs/reference/. With `--check`
 * it only compares, and fails when something is out of date.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { allowed, permissions, roles } from "../src/access/index.ts";
import { createServer } from "../src/api/index.ts";
import { loadCatalogue, openInstallation, z } from "../src/app/index.ts";
import { createProgram } from "../src/cli/program.ts";
import { type ActionDefinition, errorCatalogue } from "../src/core/index.ts";
import { dumpSchema, openDatabase } from "../src/db/index.ts";
import { dialectJsonSchema } from "../src/definitions/index.ts";

const root = resolve(import.meta.dirname, "..");
const check = process.argv.includes("--check");
let stale = 0;

function put(path: string, text: string): void {
  const file = join(root, path);
  const current = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (current === text) return;
  if (check) {
    stale++;
    process.stderr.write(`${path} is out of date: run npm run generate\n`);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`wrote ${path}\n`);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function errorsPage(): string {
  const rows = Object.entries(errorCatalogue).map(
    ([code, { status, retryable, title }]) =>
      `| \`${code}\` | ${status} | ${retryable ? "yes" : "no"} | ${title} |`,
  );
  return [
    "# Error codes",
    "",
    "Generated from `src/core/errors.ts`. Codes are stable. *Retry* says whether the engine tries a step again.",
    "",
    "| code | HTTP | retry | meaning |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function actionsPage(catalogue: ReadonlyMap<string, ActionDefinition>): string {
  const parts = [
    "# Actions",
    "",
    "Generated from the action catalogue; `probity actions ID` shows the same.",
    "",
  ];
  for (const action of catalogue.values()) {
    parts.push(
      `## ${action.id}`,
      "",
      action.summary,
      "",
      `Version ${action.version}; effects: ${action.effects}.`,
      "",
    );
    parts.push("```json", JSON.stringify({ action: action.id, with: action.example }, null, 2), "```", "");
    for (const [name, expression] of Object.entries(action.defaults ?? {}))
      parts.push(`- without \`${name}\`: \`${expression}\``);
    const input = z.toJSONSchema(action.input, { io: "input", unrepresentable: "any" });
    const output = z.toJSONSchema(action.output, { unrepresentable: "any" });
    parts.push("", "Input:", "", "```json", JSON.stringify(input, null, 2), "```", "");
    parts.push("Output:", "", "```json", JSON.stringify(output, null, 2), "```", "");
  }
  return parts.join("\n");
}

function permissionsPage(): string {
  const rows = permissions.map(
    (permission) =>
      `| \`${permission}\` | ${roles.map((role) => (allowed([role], permission) ? "yes" : "")).join(" | ")} |`,
  );
  return [
    "# Permissions",
    "",
    "Generated from `src/access/permissions.ts`. A person or a key may hold several roles. Without",
    "`personal-data.read`, what runs hold about people is masked.",
    "",
    `| permission | ${roles.join(" | ")} |`,
    `|---|${roles.map(() => "---|").join("")}`,
    ...rows,
    "",
  ].join("\n");
}

function cliPage(): string {
  const parts = [
    "# Command line",
    "",
    "Generated from the commands. Every command takes `--json` and `--help`.",
    "Exit codes: 0 ok, 1 negative result, 2 wrong usage, 3 environment.",
    "",
  ];
  const visit = (command: Command, path: string): void => {
    for (const child of command.commands) {
      const name = `${path} ${child.name()}`;
      // A group that takes options does something by itself too: `rescreen`.
      if (child.commands.length === 0 || child.options.length > 0)
        parts.push(
          `## ${name}`,
          "",
          "```",
          child.createHelp().formatHelp(child, child.createHelp()).trim(),
          "```",
          "",
        );
      visit(child, name);
    }
  };
  visit(createProgram(), "probity");
  return parts.join("\n");
}

async function main(): Promise<void> {
  const surroundings = { cwd: root, env: {} };
  const catalogue = await loadCatalogue(surroundings);
  put("docs/reference/errors.md", errorsPage());
  put("docs/reference/actions.md", actionsPage(catalogue));
  put("docs/reference/permissions.md", permissionsPage());
  put("docs/reference/cli.md", cliPage());
  put("docs/reference/workflow.schema.json", json(dialectJsonSchema(catalogue)));
  const home = mkdtempSync(join(tmpdir(), "probity-generate-"));
  chmodSync(home, 0o711);
  const probity = await openInstallation({ cwd: root, env: { PROBITY_HOME: home } });
  try {
    const server = await createServer({ probity, baseUrl: "http://localhost:4780" });
    await server.ready();
    put("docs/reference/openapi.json", json(server.swagger()));
    await server.close();
    const owner = openDatabase({
      url: probity.database.ownerUrl,
      applicationName: "probity generate",
      maxConnections: 1,
    });
    put("sql/schema.sql", await dumpSchema(owner));
    await owner.close();
  } finally {
    await probity.close();
    rmSync(home, { recursive: true, force: true });
  }
  if (stale > 0) process.exitCode = 1;
}

await main();
