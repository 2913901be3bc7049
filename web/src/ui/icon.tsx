/** One stroke, one weight, 16 by 16; each icon stands for a state or a place, none decorates. */
const paths = {
  home: "M2.5 7.2 8 2.8l5.5 4.4v6.3H9.8V9.6H6.2v3.9H2.5z",
  decision:
    "M8 2.2v11.6M8 2.2 3 4.2m5-2 5 2M1.6 9 3 4.2 4.4 9a1.5 1.5 0 0 1-2.8 0Zm10 0L13 4.2 14.4 9a1.5 1.5 0 0 1-2.8 0ZM5.4 13.8h5.2",
  runs: "M2 4h6M5 8h7M8 12h6",
  search: "M7 12.2A5.2 5.2 0 1 0 7 1.8a5.2 5.2 0 0 0 0 10.4Zm3.8-1.4 3.4 3.4",
  screening:
    "M6.2 8.4a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM1.4 13.6c.3-2.6 2.2-4 4.8-4 .7 0 1.3.1 1.9.3m2.9 2.9a2.1 2.1 0 1 0 0-4.2 2.1 2.1 0 0 0 0 4.2Zm1.5-.6 2 2",
  customers:
    "M6 7.4a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM1.4 13.6c.3-2.8 2-4.2 4.6-4.2s4.3 1.4 4.6 4.2M10.6 2.6a2.4 2.4 0 0 1 0 4.4m1.6 2.8c1.4.6 2.2 1.9 2.4 3.8",
  aside: "M2.2 2.4h7v11.2h-7zM4.6 5.6h2.2M4.6 8h2.2m3.4-2.6L13.8 8l-3.6 2.6",
  rescreen: "M13.6 7A5.8 5.8 0 0 0 3 5M2.4 2.4V5h2.8M2.4 9A5.8 5.8 0 0 0 13 11m.6 2.6V11h-2.8M8 6v2.4l1.4.8",
  workflow: "M1.8 2.4h4.4v4H1.8zM9.8 9.6h4.4v4H9.8zM6.2 4.4H8a1.8 1.8 0 0 1 1.8 1.8v3.6",
  action: "M9 1.6 3.4 9H8l-1 5.4L12.6 7H8z",
  lists: "M5.4 3.6h8.2M5.4 8h8.2M5.4 12.4h8.2M2.2 3.6h.6M2.2 8h.6M2.2 12.4h.6",
  audit: "M3.4 1.8h6.4l2.8 2.8v9.6H3.4zM9.6 2v2.8h2.8M5.6 9l1.6 1.6 3-3.2",
  settings:
    "M2 4.6h6.6m3.4 0h2M2 11.4h2m3.4 0H14M10.3 6.3a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM5.7 13.1a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z",
  check: "M2.8 8.6 6.2 12l7-8",
  cross: "m3.6 3.6 8.8 8.8m0-8.8-8.8 8.8",
  alert: "M8 1.9 14.6 13.6H1.4zM8 6.2v3.4m0 1.7v.3",
  flag: "M3.4 14.2V2.2m0 .8h8.8l-2.2 3 2.2 3H3.4",
  play: "M4.4 2.6v10.8L13 8z",
  clock: "M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12Zm0-9.2V8l2.2 1.6",
  person: "M8 7.6a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8ZM2.4 14.2c.4-3 2.6-4.6 5.6-4.6s5.2 1.6 5.6 4.6",
  pause: "M5 3v10m6-10v10",
  slash: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM3.9 12.1l8.2-8.2",
  skip: "M2.4 8h7.4M7 4.8 10.2 8 7 11.2m6.4-7v7.6",
  retry: "M13.4 8A5.4 5.4 0 1 1 11.6 4m1.8-2v3h-3",
  dot: "M8 10.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8Z",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-6.6v3.8M8 4.8v.3",
  copy: "M5.6 5.6V2.4h8v8h-3.2M2.4 5.6h8v8h-8z",
  fork: "M4 5.4v5.2m0-1.4c0-2 1.4-2.6 4-2.6s4-.4 4-2M4 5.4a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Zm0 8.4a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Zm8-8.4a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Z",
  sun: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-9.6v1.4m0 10.4v1.4M1.4 8h1.4m10.4 0h1.4M3.3 3.3l1 1m7.4 7.4 1 1m0-9.4-1 1m-7.4 7.4-1 1",
  moon: "M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7Z",
  system: "M2 3h12v8H2zM5.4 14h5.2M8 11v3",
  menu: "M2 4h12M2 8h12M2 12h12",
  plus: "M8 3v10M3 8h10",
  down: "m4 6 4 4 4-4",
  right: "m6 4 4 4-4 4",
  left: "m10 4-4 4 4 4",
  key: "M5.4 10.8a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8Zm2.8-2.9h6v2.4m-2.4-2.4v1.8",
  leave: "M6.4 2.4H2.8v11.2h3.6M6.6 8h7m-2.6-3 3 3-3 3",
  hash: "M5.8 2 4.2 14M11.8 2l-1.6 12M2.4 5.6h11.4M2.2 10.4h11.4",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

/** The same drawing for use inside another SVG, at a place of its own. */
export function IconMark({ name, x, y, size = 14 }: { name: IconName; x: number; y: number; size?: number }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size / 16})`} className="icon">
      <path d={paths[name]} />
    </g>
  );
}
