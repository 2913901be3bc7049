import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Health, Me } from "../api/contract.ts";
import { healthQuery } from "../api/queries.ts";
import { Badge } from "../ui/badge.tsx";
import { Icon } from "../ui/icon.tsx";
import type { StateLook } from "../ui/states.ts";
import { setTheme, type Theme, useTheme } from "./preferences.ts";
import { Wordmark } from "./rail.tsx";

const next: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };
const themeIcon = { system: "system", light: "sun", dark: "moon" } as const;

interface TopbarProps {
  readonly me: Me | undefined;
  readonly onSearch: () => void;
  readonly onMenu: () => void;
}

export function Topbar({ me, onSearch, onMenu }: TopbarProps) {
  const theme = useTheme();
  const health = useQuery(healthQuery).data;
  return (
    <header className="topbar">
      <button type="button" className="icon-button topbar-menu" onClick={onMenu} aria-label="Menu">
        <Icon name="menu" />
      </button>
      <Link to="/" className="topbar-home" aria-label="Probity, home">
        <Wordmark />
      </Link>
      <button type="button" className="search-button" onClick={onSearch}>
        <Icon name="search" />
        <span className="clip">Search or screen a name</span>
        <kbd>/</kbd>
      </button>
      <div className="topbar-end">
        {health === undefined ? null : (
          <Link to="/" hash="health" className="topbar-health" title={healthSentence(health)}>
            <Badge look={healthLook(health)} quiet />
          </Link>
        )}
        <button
          type="button"
          className="icon-button"
          onClick={() => setTheme(next[theme])}
          title={`Theme: ${theme}`}
          aria-label={`Theme: ${theme}. Change to ${next[theme]}`}
        >
          <Icon name={themeIcon[theme]} />
        </button>
        <Link to="/settings" className="topbar-user" title={me?.roles.join(", ")}>
          <Icon name="person" />
          <bdi className="clip">{me?.name ?? "…"}</bdi>
        </Link>
      </div>
    </header>
  );
}

export function healthLook(health: Health): StateLook {
  if (health.workers.alive === 0) return { word: "No worker", icon: "alert", tone: "red" };
  return health.status === "ok"
    ? { word: "All working", icon: "check", tone: "green" }
    : { word: "Degraded", icon: "alert", tone: "amber" };
}

function healthSentence(health: Health): string {
  return `Probity ${health.version}, PostgreSQL ${health.database.version}, ${health.workers.alive} workers, ${health.lists.length} lists`;
}
