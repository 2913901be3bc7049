import { readFileSync } from "node:fs";
import { z } from "zod";

const tableSchema = z.object({
  about: z.string(),
  sources: z.array(z.string()).min(1),
  date: z.iso.date(),
  iso: z.record(z.string().regex(/^[A-Z]{3}$/), z.string().regex(/^[A-Z]{2}$/)),
  extra: z.array(
    z.object({
      code: z.string().regex(/^[A-Z]{1,3}$/),
      use: z.enum(["issuer-and-nationality", "issuer", "nationality", "withdrawn", "specimen"]),
      meaning: z.string(),
      alpha2: z.string().length(2).optional(),
    }),
  ),
});

export type StateUse = z.infer<typeof tableSchema>["extra"][number]["use"];

const table = tableSchema.parse(
  JSON.parse(readFileSync(new URL("../../../reference/mrz-states.json", import.meta.url), "utf8")),
);

const uses = new Map<string, StateUse>([
  ...Object.keys(table.iso).map((code): [string, StateUse] => [code, "issuer-and-nationality"]),
  ...table.extra.map((entry): [string, StateUse] => [entry.code, entry.use]),
]);

const alpha2Of = new Map<string, string>([
  ...Object.entries(table.iso),
  ...table.extra.flatMap((entry): [string, string][] => (entry.alpha2 ? [[entry.code, entry.alpha2]] : [])),
]);

/** Date of the table, which is part of the engine's version: `2026-11-23`. */
export const statesVersion: string = table.date;

/** What a code without fillers (`SWE`, `D`) may stand for; undefined when nobody was ever given it. */
export function stateUse(code: string): StateUse | undefined {
  return uses.get(code);
}

/**
 * ISO 3166-1 alpha-2 for a code of either length, so that `SE`, `SWE`, `D` and `DEU` can be
 * compared. Codes that stand for no country, and unknown ones, come back in upper case as they are.
 */
export function countryOf(code: string): string {
  const upper = code.trim().toUpperCase();
  return alpha2Of.get(upper) ?? upper;
}
