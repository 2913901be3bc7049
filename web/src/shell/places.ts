import type { IconName } from "../ui/icon.tsx";

interface Place {
  readonly to:
    | "/"
    | "/decisions"
    | "/runs"
    | "/customers"
    | "/screening"
    | "/suppressions"
    | "/rescreening"
    | "/workflows"
    | "/actions"
    | "/lists"
    | "/audit"
    | "/settings";
  readonly label: string;
  readonly icon: IconName;
  /** The letter after `g`. */
  readonly key: string;
  readonly group: "work" | "build" | "prove";
}

/** Where one can go: the rail, the palette and the `g` keys all read this table. */
export const places: readonly Place[] = [
  { to: "/", label: "Home", icon: "home", key: "h", group: "work" },
  { to: "/decisions", label: "Decisions", icon: "decision", key: "d", group: "work" },
  { to: "/runs", label: "Runs", icon: "runs", key: "r", group: "work" },
  { to: "/customers", label: "Customers", icon: "customers", key: "u", group: "work" },
  { to: "/screening", label: "Screening", icon: "screening", key: "s", group: "work" },
  { to: "/suppressions", label: "Suppressions", icon: "aside", key: "p", group: "work" },
  { to: "/rescreening", label: "Re-screening", icon: "rescreen", key: "e", group: "work" },
  { to: "/workflows", label: "Workflows", icon: "workflow", key: "w", group: "build" },
  { to: "/actions", label: "Actions", icon: "action", key: "c", group: "build" },
  { to: "/lists", label: "Lists", icon: "lists", key: "l", group: "build" },
  { to: "/audit", label: "Audit", icon: "audit", key: "a", group: "prove" },
  { to: "/settings", label: "Settings", icon: "settings", key: "t", group: "prove" },
];
