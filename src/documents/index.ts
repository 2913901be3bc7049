/**
 * Document verification: decodes an identity document, reads and checks its machine-readable
 * zone, compares it with the customer and decides by a versioned policy. Importing this is
 * cheap: the image libraries load with the first document.
 */
import type { DocumentReport } from "./report.ts";
import type { DocumentToVerify, VerifyOptions } from "./verify.ts";

export { documentActions } from "./actions.ts";
export { checkDigit, nameSpellings, parseMrz } from "./mrz/index.ts";
export type { DocumentReport } from "./report.ts";
export type { DocumentToVerify, VerifyOptions } from "./verify.ts";

/** See verify.ts, which is loaded on the first call. */
export async function verifyDocument(
  document: DocumentToVerify,
  options: VerifyOptions,
): Promise<DocumentReport> {
  const { verifyDocument: verify } = await import("./verify.ts");
  return verify(document, options);
}
