import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import {
  auditEntry,
  type ListInfo,
  listInfo,
  screeningResult,
  validationResult,
} from "../../src/contract/index.ts";
import { openProduct, type Product } from "../support/product.ts";

/** Every command as a user types it, on one installation without a running server. */
let product: Product;
let folder: string;

beforeAll(async () => {
  product = await openProduct();
  folder = mkdtempSync(join(tmpdir(), "probity-commands-"));
  await product.json(["lists", "import", "examples/lists/sample-sdn", "--list", "sample-sdn"]);
}, 60_000);
afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe("help", () => {
  test("every command describes itself", () => {
    const missing = createProgram().commands.flatMap((command) =>
      [command, ...command.commands]
        .filter((each) => each.commands.length === 0 && !each.description())
        .map((each) => each.name()),
    );
    expect(missing).toEqual([]);
  });

  test("wrong usage is exit code 2 and names the mistake", async () => {
    const { code, stderr } = await product.run(["trigger"]);
    expect(code).toBe(2);
    expect(stderr).toContain("missing required argument");
  });
});

describe("validate", () => {
  test("finds every mistake at once, with line and column, and exits 1", async () => {
    const path = file(
      "broken.yaml",
      "workflow:\n  name: X\n  trigger: t\n  steps:\n    - action: verify_documnt\n    - action: wait\n      with: { for: soon }\n",
    );
    const { code, stdout } = await product.run(["validate", path]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/broken\.yaml:5:15: error: .*verify_documnt/);
    expect(stdout).toContain("verify_document");
    expect(stdout).toMatch(/broken\.yaml:7:/);
  });

  test("answers in the machine-readable shape", async () => {
    const answer = await product.json<{ ok: boolean; files: unknown[] }>([
      "validate",
      "workflows/playbook-kyc.yaml",
    ]);
    expect(answer.ok).toBe(true);
    expect(validationResult.safeParse(answer.files[0]).error).toBeUndefined();
  });
});

describe("the playbook's own file", () => {
  test("runs as it stands on a sample customer", { timeout: 60_000 }, async () => {
    await product.json(["deploy", "workflows/playbook-kyc.yaml", "--as", "playbook-kyc"]);
    const run = await product.json<{ state: string; steps: { action: string; outcome: string }[] }>([
      "trigger",
      "playbook-kyc",
      "--input",
      "examples/customers/clear.json",
      "--wait",
    ]);
    expect(run.state).toBe("succeeded");
    expect(run.steps.map(({ action, outcome }) => [action, outcome])).toEqual([
      ["verify_document", "pass"],
      ["screen_against_lists", "pass"],
      ["log_audit_trail", "pass"],
    ]);
  });

  test("a customer without a name fails the run with a clear error, and the audit log says so", {
    timeout: 60_000,
  }, async () => {
    const input = file(
      "nameless.json",
      JSON.stringify({ customer: { id: "1", document: { image: "examples/documents/clear.png" } } }),
    );
    const { code, stdout } = await product.run(["trigger", "playbook-kyc", "--input", input, "--wait"]);
    expect(code).toBe(1);
    expect(stdout).toContain("the customer has no name");
  });
});

describe("screen", () => {
  test("--batch answers one line per row, in order, in the stable shape, and audits each", async () => {
    const csv = file(
      "names.csv",
      "ref,name,type,birth_date,country\na,Marta Elena Lindqvist,person,1988-04-17,SWE\nb,Viktor Anatolievich Drozdov-Petrenko,person,1971-03-09,RUS\nc,,person,,\n",
    );
    const before = await auditCount("screening");
    const lines = await product.json<{ ref: string; decision: string; hits: unknown[] }[]>([
      "screen",
      "--batch",
      csv,
    ]);
    expect(lines.map(({ ref, decision }) => [ref, decision])).toEqual([
      ["a", "clear"],
      ["b", "match"],
      ["c", "review"],
    ]);
    for (const line of lines) expect(screeningResult.safeParse(line).error).toBeUndefined();
    expect((await auditCount("screening")) - before).toBe(3);
  });

  test("a name that cannot be screened is a clear error, never clear", async () => {
    const { code, stderr } = await product.run(["screen", "🙂🙂"]);
    expect(code).toBe(1);
    expect(stderr).toContain("NAME_INVALID");
  });

  test("compare --batch answers ref, score and decision", async () => {
    const csv = file(
      "pairs.csv",
      "ref,name1,name2,type\n1,Sergey Ivanov,Sergei Iwanow,person\n2,Sergey Ivanov,Maria Lopez,person\n",
    );
    const [same, different] = await product.json<{ ref: string; score: number; decision: string }[]>([
      "compare",
      "--batch",
      csv,
    ]);
    expect(same?.score).toBeGreaterThan(0.8);
    expect(different).toMatchObject({ ref: "2", decision: "clear" });
  });

  async function auditCount(action: string): Promise<number> {
    const page = await product.json<{ items: unknown[] }>([
      "audit",
      "list",
      "--action",
      action,
      "--limit",
      "200",
    ]);
    for (const item of page.items) expect(auditEntry.safeParse(item).error).toBeUndefined();
    return page.items.length;
  }
});

