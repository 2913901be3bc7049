import { userInfo } from "node:os";
import type { Command } from "commander";
import { type Actor, type Installation, openInstallation } from "../app/index.ts";

import { createOutput, type Output } from "./output.ts";

export interface CommandContext {
  readonly probity: Installation;
  readonly output: Output;
  readonly actor: Actor;
}

/** The operating-system account behind a command. It can read the installation's files, so it may do anything. */
export function cliActor(): Actor {
  return { kind: "human", id: `os:${userInfo().username}`, via: "cli" };
}

export function outputOf(command: Command): Output {
  return createOutput(command.optsWithGlobals()["json"] === true);
}

/** Opens the installation for the time of one command. Attaches to the database of a running server, or starts it. */
export async function withInstallation(
  command: Command,
  work: (context: CommandContext) => Promise<void>,
  listen: { host?: string | undefined; port?: number | undefined } = {},
): Promise<void> {
  const probity = await openInstallation({ cwd: process.cwd(), env: process.env, listen });
  try {
    await work({ probity, output: outputOf(command), actor: cliActor() });
  } finally {
    await probity.close();
  }
}
