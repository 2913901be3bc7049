import type { Command } from "commander";
import type { ScreeningPolicy } from "../../contract/index.ts";
import type { Output } from "../output.ts";
import { withInstallation } from "../session.ts";

/** `policy`: what a screening score means, and since when. */
export function policyCommand(program: Command): void {
  const policy = program.command("policy").description("the screening policy: thresholds and rules, by date");
  policy
    .command("show")
    .description("every version of the configured policy; the one in force is marked")
    .action(async (_options: object, command: Command) =>
      withInstallation(command, async ({ probity, output }) => print(output, probity.screeningPolicies())),
    );
  policy
    .command("check")
    .description("read a policy file and name everything that is wrong in it, with line and column")
    .argument("<file>")
    .action(async (file: string, _options: object, command: Command) =>
      withInstallation(command, async ({ probity, output }) => print(output, probity.checkPolicy(file))),
    );
}

function print(output: Output, versions: readonly ScreeningPolicy[]): void {
  output.value({ versions });
  for (const { version, hash, effective, inForce, ...members } of versions) {
    const since = effective === undefined ? "from the beginning" : `from ${effective}`;
    output.line(`${version}  ${since}${inForce ? "  (in force)" : ""}`);
    output.line(`  hash  ${hash}`);
    for (const [member, value] of Object.entries(members))
      output.line(`  ${member}  ${JSON.stringify(value)}`);
  }
}
