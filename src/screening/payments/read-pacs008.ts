import { type Issue, lookupTable, ProbityError } from "../../core/index.ts";
import { IssueCollector } from "../lists/list-file.ts";
import { childOf, childrenOf, readXmlRecords, textOfChild, type XmlElement } from "../lists/xml-records.ts";
import type { PaymentParty, PaymentRole, PaymentText, PaymentTransaction } from "./payment.ts";
import { readAgent, readParty } from "./payment-party.ts";

/** Bytes of one message; a bulk file of a clearing has some tens of megabytes. */
export const PAYMENT_BYTES_MAX = 268_435_456;
/** Transactions of one message. */
export const PAYMENT_TRANSACTIONS_MAX = 1_000_000;

const MESSAGE = "FIToFICstmrCdtTrf";
const wrongMessage = "send a pacs.008 message: Document with FIToFICstmrCdtTrf in it";

/** Parties (PartyIdentification components) of a transaction, by element name. */
const partyRoles = lookupTable<PaymentRole>({
  Dbtr: "debtor",
  UltmtDbtr: "ultimate_debtor",
  InitgPty: "initiating_party",
  Cdtr: "creditor",
  UltmtCdtr: "ultimate_creditor",
});
/** Financial institutions of a transaction or of all transactions, by element name without its number. */
const agentRoles = lookupTable<PaymentRole>({
  DbtrAgt: "debtor_agent",
  PrvsInstgAgt: "previous_instructing_agent",
  InstgAgt: "instructing_agent",
  InstdAgt: "instructed_agent",
  IntrmyAgt: "intermediary_agent",
  CdtrAgt: "creditor_agent",
});

/**
 * Streams the transactions of an ISO 20022 customer credit transfer (pacs.008, FIToFICustomerCreditTransfer;
 * versions .02 to .13 differ in names this reads alike: `BIC`/`BICFI`, `BICOrBEI`/`AnyBIC`, `PrvsInstgAgt`/
 * `PrvsInstgAgt1..3`). Elements are known by their local names, so a business envelope around the
 * message does no harm. Document type declarations are refused.
 *
 * @throws ProbityError PAYMENT_INVALID with every place and reason: when the XML is not well-formed or
 *   ends early, when it is another message, when a transaction lacks what identifies it or its debtor or
 *   creditor, when there are not as many transactions as the header says (`NbOfTxs`). What was given
 *   back before stands.
 */
export async function* readPacs008(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<PaymentTransaction> {
  const broken = new IssueCollector();
  const records = readXmlRecords(
    { name: "message", bytes: limited(bytes) },
    new Set(["GrpHdr", "CdtTrfTxInf"]),
    broken,
  );
  let header: Header | undefined;
  let number = 0;
  for await (const { path, element } of records) {
    const at = path.indexOf(MESSAGE);
    if (at < 0) continue;
    if (element.name === "GrpHdr") header = readHeader(element, `/${path}`);
    if (element.name !== "CdtTrfTxInf") continue;
    if (!header) throw invalid([{ where: `/${path}`, message: "stands before GrpHdr" }]);
    if (++number > PAYMENT_TRANSACTIONS_MAX) {
      throw invalid([
        {
          where: `/${path}`,
          message: `more than ${PAYMENT_TRANSACTIONS_MAX} transactions; split the message`,
        },
      ]);
    }
    yield readTransaction(element, `/${path}[${number}]`, number, header);
  }
  if (broken.total > 0) throw invalid(broken.issues);
  if (!header)
    throw invalid([{ where: "/", message: `there is no ${MESSAGE}/GrpHdr`, suggestion: wrongMessage }]);
  if (number === 0)
    throw invalid([{ where: header.place.replace(/GrpHdr$/, "CdtTrfTxInf"), message: "is missing" }]);
  if (header.count !== number) {
    const message = `says ${header.count} transactions, and the message has ${number}`;
    throw invalid([{ where: `${header.place}/NbOfTxs`, message, suggestion: "send the whole message" }]);
  }
}

async function* limited(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of bytes) {
    done += chunk.length;
    if (done > PAYMENT_BYTES_MAX) throw new Error(`larger than ${PAYMENT_BYTES_MAX} bytes`);
    yield chunk;
  }
}

interface Header {
  readonly place: string;
  readonly messageId: string;
  readonly count: number;
  readonly agents: readonly PaymentParty[];
}

