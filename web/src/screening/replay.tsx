import { useMutation } from "@tanstack/react-query";
import { request } from "../api/client.ts";
import type { ScreeningReplay } from "../api/contract.ts";
import { count } from "../format/text.ts";
import { Hash } from "../ui/copy.tsx";
import { GivenText } from "../ui/given-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { Command, Panel, ProblemNotice } from "../ui/page.tsx";

/** Screens again what was screened then, with what it names, and says what differs to the byte. */
export function ReplayPanel({ screeningId }: { screeningId: string }) {
  const replay = useMutation({
    mutationFn: () =>
      request<ScreeningReplay>(`/screenings/${encodeURIComponent(screeningId)}/replay`, { method: "POST" }),
  });
  return (
    <Panel title="Replay">
      <div className="stack tight" aria-live="polite">
        {replay.data === undefined ? (
          <p className="prose">
            Screens the same facts against the same versions of lists and policy, with the engine of today,
            and compares the two answers byte for byte.
          </p>
        ) : (
          <Outcome replay={replay.data} />
        )}
        {replay.error === null ? null : <ProblemNotice error={replay.error} />}
        <div className="replay-ways">
          <Command text={`npx probity screen --replay ${screeningId}`} />
          <button
            type="button"
            className="button"
            disabled={replay.isPending}
            onClick={() => replay.mutate()}
          >
            <Icon name="retry" size={14} />{" "}
            {replay.isPending ? "Replaying…" : replay.data === undefined ? "Replay" : "Replay again"}
          </button>
        </div>
      </div>
    </Panel>
  );
}

function Outcome({ replay }: { replay: ScreeningReplay }) {
  if (replay.identical) {
    return (
      <div className="notice tone-green">
        <Icon name="check" />
        <div className="notice-body">
          <strong>Identical: the same answer to the byte</strong>
          <p className="notice-foot">
            SHA-256 <Hash value={replay.storedSha256} label="SHA-256 of both answers" length={22} />
          </p>
        </div>
      </div>
    );
  }
  return (
    <div className="stack tight">
      <div className="notice tone-amber">
        <Icon name="alert" />
        <div className="notice-body">
          <strong>
            {replay.replayedSha256 === undefined
              ? "It cannot be replayed"
              : `Different in ${count(replay.differences.length, "place")}`}
          </strong>
          <p className="notice-foot">
            <span>
              then <Hash value={replay.storedSha256} label="SHA-256 then" />
            </span>
            {replay.replayedSha256 === undefined ? null : (
              <span>
                now <Hash value={replay.replayedSha256} label="SHA-256 now" />
              </span>
            )}
          </p>
        </div>
      </div>
      <ul className="replay-differences">
        {replay.differences.map((difference) => (
          <li key={difference.what}>
            <code>{difference.what}</code>
            <span>{difference.message}</span>
            {difference.stored === undefined ? null : <Value word="then" value={difference.stored} />}
            {difference.now === undefined ? null : <Value word="now" value={difference.now} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Value({ word, value }: { word: string; value: unknown }) {
  return (
    <span className="replay-value">
      <span className="muted">{word}</span>{" "}
      <GivenText text={typeof value === "string" ? value : JSON.stringify(value)} />
    </span>
  );
}
