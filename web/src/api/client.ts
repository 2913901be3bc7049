import type { Problem } from "./contract.ts";

/** The server answered with problem+json: what is wrong, since which code, quoting which reference. */
export class ApiError extends Error {
  readonly problem: Problem;
  override readonly name = "ApiError";

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** No answer came: the server is down, restarting or out of reach. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
}

/** The session's CSRF token, handed out by `GET /me`; kept in memory only. */
let csrfToken: string | undefined;

export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

interface RequestOptions {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Calls `/api/v1` with the session cookie.
 * @param path begins with a slash, without the prefix.
 * @throws ApiError for every answer that is not 2xx, NetworkError when there is none.
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const method = options.method ?? "GET";
  const headers: Record<string, string> = { accept: "application/json", ...options.headers };
  if (options.body !== undefined) headers["content-type"] = "application/json";
  if (method !== "GET" && csrfToken !== undefined) headers["x-csrf-token"] = csrfToken;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      credentials: "same-origin",
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new NetworkError("The server cannot be reached.", { cause: error });
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  throw new ApiError(await problemOf(response));
}

/** A proxy between us and the server may answer with something that is no problem document. */
async function problemOf(response: Response): Promise<Problem> {
  try {
    const body: unknown = await response.json();
    if (typeof body === "object" && body !== null && "code" in body && "title" in body) {
      return { issues: [], reference: "", detail: "", ...(body as Partial<Problem>) } as Problem;
    }
  } catch {
    // Not JSON: described below.
  }
  return {
    type: "about:blank",
    title: `The server answered ${response.status}.`,
    status: response.status,
    detail:
      "The answer was not in the form Probity uses, so something between this browser and it may be broken.",
    code: `HTTP_${response.status}`,
    reference: "",
    issues: [],
  };
}

/** `{a: "x", b: undefined}` to `?a=x`; nothing to an empty string. */
export function queryString(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