describe("lists", () => {
  test("importing the same files again changes nothing", async () => {
    expect(
      await product.json(["lists", "import", "examples/lists/sample-sdn", "--list", "sample-sdn"]),
    ).toMatchObject({ changed: false });
    const [status] = await product.json<unknown[]>(["lists", "status"]);
    expect(listInfo.safeParse(status).error).toBeUndefined();
  });

  test("a broken row refuses the whole file, names row and column, and the old snapshot stays", async () => {
    const copy = join(folder, "broken-list");
    mkdirSync(copy);
    for (const name of ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]) {
      writeFileSync(join(copy, name), readFileSync(`examples/lists/sample-sdn/${name}`));
    }
    writeFileSync(join(copy, "alt.csv"), "not-a-number,1,aka,NAME,-0- \r\n");
    const { code, stderr } = await product.run(["lists", "import", copy, "--list", "sample-sdn"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/LIST_INVALID/);
    expect(stderr).toMatch(/alt\.csv.*1/);
    const status = async () => (await product.json<ListInfo[]>(["lists", "status"]))[0];
    expect(await status()).toMatchObject({ entities: 56, quarantine: { kind: "unreadable" } });
    await product.json(["lists", "import", "examples/lists/sample-sdn", "--list", "sample-sdn"]);
    expect((await status())?.quarantine).toBeUndefined();
  });
});

describe("document verify", () => {
  test("answers one line per file, in order, in the stable shape", async () => {
    const bomb = file("not-an-image.jpg", "<svg onload=alert(1)>");
    const [good, bad] = await product.json<Record<string, unknown>[]>([
      "document",
      "verify",
      "examples/documents/clear.png",
      bomb,
    ]);
    expect(good).toMatchObject({
      file: "examples/documents/clear.png",
      documentType: "passport",
      mrz: { format: "TD3", valid: true },
    });
    expect(bad).toMatchObject({ decision: "fail", documentType: null, mrz: null });
    for (const report of [good, bad]) expect(report?.["tookMs"]).toEqual(expect.any(Number));
  });
});

describe("drill", () => {
  test("shows that the alert arrived and that the audit log holds the failure", {
    timeout: 60_000,
  }, async () => {
    await product.json(["deploy", "workflows/kyc-onboarding.yaml"]);
    const report = await product.json(["drill", "kyc-onboarding", "--break", "document"]);
    expect(report).toMatchObject({
      controlWorks: true,
      runFailed: true,
      alerts: [{ channel: "compliance-email", state: "sent" }],
    });
    const [mail] = await product
      .json<{ subject: string; file: string }[]>(["mailbox"])
      .then((answer) => [answer].flat());
    expect(mail?.subject).toContain("[DRILL]");
    expect(readFileSync(mail?.file ?? "", "utf8")).toContain("STEP_BROKEN_ON_PURPOSE");
  });

  test("exits 1 and says why where nobody would be told", { timeout: 60_000 }, async () => {
    const path = file(
      "silent.yaml",
      "workflow:\n  name: Silent\n  trigger: { manual: true }\n  steps:\n    - { id: only, action: log_audit_trail }\n",
    );
    await product.json(["deploy", path]);
    const { code, stdout } = await product.run(["drill", "silent", "--break", "only"]);
    expect(code).toBe(1);
    expect(stdout).toContain("No alert was sent");
    expect(stdout).toContain("does NOT work");
  });
});

describe("keys and audit", () => {
  test("a key is shown once, listed without its secret, and revoked", async () => {
    const { id, key } = await product.json<{ id: string; key: string }>([
      "keys",
      "create",
      "service",
      "--roles",
      "engineer",
    ]);
    const list = await product.run(["keys", "list", "--json"]);
    expect(list.stdout).toContain(id);
    expect(list.stdout).not.toContain(key);
    expect(await product.json(["keys", "revoke", id])).toMatchObject({ revoked: true });
  });

  test("audit verify answers in the stable shape and exits 0", async () => {
    expect(await product.json(["audit", "verify"])).toMatchObject({
      ok: true,
      checkpoint: null,
      firstBad: null,
      findings: [],
    });
  });
});

describe("doctor", () => {
  test("finds nothing wrong with a fresh installation that has a list", async () => {
    const { ok, checks } = await product.json<{
      ok: boolean;
      checks: { id: string; ok: boolean; message: string }[];
    }>(["doctor"]);
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(ok).toBe(true);
  });

  test("says what is wrong with a configuration, where, and exits 1", async () => {
    const path = file(
      "probity.yaml",
      "server:\n  port: many\nchannels: {}\nsecrets: { KEY: { env: NOT_SET_ANYWHERE } }\n",
    );
    const { code, stdout } = await product.run(["doctor"], { env: { PROBITY_CONFIG: path } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/probity\.yaml:2:/);
    expect(stdout).toMatch(/probity\.yaml:3:/);
  });
});
