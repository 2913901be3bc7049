import "../screening/rescreening.css";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { request } from "../api/client.ts";
import type { CoverageProof, Rescreening } from "../api/contract.ts";
import { rolesWith, useMay } from "../api/rights.ts";
import { proofQuery, rescreeningsQuery } from "../api/screening-queries.ts";
import { behindOf, coverageSentence, proofSentence } from "../screening/coverage.ts";
import { RescreeningRow } from "../screening/rescreening-row.tsx";
import { CopyButton, Hash } from "../ui/copy.tsx";
import { Icon } from "../ui/icon.tsx";
import { Command, Empty, ErrorPage, Loaded, Page, Panel, ProblemNotice, Skeleton } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";

const route = getRouteApi("/shell/rescreening");

/** Whether every customer stands at the lists in use, the proof of it, and how they got there. */
export function RescreeningPage() {
  const { id } = route.useSearch();
  const proof = useQuery(proofQuery);
  const query = useInfiniteQuery(rescreeningsQuery);
  const runs = query.data?.pages.flatMap((page) => page.items);
  const isRunning = runs?.[0]?.state === "running";
  useProofOf(runs?.[0]);
  return (
    <Page
      title="Re-screening"
      lead="Brings every customer to the lists in use. A delta looks at what changed in lists and customers and gives the same answer as a full one."
    >
      <Loaded query={proof}>
        {(data) => (
          <Panel title="Coverage" flush>
            <Coverage proof={data} isRunning={isRunning} />
          </Panel>
        )}
      </Loaded>
      <Panel title="Re-screenings" aside={<Command text="npx probity rescreen" />} flush>
        {runs === undefined ? (
          query.error === null ? (
            <Skeleton rows={5} />
          ) : (
            <ErrorPage error={query.error} retry={() => query.refetch()} />
          )
        ) : runs.length === 0 ? (
          <Empty title="Nobody was re-screened yet" command="npx probity rescreen">
            The first one looks at every customer; later ones only at what changed.
          </Empty>
        ) : (
          <ul className="rescreenings">
            {runs.map((run) => (
              <RescreeningRow
                key={run.id}
                run={run}
                customers={proof.data?.customers}
                isNamed={run.id === id}
              />
            ))}
          </ul>
        )}
        {query.hasNextPage ? (
          <div className="table-foot">
            <button
              type="button"
              className="button small"
              disabled={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Older ones
            </button>
          </div>
        ) : null}
      </Panel>
    </Page>
  );
}

/** The proof is asked for again when the newest re-screening begins or ends. */
function useProofOf(newest: Rescreening | undefined): void {
  const client = useQueryClient();
  const stamp = newest === undefined ? undefined : `${newest.id} ${newest.state}`;
  useEffect(() => {
    if (stamp !== undefined) void client.invalidateQueries({ queryKey: proofQuery.queryKey });
  }, [client, stamp]);
}

function Coverage({ proof, isRunning }: { proof: CoverageProof; isRunning: boolean }) {
  const behind = behindOf(proof);
  const tone = proof.lists.length === 0 || behind > 0 ? "amber" : "green";
  return (
    <>
      <div className="coverage">
        <p className={`coverage-head tone-${tone}`}>
          <Icon name={tone === "green" ? "check" : "flag"} />
          <strong>{coverageSentence(proof)}</strong>
        </p>
        <Start isRunning={isRunning} />
      </div>
      {proof.lists.length === 0 ? null : <ProofTable proof={proof} />}
    </>
  );
}

function ProofTable({ proof }: { proof: CoverageProof }) {
  const quoted = proof.lists.map((one) => proofSentence(one, proof.at, one.version.length));
  return (
    <>
      <ul className="proofs" aria-label="Proof">
        {proof.lists.map((one) => (
          <li key={one.list} className={one.behind === 0 ? undefined : "proof-behind"}>
            <span className="proof-sentence">{proofSentence(one, proof.at)}</span>
            <span className="proof-versions muted">
              <Link to="/lists/$listId" params={{ listId: one.list }}>
                {one.list}
              </Link>
              <Hash value={one.version} label={`version of ${one.list} in use`} />
              {one.appliedVersion === undefined ? (
                <span>never applied</span>
              ) : one.appliedVersion === one.version ? null : (
                <span>
                  applied last: <Hash value={one.appliedVersion} label="version applied last" />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="proof-foot muted">
        <span>
          As of <Time at={proof.at} show="exact" />
          {proof.policyVersion === undefined ? null : `, policy ${proof.policyVersion}, ${proof.engine}`}
        </span>
        <CopyButton text={quoted.join("\n")} label="the proof" small={false} />
      </p>
    </>
  );
}

function Start({ isRunning }: { isRunning: boolean }) {
  const may = useMay("rescreen");
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: (mode: Rescreening["mode"]) =>
      request<Rescreening>("/rescreenings", { method: "POST", body: { mode } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["rescreenings"] }),
  });
  if (!may)
    return <span className="muted">Starting one takes the role {rolesWith("rescreen").join(" or ")}.</span>;
  const disabled = isRunning || start.isPending;
  return (
    <div className="coverage-start">
      <div className="coverage-buttons">
        <button type="button" className="button" disabled={disabled} onClick={() => start.mutate("full")}>
          Re-screen everybody
        </button>
        <button
          type="button"
          className="button primary"
          disabled={disabled}
          onClick={() => start.mutate("delta")}
        >
          <Icon name="rescreen" size={14} /> {isRunning ? "One is running…" : "Re-screen what changed"}
        </button>
      </div>
      {start.error === null ? null : <ProblemNotice error={start.error} />}
    </div>
  );
}
