/** The names of the dialect; each is checked where it is given and derived where it is left out. */

/** Kebab-case, for workflows and webhook paths. */
export const workflowIdPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Snake_case, so that `steps.<id>` is an expression. */
export const stepIdPattern = /^[a-z][a-z0-9_]*$/;
/** Names of events and lists. */
export const eventPattern = /^[A-Za-z][A-Za-z0-9_.-]*$/;
export const secretPattern = /^[A-Z][A-Z0-9_]*$/;
/** A field name of HTTP (RFC 9110 section 5.1), as far as anybody uses it. */
export const headerPattern = /^[A-Za-z][A-Za-z0-9-]*$/;

/** Ids longer than this are cut when they are derived from a name. */
const ID_LENGTH_MAX = 80;

/** `KYC Onboarding (EU)` becomes `kyc-onboarding-eu`; undefined when no letter or digit is left. */
export function workflowIdFrom(name: string): string | undefined {
  return words(name).join("-").slice(0, ID_LENGTH_MAX).replace(/-+$/, "") || undefined;
}

/** `Document Verification` becomes `document_verification`; undefined when no letter is left. */
export function stepIdFrom(name: string): string | undefined {
  const id = words(name).join("_").slice(0, ID_LENGTH_MAX).replace(/_+$/, "");
  return stepIdPattern.test(id) ? id : undefined;
}

function words(name: string): string[] {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.match(/[a-z0-9]+/g) ?? [];
}

/** Words that CEL keeps for itself, so `steps.<word>` would not parse. */
export const reservedWords: ReadonlySet<string> = new Set(
  "as break const continue else false for function if import in let loop null package namespace return true var void while".split(
    " ",
  ),
);
