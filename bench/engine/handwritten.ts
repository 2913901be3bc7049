/**
 * The baseline: the same four steps as diamond.yaml, written by hand as a DBOS workflow. Each
 * step does the same work and leaves the same audit entry, in a transaction of its own
 * before the checkpoint (with a deduplication key, so that it stays exactly once).
 */
import { DBOS } from "@dbos-inc/dbos-sdk";
import { appendAudit } from "../../src/audit/index.ts";
import { createDataCipher, newId, type RunId, sha256Hex } from "../../src/core/index.ts";
import { openDatabase } from "../../src/db/index.ts";

const [, , url = ""] = process.argv;
const db = openDatabase({ url, applicationName: "probity bench", maxConnections: 16 });
const cipher = createDataCipher(Buffer.alloc(32, 7));
const definitionHash = sha256Hex("diamond");

function step(runId: RunId, stepId: string, n: number): Promise<number> {
  return DBOS.runStep(
    async () => {
      const output = { n: n + 1 };
      await db.transaction((tx) =>
        appendAudit(tx, {
          actor: { kind: "service", id: "engine", via: "engine" },
          action: "bench_step",
          status: "succeeded",
          stream: "runs",
          at: new Date(),
          workflow: "bench-diamond",
          workflowName: "Bench Diamond",
          runId,
          stepId,
          definitionHash,
          inputHash: cipher.blindIndex(JSON.stringify({ n }), "step"),
          outputHash: cipher.blindIndex(JSON.stringify(output), "step"),
          dedupKey: stepId,
        }),
      );
      return output.n;
    },
    { name: stepId },
  );
}

const diamond = DBOS.registerWorkflow(
  async (runId: RunId) => {
    const first = await step(runId, "first", 1);
    const [left, right] = await Promise.all([step(runId, "left", first), step(runId, "right", first)]);
    return step(runId, "last", left + right);
  },
  { name: "bench-diamond" },
);

DBOS.setConfig({
  name: "bench",
  systemDatabaseUrl: url,
  systemDatabasePoolSize: 16,
  logLevel: "error",
  executorID: `bench-${process.pid}`,
});
await DBOS.launch();

async function round(count: number, inFlight: number): Promise<number> {
  let begun = 0;
  const startedMs = performance.now();
  const lane = async (): Promise<void> => {
    while (begun++ < count) {
      const runId = newId("run", Date.now());
      const handle = await DBOS.startWorkflow(diamond, { workflowID: runId })(runId);
      await handle.getResult();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return performance.now() - startedMs;
}

process.on("message", async ({ count, inFlight }: { count: number; inFlight: number }) => {
  process.send?.({ ms: await round(count, inFlight) });
});
process.on("disconnect", async () => {
  await DBOS.shutdown();
  await db.close();
});
process.send?.({ ready: true });
