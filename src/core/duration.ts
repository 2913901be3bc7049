const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Longest duration a definition may name: ten years, the longest retention term we know of. */
export const DURATION_MAX_MS = 3_653 * 86_400_000;

/**
 * Milliseconds of a duration such as `500ms`, `30s`, `5m`, `24h`, `7d` or `1h30m`.
 * Undefined when the text is not a duration or is longer than {@link DURATION_MAX_MS}.
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d{1,9}(ms|s|m|h|d))+$/.test(text)) return undefined;
  let totalMs = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h|d)/g)) {
    totalMs += Number(count) * (unitMs[unit ?? ""] ?? Number.NaN);
  }
  return totalMs <= DURATION_MAX_MS ? totalMs : undefined;
}

/** The shortest exact text of a duration: `90_000` is `1m30s`. */
export function formatDuration(ms: number): string {
  let restMs = ms;
  let text = "";
  for (const unit of ["d", "h", "m", "s", "ms"]) {
    const size = unitMs[unit] ?? 1;
    const count = Math.floor(restMs / size);
    if (count > 0) text += `${count}${unit}`;
    restMs -= count * size;
  }
  return text || "0s";
}
