import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listed } from "../../../test/support/population.ts";
import type { Party } from "../party/party.ts";
import { defaultPolicy } from "../policy.ts";
import { forwardOver } from "../population/forward.ts";
import type { PaymentTransaction } from "./payment.ts";
import { readPacs008 } from "./read-pacs008.ts";
import { type ScreenedPayment, screenPayments } from "./screen-payments.ts";
import { TEXT_WINDOWS_MAX, textWindows } from "./text-windows.ts";

const version8 = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">
 <FIToFICstmrCdtTrf>
  <GrpHdr>
   <MsgId>MSG-8</MsgId><CreDtTm>2026-11-23T10:00:00Z</CreDtTm><NbOfTxs>2</NbOfTxs>
   <SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf>
   <InstgAgt><FinInstnId><BICFI>NDEASESS</BICFI></FinInstnId></InstgAgt>
  </GrpHdr>
  <CdtTrfTxInf>
   <PmtId><InstrId>I-1</InstrId><EndToEndId>E2E-1</EndToEndId><TxId>TX-1</TxId><UETR>8a562c67-ca16-48ba-b074-65581be6f011</UETR></PmtId>
   <IntrBkSttlmAmt Ccy="EUR">100.00</IntrBkSttlmAmt><ChrgBr>SHAR</ChrgBr>
   <PrvsInstgAgt1><FinInstnId><BICFI>HANDSESS</BICFI></FinInstnId></PrvsInstgAgt1>
   <IntrmyAgt1><FinInstnId><BICFI>DEUTDEFF500</BICFI><LEI>7LTWFZYICNSX8D621K86</LEI><Nm>Deutsche Bank</Nm></FinInstnId></IntrmyAgt1>
   <UltmtDbtr><Nm>Kestrel Orchard Ltd</Nm><Id><OrgId><AnyBIC>KESTGB2L</AnyBIC><LEI>549300TRUWO2CD2G5692</LEI><Othr><Id>0123456789</Id><SchmeNm><Cd>TXID</Cd></SchmeNm></Othr></OrgId></Id></UltmtDbtr>
   <InitgPty><Nm>Payroll &amp; Sons</Nm></InitgPty>
   <Dbtr>
    <Nm>Marta Lindqvist</Nm>
    <PstlAdr><StrtNm>Storgatan</StrtNm><BldgNb>1</BldgNb><PstCd>111 22</PstCd><TwnNm>Stockholm</TwnNm><Ctry>SE</Ctry><AdrLine>c/o Berg</AdrLine></PstlAdr>
    <Id><PrvtId><DtAndPlcOfBirth><BirthDt>1988-04-17</BirthDt><CityOfBirth>Uppsala</CityOfBirth><CtryOfBirth>SE</CtryOfBirth></DtAndPlcOfBirth><Othr><Id>X1234567</Id><SchmeNm><Cd>CCPT</Cd></SchmeNm></Othr></PrvtId></Id>
    <CtryOfRes>NO</CtryOfRes>
   </Dbtr>
   <DbtrAgt><FinInstnId><BICFI>NDEASESS</BICFI></FinInstnId></DbtrAgt>
   <CdtrAgt><FinInstnId><Nm>Bank of Examples</Nm></FinInstnId><BrnchId><Nm>Harbour Branch</Nm></BrnchId></CdtrAgt>
   <Cdtr><Nm>Viktor Drozdov-Petrenko</Nm></Cdtr>
   <UltmtCdtr><Nm><![CDATA[Irina <Kestreleva>]]></Nm></UltmtCdtr>
   <RmtInf><Ustrd>INV 4711 for services</Ustrd><Ustrd>on behalf of Nasrullah Zabihullah Qadir; thanks</Ustrd><Strd><Invcr><Nm>Meridian Trading</Nm></Invcr><AddtlRmtInf>see contract 12</AddtlRmtInf></Strd></RmtInf>
  </CdtTrfTxInf>
  <CdtTrfTxInf>
   <PmtId><EndToEndId>E2E-2</EndToEndId></PmtId>
   <Dbtr><Nm>Ada King</Nm></Dbtr><Cdtr><Nm>Grace Hopper</Nm></Cdtr>
  </CdtTrfTxInf>
 </FIToFICstmrCdtTrf>
