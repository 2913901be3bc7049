import { formatDuration } from "../format/time.ts";

/** A piece of time in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Piece extends Span {
  /** Shares of the axis, 0 to 1. */
  readonly x0: number;
  readonly x1: number;
  readonly shortened: boolean;
}

export interface Scale {
  /** Share of the axis, 0 to 1; clamped. */
  at(time: number): number;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  /** Quiet stretches drawn shorter than they were, each with the time it really took. */
  readonly breaks: readonly { readonly x0: number; readonly x1: number; readonly label: string }[];
}

/** A quiet stretch is shortened when it would take more than this share of the axis… */
const QUIET_SHARE = 0.4;
/** …and is then drawn as this share. */
const BREAK_SHARE = 0.14;
const TICKS_WANTED = 6;

/**
 * The time axis of a run. It is linear, except that a stretch in which nothing worked (a
 * decision waited for overnight) is shortened and marked, or the work around it could not
 * be seen.
 * @param busy when attempts ran; need not be sorted, may overlap.
 * @param tickDistance the share of the axis a label needs.
 */
export function timeScale(whole: Span, busy: readonly Span[], tickDistance = 0.09): Scale {
  const total = Math.max(1, whole.to - whole.from);
  const quiet = gaps(whole, busy).filter((gap) => gap.to - gap.from > total * QUIET_SHARE);
  const shortened = quiet.reduce((sum, gap) => sum + gap.to - gap.from, 0);
  const linear = Math.max(1, total - shortened);
  const linearShare = 1 - quiet.length * BREAK_SHARE;

  const pieces: Piece[] = [];
  let x = 0;
  const add = (from: number, to: number, share: number, isBreak: boolean) => {
    if (to <= from) return;
    pieces.push({ from, to, x0: x, x1: x + share, shortened: isBreak });
    x += share;
  };
  let at = whole.from;
  for (const gap of quiet) {
    add(at, gap.from, ((gap.from - at) / linear) * linearShare, false);
    add(gap.from, gap.to, BREAK_SHARE, true);
    at = gap.to;
  }
  add(at, whole.from + total, ((whole.from + total - at) / linear) * linearShare, false);
  // When the run is nothing but quiet, the pieces do not fill the axis: stretch them.
  const fill = x > 0 ? 1 / x : 1;
  const stretched = pieces.map((piece) => ({ ...piece, x0: piece.x0 * fill, x1: piece.x1 * fill }));

  return {
    at: (time) => position(stretched, time),
    ticks: ticksOf(stretched, whole.from, linear, tickDistance),
    breaks: stretched
      .filter((piece) => piece.shortened)
      .map((piece) => ({ x0: piece.x0, x1: piece.x1, label: formatDuration(piece.to - piece.from) })),
  };
}

function position(pieces: readonly Piece[], time: number): number {
  for (const piece of pieces) {
    if (time <= piece.from) return piece.x0;
    if (time <= piece.to) {
      return piece.x0 + ((time - piece.from) / (piece.to - piece.from)) * (piece.x1 - piece.x0);
    }
  }
  return 1;
}

function gaps(whole: Span, busy: readonly Span[]): Span[] {
  const sorted = busy.toSorted((a, b) => a.from - b.from);
  const found: Span[] = [];
  let at = whole.from;
  for (const span of sorted) {
    if (span.from > at) found.push({ from: at, to: Math.min(span.from, whole.to) });
    at = Math.max(at, span.to);
  }
  if (whole.to > at) found.push({ from: at, to: whole.to });
  return found;
}

/** 1, 2, 5, 10, 20, 30 of a unit people count in. */
export function niceStep(ms: number): number {
  const seconds = [1, 2, 5, 10, 20, 30];
  const candidates = [
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
    ...seconds.map((s) => s * 1_000),
    ...seconds.map((m) => m * 60_000),
    ...[1, 2, 3, 6, 12].map((h) => h * 3_600_000),
  ];
  const day = 86_400_000;
  return candidates.find((step) => step >= ms) ?? Math.ceil(ms / day) * day;
}

/** As exact as the distance between two ticks asks for: `+3 s`, `+2 h`, `+2:03:21`. */
export function tickLabel(offset: number, step: number): string {
  if (offset === 0) return "0";
  if (offset < 60_000 || step >= 3_600_000 || (offset < 3_600_000 && step >= 60_000)) {
    return `+${formatDuration(offset)}`;
  }
  const seconds = Math.floor(offset / 1_000);
  const clock = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const text = clock.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
  const rest = step < 1_000 ? `.${String(offset % 1_000).padStart(3, "0")}` : "";
  return `+${text}${rest}`;
}

function ticksOf(pieces: readonly Piece[], start: number, linear: number, distance: number) {
  const middles = pieces.filter((piece) => piece.shortened).map((piece) => (piece.x0 + piece.x1) / 2);
  const step = niceStep(linear / TICKS_WANTED);
  const ticks: { x: number; label: string }[] = [];
  for (const piece of pieces) {
    if (piece.shortened) continue;
    const first = Math.ceil((piece.from - start) / step) * step;
    for (let offset = first; start + offset <= piece.to; offset += step) {
      const x = position([piece], start + offset);
      const previous = ticks.at(-1);
      if (previous !== undefined && x - previous.x < distance) continue;
      // The middle of a break carries a label of its own.
      if (middles.some((middle) => Math.abs(middle - x) < distance)) continue;
      ticks.push({ x, label: tickLabel(offset, step) });
    }
  }
  return ticks;
}
