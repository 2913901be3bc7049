import type { z } from "zod";
import { type ActionHandler, type ActionHost, newId, type Outcome } from "../../core/index.ts";
import { createHostScreener } from "../host-screener.ts";
import type { ScreeningQuery } from "../query.ts";
import { type ReportedHit, type ScreeningResult, screenRow } from "../screener.ts";
import { recordScreenings, type ScreeningRecord } from "../screening-store.ts";
import { customerKeys } from "../suppression.ts";
import { suppressionEnded } from "../suppression-ended.ts";
import { considerSuppressions, type EndedSuppression, endSuppressions } from "../suppression-store.ts";
import { ACTION_MESSAGE_BYTES_MAX, type paymentInput, type paymentOutput } from "./actions.ts";
import { messageBytes, paymentDecision, type ScreenedPayment, screenPayments } from "./screen-payments.ts";

type Input = z.output<typeof paymentInput>;
type Output = z.input<typeof paymentOutput>;
type OnMatch = "review" | "fail";

/** The handler of `screen_payment`: each party and each name in free text that hits is a recorded screening. */
export function createPaymentHandler(host: ActionHost): ActionHandler<Input, Output> {
  const screener = createHostScreener(host);
  return async ({ message }, call) => {
    const { onMatch } = screener.policy();
    const recorder = createRecorder(host, call);
    const transactions: Output["transactions"] = [];
    let clear = 0;
    const bytes = messageBytes(message, ACTION_MESSAGE_BYTES_MAX);
    const screen = (query: ScreeningQuery) => {
      call.signal.throwIfAborted();
      return screenRow(screener, { query });
    };
    for await (const screened of screenPayments(bytes, screen)) {
      const told = await recorder.record(screened);
      if (told.decision === "clear") clear++;
      else transactions.push(told);
    }
    const decision = paymentDecision(
      transactions.map((result) => ({ result })),
      [],
    );
    const output = { decision, transactions, clear };
    const { versions, records, ended } = recorder;
    return {
      outcome: outcomeOf(decision, onMatch),
      output,
      summary: summaryOf(output),
      evidence: transactions.map((one) => ({
        id: `payment.transaction.${one.number}`,
        outcome: outcomeOf(one.decision, onMatch),
        summary: sentenceOf(one),
        data: { place: one.place, decision: one.decision },
      })),
      versions: versions(),
      auditDetails: {
        decision,
        transactions: transactions.length + clear,
        clear,
        screenings: records.length,
      },
      async commit(tx, note) {
        await recordScreenings(tx, host.cipher, records);
        const over = await endSuppressions(tx, ended, "system:screening", host.clock.now());
        await note(over.map((one) => suppressionEnded(one, {})));
      },
    };
  };
}

/** Collects the screenings of a message with suppressions considered, to be recorded when the step commits. */
function createRecorder(host: ActionHost, call: { readonly runId: string; readonly stepId: string }) {
  const records: ScreeningRecord[] = [];
  const ended: EndedSuppression[] = [];
  const consider = async (query: ScreeningQuery, unsuppressed: ScreeningResult) => {
    const at = host.clock.now();
    const customer = customerKeys(host.cipher, query, undefined);
    const asked = [{ result: unsuppressed, customer }];
    const [considered] = await considerSuppressions(host.db, host.cipher, asked, at);
    const { result, applied } = considered ?? { result: unsuppressed, applied: [] };
    ended.push(...(considered?.ended ?? []));
    const id = newId("screening", at.getTime());
    const { runId, stepId } = call;
    records.push({ id, at, runId, stepId, input: { query, suppressions: applied }, customer, result });
    return { screeningId: id, result };
  };
  return {
    records,
    ended,
    async record({ messageId, number, place, endToEndId, transactionId, ...screened }: ScreenedPayment) {
      const parties = [];
      for (const { role, place: at, names, query, result } of screened.parties) {
        const recorded = await consider(query, result);
        parties.push({ role, place: at, names: [...names], ...recorded });
      }
      const texts = [];
      for (const { place: at, words, query, result, hit } of screened.textHits) {
        texts.push({ place: at, words, hit: hitOf(hit), ...(await consider(query, result)) });
      }
      return {
        messageId,
        number,
        place,
        ...(endToEndId === undefined ? {} : { endToEndId }),
        ...(transactionId === undefined ? {} : { transactionId }),
        decision: paymentDecision([...parties, ...texts], screened.warnings),
        parties: parties.map(({ result, ...party }) => ({
          ...party,
          decision: result.decision,
          hits: result.hits.map(hitOf),
        })),
        textHits: texts.map(({ result: _result, ...text }) => text),
        warnings: [...screened.warnings],
      };
    },
    versions(): Record<string, string> {
      const [first] = records;
      if (!first) return {};
      const { listVersions, policyVersion, policyHash, engine, statistic } = first.result;
      return {
        ...listVersions,
        "screening-policy": policyVersion,
        "screening-policy-hash": policyHash,
        "screening-engine": engine,
        "screening-statistic": statistic,
      };
    },
  };
}

function hitOf({ list, entityId, name, score, decision, explanation }: ReportedHit) {
  return { list, entityId, name, score, decision, explanation };
}

function outcomeOf(decision: ScreeningResult["decision"], onMatch: OnMatch): Outcome {
  if (decision === "clear") return "pass";
  return decision === "match" ? onMatch : "review";
}

function summaryOf({ transactions, clear }: Output): string {
  const all = transactions.length + clear;
  if (transactions.length === 0) return `All ${all} transactions are clear.`;
  return `${transactions.length} of ${all} transactions are not clear. ${transactions.map(sentenceOf)[0] ?? ""}`;
}

function sentenceOf({ number, parties, textHits, warnings }: Output["transactions"][number]): string {
  const [hit] = [
    ...parties.flatMap((party) => party.hits.map((one) => ({ at: party.role, one }))),
    ...textHits.map((text) => ({ at: "text", one: text.hit })),
  ];
  const why = hit
    ? `${hit.at.replaceAll("_", " ")}: ${hit.one.explanation}`
    : (warnings[0] ?? "a party could not be screened");
  return `Transaction ${number}, ${why}`;
}
