import { useSyncExternalStore } from "react";

const NARROW = "(max-width: 720px)";

/** Whether the window is as narrow as a phone; the style sheets use the same width. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(NARROW);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => matchMedia(NARROW).matches,
  );
}
