import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Permission, Principal, Probity } from "../app/index.ts";
import type { PersonalDataViews } from "./personal-data-views.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** The principal in the words of the engine and the audit log. */
export interface Actor {
  readonly kind: "human" | "service";
  readonly id: string;
  readonly via: "api" | "web";
}

/** What a handler gets: everything parsed by the route's own schemas, nothing else. */
export interface Call<Params, Query, Body> {
  readonly probity: Probity;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Value of the Idempotency-Key header, made the caller's own so that two callers never meet. */
  readonly idempotencyKey?: string;
  readonly reply: FastifyReply;
  readonly session: SessionCookie;
  readonly views: PersonalDataViews;
}

export interface AuthenticatedCall<Params, Query, Body> extends Call<Params, Query, Body> {
  readonly principal: Principal;
  readonly actor: Actor;
}

interface RouteHead<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below /api/v1. */
  readonly path: `/${string}`;
  readonly operationId: string;
  /** One sentence for the OpenAPI document. */
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Status of success; 200 unless said. */
  readonly status?: 200 | 201 | 204;
  /** Bytes of the body; {@link BODY_BYTES_MAX} unless said. */
  readonly bodyBytesMax?: number;
  /** Whether the Idempotency-Key header means something here. */
  readonly idempotent?: true;
}

export type Guard = Permission | "signed-in" | "open";

/** One operation of the API. The table of them (route-table.ts) is the server, the OpenAPI document and the access tests. */
export interface Route extends RouteHead<z.ZodType, z.ZodType, z.ZodType> {
  readonly guard: Guard;
  readonly response: z.ZodType;
  readonly handle: (call: AuthenticatedCall<unknown, unknown, unknown>) => Promise<unknown>;
}

/** Most requests are a few hundred bytes. */
export const BODY_BYTES_MAX = 65_536;

/** Success without a body. */
export const noContent = z.undefined();

/** A route for callers who proved who they are; `guard` is the permission it takes, or `signed-in` for none in particular. */
export function defineRoute<
  Response extends z.ZodType,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(
  route: RouteHead<Params, Query, Body> & {
    readonly guard: Exclude<Guard, "open">;
    readonly response: Response;
    readonly handle: (
      call: AuthenticatedCall<z.output<Params>, z.output<Query>, z.output<Body>>,
    ) => Promise<z.output<Response>>;
  },
): Route {
  return route as unknown as Route;
}

/** A route anyone may call; its handler knows no principal. */
export function defineOpenRoute<
  Response extends z.ZodType,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(
  route: RouteHead<Params, Query, Body> & {
    readonly response: Response;
    readonly handle: (
      call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
    ) => Promise<z.output<Response>>;
  },
): Route {
  return { ...route, guard: "open" } as unknown as Route;
}
