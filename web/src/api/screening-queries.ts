import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { queryString, request } from "./client.ts";
import type {
  CoverageProof,
  Customer,
  CustomerDetail,
  Page,
  Rescreening,
  ScreeningPolicy,
  StoredScreening,
  Suppression,
} from "./contract.ts";

const LIVE_MS = 1_000;
const LIST_MS = 5_000;
const SLOW_MS = 30_000;
const PAGE_SIZE = 50;

/** A recorded screening never changes. */
export function screeningQuery(id: string) {
  return queryOptions({
    queryKey: ["screenings", id],
    queryFn: ({ signal }) => request<StoredScreening>(`/screenings/${encodeURIComponent(id)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const policiesQuery = queryOptions({
  queryKey: ["screening-policies"],
  queryFn: ({ signal }) => request<Page<ScreeningPolicy>>("/screening-policies", { signal }),
  staleTime: 5 * 60_000,
});

export function suppressionsQuery(state: Suppression["state"] | undefined) {
  return infiniteQueryOptions({
    queryKey: ["suppressions", state ?? ""],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Suppression>>(
        `/suppressions${queryString({ state, limit: PAGE_SIZE, cursor: pageParam })}`,
        {
          signal,
        },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: LIST_MS,
  });
}

export function suppressionQuery(id: string) {
  return queryOptions({
    queryKey: ["suppressions", "one", id],
    queryFn: ({ signal }) => request<Suppression>(`/suppressions/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: SLOW_MS,
  });
}

export function customersQuery(status: Customer["status"] | undefined) {
  return infiniteQueryOptions({
    queryKey: ["customers", status ?? ""],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Customer>>(`/customers${queryString({ status, limit: PAGE_SIZE, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: SLOW_MS,
  });
}

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ["customers", "one", id],
    queryFn: ({ signal }) => request<CustomerDetail>(`/customers/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: SLOW_MS,
  });
}

/** Asks each second while one goes on. */
export const rescreeningsQuery = infiniteQueryOptions({
  queryKey: ["rescreenings"],
  queryFn: ({ pageParam, signal }) =>
    request<Page<Rescreening>>(`/rescreenings${queryString({ limit: PAGE_SIZE, cursor: pageParam })}`, {
      signal,
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: (query) => (query.state.data?.pages[0]?.items[0]?.state === "running" ? LIVE_MS : LIST_MS),
});

export const proofQuery = queryOptions({
  queryKey: ["rescreenings", "proof"],
  queryFn: ({ signal }) => request<CoverageProof>("/rescreenings/proof", { signal }),
  refetchInterval: LIST_MS,
});
