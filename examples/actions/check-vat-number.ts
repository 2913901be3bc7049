import { type ActionHandler, defineAction } from "probity";
import { z } from "zod";

const input = z.strictObject({ vat_number: z.string().max(20) });
const output = z.object({ country: z.string(), valid: z.boolean() });

/**
 * German VAT numbers carry a check digit (ISO 7064, MOD 11,10); the shape of the others is
 * not checked here. An example of an own action: schemas, outcome, evidence.
 */
const handler: ActionHandler<z.output<typeof input>, z.input<typeof output>> = async ({ vat_number }) => {
  const text = vat_number.replace(/\s/g, "").toUpperCase();
  const country = text.slice(0, 2);
  const valid =
    country === "DE" ? germanCheckDigitHolds(text.slice(2)) : /^[A-Z]{2}[0-9A-Z]{2,12}$/.test(text);
  const summary = `VAT number of ${country}: ${valid ? "well formed" : "not well formed"}.`;
  return {
    outcome: valid ? "pass" : "review",
    output: { country, valid },
    summary,
    evidence: [{ id: "vat.form", outcome: valid ? "pass" : "review", summary }],
    auditDetails: { country, valid },
  };
};

function germanCheckDigitHolds(digits: string): boolean {
  if (!/^\d{9}$/.test(digits)) return false;
  let product = 10;
  for (const digit of digits.slice(0, 8)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === Number(digits[8]);
}

export const action = defineAction({
  id: "check_vat_number",
  version: "1",
  summary: "Checks the form of a VAT number, and the check digit of German ones.",
  effects: "none",
  input,
  output,
  example: { vat_number: "DE136695976" },
  load: async () => handler,
});
