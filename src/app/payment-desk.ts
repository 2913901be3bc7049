import type { AuditEvent } from "../audit/index.ts";
import type { ScreenedPayment as PaymentView } from "../contract/index.ts";
import type { Clock, DataCipher } from "../core/index.ts";
import {
  paymentDecision,
  type ScreenedPayment,
  type Screener,
  screenPayments,
  screenRow,
} from "../screening/index.ts";
import type { Actor } from "./probity.ts";
import type { Recorded, ScreeningRecorder } from "./screening-recorder.ts";

/**
 * Screens the transactions of a payment message in its order. Every party, and every name in free text
 * that hits, is a recorded and audited screening of its own; the payment has an entry that names them.
 * @throws ProbityError PAYMENT_INVALID with place and reason; what was answered before stands
 */
export async function* screenPaymentMessage(
  desk: {
    readonly clock: Clock;
    readonly cipher: DataCipher;
    readonly screener: Screener;
    readonly recorder: ScreeningRecorder;
  },
  message: AsyncIterable<Uint8Array>,
  actor: Actor,
): AsyncGenerator<PaymentView> {
  const { screener, recorder } = desk;
  for await (const screened of screenPayments(message, (query) => screenRow(screener, { query }))) {
    const parts = [...screened.parties, ...screened.textHits];
    const recorded = await recorder.recordAll(
      parts.map(({ query, result }) => ({ request: { query, warnings: [] }, result, actor })),
      (all) => paymentEvent(desk, screened, all, actor),
    );
    yield toView(screened, recorded);
  }
}

/** The entry that names the screenings of a payment. */
function paymentEvent(
  { clock, cipher }: { readonly clock: Clock; readonly cipher: DataCipher },
  screened: ScreenedPayment,
  recorded: readonly Recorded[],
  actor: Actor,
): AuditEvent {
  const { messageId, endToEndId = "", transactionId = "" } = screened;
  return {
    actor,
    action: "payment.screened",
    status: paymentDecision(recorded, screened.warnings),
    stream: "screening",
    at: clock.now(),
    // References of a payment may hold names or account numbers.
    inputHash: cipher.blindIndex([messageId, endToEndId, transactionId].join("\n"), "probity.payment"),
    details: {
      transaction: screened.number,
      parties: screened.parties.length,
      textHits: screened.textHits.length,
      incomplete: screened.warnings.length > 0,
      screenings: recorded.map(({ screeningId }) => screeningId),
    },
  };
}

function toView(
  { parties, textHits, ...payment }: ScreenedPayment,
  recorded: readonly Recorded[],
): PaymentView {
  const ofText = recorded.slice(parties.length);
  return {
    ...payment,
    warnings: [...payment.warnings],
    decision: paymentDecision(recorded, payment.warnings),
    parties: parties.map(({ role, place, names }, at) => {
      const { screeningId, result } = recorded[at] ?? {};
      return {
        role,
        place,
        names: [...names],
        ...(screeningId === undefined ? {} : { screeningId }),
        decision: result?.decision ?? "review",
        hits: (result?.hits ?? []).map((hit) => ({ ...hit })),
        ...(result?.error ? { error: { ...result.error } } : {}),
      };
    }),
    textHits: textHits.map(({ place, words, hit }, at) => {
      const known = ofText[at]?.result.hits.find(
        (one) => one.list === hit.list && one.entityId === hit.entityId,
      );
      return { place, words, hit: { ...(known ?? hit) } };
    }),
  };
}
