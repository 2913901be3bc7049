/** Kinds of identifier that can be compared between customers and lists; every other document number is `other`. */
export const identifierKinds = [
  "passport",
  "national_id",
  "tax_id",
  "registration",
  "lei",
  "imo",
  "mmsi",
  "call_sign",
  "aircraft_tail",
  "aircraft_serial",
  "crypto_address",
  "bic",
  "email",
  "phone",
  "website",
  "other",
] as const;
export type IdentifierKind = (typeof identifierKinds)[number];
