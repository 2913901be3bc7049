import type { Command } from "commander";
import { roles as allRoles, type Role } from "../../contract/index.ts";
import { type ApiKeyId, ProbityError } from "../../core/index.ts";
import { withInstallation } from "../session.ts";

/** `keys …` and `login-link`. */
export function keysCommands(program: Command): void {
  const keys = program.command("keys").description("API keys; stored as a hash, shown once");

  keys
    .command("create")
    .description("make a key for a program and print it, this one time")
    .argument("<name>", "what the key is for")
    .option("--roles <roles>", `comma-separated: ${allRoles.join(", ")}`, "engineer")
    .addHelpText("after", "\nExample:\n  probity keys create onboarding-service --roles engineer")
    .action(async (name: string, options: { roles: string }, command: Command) => {
      const roles = parseRoles(options.roles);
      if (name.trim() === "" || name.length > 100) {
        throw new ProbityError("REQUEST_INVALID", "The name of a key has 1 to 100 characters.");
      }
      await withInstallation(command, async ({ probity, output, actor }) => {
        const created = await probity.access.createKey({ name, roles, actor });
        output.value(created);
        output.line(created.key);
        output.note("This key is not shown again. Send it as: Authorization: Bearer <key>");
      });
    });

  keys
    .command("list")
    .description("every key, revoked ones included, without its secret")
    .action(async (_options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const list = await probity.access.listKeys();
        output.value(list);
        output.table(
          ["KEY", "NAME", "ROLES", "CREATED", "LAST USED", "REVOKED"],
          list.map((key) => [
            key.id,
            key.name,
            key.roles.join(","),
            key.createdAt.toISOString(),
            key.lastUsedAt?.toISOString() ?? "",
            key.revokedAt?.toISOString() ?? "",
          ]),
        );
      });
    });

  keys
    .command("revoke")
    .description("make a key useless from now on")
    .argument("<key>", "key id")
    .action(async (id: string, _options, command: Command) => {
      await withInstallation(command, async ({ probity, output, actor }) => {
        await probity.access.revokeKey(id as ApiKeyId, actor);
        output.value({ id, revoked: true });
        output.line(`${id} revoked`);
      });
    });

  program
    .command("login-link")
    .description("a link that signs in to the web once, valid for 15 minutes")
    .option("--roles <roles>", `comma-separated: ${allRoles.join(", ")}`, "admin")
    .option("--name <name>", "who signs in", "admin")
    .action(async (options: { roles: string; name: string }, command: Command) => {
      const roles = parseRoles(options.roles);
      await withInstallation(command, async ({ probity, output, actor }) => {
        const url = await probity.loginLink({ name: options.name, roles, actor });
        output.value({ url });
        output.line(url);
      });
    });
}

function parseRoles(text: string): Role[] {
  return text.split(",").map((part) => {
    const role = allRoles.find((known) => known === part.trim());
    if (!role)
      throw new ProbityError("REQUEST_INVALID", `"${part.trim()}" is no role; use ${allRoles.join(", ")}.`);
    return role;
  });
}
