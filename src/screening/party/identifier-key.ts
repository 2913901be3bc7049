import type { IdentifierKind } from "./party.ts";

/** Kinds under which the same number means the same thing although lists name them differently. */
const identifierFamily: Readonly<Partial<Record<IdentifierKind, string>>> = {
  lei: "lei",
  imo: "imo",
  mmsi: "mmsi",
  crypto_address: "crypto",
  bic: "bic",
  email: "email",
  aircraft_tail: "tail",
};

/** Shortest document number that is compared: shorter ones are shared by chance. */
const IDENTIFIER_LENGTH_MIN = 5;

/**
 * The form in which identifiers are compared: letters and digits only, without case
 * (digital currency addresses keep theirs). Document numbers of all kinds share one
 * family, because customers and lists file the same number under different kinds.
 * Undefined for numbers too short to tell.
 */
export function identifierKey(kind: IdentifierKind, value: string): string | undefined {
  const family = identifierFamily[kind] ?? "document";
  const text =
    family === "crypto"
      ? value.trim()
      : family === "email"
        ? value.trim().toLowerCase()
        : value.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return text.length < IDENTIFIER_LENGTH_MIN ? undefined : `${family}:${text}`;
}
