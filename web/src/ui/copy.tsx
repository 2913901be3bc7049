import { useEffect, useState } from "react";
import { shorten } from "../format/text.ts";
import { Icon } from "./icon.tsx";

const SHOWN_MS = 1_600;

export function CopyButton({ text, label, small = true }: { text: string; label: string; small?: boolean }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => copyText(text).then(setCopied);
  return (
    <button
      type="button"
      className={small ? "icon-button small" : "button small"}
      onClick={copy}
      title={`Copy ${label}`}
      aria-label={copied ? `Copied ${label}` : `Copy ${label}`}
    >
      <Icon name={copied ? "check" : "copy"} size={small ? 13 : 14} />
      {small ? null : <span>{copied ? "Copied" : "Copy"}</span>}
    </button>
  );
}

/** The clipboard interface exists only on HTTPS and localhost; elsewhere a selection does it. */
async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused by the browser: try the selection.
    }
  }
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/** A hash or an id: monospaced, cut, whole on hover, to be copied. */
export function Hash({ value, label, length = 12 }: { value: string; label: string; length?: number }) {
  return (
    <span className="hash">
      <code title={value}>{shorten(value, length)}</code>
      <CopyButton text={value} label={label} />
    </span>
  );
}
