/**
 * Holds the embedded server of the home named by the first argument until its standard
 * input ends; prints one line of JSON when it runs. For tests that need another process.
 */
import { silentLog } from "../../src/core/index.ts";
import { startEmbedded } from "../../src/db/index.ts";

const home = process.argv[2];
if (home === undefined) throw new Error("usage: hold-embedded.ts HOME");
const server = await startEmbedded({ home, log: silentLog, settings: { fsync: "off" } });
const { attached, pid, port, dataFolder } = server;
process.stdout.write(`${JSON.stringify({ attached, pid, port, dataFolder })}\n`);
process.stdin.resume();
process.stdin.once("end", async () => {
  process.stdout.write(`${JSON.stringify({ stopped: await server.stop() })}\n`);
  process.exit(0);
});
