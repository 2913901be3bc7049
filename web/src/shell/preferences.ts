import { useSyncExternalStore } from "react";

/** What one browser remembers about how it likes to see things; `theme.js` applies it before the first paint. */
export type Theme = "system" | "light" | "dark";
export type Density = "normal" | "compact";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function store(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`probity.${name}`);
    else localStorage.setItem(`probity.${name}`, value);
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is closed.
  }
  for (const listener of listeners) listener();
}

function currentTheme(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function setTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  store("theme", theme === "system" ? undefined : theme);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme);
}

function currentDensity(): Density {
  return document.documentElement.dataset["density"] === "compact" ? "compact" : "normal";
}

export function setDensity(density: Density): void {
  if (density === "normal") delete document.documentElement.dataset["density"];
  else document.documentElement.dataset["density"] = density;
  store("density", density === "normal" ? undefined : density);
}

export function useDensity(): Density {
  return useSyncExternalStore(subscribe, currentDensity);
}
