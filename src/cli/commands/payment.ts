import type { ScreenedPayment } from "../../contract/index.ts";
import { readBatch } from "../batch-input.ts";
import { exitCode } from "../exit-code.ts";
import { type Output, printable } from "../output.ts";
import type { CommandContext } from "../session.ts";

/** Screens a pacs.008 message transaction by transaction; the exit code tells whether all are clear. */
export async function screenPaymentFile(
  { probity, output, actor }: CommandContext,
  file: string,
  policyFile: string | undefined,
): Promise<void> {
  for await (const payment of probity.screenPayments(readBatch(file, "Screening"), actor, { policyFile })) {
    output.value(payment);
    printPayment(output, payment);
    if (payment.decision !== "clear") process.exitCode = exitCode.negative;
  }
}

function printPayment(output: Output, payment: ScreenedPayment): void {
  const { number, endToEndId, transactionId, decision, parties, textHits, warnings } = payment;
  const id = endToEndId ?? transactionId ?? "";
  output.line(`${number}. ${printable(id)}: ${decision}  (${parties.length} parties)`);
  for (const warning of warnings) output.line(`  warning: ${warning}`);
  for (const party of parties) {
    if (party.error) output.line(`  ${party.role}: ${party.error.code} ${printable(party.error.message)}`);
    for (const hit of party.hits) printHit(output, party.role.replaceAll("_", " "), party.place, hit);
  }
  for (const { place, words, hit } of textHits) printHit(output, `text "${words}"`, place, hit);
}

function printHit(
  output: Output,
  who: string,
  place: string,
  hit: ScreenedPayment["textHits"][number]["hit"],
): void {
  output.line(
    `  ${hit.score.toFixed(3)}  ${printable(who)}  ${hit.list} ${hit.entityId}  ${printable(hit.name)}`,
  );
  output.line(`         ${place}`);
  output.line(`         ${printable(hit.explanation)}`);
}
