import { useSyncExternalStore } from "react";
import { exactTime, formatDuration, relativeTime, utcTime } from "../format/time.ts";

const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    nowMs = Date.now();
    timer = setInterval(() => {
      nowMs = Date.now();
      for (const one of listeners) one();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present instant, to the second; one clock for the whole page. */
export function useNow(): Date {
  return new Date(useSyncExternalStore(subscribe, () => nowMs));
}

interface TimeProps {
  readonly at: string;
  /** `both`: exact and relative side by side, for tables. */
  readonly show?: "relative" | "exact" | "both";
}

/** An instant: local and exact, its age beside it, UTC on hover. */
export function Time({ at, show = "relative" }: TimeProps) {
  const now = useNow();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{at}</span>;
  return (
    <time dateTime={at} title={utcTime(date)} className="time">
      {show === "relative" ? null : <span className="nowrap">{exactTime(date)}</span>}
      {show === "exact" ? null : (
        <span className={show === "both" ? "muted nowrap" : "nowrap"}>{relativeTime(date, now)}</span>
      )}
    </time>
  );
}

/** How long something took, or has taken so far. */
export function Took({ from, to }: { from: string | undefined; to: string | undefined }) {
  const now = useNow();
  if (from === undefined) return <span className="muted">–</span>;
  const end = to === undefined ? now : new Date(to);
  return <span className="nowrap">{formatDuration(end.getTime() - new Date(from).getTime())}</span>;
}
