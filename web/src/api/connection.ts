import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { ApiError, NetworkError } from "./client.ts";

/** Whether the last answer came; the banner over the page reads it. */
let down = false;
const listeners = new Set<() => void>();

function setDown(next: boolean): void {
  if (down === next) return;
  down = next;
  for (const listener of listeners) listener();
}

export function useConnectionDown(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => down,
  );
}

const RETRIES_MAX = 2;

/** @param onSignedOut called when the server no longer knows the session. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const noteError = (error: unknown) => {
    if (error instanceof NetworkError) setDown(true);
    if (error instanceof ApiError && error.problem.status === 401) onSignedOut();
  };
  const noteAnswer = () => setDown(false);
  return new QueryClient({
    queryCache: new QueryCache({ onError: noteError, onSuccess: noteAnswer }),
    mutationCache: new MutationCache({ onError: noteError, onSuccess: noteAnswer }),
    defaultOptions: {
      queries: {
        staleTime: 1_000,
        // The server may be this very machine: the browser's idea of being offline says nothing about it.
        networkMode: "always",
        // What the server refused stays refused; only what may pass by itself is tried again.
        retry: (failures, error) =>
          failures < RETRIES_MAX && error instanceof ApiError && error.problem.status >= 500,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
