import { Link } from "@tanstack/react-router";
import { Icon } from "../ui/icon.tsx";
import { places } from "./places.ts";

export function Wordmark() {
  return (
    <span className="wordmark">
      <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
        <rect width="32" height="32" rx="7" className="mark-field" />
        <path d="M10 25V7h7.2a5.6 5.6 0 0 1 0 11.2H10" className="mark-letter" />
        <path d="m13.2 12.6 2.6 2.6 4.6-5" className="mark-check" />
      </svg>
      Probity
    </span>
  );
}

/** The places one can go to, with the number of decisions that wait. */
export function Rail({ waiting, onGo }: { waiting: number; onGo?: () => void }) {
  return (
    <nav className="rail-nav" aria-label="Main">
      {(["work", "build", "prove"] as const).map((group) => (
        <ul key={group}>
          {places
            .filter((place) => place.group === group)
            .map((place) => (
              <li key={place.to}>
                <Link
                  to={place.to}
                  className="rail-link"
                  activeOptions={{ exact: place.to === "/", includeSearch: false }}
                  title={`${place.label} (g ${place.key})`}
                  {...(onGo === undefined ? {} : { onClick: onGo })}
                >
                  <Icon name={place.icon} />
                  <span>{place.label}</span>
                  {place.to === "/decisions" && waiting > 0 ? (
                    <span className="rail-count" title={`${waiting} waiting`}>
                      {waiting}
                    </span>
                  ) : null}
                </Link>
              </li>
            ))}
        </ul>
      ))}
    </nav>
  );
}