function readHeader(element: XmlElement, place: string): Header {
  const messageId = textOfChild(element, "MsgId");
  const count = textOfChild(element, "NbOfTxs");
  const issues: Issue[] = [];
  if (messageId === undefined) issues.push({ where: `${place}/MsgId`, message: "is missing" });
  if (count === undefined || !/^[0-9]{1,15}$/.test(count)) {
    issues.push({ where: `${place}/NbOfTxs`, message: "is missing or no number" });
  }
  if (messageId === undefined || issues.length > 0) throw invalid(issues);
  return { place, messageId, count: Number(count), agents: agentsOf(element, place) };
}

function readTransaction(
  element: XmlElement,
  place: string,
  number: number,
  header: Header,
): PaymentTransaction {
  const ids = childOf(element, "PmtId");
  const endToEndId = ids && textOfChild(ids, "EndToEndId");
  const transactionId = ids && textOfChild(ids, "TxId");
  const instructionId = ids && textOfChild(ids, "InstrId");
  const uetr = ids && textOfChild(ids, "UETR");
  const parties = partiesOf(element, place);
  const issues: Issue[] = [];
  if (endToEndId === undefined && transactionId === undefined) {
    issues.push({ where: `${place}/PmtId`, message: "has neither EndToEndId nor TxId" });
  }
  for (const [name, role] of [
    ["Dbtr", "debtor"],
    ["Cdtr", "creditor"],
  ] as const) {
    const party = parties.find((one) => one.role === role);
    if (!party) issues.push({ where: `${place}/${name}`, message: "is missing" });
    else if (party.names.length === 0 && party.identifiers.length === 0) {
      issues.push({ where: `${place}/${name}`, message: "has neither a name nor an identification" });
    }
  }
  if (issues.length > 0) throw invalid(issues);
  return {
    messageId: header.messageId,
    number,
    place,
    ...(instructionId === undefined ? {} : { instructionId }),
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...(transactionId === undefined ? {} : { transactionId }),
    ...(uetr === undefined ? {} : { uetr }),
    parties: [...parties, ...header.agents],
    texts: textsOf(element, place),
  };
}

function partiesOf(element: XmlElement, place: string): PaymentParty[] {
  const parties = element.children.flatMap((child) => {
    const role = partyRoles[child.name];
    return role === undefined ? [] : [readParty(child, role, `${place}/${child.name}`)];
  });
  return [...parties, ...remittanceParties(element, place), ...agentsOf(element, place)];
}

function agentsOf(element: XmlElement, place: string): PaymentParty[] {
  return element.children.flatMap((child) => {
    const role = agentRoles[child.name.replace(/[1-3]$/, "")];
    if (role === undefined) return [];
    const agent = readAgent(child, role, `${place}/${child.name}`);
    return agent.names.length + agent.identifiers.length === 0 ? [] : [agent];
  });
}

/** Structured remittance information names who invoiced whom. */
function remittanceParties(element: XmlElement, place: string): PaymentParty[] {
  const information = childrenOf(element, "RmtInf").flatMap((one) => childrenOf(one, "Strd"));
  return information.flatMap((structured, at) =>
    structured.children
      .filter((child) => child.name === "Invcr" || child.name === "Invcee")
      .map((child) => readParty(child, "remittance_party", `${place}/RmtInf/Strd[${at + 1}]/${child.name}`))
      .filter((party) => party.names.length + party.identifiers.length > 0),
  );
}

/** Free text: unstructured remittance lines, additional remittance information, instructions to agents. */
function textsOf(element: XmlElement, place: string): PaymentText[] {
  const texts: PaymentText[] = [];
  const add = (lines: readonly XmlElement[], path: string): void => {
    lines.forEach((line, at) => {
      if (line.text !== "") texts.push({ place: `${place}/${path}[${at + 1}]`, text: line.text });
    });
  };
  const remittance = childrenOf(element, "RmtInf");
  add(
    remittance.flatMap((one) => childrenOf(one, "Ustrd")),
    "RmtInf/Ustrd",
  );
  remittance
    .flatMap((one) => childrenOf(one, "Strd"))
    .forEach((one, at) => {
      add(childrenOf(one, "AddtlRmtInf"), `RmtInf/Strd[${at + 1}]/AddtlRmtInf`);
    });
  for (const name of ["InstrForCdtrAgt", "InstrForNxtAgt"]) {
    add(
      childrenOf(element, name).flatMap((one) => childrenOf(one, "InstrInf")),
      `${name}/InstrInf`,
    );
  }
  return texts;
}

function invalid(issues: readonly Issue[]): ProbityError {
  const [first] = issues;
  return new ProbityError("PAYMENT_INVALID", `${first?.where} ${first?.message}`, { issues });
}
