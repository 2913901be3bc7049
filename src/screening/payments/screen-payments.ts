import { createTurns, ProbityError } from "../../core/index.ts";
import { countryCode } from "../party/countries.ts";
import type { ScreeningDecision } from "../policy.ts";
import { NAME_CHARS_MAX, QUERY_NAMES_MAX, type ScreeningQuery } from "../query.ts";
import type { ReportedHit, ScreeningResult } from "../screener.ts";
import type { PaymentParty, PaymentRole, PaymentTransaction } from "./payment.ts";
import { readPacs008 } from "./read-pacs008.ts";
import { MESSAGE_WINDOWS_MAX, TEXT_WINDOWS_MAX, type TextWindow, textWindows } from "./text-windows.ts";

/** What was found for one party of a payment. */
export interface ScreenedParty {
  readonly role: PaymentRole;
  readonly place: string;
  readonly names: readonly string[];
  readonly query: ScreeningQuery;
  readonly result: ScreeningResult;
}

/** A listed party whose name stands in free text. */
export interface TextHit {
  readonly place: string;
  /** The words that resemble it, which were screened as a name. */
  readonly words: string;
  readonly query: ScreeningQuery;
  readonly result: ScreeningResult;
  readonly hit: ReportedHit;
}

/** The answer for one transaction of a message. */
export interface ScreenedPayment {
  readonly messageId: string;
  readonly number: number;
  readonly place: string;
  readonly instructionId?: string;
  readonly endToEndId?: string;
  readonly transactionId?: string;
  readonly uetr?: string;
  /** The highest of all parties and texts. */
  readonly decision: ScreeningDecision;
  readonly parties: readonly ScreenedParty[];
  readonly textHits: readonly TextHit[];
  /** What was not looked at, and why a person has to; never a reason to clear. */
  readonly warnings: readonly string[];
}

/** Screens one query against the current lists; refusing one that cannot be screened is its own affair. */
export type ScreenOne = (query: ScreeningQuery) => Promise<ScreeningResult>;

/**
 * Screens every party and the free text of every transaction of a pacs.008 message, in its order.
 * @param windowsMax stretches of free text looked up in the whole message; a transaction whose text is
 *   reached no more is for a person to look at, never clear
 * @throws ProbityError PAYMENT_INVALID as {@link readPacs008}, LIST_MISSING
 */
export async function* screenPayments(
  message: AsyncIterable<Uint8Array>,
  screen: ScreenOne,
  windowsMax = MESSAGE_WINDOWS_MAX,
): AsyncGenerator<ScreenedPayment> {
  const turn = createTurns();
  const inTurns: ScreenOne = async (query) => {
    await turn();
    return screen(query);
  };
  let left = windowsMax;
  for await (const { texts, ...transaction } of readPacs008(message)) {
    const ofMessage = left < TEXT_WINDOWS_MAX;
    const { windows, complete } = textWindows(texts, Math.min(left, TEXT_WINDOWS_MAX));
    left -= windows.length;
    yield await screenPayment(transaction, windows, complete ? [] : [tooLong(ofMessage)], inTurns);
  }
}

function tooLong(ofMessage: boolean): string {
  return ofMessage
    ? "the message has more free text than is looked through; of this transaction not all of it was. Split the message."
    : "the free text is too long to be looked through; only its beginning was";
}

async function screenPayment(
  { parties, ...ids }: Omit<PaymentTransaction, "texts">,
  windows: readonly TextWindow[],
  warnings: readonly string[],
  screen: ScreenOne,
): Promise<ScreenedPayment> {
  const screened: ScreenedParty[] = [];
  for (const party of parties) screened.push(await screenParty(party, screen));
  const best = new Map<string, TextHit>();
  for (const { place, words } of windows) {
    const query = { names: [words.slice(0, NAME_CHARS_MAX)] };
    const result = await screen(query);
    for (const hit of result.hits) {
      const key = `${hit.list}\n${hit.entityId}`;
      const known = best.get(key);
      if (!known || isBetter(hit, words, known)) best.set(key, { place, words, query, result, hit });
    }
  }
  const textHits = [...best.values()];
  const decision = paymentDecision([...screened, ...textHits], warnings);
  return { ...ids, decision, parties: screened, textHits, warnings };
}

/** Of equal scores the fewest words are what was meant. */
function isBetter({ score }: ReportedHit, words: string, known: TextHit): boolean {
  return score > known.hit.score || (score === known.hit.score && words.length < known.words.length);
}

async function screenParty(party: PaymentParty, screen: ScreenOne): Promise<ScreenedParty> {
  const { role, place, names } = party;
  const query = queryOf(party);
  return { role, place, names, query, result: await screen(query) };
}

/**
 * A party without a name is looked up by its identification, which stands in for the name. A code that
 * is no country is left out: it is not for the bank to mend, and the names are screened all the same.
 */
function queryOf(party: PaymentParty): ScreeningQuery {
  const { names, type, birthDate, countries, identifiers } = party;
  const standIn = identifiers[0]?.value ?? "";
  return {
    names: (names.length > 0 ? names : [standIn]).slice(0, QUERY_NAMES_MAX),
    ...(type === undefined ? {} : { type }),
    ...(birthDate === undefined ? {} : { birthDate }),
    countries: countries.filter((code) => countryCode(code) !== undefined),
    identifiers,
  };
}

/** The decision about a payment: the highest of its parts, and never clear when something was not looked at. */
export function paymentDecision(
  parts: readonly { readonly result: Pick<ScreeningResult, "decision"> }[],
  warnings: readonly string[],
): ScreeningDecision {
  const decisions = parts.map(({ result }) => result.decision);
  if (decisions.includes("match")) return "match";
  return decisions.includes("review") || warnings.length > 0 ? "review" : "clear";
}

/** A message held as text. @throws ProbityError PAYLOAD_TOO_LARGE */
export async function* messageBytes(xml: string, bytesMax: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(xml, "utf8");
  if (bytes.length > bytesMax) {
    throw new ProbityError(
      "PAYLOAD_TOO_LARGE",
      `the message has ${bytes.length} bytes, more than ${bytesMax}`,
    );
  }
  yield bytes;
}
