/** The sender of bench/screening/rest.ts, a process of its own: one job, one answer. */
import { Agent, request } from "node:http";
import { ordinaryNames } from "../../test/screening/ordinary-names.ts";
import { percentile, round } from "../machine.ts";

export interface LoadJob {
  readonly port: number;
  readonly key: string;
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
}

/** Connections that are kept open; what is due while all are busy waits, and its time runs. */
const CONNECTIONS = 64;
/** How often what has become due is sent. */
const TICK_MS = 1;

const names = ordinaryNames(20_000).map(({ text }) => text);

process.once("message", async (job: LoadJob) => {
  process.send?.(await run(job));
});

async function run({ port, key, rate, seconds }: LoadJob) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const took: number[] = [];
  let errors = 0;
  let answeredInTime = 0;
  const total = Math.round(rate * seconds);
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1_000;
  const sendOne = (number: number): Promise<void> => {
    const dueMs = startedMs + (number * 1_000) / rate;
    const body = JSON.stringify({
      name: names[number % names.length],
      birth_date: String(1940 + (number % 60)),
    });
    return new Promise((resolve) => {
      const sent = request(
        {
          agent,
          port,
          host: "127.0.0.1",
          method: "POST",
          path: "/api/v1/screenings",
          headers: {
            authorization: `Bearer ${key}`,
            "content-type": "application/json",
            "content-length": Buffer.byteLength(body),
          },
        },
        (response) => {
          response.resume();
          response.once("end", () => {
            const nowMs = performance.now();
            took.push(nowMs - dueMs);
            if (nowMs <= endMs) answeredInTime++;
            if (response.statusCode !== 200) errors++;
            resolve();
          });
        },
      );
      sent.once("error", () => {
        errors++;
        resolve();
      });
      sent.end(body);
    });
  };
  const underway: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - startedMs) * rate) / 1_000));
      while (underway.length < due) underway.push(sendOne(underway.length));
      if (underway.length < total) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
  await Promise.all(underway);
  agent.destroy();
  return {
    offered: rate,
    answered: round(answeredInTime / seconds, 0),
    p50Ms: round(percentile(took, 0.5)),
    p99Ms: round(percentile(took, 0.99)),
    maxMs: round(percentile(took, 1), 1),
    errors,
  };
}