</Document>`;

const version2 = `<p:Document xmlns:p="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.02"><p:FIToFICstmrCdtTrf>
  <p:GrpHdr><p:MsgId>MSG-2</p:MsgId><p:NbOfTxs>1</p:NbOfTxs></p:GrpHdr>
  <p:CdtTrfTxInf><p:PmtId><p:EndToEndId>NOTPROVIDED</p:EndToEndId><p:TxId>TX-9</p:TxId></p:PmtId>
  <p:PrvsInstgAgt><p:FinInstnId><p:BIC>NDEASESSXXX</p:BIC></p:FinInstnId></p:PrvsInstgAgt>
  <p:Dbtr><p:Nm>Kestrel Orchard Ltd</p:Nm><p:Id><p:OrgId><p:BICOrBEI>KESTGB2L</p:BICOrBEI></p:OrgId></p:Id></p:Dbtr>
  <p:Cdtr><p:Nm>Meridian GmbH</p:Nm><p:PstlAdr><p:Ctry>DE</p:Ctry><p:AdrLine>Hafen 1</p:AdrLine><p:AdrLine>Hamburg</p:AdrLine></p:PstlAdr></p:Cdtr>
  </p:CdtTrfTxInf></p:FIToFICstmrCdtTrf></p:Document>`;

async function* pieces(text: string | Uint8Array, size = 97): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string | Uint8Array, size?: number): Promise<PaymentTransaction[]> {
  const transactions: PaymentTransaction[] = [];
  for await (const one of readPacs008(pieces(text, size))) transactions.push(one);
  return transactions;
}

describe("reading pacs.008", () => {
  test("version 8: every party with its place, facts and identification", async () => {
    const [first, second] = await read(version8);
    const transaction = "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf[1]";
    expect(first).toMatchObject({
      messageId: "MSG-8",
      number: 1,
      place: transaction,
      instructionId: "I-1",
      endToEndId: "E2E-1",
      transactionId: "TX-1",
      uetr: "8a562c67-ca16-48ba-b074-65581be6f011",
    });
    expect(
      first?.parties.map(({ role, place, names }) => [role, place.replace(transaction, ""), names]),
    ).toEqual([
      ["ultimate_debtor", "/UltmtDbtr", ["Kestrel Orchard Ltd"]],
      ["initiating_party", "/InitgPty", ["Payroll & Sons"]],
      ["debtor", "/Dbtr", ["Marta Lindqvist"]],
      ["creditor", "/Cdtr", ["Viktor Drozdov-Petrenko"]],
      ["ultimate_creditor", "/UltmtCdtr", ["Irina <Kestreleva>"]],
      ["remittance_party", "/RmtInf/Strd[1]/Invcr", ["Meridian Trading"]],
      ["previous_instructing_agent", "/PrvsInstgAgt1", []],
      ["intermediary_agent", "/IntrmyAgt1", ["Deutsche Bank"]],
      ["debtor_agent", "/DbtrAgt", []],
      ["creditor_agent", "/CdtrAgt", ["Bank of Examples", "Harbour Branch"]],
      ["instructing_agent", "/Document/FIToFICstmrCdtTrf/GrpHdr/InstgAgt", []],
    ]);
    expect(first?.parties.find(({ role }) => role === "debtor")).toMatchObject({
      type: "person",
      birthDate: "1988-04-17",
      birthPlace: "Uppsala",
      countries: ["SE", "NO"],
      identifiers: [{ kind: "passport", value: "X1234567" }],
      address: ["Storgatan 1 111 22 Stockholm", "c/o Berg"],
    });
    expect(first?.parties.find(({ role }) => role === "ultimate_debtor")).toMatchObject({
      type: "entity",
      identifiers: [
        { kind: "bic", value: "KESTGB2L" },
        { kind: "bic", value: "KESTGB2LXXX" },
        { kind: "lei", value: "549300TRUWO2CD2G5692" },
        { kind: "tax_id", value: "0123456789" },
      ],
    });
    expect(first?.texts.map(({ place }) => place.replace(transaction, ""))).toEqual([
      "/RmtInf/Ustrd[1]",
      "/RmtInf/Ustrd[2]",
      "/RmtInf/Strd[1]/AddtlRmtInf[1]",
    ]);
    expect(second).toMatchObject({ number: 2, endToEndId: "E2E-2" });
  });

  test("version 2, with a prefix and its own element names, reads alike", async () => {
    const [only] = await read(version2);
    expect(only).toMatchObject({ messageId: "MSG-2", transactionId: "TX-9" });
    expect(only?.parties).toMatchObject([
      { role: "debtor", type: "entity", identifiers: [{ value: "KESTGB2L" }, { value: "KESTGB2LXXX" }] },
      { role: "creditor", countries: ["DE"], address: ["Hafen 1", "Hamburg"] },
      {
        role: "previous_instructing_agent",
        countries: ["SE"],
        identifiers: [{ value: "NDEASESSXXX" }, { value: "NDEASESS" }],
      },
    ]);
  });

  test("a business envelope around the message does no harm", async () => {
    const wrapped = `<Envelope><AppHdr><BizMsgIdr>B</BizMsgIdr></AppHdr>${version2}</Envelope>`;
    expect(await read(wrapped)).toHaveLength(1);
  });

  test("the pieces the bytes arrive in make no difference", async () => {
    const whole = await read(version8, 1_000_000);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (size) => {
        expect(await read(version8, size)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ["cut off", version8.slice(0, -40), /unclosed|end/i],
    ["another message", "<Document><CstmrCdtTrfInitn/></Document>", /there is no FIToFICstmrCdtTrf\/GrpHdr/],
    ["empty", "", /./],
    ["no XML", "{}", /./],
    ["a DOCTYPE", `<!DOCTYPE Document [<!ENTITY a "b">]>${version2}`, /DOCTYPE/],
    ["an entity nobody defined", version2.replace("Meridian", "&meridian;"), /entity/i],
    [
      "fewer transactions than announced",
      version2.replace("NbOfTxs>1", "NbOfTxs>2"),
      /NbOfTxs says 2 transactions, and the message has 1/,
    ],
    [
      "no number of transactions",
      version2.replace("NbOfTxs>1", "NbOfTxs>x"),
      /NbOfTxs is missing or no number/,
    ],
    ["no message id", version2.replace(/<p:MsgId>.*<\/p:MsgId>/, ""), /GrpHdr\/MsgId is missing/],
    ["no creditor", version2.replaceAll("p:Cdtr>", "p:Crdtr>"), /CdtTrfTxInf\[1\]\/Cdtr is missing/],
    [
      "a debtor without name and identification",
      version2.replace(/<p:Dbtr>.*<\/p:Dbtr>/, "<p:Dbtr/>"),
      /CdtTrfTxInf\[1\]\/Dbtr has neither/,
    ],
    ["no reference", version2.replace(/<p:PmtId>.*<\/p:PmtId>/, ""), /PmtId has neither/],
    ["nested without end", `<Document>${"<a>".repeat(100)}`, /nested deeper/],
  ])("%s is refused with place and reason", async (_what, text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      code: "PAYMENT_INVALID",
      message: expect.stringMatching(message),
    });
  });

  test("bytes that are not UTF-8 are refused", async () => {
    const bytes = Buffer.concat([
      Buffer.from(version2.slice(0, 300)),
      Buffer.from([0xff]),
      Buffer.from(version2.slice(300)),
    ]);
    await expect(read(bytes)).rejects.toThrow(/UTF-8/);
  });
});

describe("names in free text", () => {
  const windowsOf = (text: string) => textWindows([{ place: "p", text }]).windows.map(({ words }) => words);

  test("stretches of words are tried, never over a mark that separates", () => {
    expect(windowsOf("payment Ivan Petrov; rent")).toEqual([
      "payment",
      "payment Ivan",
      "payment Ivan Petrov",
      "Ivan Petrov",
      "Petrov",
    ]);
  });
  test.each(["4711", "INV-2026/11", "12.50 EUR 3", ""])("%j is no name", (text) => {
    expect(windowsOf(text).filter((one) => /\d/.test(one))).toEqual([]);
  });
  test("a text without end is looked through to the limit, and says so", () => {
    const text = Array.from({ length: 5_000 }, (_, at) => `word${"abcdefghij"[at % 10]}${at}x`).join(" ");
    const { windows, complete } = textWindows([{ place: "p", text }]);
    expect([windows.length, complete]).toEqual([TEXT_WINDOWS_MAX, false]);
  });
});

describe("screening payments", () => {
  const parties: Party[] = [
    listed("sdn", "1", ["DROZDOV-PETRENKO, Viktor Anatolievich"]),
    listed("sdn", "2", ["QADIR, Nasrullah Zabihullah"]),
    listed("sdn", "3", ["NORDIC EXAMPLE BANK AB"], {
      type: "entity",
      identifiers: [{ kind: "bic", value: "NDEASESSXXX" }],
    }),
  ];
  const withoutBank = version2.replace(/<p:PrvsInstgAgt>.*<\/p:PrvsInstgAgt>/, "");
  const forward = forwardOver(parties, { sdn: "0" }, defaultPolicy);
  async function screenAll(text: string, windowsMax?: number): Promise<ScreenedPayment[]> {
    const answers: ScreenedPayment[] = [];
    for await (const one of screenPayments(pieces(text), async (query) => forward.screen(query), windowsMax))
      answers.push(one);
    return answers;
  }

  test("the creditor, a bank by its BIC and a name in the remittance text are hit, each at its place", async () => {
    const [first, second] = await screenAll(version8);
    expect(first?.decision).not.toBe("clear");
    const hit = first?.parties
      .filter(({ result }) => result.hits.length > 0)
      .map(({ role, result }) => [role, result.hits[0]?.entityId]);
    expect(hit).toEqual([
      ["creditor", "1"],
      ["debtor_agent", "3"],
      ["instructing_agent", "3"],
    ]);
    expect(first?.textHits).toMatchObject([
      {
        place: expect.stringContaining("/RmtInf/Ustrd[2]"),
        words: "Nasrullah Zabihullah Qadir",
        hit: { entityId: "2" },
      },
    ]);
    expect(second).toMatchObject({ endToEndId: "E2E-2", textHits: [], warnings: [] });
    const hitToo = second?.parties.filter(({ result }) => result.hits.length > 0);
    expect(hitToo?.map(({ role }) => role)).toEqual(["instructing_agent"]);
  });

  test("ordinary remittance text hits nobody", async () => {
    const text = withoutBank.replace(
      "</p:CdtTrfTxInf>",
      "<p:RmtInf><p:Ustrd>Invoice 4711 consulting services November 2026 thank you Viktor</p:Ustrd></p:RmtInf></p:CdtTrfTxInf>",
    );
    expect(await screenAll(text)).toMatchObject([{ decision: "clear", textHits: [] }]);
  });

  test("what a message has more than is looked through is for a person, transaction by transaction", async () => {
    const ordinary = "<p:RmtInf><p:Ustrd>Invoice consulting services</p:Ustrd></p:RmtInf></p:CdtTrfTxInf>";
    const [before = "", transaction = "", after = ""] = withoutBank
      .replace("NbOfTxs>1", "NbOfTxs>3")
      .replace("</p:CdtTrfTxInf>", ordinary)
      .split(/(<p:CdtTrfTxInf>.*<\/p:CdtTrfTxInf>)/s);
    const three = before + transaction.repeat(3) + after;
    const whole = await screenAll(three);
    expect(whole.map(({ decision }) => decision)).toEqual(["clear", "clear", "clear"]);
    const windows = textWindows([{ place: "p", text: "Invoice consulting services" }]).windows.length;
    const limited = await screenAll(three, windows + 1);
    expect(limited.map(({ decision }) => decision)).toEqual(["clear", "review", "review"]);
    expect(limited[2]?.warnings).toEqual([expect.stringContaining("Split the message")]);
  });

  test("text that was not looked through to its end is for a person", async () => {
    const words = Array.from(
      { length: 2_000 },
      (_, at) =>
        `w${"abcdefgh"[at % 8]}${"qrstuvwx"[(at >> 3) % 8]}${"ijklmnop"[(at >> 6) % 8]}${"yzabcdef"[at >> 9]}`,
    ).join(" ");
    const text = withoutBank.replace(
      "</p:CdtTrfTxInf>",
      `<p:RmtInf><p:Ustrd>${words}</p:Ustrd></p:RmtInf></p:CdtTrfTxInf>`,
    );
    const [answer] = await screenAll(text);
    expect(answer?.decision).toBe("review");
    expect(answer?.warnings).toHaveLength(1);
  });
});
