import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { type Issue, messageOf, ProbityError, silentLog, systemClock } from "../core/index.ts";
import { databaseChecks } from "../db/index.ts";
import { catalogueOf, type Surroundings } from "./catalogue.ts";
import { type Config, loadConfig } from "./config.ts";
import { reachDatabase } from "./database.ts";
import { openHome } from "./home.ts";
import { homePath, openInstallation } from "./open.ts";
import type { DoctorCheck, Installation } from "./probity.ts";
import { unknownReferences } from "./references.ts";

/**
 * Looks at everything an installation needs and says what is wrong and how to mend it.
 * One broken part never hides the state of the others.
 */
export async function examine(surroundings: Surroundings): Promise<DoctorCheck[]> {
  const checks: DoctorCheck[] = [nodeCheck()];
  const config = await attempt(checks, "configuration", "Correct the places named above.", () =>
    loadConfig(surroundings.cwd, surroundings.env),
  );
  if (config === undefined) return checks;
  checks.push(...secretChecks(config));
  await attempt(checks, "actions", "Correct or remove the module.", () => catalogueOf(config));
  const sound = await examineDatabase(surroundings, checks);
  checks.push(webCheck(surroundings.cwd));
  // Opening an installation applies migrations, which is not for an examination to do.
  if (!sound) return checks;
  const probity = await attempt(
    checks,
    "installation",
    "See the message; `probity up` needs it mended.",
    () => openInstallation(surroundings),
  );
  if (probity === undefined) return checks;
  try {
    checks.push(...(await contentChecks(probity)));
  } finally {
    await probity.close();
  }
  return checks;
}

/** Looks at the database without changing it; true when an installation may be opened on it. */
async function examineDatabase({ cwd, env }: Surroundings, checks: DoctorCheck[]): Promise<boolean> {
  const home = homePath({ cwd, env });
  const embeddedHome = env["DATABASE_URL"] === undefined ? { embeddedHome: home } : {};
  const server = await attempt(checks, "database.server", "See the message.", () =>
    reachDatabase({ home: openHome(home), env, log: silentLog }),
  );
  if (server === undefined) {
    checks.push(...(await databaseChecks({ ...embeddedHome, clock: systemClock })));
    return false;
  }
  try {
    const app = { url: server.appUrl, applicationName: "probity doctor", maxConnections: 2 };
    const found = await databaseChecks({ ...embeddedHome, app, clock: systemClock });
    checks.push(...found);
    return found.every(
      (check) => check.ok || check.id === "database.schema" || check.id === "database.clock",
    );
  } finally {
    await server.release();
  }
}

function nodeCheck(): DoctorCheck {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > 22 || (major === 22 && minor >= 18);
  return {
    id: "node",
    ok,
    message: `Node.js ${process.versions.node}`,
    fix: "Use `npx probity`, which brings Node.js 24.",
  };
}

/** Runs one part; its failure becomes a check, its value goes on. */
async function attempt<T>(
  checks: DoctorCheck[],
  id: string,
  fix: string,
  work: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    const value = await work();
    checks.push({ id, ok: true, message: "ok" });
    return value;
  } catch (error) {
    const issues: readonly Issue[] = error instanceof ProbityError ? error.issues : [];
    const places = issues.map((issue) => `\n  ${issue.where}: ${issue.message}`).join("");
    const message = messageOf(error);
    checks.push({
      id,
      ok: false,
      message: message.includes(issues[0]?.message ?? "\0") ? message : message + places,
      fix,
    });
    return undefined;
  }
}

function secretChecks(config: Config): DoctorCheck[] {
  return config.secretNames.map((name) => {
    try {
      config.secret(name);
      return { id: `secret:${name}`, ok: true, message: "set" };
    } catch (error) {
      return {
        id: `secret:${name}`,
        ok: false,
        message: messageOf(error),
        fix: "Set it, or remove it from the configuration.",
      };
    }
  });
}

async function contentChecks(probity: Installation): Promise<DoctorCheck[]> {
  const lists = await probity.listStatus();
  const audit = await probity.verifyAudit();
  const stale = lists.filter((list) => list.stale);
  const refused = lists.filter((list) => list.quarantine !== undefined);
  const workers = (await probity.engine.workers()).filter((worker) => worker.alive).length;
  const dangling = (await probity.engine.listWorkflows()).flatMap(({ id, definition }) =>
    unknownReferences(definition, probity.config).map((problem) => `${id}: ${problem}`),
  );
  return [
    {
      id: "references",
      ok: dangling.length === 0,
      message:
        dangling.length === 0 ? "deployed workflows name nothing that is missing" : dangling.join("; "),
      fix: "Add it to the configuration, or correct the workflow and deploy it again.",
    },
    {
      id: "lists",
      ok: lists.length > 0 && stale.length === 0 && refused.length === 0,
      message:
        lists.length === 0
          ? "No sanctions list is loaded: screening fails closed."
          : stale.length > 0
            ? `Nobody could confirm lately: ${stale.map((list) => list.list).join(", ")}`
            : refused.length > 0
              ? `A publication was refused: ${refused.map((list) => list.list).join(", ")}`
              : lists.map((list) => `${list.list} (${list.entities} parties)`).join(", "),
      fix:
        stale.length === 0 && refused.length > 0
          ? "probity lists status says why, and how to release it"
          : "probity lists sync, or probity lists import <files> --list <id>",
    },
    {
      id: "audit",
      ok: audit.ok,
      message: audit.ok ? `${audit.entries} entries, all unchanged` : audit.findings.join("; "),
      fix: "Entries were changed outside Probity. Keep the database as it is and investigate.",
    },
    {
      id: "workers",
      ok: true,
      message: workers > 0 ? `${workers} running` : "none running; `probity up` starts one",
    },
  ];
}

function webCheck(cwd: string): DoctorCheck {
  const built = join(import.meta.dirname, "../../web/dist/index.html");
  try {
    accessSync(cwd, constants.W_OK);
  } catch {
    return {
      id: "folder",
      ok: false,
      message: `${cwd} is not writable`,
      fix: "Set PROBITY_HOME to a writable folder.",
    };
  }
  return existsSync(built)
    ? { id: "web", ok: true, message: "built" }
    : { id: "web", ok: true, message: "not built yet; `probity up` builds it" };
}
