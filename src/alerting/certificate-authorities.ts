import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { messageOf, ProbityError } from "../core/index.ts";

/**
 * The public certificate authorities and those of the PEM file, for servers with
 * certificates of the organisation's own; undefined without a file, which means the public ones.
 *
 * @throws ProbityError CONFIG_INVALID when the file cannot be read or holds no certificate
 */
export function certificateAuthorities(file: string | undefined): readonly string[] | undefined {
  if (file === undefined) return undefined;
  let pem: string;
  try {
    pem = readFileSync(file, "utf8");
  } catch (cause) {
    throw new ProbityError("CONFIG_INVALID", `alerting.ca_file cannot be read: ${messageOf(cause)}`, {
      cause,
    });
  }
  if (!pem.includes("-----BEGIN CERTIFICATE-----")) {
    throw new ProbityError("CONFIG_INVALID", "alerting.ca_file holds no certificate in PEM form");
  }
  return [...rootCertificates, pem];
}
