import type { Command } from "commander";
import { withInstallation } from "../session.ts";

/** `mailbox`: what the built-in mail server received, where no SMTP server is configured. */
export function mailboxCommand(program: Command): void {
  program
    .command("mailbox")
    .description("messages the built-in mailbox received (used while no SMTP server is configured)")
    .action(async (_options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const messages = await probity.mailbox();
        output.value(messages);
        output.table(
          ["RECEIVED", "TO", "SUBJECT", "FILE"],
          messages.map((message) => [message.receivedAt, message.to, message.subject, message.file]),
        );
        if (messages.length === 0) output.note("No message yet.");
      });
    });
}
