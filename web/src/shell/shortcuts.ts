import { useEffect, useRef } from "react";

/** How long the second key of `g` + letter may take. */
const SEQUENCE_MS = 1_200;

export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** True where letters are text: a field, or anything inside an open dialog except for its own keys. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input:not([type=checkbox]), textarea, select") !== null)
  );
}

/**
 * Keys of a page, by what `KeyboardEvent.key` says: `a`, `?`, `g r` for one after the other.
 * They rest while somebody types or a dialog is open.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let leader: { key: string; at: number } | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]") !== null) return;
      const sequence =
        leader !== undefined && event.timeStamp - leader.at < SEQUENCE_MS
          ? `${leader.key} ${event.key}`
          : event.key;
      leader = event.key === "g" ? { key: "g", at: event.timeStamp } : undefined;
      const action = current.current[sequence];
      if (action === undefined) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Moves the focus among the rows of the page; the rows are links, so enter opens them. */
export function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-row]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step;
  const row = rows[Math.min(rows.length - 1, Math.max(0, next))];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}
