import { type ReactNode, useEffect } from "react";
import { ApiError, NetworkError } from "../api/client.ts";
import { CopyButton } from "./copy.tsx";
import { Icon } from "./icon.tsx";

/** The title in the tab; the shell puts the number of open decisions before it. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Probity`;
  }, [title]);
}

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, lead, actions, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {lead === undefined ? null : <p className="prose">{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface PanelProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly flush?: boolean;
}

export function Panel({ title, aside, children, flush = false }: PanelProps) {
  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        {aside === undefined ? null : <div className="panel-aside">{aside}</div>}
      </header>
      <div className={flush ? "panel-flush" : "panel-body"}>{children}</div>
    </section>
  );
}

/** Grey bars where rows will be: the page keeps its shape while it loads. */
export function Skeleton({ rows = 4, title = false }: { rows?: number; title?: boolean }) {
  return (
    <output className="skeleton" aria-label="Loading">
      {title ? <span className="bone bone-title" /> : null}
      {Array.from({ length: rows }, (_, index) => `row ${index}`).map((row) => (
        <span key={row} className="bone" />
      ))}
    </output>
  );
}

/** A command for the terminal, to be copied. */
export function Command({ text }: { text: string }) {
  return (
    <span className="command">
      <code>{text}</code>
      <CopyButton text={text} label="command" />
    </span>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly command?: string;
}

/** Nothing here yet: says what to do next, here and in the terminal. */
export function Empty({ title, children, command }: EmptyProps) {
  return (
    <div className="empty">
      <h3>{title}</h3>
      {children === undefined ? null : <p className="prose">{children}</p>}
      {command === undefined ? null : <Command text={command} />}
    </div>
  );
}

/** An error as a designed thing: what happened, what is kept, what to do, which reference to quote. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { title, detail, code, reference, issues } = describe(error);
  return (
    <div className="notice tone-red" role="alert">
      <Icon name="alert" />
      <div className="notice-body">
        <strong>{title}</strong>
        {detail === "" || detail === title ? null : <p>{detail}</p>}
        {issues.length === 0 ? null : (
          <ul className="notice-issues">
            {issues.map((issue) => (
              <li key={`${issue.where} ${issue.message}`}>
                <code>{issue.where}</code> {issue.message}
                {issue.suggestion === undefined ? null : <span className="muted"> {issue.suggestion}</span>}
              </li>
            ))}
          </ul>
        )}
        <p className="notice-foot">
          <code>{code}</code>
          {reference === "" ? null : (
            <span className="hash">
              <span>Reference to quote:</span> <code>{reference}</code>
              <CopyButton text={reference} label="reference" />
            </span>
          )}
          {retry === undefined ? null : (
            <button type="button" className="button small" onClick={retry}>
              Try again
            </button>
          )}
        </p>
      </div>
    </div>
  );
}

function describe(error: unknown) {
  if (error instanceof ApiError) return error.problem;
  if (error instanceof NetworkError) {
    return {
      title: "The server cannot be reached.",
      detail: "Nothing you typed is lost. This page tries again by itself.",
      code: "NETWORK",
      reference: "",
      issues: [],
    };
  }
  return {
    title: "This page broke.",
    detail: error instanceof Error ? error.message : String(error),
    code: "WEB",
    reference: "",
    issues: [],
  };
}

interface QueryLike<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** Data, or its skeleton, or what went wrong. Old data stays on the page while a refresh fails. */
export function Loaded<T>({
  query,
  rows,
  children,
}: {
  query: QueryLike<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <ErrorPage error={query.error} retry={() => query.refetch()} />;
  return <Skeleton rows={rows ?? 5} />;
}

/** Denied and missing are designed; everything else is a notice. */
export function ErrorPage({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  if (error instanceof ApiError && error.problem.status === 403) {
    return (
      <Empty title="Your role does not allow this">
        {error.problem.detail} Ask an administrator for the role; your present roles are under Settings.
      </Empty>
    );
  }
  if (error instanceof ApiError && error.problem.status === 404) {
    return (
      <Empty title="There is nothing at this address">
        {error.problem.detail} It may belong to another installation: check the id.
      </Empty>
    );
  }
  return <ProblemNotice error={error} retry={retry} />;
}
