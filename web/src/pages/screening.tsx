import "../screening/screening.css";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { request } from "../api/client.ts";
import type { ScreeningResult, StoredScreening } from "../api/contract.ts";
import { rolesWith, useMay } from "../api/rights.ts";
import { screeningQuery } from "../api/screening-queries.ts";
import { Answer } from "../screening/answer.tsx";
import { bodyOf, draftOf, emptyQuery, factsOf, type QueryDraft } from "../screening/query-draft.ts";
import { factIssues, QueryForm } from "../screening/query-form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Empty, ErrorPage, Page, Panel, ProblemNotice, Skeleton } from "../ui/page.tsx";

const route = getRouteApi("/shell/screening");

/**
 * One party against the lists, with the reason for each hit. The address holds the id of the record
 * and no name: addresses end up in histories and logs.
 */
export function ScreeningPage() {
  const { id } = route.useSearch();
  const may = useMay("screen");
  return (
    <Page
      title="Screening"
      lead="Checks one party against the lists in use, as a workflow does. Every screening is recorded."
    >
      {may ? (
        <Desk id={id} />
      ) : (
        <Empty title="Screening takes another role">
          It takes the role {rolesWith("screen").join(" or ")}. Recorded screenings can be opened from
          suppressions and the audit log.
        </Empty>
      )}
    </Page>
  );
}

function Desk({ id }: { id: string | undefined }) {
  const navigate = useNavigate();
  const asked = useLocation({ select: ({ state }) => state.screenName });
  const [last, setLast] = useState<Made>();
  // A screening is recorded, so it is made when asked for, never by opening a page.
  const screening = useMutation({
    mutationFn: (draft: QueryDraft) =>
      request<ScreeningResult>("/screenings", { method: "POST", body: bodyOf(draft) }),
    onSuccess: (result, draft) => {
      const { screeningId } = result;
      if (screeningId === undefined) return;
      setLast({ id: screeningId, result, draft });
      void navigate({ to: "/screening", search: { id: screeningId }, replace: true, resetScroll: false });
    },
  });
  // Its own answer is at hand; any other the address names is read from the record.
  const own = id === last?.id ? last : undefined;
  const record = useQuery({ ...screeningQuery(id ?? ""), enabled: id !== undefined && own === undefined });
  const stored = own !== undefined || id === undefined ? undefined : record.data;
  if (id !== undefined && own === undefined && stored === undefined && screening.isIdle) {
    return record.error === null ? (
      <Skeleton rows={6} />
    ) : (
      <ErrorPage error={record.error} retry={() => record.refetch()} />
    );
  }
  return (
    <>
      <Panel title="Who">
        <QueryForm
          key={stored?.id ?? asked ?? ""}
          initial={own?.draft ?? initialDraft(stored, asked)}
          pending={screening.isPending}
          error={screening.error}
          onScreen={(draft) => screening.mutate(draft)}
        />
      </Panel>
      <div className="stack" aria-live="polite">
        {screening.isPending ? (
          <Panel title="Answer">
            <Skeleton rows={4} />
          </Panel>
        ) : screening.error !== null ? (
          <Refused error={screening.error} />
        ) : own !== undefined ? (
          <Recorded result={own.result} names={namesOf(own.draft)} id={own.id} />
        ) : stored !== undefined ? (
          <Recorded result={stored.result} names={factsOf(stored.query).names} id={stored.id} />
        ) : (
          <Empty title="Nobody screened yet" command={'npx probity screen "Jane Example"'}>
            Give what you know. A birth date and a country tell people of the same name apart; without them
            the answer is more often review.
          </Empty>
        )}
      </div>
    </>
  );
}

/** A screening made on this page. */
interface Made {
  readonly id: string;
  readonly result: ScreeningResult;
  readonly draft: QueryDraft;
}

function initialDraft(stored: StoredScreening | undefined, asked: string | undefined): QueryDraft {
  if (stored !== undefined) return draftOf(factsOf(stored.query), stored.ref);
  return asked === undefined ? emptyQuery : { ...emptyQuery, name: asked };
}

/** What stands at its field already is not said twice. */
function Refused({ error }: { error: unknown }) {
  const { byField, rest } = factIssues(error);
  if (byField.size === 0 || rest.length > 0) return <ProblemNotice error={error} />;
  return (
    <p className="field-error" role="alert">
      <Icon name="alert" size={13} />
      {byField.size === 1 ? "One fact needs" : `${byField.size} facts need`} a change; nothing was screened.
    </p>
  );
}

function namesOf(draft: QueryDraft): readonly string[] {
  const { name = "", names = [] } = bodyOf(draft);
  return [name, ...names];
}

function Recorded({ result, names, id }: { result: ScreeningResult; names: readonly string[]; id: string }) {
  return (
    <>
      <p className="screen-record">
        <Icon name="audit" size={14} /> Recorded as{" "}
        <Link to="/screenings/$screeningId" params={{ screeningId: id }}>
          <code>{id}</code>
        </Link>
      </p>
      <Answer result={result} names={names} screeningId={id} key={id} />
    </>
  );
}
