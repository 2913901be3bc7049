import { systemClock } from "../../src/core/index.ts";
import { openDatabase } from "../../src/db/index.ts";
import { createEngine } from "../../src/engine/index.ts";
import { cipher, hostFor, testActions } from "../support/engine-actions.ts";
import { stderrLog } from "./stderr-log.ts";

/** A worker process to be killed: `node test/kill/worker.ts`, with APP_URL in its environment. Says `ready` when it takes runs. */
const appUrl = process.env["APP_URL"];
if (appUrl === undefined) throw new Error("APP_URL is not set");
const log = stderrLog(process.env["WORKER_LOG"] === "1");
const db = openDatabase({ url: appUrl, applicationName: "probity kill test", maxConnections: 12 });
const engine = await createEngine({
  appUrl,
  db,
  actions: testActions(),
  host: hostFor(db, log),
  cipher,
  clock: systemClock,
  log,
  settings: JSON.parse(process.env["ENGINE_SETTINGS"] ?? "{}"),
});
await engine.launch();
process.stdout.write("ready\n");
process.on("SIGTERM", async () => {
  await engine.shutdown(5_000);
  await engine.close();
  await db.close();
  process.exit(0);
});
