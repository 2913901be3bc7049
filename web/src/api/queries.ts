import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { queryString, rememberCsrfToken, request } from "./client.ts";
import type {
  ActionInfo,
  ApiKey,
  AuditEntry,
  Health,
  ListDetail,
  ListDiff,
  ListOverview,
  Me,
  Page,
  Review,
  Run,
  RunDetail,
  Workflow,
  WorkflowDetail,
} from "./contract.ts";

/** How often a page that may change asks again, in milliseconds. */
const LIVE_MS = 1_000;
const WAITING_MS = 3_000;
const LIST_MS = 5_000;
const SLOW_MS = 30_000;
const PAGE_SIZE = 50;

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await request<Me>("/me", { signal });
    rememberCsrfToken(me.csrfToken);
    return me;
  },
  staleTime: 5 * 60_000,
});

export const healthQuery = queryOptions({
  queryKey: ["health"],
  queryFn: ({ signal }) => request<Health>("/health", { signal }),
  refetchInterval: SLOW_MS,
});

export const workflowsQuery = queryOptions({
  queryKey: ["workflows"],
  queryFn: ({ signal }) => request<Page<Workflow>>("/workflows", { signal }),
  refetchInterval: SLOW_MS,
});

export function workflowQuery(id: string) {
  return queryOptions({
    queryKey: ["workflows", id],
    queryFn: ({ signal }) => request<WorkflowDetail>(`/workflows/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: SLOW_MS,
  });
}

export interface RunFilter {
  readonly workflow?: string | undefined;
  readonly state?: string | undefined;
}

export function runsQuery(filter: RunFilter, limit = PAGE_SIZE) {
  return infiniteQueryOptions({
    queryKey: ["runs", filter.workflow ?? "", filter.state ?? "", limit],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Run>>(`/runs${queryString({ ...filter, limit, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: LIST_MS,
  });
}

/** Polls each second while something moves, slowly while a person is awaited, not at all once it has ended. */
export function runQuery(id: string) {
  return queryOptions({
    queryKey: ["runs", id],
    queryFn: ({ signal }) => request<RunDetail>(`/runs/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: (query) => {
      const state = query.state.data?.state;
      if (state === undefined || state === "queued" || state === "running") return LIVE_MS;
      return state === "waiting" || state === "paused" ? WAITING_MS : false;
    },
  });
}

export function reviewsQuery(state: Review["state"] | undefined) {
  return queryOptions({
    queryKey: ["reviews", state ?? ""],
    queryFn: ({ signal }) =>
      request<Page<Review>>(`/reviews${queryString({ state, limit: 200 })}`, { signal }),
    refetchInterval: LIST_MS,
  });
}

export function reviewQuery(id: string) {
  return queryOptions({
    queryKey: ["reviews", "one", id],
    queryFn: ({ signal }) => request<Review>(`/reviews/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: (query) => (query.state.data?.state === "open" ? WAITING_MS : false),
  });
}

export interface AuditFilter {
  readonly run?: string | undefined;
  readonly workflow?: string | undefined;
  readonly action?: string | undefined;
  readonly status?: string | undefined;
}

export function auditQuery(filter: AuditFilter, live = true) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter.run ?? "", filter.workflow ?? "", filter.action ?? "", filter.status ?? ""],
    queryFn: ({ pageParam, signal }) =>
      request<Page<AuditEntry>>(`/audit${queryString({ ...filter, limit: PAGE_SIZE, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: live ? LIST_MS : false,
  });
}

export const actionsQuery = queryOptions({
  queryKey: ["actions"],
  queryFn: ({ signal }) => request<Page<ActionInfo>>("/actions", { signal }),
  staleTime: 5 * 60_000,
});

export const listsQuery = queryOptions({
  queryKey: ["lists"],
  queryFn: ({ signal }) => request<ListOverview>("/lists", { signal }),
  refetchInterval: SLOW_MS,
});

export function listQuery(id: string) {
  return queryOptions({
    queryKey: ["lists", id],
    queryFn: ({ signal }) => request<ListDetail>(`/lists/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: SLOW_MS,
  });
}

/** Entries of each kind that a page shows; the command line shows them all. */
const DIFF_ENTRIES = 100;

/** Versions never change, so neither does what differs between two of them. */
export function listDiffQuery(id: string, from: string | undefined, to: string) {
  return queryOptions({
    queryKey: ["lists", id, "diff", from ?? "", to],
    queryFn: ({ signal }) =>
      request<ListDiff>(
        `/lists/${encodeURIComponent(id)}/diff${queryString({ from, to, limit: DIFF_ENTRIES })}`,
        { signal },
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export interface WorkerInfo {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly lastBeatAt: string;
  readonly alive: boolean;
}

export const workersQuery = queryOptions({
  queryKey: ["workers"],
  queryFn: ({ signal }) => request<Page<WorkerInfo>>("/workers", { signal }),
  refetchInterval: SLOW_MS,
});

export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: ({ signal }) => request<Page<ApiKey>>("/keys", { signal }),
});
