import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { alertingConfig } from "../alerting/index.ts";
import type { Issue, Json, JsonObject } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";
import { scheduleProblem } from "../definitions/index.ts";
import { riskConfig } from "../risk/index.ts";
import { listsConfig, policySetting } from "../screening/index.ts";

/** A configuration longer than this is not one. */
const CONFIG_BYTES_MAX = 262_144;

const secretSource = z.union([
  z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }),
  z.strictObject({ file: z.string().min(1) }),
]);

/** `probity.yaml`, whole. Everything has a default, so the file may be absent. */
const configSchema = z.strictObject({
  server: z
    .strictObject({
      host: z.string().default("127.0.0.1"),
      port: z.int().min(0).max(65_535).default(4780),
      base_url: z.url().optional(),
    })
    .prefault({}),
  /** Folder of definitions that `up` deploys when it starts. */
  workflows: z.string().optional(),
  /** Folder of TypeScript modules with own actions. */
  actions: z.string().optional(),
  /** Files named in run inputs are looked up below this folder and nowhere else. */
  files: z.string().default("."),
  secrets: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), secretSource).prefault({}),
  alerting: alertingConfig.prefault({}),
  risk: riskConfig.prefault({}),
  screening: z
    .strictObject({
      ...listsConfig,
      sync: listsConfig.sync.superRefine((cron, context) => {
        const message = cron === undefined ? undefined : scheduleProblem(cron, "UTC");
        if (message !== undefined) context.addIssue({ code: "custom", message });
      }),
      policy: policySetting.optional(),
    })
    .optional(),
});

export interface Config {
  readonly server: { readonly host: string; readonly port: number; readonly baseUrl: string };
  /** Absolute. */
  readonly workflowsFolder?: string;
  /** Absolute. */
  readonly actionsFolder?: string;
  /** Absolute. */
  readonly filesRoot: string;
  /** A domain's own, checked section. */
  section(name: string): Json | undefined;
  /** The value of a secret named under `secrets`. @throws ProbityError SECRET_MISSING */
  secret(name: string): string;
  readonly secretNames: readonly string[];
}

/**
 * Reads the configuration: PROBITY_CONFIG, else `probity.yaml` in the working folder,
 * else the defaults. Reports every error at once with file:line:column. `listen` wins over the file.
 *
 * @throws ProbityError CONFIG_INVALID
 */
export function loadConfig(
  cwd: string,
  env: NodeJS.ProcessEnv,
  listen: { readonly host?: string | undefined; readonly port?: number | undefined } = {},
): Config {
  const named = env["PROBITY_CONFIG"];
  const file = resolve(cwd, named ?? "probity.yaml");
  const present = existsSync(file);
  if (named !== undefined && !present) {
    throw new ProbityError("CONFIG_INVALID", `PROBITY_CONFIG names ${file}, which does not exist.`);
  }
  const parsed = present ? parseConfig(readFileSync(file), file) : configSchema.parse({});
  const server = {
    ...parsed.server,
    host: listen.host ?? parsed.server.host,
    port: listen.port ?? parsed.server.port,
  };
  return toConfig({ ...parsed, server }, present ? dirname(file) : cwd, env);
}

function parseConfig(bytes: Buffer, file: string): z.output<typeof configSchema> {
  if (bytes.length > CONFIG_BYTES_MAX) {
    throw new ProbityError(
      "CONFIG_INVALID",
      `${file} has ${bytes.length} bytes; at most ${CONFIG_BYTES_MAX} are read.`,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(bytes.toString("utf8"), { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  let issues: Issue[] = document.errors.map((error) => ({ where: at(error.pos[0]), message: error.message }));
  if (issues.length === 0) {
    const result = configSchema.safeParse(document.toJS({ maxAliasCount: 20 }) ?? {});
    if (result.success) return result.data;
    issues = result.error.issues.flatMap((issue) =>
      // Unknown members are reported where they stand, not where their parent begins.
      (issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]).map(
        (path) => ({
          where: at(offsetOf(document, path)),
          message: `${path.join(".") || "the configuration"}: ${issue.code === "unrecognized_keys" ? "unknown member" : issue.message}`,
        }),
      ),
    );
  }
  const text = issues.map((issue) => `${issue.where}: ${issue.message}`).join("\n");
  throw new ProbityError("CONFIG_INVALID", `The configuration is not valid:\n${text}`, { issues });
}

/** Where the longest existing part of `path` stands in the file. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range))
      return node.range[0];
  }
  return 0;
}

/** A policy file is named relative to the configuration. */
function screeningSection(section: object & { readonly policy?: unknown }, folder: string): Json {
  const { policy } = section;
  return { ...section, ...(typeof policy === "string" ? { policy: resolve(folder, policy) } : {}) } as Json;
}

/** What the alerting section says when nobody said anything. */
const DEFAULT_BASE_URL = alertingConfig.parse({}).base_url;

/** Where alerts go until channels are configured: the mailbox of the installation itself. */
const defaultChannels = {
  "compliance-email": { type: "email", from: "probity@localhost", to: ["compliance@localhost"] },
} as const;

function toConfig(parsed: z.output<typeof configSchema>, folder: string, env: NodeJS.ProcessEnv): Config {
  const { host, port, base_url } = parsed.server;
  const baseUrl =
    base_url ?? `http://${["127.0.0.1", "0.0.0.0", "::"].includes(host) ? "localhost" : host}:${port}`;
  const { channels } = parsed.alerting;
  const sections: Readonly<Record<string, Json>> = {
    alerting: {
      ...(parsed.alerting as JsonObject),
      // A base_url of its own under `alerting` would be the exception: links lead to where the server is.
      base_url: parsed.alerting.base_url === DEFAULT_BASE_URL ? baseUrl : parsed.alerting.base_url,
      channels: Object.keys(channels).length > 0 ? channels : defaultChannels,
    } as Json,
    risk: parsed.risk as Json,
    ...(parsed.screening === undefined ? {} : { screening: screeningSection(parsed.screening, folder) }),
  };
  return {
    server: { host, port, baseUrl },
    ...(parsed.workflows === undefined ? {} : { workflowsFolder: resolve(folder, parsed.workflows) }),
    ...(parsed.actions === undefined ? {} : { actionsFolder: resolve(folder, parsed.actions) }),
    filesRoot: resolve(folder, parsed.files),
    section: (name) => sections[name],
    secretNames: Object.keys(parsed.secrets),
    secret(name) {
      const source = parsed.secrets[name];
      if (source === undefined) {
        throw new ProbityError(
          "SECRET_MISSING",
          `The secret ${name} is not listed under "secrets" in the configuration.`,
        );
      }
      if ("env" in source) {
        const value = env[source.env];
        if (value) return value;
        throw new ProbityError(
          "SECRET_MISSING",
          `The secret ${name} comes from the environment variable ${source.env}, which is not set.`,
        );
      }
      const file = resolve(folder, source.file);
      if (!existsSync(file)) {
        throw new ProbityError(
          "SECRET_MISSING",
          `The secret ${name} comes from the file ${file}, which does not exist.`,
        );
      }
      return readFileSync(file, "utf8").trimEnd();
    },
  };
}
