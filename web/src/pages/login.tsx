import "./login.css";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { ApiError, rememberCsrfToken, request } from "../api/client.ts";
import type { Me } from "../api/contract.ts";
import { meQuery } from "../api/queries.ts";
import { Wordmark } from "../shell/rail.tsx";
import { Command, ProblemNotice, usePageTitle } from "../ui/page.tsx";

const route = getRouteApi("/login");

/** Only addresses of this site: a link must not send a signed-in person elsewhere. */
export function safeNext(next: string | undefined): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.startsWith("/login") ? next : "/";
}

/** Exchanges a one-time link for a session, or says how to get one. */
export function LoginPage() {
  const { token, next } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  usePageTitle("Sign in");
  const signIn = useMutation({
    mutationFn: (given: string) => request<Me>("/session", { method: "POST", body: { token: given } }),
    onSuccess: (me) => {
      rememberCsrfToken(me.csrfToken);
      client.setQueryData(meQuery.queryKey, me);
      // Replaces the address, so that the token is not in the history.
      router.history.replace(safeNext(next));
    },
  });
  const tried = useRef(false);
  useEffect(() => {
    // A link works once: a second try in the same page would only spoil it.
    if (token === undefined || tried.current) return;
    tried.current = true;
    signIn.mutate(token);
  }, [token, signIn.mutate]);

  return (
    <main className="login">
      <div className="login-box">
        <Wordmark />
        {signIn.isError ? (
          <Refused error={signIn.error} retry={() => token !== undefined && signIn.mutate(token)} />
        ) : token === undefined ? (
          <SignedOut hasNext={next !== undefined} />
        ) : (
          <p className="prose">Signing in…</p>
        )}
      </div>
    </main>
  );
}

function SignedOut({ hasNext }: { hasNext: boolean }) {
  return (
    <>
      <h1>{hasNext ? "Your session has ended" : "Sign in with a link"}</h1>
      <p className="prose">
        {hasNext ? "Sign in again to go on where you were; drafts in this browser are kept. " : ""}
        There are no passwords. Run this where Probity runs, and open the link it prints. A link works once
        and only for a short time.
      </p>
      <Command text="npx probity login-link" />
    </>
  );
}

function Refused({ error, retry }: { error: unknown; retry: () => void }) {
  if (error instanceof ApiError && error.problem.status < 500 && error.problem.status !== 429) {
    return (
      <>
        <h1>This link no longer works</h1>
        <p className="prose">
          A sign-in link works once and only for a short time; this one was used, has run out, or was cut when
          it was copied. Get a new one where Probity runs:
        </p>
        <Command text="npx probity login-link" />
        <p className="login-foot muted">
          <code>{error.problem.code}</code> {error.problem.reference}
        </p>
      </>
    );
  }
  return <ProblemNotice error={error} retry={retry} />;
}
