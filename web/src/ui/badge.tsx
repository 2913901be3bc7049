import { Icon } from "./icon.tsx";
import type { StateLook } from "./states.ts";

/** A state as icon, word and colour. */
export function Badge({ look, quiet = false }: { look: StateLook; quiet?: boolean }) {
  return (
    <span className={`badge tone-${look.tone}${quiet ? " badge-quiet" : ""}`}>
      <Icon name={look.icon} size={12} />
      <span>{look.word}</span>
    </span>
  );
}
