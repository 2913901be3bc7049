import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Command } from "commander";
import { createServer } from "../../api/index.ts";
import { type Actor, deployFolder, type Installation, runDemo } from "../../app/index.ts";
import { roles as allRoles } from "../../contract/index.ts";
import { ProbityError } from "../../core/index.ts";
import { type CommandContext, withInstallation } from "../session.ts";
import { ensureWebRoot } from "../web-root.ts";

/** Who signs in by the link that `up` prints. */
const FIRST_USER = "admin";
/** Time running steps get to finish when the process is asked to leave. */
const SHUTDOWN_GRACE_MS = 10_000;

/** `up` and `worker`: the processes that stay. */
export function upCommands(program: Command): void {
  program
    .command("up")
    .description("start everything: database, worker, API and web interface")
    .option("--port <port>", "default 4780, or server.port of the configuration")
    .option("--host <host>", "address to listen on, default 127.0.0.1")
    .option("--demo", "load the sample list, deploy the shipped workflows and onboard the sample customers")
    .option("--exit", "leave as soon as everything is up and the demo has ended (for tests)")
    .addHelpText("after", "\nExample:\n  probity up --demo")
    .action(async (options: UpOptions, command: Command) => {
      const port = options.port === undefined ? undefined : parsePort(options.port);
      await withInstallation(command, (context) => up(context, options), { host: options.host, port });
    });

  program
    .command("worker")
    .description("add a process that carries out runs, on the same database")
    .addHelpText("after", "\nExample:\n  DATABASE_URL=postgres://… PROBITY_DATA_KEY=… probity worker")
    .action(async (_options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        await probity.startWorker();
        output.line(`Worker ${process.pid} is running. Stop: Ctrl-C`);
        await untilAskedToLeave();
        output.note("Stopping …");
        await probity.stopWorker(SHUTDOWN_GRACE_MS);
      });
    });
}

interface UpOptions {
  readonly port?: string;
  readonly host?: string;
  readonly demo?: boolean;
  readonly exit?: boolean;
}

async function up({ probity, output, actor }: CommandContext, options: UpOptions): Promise<void> {
  const startedMs = performance.now();
  const seconds = () => `${((performance.now() - startedMs) / 1_000).toFixed(1)} s`;
  const webRoot = await ensureWebRoot(output);
  await probity.startWorker();
  const server = await listen(probity, webRoot);
  const { port } = server.address() as AddressInfo;
  // Port 0 asks for any free port, so the address is known only now.
  const baseUrl = probity.listen.port === 0 ? `http://localhost:${port}` : probity.baseUrl;
  try {
    await deployFolder(probity, actor, output.line);
    if (options.demo) await runDemo(probity, output.line);
    const firstKey = await makeFirstKey(probity);
    const loginLink = await probity.loginLink({ name: FIRST_USER, roles: [...allRoles], actor, baseUrl });
    output.value({
      baseUrl,
      loginLink,
      ...(firstKey === undefined ? {} : { apiKey: firstKey }),
      startedMs: Math.round(performance.now() - startedMs),
    });
    output.line(`\nProbity is up at ${baseUrl} (${seconds()})`);
    output.line(`Sign in once, within 15 minutes: ${loginLink}`);
    if (firstKey !== undefined) output.line(`First API key, shown this once: ${firstKey}`);
    output.line("Another link: npx probity login-link    Stop: Ctrl-C\n");
    if (!options.exit) await untilAskedToLeave();
    output.note("Stopping …");
  } finally {
    await server.close();
    await probity.stopWorker(SHUTDOWN_GRACE_MS);
  }
}

/**
 * A new installation gets one key for its API, so that nobody needs a default one. It belongs to
 * whoever signs in by the first link: the two count as one person for four eyes.
 */
async function makeFirstKey(probity: Installation): Promise<string | undefined> {
  if ((await probity.access.listKeys()).length > 0) return undefined;
  const actor: Actor = { kind: "human", id: `user:${FIRST_USER}`, via: "cli" };
  const { key } = await probity.access.createKey({
    name: "first key",
    roles: ["engineer", "analyst"],
    actor,
  });
  return key;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ProbityError("REQUEST_INVALID", `--port "${text}" is no port number.`);
  return port;
}

async function listen(probity: Installation, webRoot: string | undefined) {
  const { host, port } = probity.listen;
  const server = await createServer({
    probity,
    baseUrl: probity.baseUrl,
    ...(webRoot === undefined ? {} : { webRoot }),
  });
  try {
    await server.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new ProbityError(
      "CONFIG_INVALID",
      `Port ${port} on ${host} is in use. Choose another one with --port, or stop the process that holds it.`,
      { cause: error },
    );
  }
  return { address: () => server.server.address(), close: () => server.close() };
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once, which loses nothing. */
async function untilAskedToLeave(): Promise<void> {
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
}
