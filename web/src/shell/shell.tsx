import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useConnectionDown } from "../api/connection.ts";
import { healthQuery, meQuery, reviewsQuery } from "../api/queries.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { ErrorPage, Skeleton } from "../ui/page.tsx";
import { Help } from "./help.tsx";
import { Palette } from "./palette.tsx";
import { places } from "./places.ts";
import { Rail, Wordmark } from "./rail.tsx";
import { moveRow, useShortcuts } from "./shortcuts.ts";
import { Topbar } from "./topbar.tsx";

type Overlay = "palette" | "help" | "menu" | undefined;

/** The frame around every page of a signed-in person. */
export function Shell() {
  const [overlay, setOverlay] = useState<Overlay>();
  const me = useQuery(meQuery);
  const waiting =
    useQuery({ ...reviewsQuery("open"), enabled: me.data !== undefined }).data?.items.length ?? 0;
  const close = () => setOverlay(undefined);
  useGlobalKeys(setOverlay);
  useFavicon(waiting);
  useFocusOnNavigation();
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <aside className="rail">
        <div className="rail-top">
          <Wordmark />
        </div>
        <Rail waiting={waiting} />
      </aside>
      <Topbar me={me.data} onSearch={() => setOverlay("palette")} onMenu={() => setOverlay("menu")} />
      <main id="main" className="main" tabIndex={-1}>
        <ConnectionBanner />
        {me.data !== undefined ? (
          <Outlet />
        ) : (
          <div className="page">
            {me.error === null ? (
              <Skeleton title rows={8} />
            ) : (
              <ErrorPage error={me.error} retry={() => me.refetch()} />
            )}
          </div>
        )}
      </main>
      {overlay === "palette" ? <Palette onClose={close} /> : null}
      {overlay === "help" ? <Help onClose={close} /> : null}
      {overlay === "menu" ? (
        <Dialog title="Go to" onClose={close}>
          <Rail waiting={waiting} onGo={close} />
        </Dialog>
      ) : null}
    </div>
  );
}

function useGlobalKeys(setOverlay: (overlay: Overlay) => void): void {
  const navigate = useNavigate();
  const go = Object.fromEntries(
    places.map((place) => [`g ${place.key}`, () => void navigate({ to: place.to })]),
  );
  useShortcuts({
    ...go,
    "/": () => setOverlay("palette"),
    "?": () => setOverlay("help"),
    j: () => moveRow(1),
    k: () => moveRow(-1),
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOverlay("palette");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [setOverlay]);
}

/** The number of waiting decisions on the tab's icon; the drawings are made by the build. */
function useFavicon(waiting: number): void {
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon !== null) icon.href = waiting === 0 ? "/favicon.svg" : `/favicon-${Math.min(9, waiting)}.svg`;
  }, [waiting]);
}

/** After a change of page the focus goes to the page, so that a screen reader starts there. */
function useFocusOnNavigation(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const seen = useRef<string>(undefined);
  useEffect(() => {
    const before = seen.current;
    seen.current = path;
    if (before === undefined || path === undefined || before === path) return;
    // Moving between the rows of a list beside its detail keeps the focus on the row.
    if (document.activeElement?.closest("[data-row]") !== null) return;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [path]);
}

const RECOVERY_MS = 2_000;

/** Says that the server is away, asks again by itself, and leaves when it is back. */
function ConnectionBanner() {
  const isDown = useConnectionDown();
  const client = useQueryClient();
  useQuery({ ...healthQuery, refetchInterval: isDown ? RECOVERY_MS : 30_000 });
  const was = useRef(isDown);
  useEffect(() => {
    if (was.current && !isDown) void client.invalidateQueries();
    was.current = isDown;
  }, [isDown, client]);
  if (!isDown) return null;
  return (
    <div className="banner tone-amber" role="status">
      <Icon name="alert" />
      <span>
        The server cannot be reached. What you see is the last known state; this page asks again every 2 s and
        nothing typed is lost.
      </span>
    </div>
  );
}
