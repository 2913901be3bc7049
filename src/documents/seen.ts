import { type MrzFormat, mrzLayouts, parseMrz } from "./mrz/index.ts";
import type { DocumentPolicy } from "./policy.ts";
import type { MrzReading } from "./reader/mrz-reader.ts";
import type { Check, MrzSource } from "./report.ts";

/** The lines to go by, where they come from and how far they can be relied on. */
export interface SeenLines {
  /** Undefined when there are none. */
  readonly lines: readonly string[] | undefined;
  readonly source: MrzSource;
  readonly certainty: { readonly characters: boolean; readonly name: boolean };
  /** Whether the document code, which tells the type, can be relied on although other characters may not. */
  readonly codeIsCertain: boolean;
  readonly minConfidence: number | null;
  readonly checks: readonly Check[];
}

/**
 * Brings together what was read in the image and what was given as text. Given lines are
 * certain as text, but they prove nothing about the image unless they are found in it.
 */
export function judgeReading(
  reading: MrzReading | undefined,
  given: readonly string[] | undefined,
  policy: DocumentPolicy,
  now: Date,
): SeenLines {
  if (given !== undefined) return judgeGiven(reading, given, policy, now);
  if (reading === undefined) {
    return {
      lines: undefined,
      source: "image",
      certainty: { characters: false, name: false },
      codeIsCertain: false,
      minConfidence: null,
      checks: [check("mrz.read", "not_performed", "No machine-readable zone could be read in the image.")],
    };
  }
  const certainty = readingCertainty(reading, policy, now);
  const minConfidence = Math.min(...reading.confidence.flat());
  return {
    lines: reading.lines,
    source: "image",
    certainty,
    codeIsCertain: Math.min(...(reading.confidence[0]?.slice(0, 2) ?? [0])) >= policy.protectedConfidenceMin,
    minConfidence,
    checks: [readCheck(certainty, certainties(reading), policy)],
  };
}

function judgeGiven(
  reading: MrzReading | undefined,
  given: readonly string[],
  policy: DocumentPolicy,
  now: Date,
): SeenLines {
  const lines = given.map((line) => line.replace(/\s/g, ""));
  const certainty = { characters: true, name: true };
  const base = { lines, certainty, codeIsCertain: true, minConfidence: null };
  const declared = "The lines were given as text";
  if (reading === undefined) {
    const detail = `${declared} and could not be found in the image.`;
    return { ...base, source: "declared_unseen", checks: [check("mrz.seen", "not_performed", detail)] };
  }
  const share = agreement(lines, reading.lines);
  const percent = `${Math.round(share * 100)} % of their characters were read in the image`;
  if (share >= policy.seenShareMin && !contradicts(lines, reading, policy, now)) {
    const detail = `${declared} and ${percent}.`;
    return {
      ...base,
      source: "declared_seen",
      checks: [{ ...check("mrz.seen", "ok", detail), confidence: share }],
    };
  }
  const outcome = contradicts(lines, reading, policy, now) ? "fail" : "inconclusive";
  const detail = `${declared}, but only ${percent} or a field differs.`;
  return {
    ...base,
    source: "declared_unseen",
    checks: [{ ...check("mrz.seen", outcome, detail), confidence: share }],
  };
}

function check(id: string, outcome: Check["outcome"], detail: string): Check {
  return { id, outcome, strength: "strong", detail, confidence: null };
}

/** Whether the image says something else, and says it with certainty and all check digits right. */
function contradicts(
  lines: readonly string[],
  reading: MrzReading,
  policy: DocumentPolicy,
  now: Date,
): boolean {
  const read = parseMrz(reading.lines, now);
  if (!read.ok || !read.mrz.valid || !readingCertainty(reading, policy, now).characters) return false;
  const given = parseMrz(lines, now);
  return (
    !given.ok ||
    given.mrz.documentNumber !== read.mrz.documentNumber ||
    JSON.stringify(given.mrz.birthDate) !== JSON.stringify(read.mrz.birthDate) ||
    JSON.stringify(given.mrz.expiryDate) !== JSON.stringify(read.mrz.expiryDate)
  );
}

/** Share of equal characters; 0 when the shapes differ. */
function agreement(given: readonly string[], read: readonly string[]): number {
  const a = given.join("\n");
  const b = read.join("\n");
  if (a.length !== b.length) return 0;
  let equal = 0;
  for (let index = 0; index < a.length; index++) if (a[index] === b[index]) equal += 1;
  return equal / a.length;
}

/** The least confidence among the name's characters and among all the others. */
function certainties(reading: MrzReading): { name: number; rest: number } {
  const { line, start, end } = mrzLayouts[reading.format satisfies MrzFormat].fields.name;
  let name = 1;
  let rest = 1;
  for (const [row, confidences] of reading.confidence.entries()) {
    for (const [column, confidence] of confidences.entries()) {
      if (row === line && column >= start && column < end) name = Math.min(name, confidence);
      else rest = Math.min(rest, confidence);
    }
  }
  return { name, rest };
}

function readingCertainty(
  reading: MrzReading,
  policy: DocumentPolicy,
  now: Date,
): { characters: boolean; name: boolean } {
  const { name, rest } = certainties(reading);
  const parsed = parseMrz(reading.lines, now);
  // Characters that break their check digit were more likely misread than printed wrong.
  const characters = rest >= policy.protectedConfidenceMin && parsed.ok && parsed.mrz.valid;
  return { characters, name: characters && name >= policy.nameConfidenceMin };
}

function readCheck(
  certainty: { characters: boolean; name: boolean },
  { name, rest }: { name: number; rest: number },
  policy: DocumentPolicy,
): Check {
  const numbers =
    `least confidence ${rest.toFixed(2)} (wanted ${policy.protectedConfidenceMin}), ` +
    `in the name ${name.toFixed(2)} (wanted ${policy.nameConfidenceMin})`;
  const confidence = Math.min(name, rest);
  return certainty.characters && certainty.name
    ? { ...check("mrz.read", "ok", `The zone was read in the image: ${numbers}.`), confidence }
    : {
        ...check("mrz.read", "inconclusive", `The zone was not read with certainty: ${numbers}.`),
        confidence,
      };
}
