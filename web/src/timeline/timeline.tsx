import "./timeline.css";
import type { RunDetail } from "../api/contract.ts";
import { clockTime, formatDuration } from "../format/time.ts";
import { Icon } from "../ui/icon.tsx";
import { useNarrow } from "../ui/narrow.ts";
import { stepLook } from "../ui/states.ts";
import { useNow } from "../ui/time.tsx";
import { busySpans, type TimelineRow, timelineRows } from "./rows.ts";
import { type Scale, timeScale } from "./scale.ts";

interface TimelineProps {
  readonly run: RunDetail;
  readonly selected: string | undefined;
  readonly highlighted: string | undefined;
  readonly onHover: (id: string | undefined) => void;
  readonly onSelect: (id: string) => void;
}

/** Shares of the axis between two labels, so that they never touch. */
const WIDE_TICKS = 0.09;
const NARROW_TICKS = 0.34;

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

/** When each step worked, waited and was tried again, on one axis. */
export function Timeline({ run, ...links }: TimelineProps) {
  const narrow = useNarrow();
  const present = useNow().getTime();
  const started = new Date(run.startedAt ?? run.createdAt).getTime();
  const rows = timelineRows(run.steps, Math.max(present, started));
  const last = rows.flatMap((row) => row.segments.map((segment) => segment.to));
  const end = run.endedAt === undefined ? Math.max(present, started) : new Date(run.endedAt).getTime();
  const whole = { from: started, to: Math.max(end, ...last) };
  const distance = narrow ? NARROW_TICKS : WIDE_TICKS;
  const scale = timeScale(whole, busySpans(rows), distance);
  if (rows.length === 0) return <p className="timeline-none muted">No step has started yet.</p>;
  return (
    <div className="timeline">
      <div className="timeline-axis">
        <span className="timeline-origin">from {clockTime(new Date(started))}</span>
        <svg width="100%" height="22" aria-hidden="true">
          {scale.ticks.map((tick) => (
            <text
              key={tick.label}
              x={percent(tick.x)}
              y={15}
              className={tick.x > 1 - distance * 0.7 ? "timeline-tick timeline-tick-end" : "timeline-tick"}
            >
              {tick.label}
            </text>
          ))}
          {scale.breaks.map((mark) => (
            <text key={mark.x0} x={percent((mark.x0 + mark.x1) / 2)} y={15} className="timeline-break-label">
              {mark.label}
            </text>
          ))}
        </svg>
      </div>
      {rows.map((row) => (
        <Row key={row.step.id} row={row} scale={scale} {...links} />
      ))}
    </div>
  );
}

function Row({
  row,
  scale,
  selected,
  highlighted,
  onHover,
  onSelect,
}: Omit<TimelineProps, "run"> & { row: TimelineRow; scale: Scale }) {
  const { step } = row;
  const look = stepLook(step);
  const first = row.segments[0];
  const last = row.segments.at(-1);
  const took = first === undefined || last === undefined ? "" : formatDuration(last.to - first.from);
  const classes = [
    "timeline-row",
    `tone-${look.tone}`,
    selected === step.id ? "timeline-selected" : "",
    highlighted === step.id ? "timeline-highlighted" : "",
  ];
  return (
    <button
      type="button"
      className={classes.join(" ")}
      aria-label={`${step.name}, ${look.word}, ${took}`}
      onMouseEnter={() => onHover(step.id)}
      onMouseLeave={() => onHover(undefined)}
      onFocus={() => onHover(step.id)}
      onBlur={() => onHover(undefined)}
      onClick={() => onSelect(step.id)}
    >
      <span className="timeline-name">
        <Icon name={look.icon} size={13} />
        <span className="clip">{step.name}</span>
        <span className="timeline-took">{took}</span>
      </span>
      <Bars row={row} scale={scale} />
    </button>
  );
}

function Bars({ row, scale }: { row: TimelineRow; scale: Scale }) {
  return (
    <svg className="timeline-bars" width="100%" height="28" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <line
          key={tick.label}
          x1={percent(tick.x)}
          x2={percent(tick.x)}
          y1="0"
          y2="28"
          className="timeline-grid"
        />
      ))}
      {scale.breaks.map((mark) => (
        <rect
          key={mark.x0}
          x={percent(mark.x0)}
          width={percent(mark.x1 - mark.x0)}
          y="0"
          height="28"
          className="timeline-break"
        />
      ))}
      {row.segments.map((segment) => {
        const from = scale.at(segment.from);
        const to = scale.at(segment.to);
        const isLine = segment.kind === "backoff" || segment.kind === "waiting";
        return (
          <g key={segment.key} className={`timeline-${segment.kind}`}>
            <title>{`${segment.title}, ${formatDuration(segment.to - segment.from)}`}</title>
            {/* A line in the fill's colour keeps the shortest attempt visible. */}
            <rect
              x={percent(from)}
              width={percent(Math.max(0, to - from))}
              y="8"
              height="12"
              rx={isLine ? 0 : 2}
            />
            {isLine ? null : (
              <line x1={percent(from)} x2={percent(from)} y1="8" y2="20" className="timeline-sliver" />
            )}
          </g>
        );
      })}
      {row.retries.map((instant) => (
        <line
          key={instant}
          x1={percent(scale.at(instant))}
          x2={percent(scale.at(instant))}
          y1="4"
          y2="24"
          className="timeline-retry"
        />
      ))}
    </svg>
  );
}
