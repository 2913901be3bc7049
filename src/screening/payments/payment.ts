import type { IdentifierKind, PartyType } from "../party/party.ts";

/** What a party does in a customer credit transfer (ISO 20022 pacs.008). */
export const paymentRoles = [
  "debtor",
  "ultimate_debtor",
  "initiating_party",
  "debtor_agent",
  "previous_instructing_agent",
  "instructing_agent",
  "instructed_agent",
  "intermediary_agent",
  "creditor_agent",
  "creditor",
  "ultimate_creditor",
  "remittance_party",
] as const;
export type PaymentRole = (typeof paymentRoles)[number];

/** A party of a payment and where it stands in the message. */
export interface PaymentParty {
  readonly role: PaymentRole;
  /** Path of element names with places: `/Document/FIToFICstmrCdtTrf/CdtTrfTxInf[2]/Cdtr`. */
  readonly place: string;
  readonly names: readonly string[];
  /** Absent where the message does not say whether it is a person. */
  readonly type?: PartyType;
  /** `YYYY-MM-DD`. */
  readonly birthDate?: string;
  readonly birthPlace?: string;
  /** ISO 3166-1 alpha-2: of the address, of residence, of birth. */
  readonly countries: readonly string[];
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly value: string }[];
  /** Lines of the address as written; for the person who looks at a hit. */
  readonly address: readonly string[];
}

/** Free text of a payment, in which names may stand. */
export interface PaymentText {
  readonly place: string;
  readonly text: string;
}

/** One credit transfer of a message. */
export interface PaymentTransaction {
  readonly messageId: string;
  /** From 1, within the message. */
  readonly number: number;
  readonly place: string;
  readonly instructionId?: string;
  readonly endToEndId?: string;
  readonly transactionId?: string;
  /** Unique end-to-end transaction reference (UUID). */
  readonly uetr?: string;
  readonly parties: readonly PaymentParty[];
  readonly texts: readonly PaymentText[];
}
