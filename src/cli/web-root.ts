import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { Output } from "./output.ts";

const root = resolve(import.meta.dirname, "../..");

/**
 * The folder of the built web interface. In a checkout it is built when it is missing or
 * older than its sources; where the build tool is not installed, what is there is served.
 */
export async function ensureWebRoot(output: Output): Promise<string | undefined> {
  const built = join(root, "web/dist/index.html");
  const webRoot = dirname(built);
  const vite = buildTool();
  if (vite === undefined || !existsSync(join(root, "web/src")))
    return existsSync(built) ? webRoot : undefined;
  const newest = Math.max(newestMs(join(root, "web/src")), newestMs(join(root, "src/contract")));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return webRoot;
  output.note("Building the web interface (only after a change) …");
  const failure = await build(vite);
  if (failure !== undefined)
    output.note(`The web interface could not be built; the API works without it.\n${failure}`);
  return existsSync(built) ? webRoot : undefined;
}

function buildTool(): string | undefined {
  try {
    const manifest = createRequire(join(root, "web/package.json")).resolve("vite/package.json");
    return join(dirname(manifest), "bin/vite.js");
  } catch {
    return undefined;
  }
}

function newestMs(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

async function build(vite: string): Promise<string | undefined> {
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "error"], {
    cwd: join(root, "web"),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once("close", done));
  return code === 0 ? undefined : text.slice(-2_000);
}
