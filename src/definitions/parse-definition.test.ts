import { describe, expect, it } from "vitest";
import {
  exampleActions,
  fullYaml,
  issuesOf,
  parse,
  parseValid,
  places,
  playbookYaml,
} from "../../test/support/definitions.ts";
import { definitionHash } from "./definition.ts";
import { parseDefinition } from "./parse-definition.ts";

/** A workflow with the given steps, written from line 4 on. */
function withSteps(steps: string, before = ""): string {
  return `workflow:\n  name: W\n${before}  steps:\n${steps}`;
}

describe("the playbook's own file", () => {
  it("is valid as it stands and gives three steps in sequence", () => {
    const parsed = parse(playbookYaml);
    expect(parsed.ok && parsed.warnings).toEqual([]);
    const { id, triggers, steps } = parseValid(playbookYaml);
    expect(id).toBe("kyc-onboarding");
    expect(triggers).toEqual([{ kind: "event", event: "new_customer" }]);
    expect(steps.map(({ id, action, needs }) => [id, action, needs])).toEqual([
      ["document_verification", "verify_document", []],
      ["sanctions_screening", "screen_against_lists", ["document_verification"]],
      ["audit_logging", "log_audit_trail", ["sanctions_screening"]],
    ]);
    expect(steps[0]?.defaults).toEqual({ image: "input.customer.document" });
  });
});

describe("the full dialect", () => {
  it("is valid and survives storage as JSON", () => {
    const definition = parseValid(fullYaml);
    const stored = JSON.parse(JSON.stringify(definition));
    expect(stored).toEqual(definition);
    expect(definitionHash(stored)).toBe(definitionHash(definition));
  });

  it("resolves needs, durations and defaults", () => {
    const { steps, onFailure, concurrency } = parseValid(fullYaml);
    expect(steps.map((step) => step.needs)).toEqual([[], [], ["document", "screening"], ["review"]]);
    expect(steps[0]).toMatchObject({
      timeoutMs: 30_000,
      retry: { attempts: 3, backoff: "exponential", initialMs: 2_000, maxMs: 60_000 },
      defaults: {},
      onTimeout: "fail",
    });
    expect(steps[2]).toMatchObject({ onTimeout: "escalate", name: "review" });
    expect(onFailure.map((step) => step.id)).toEqual(["notify"]);
    expect(concurrency).toEqual({ key: "${{ input.customer.id }}", limit: 1, onLimit: "queue" });
  });

  it("warns of a value that the input need not have, and of nothing else", () => {
    const parsed = parse(fullYaml);
    expect(parsed.ok && places(parsed.warnings)).toEqual(["maybe-missing 30:83"]);
  });

  it("keeps texts that YAML 1.1 would have turned into something else", () => {
    const definition = parseValid(
      withSteps("    - action: notify\n      with: { channels: [no, on], template: 'yes' }\n"),
    );
    expect(definition.steps[0]?.with).toEqual({ channels: ["no", "on"], template: "yes" });
  });
});

describe("every trigger", () => {
  const valid: [string, unknown][] = [
    ["new_customer", [{ kind: "event", event: "new_customer" }]],
    ["{ event: a.b-c }", [{ kind: "event", event: "a.b-c" }]],
    [
      '{ schedule: "0 6 * * 1-5", timezone: Europe/Berlin }',
      [{ kind: "schedule", cron: "0 6 * * 1-5", timezone: "Europe/Berlin", input: {} }],
    ],
    [
      '{ schedule: "0 6 * * *", input: { a: 1 } }',
      [{ kind: "schedule", cron: "0 6 * * *", timezone: "UTC", input: { a: 1 } }],
    ],
    ["{ list_update: [ofac-sdn] }", [{ kind: "list_update", lists: ["ofac-sdn"], input: {} }]],
    ["{ manual: true }", [{ kind: "manual" }]],
    ["[a, { manual: true }]", [{ kind: "event", event: "a" }, { kind: "manual" }]],
    [
      "{ webhook: { secret: HOOK_KEY, prefix: sha256=, header: X-Hub-Signature-256 } }",
      [
        {
          kind: "webhook",
          path: "w",
          secret: "HOOK_KEY",
          signature: {
            header: "x-hub-signature-256",
            algorithm: "sha256",
            encoding: "hex",
            prefix: "sha256=",
            toleranceMs: 300_000,
          },
          idempotencyHeader: "idempotency-key",
        },
      ],
    ],
  ];
  it.each(valid)("%s", (trigger, expected) => {
    expect(
      parseValid(withSteps("    - action: log_audit_trail\n", `  trigger: ${trigger}\n`)).triggers,
    ).toEqual(expected);
  });

  it("without one, people start runs", () => {
    expect(parseValid(withSteps("    - action: log_audit_trail\n")).triggers).toEqual([{ kind: "manual" }]);
  });

  const invalid: [string, string][] = [
    ["a b", "invalid-value 3:12"],
    ["3", "wrong-type 3:12"],
    ["[]", "invalid-value 3:12"],
    ["{ evnt: a }", "unknown-key 3:14"],
    ["{ event: a, schedule: b }", "invalid-value 3:12"],
    ["{ event: a, timezone: UTC }", "unknown-key 3:24"],
    ['{ schedule: "0 6 * *" }', "invalid-schedule 3:24"],
    ['{ schedule: "61 6 * * *" }', "invalid-schedule 3:24"],
    ['{ schedule: "0 0 30 2 *" }', "invalid-schedule 3:24"],
    ['{ schedule: "0 0 * * *", timezone: Europe/Atlantis }', "invalid-schedule 3:47"],
    ["{ manual: false }", "wrong-type 3:22"],
    ["{ list_update: [] }", "invalid-value 3:27"],
    ["{ webhook: { path: x } }", "missing-key 3:25"],
    ["{ webhook: { secret: my-secret-value } }", "invalid-value 3:33"],
    ["{ webhook: { secret: KEY, algorithm: md5 } }", "invalid-value 3:49"],
  ];
  it.each(invalid)("refuses %s", (trigger, place) => {
    const issues = issuesOf(withSteps("    - action: log_audit_trail\n", `  trigger: ${trigger}\n`));
    expect(places(issues)).toContain(place);
  });

  it("never repeats what stands where the name of a secret should", () => {
    const text = withSteps(
      "    - action: log_audit_trail\n",
      "  trigger: { webhook: { secret: hunter2-value } }\n",
    );
    expect(JSON.stringify(issuesOf(text))).not.toContain("hunter2");
  });

  it("refuses a schedule whose input does not fit the input schema", () => {
    const before =
      '  input: { type: object, required: [day], properties: { day: { type: string } } }\n  trigger: { schedule: "0 6 * * *" }\n';
    const [issue] = issuesOf(withSteps("    - action: log_audit_trail\n", before));
    expect(issue).toMatchObject({
      line: 4,
      column: 12,
      message: "the input of this trigger does not fit: input.day is missing",
    });
  });
});

describe("mistakes are found with their place", () => {
  const cases: [string, string, string][] = [
    ["an empty file", "", "yaml-syntax 1:1"],
    ["only a comment", "# nothing\n", "yaml-syntax 1:1"],
    ["a list", "- a\n", "wrong-type 1:1"],
    ["another root", "workflows:\n  name: W\n", "unknown-key 1:1"],
    ["no steps", "workflow:\n  name: W\n", "missing-key 2:3"],
    ["empty steps", "workflow:\n  name: W\n  steps: []\n", "invalid-value 3:10"],
    ["steps that are a mapping", "workflow:\n  name: W\n  steps: { a: 1 }\n", "wrong-type 3:10"],
    ["no name", "workflow:\n  steps:\n    - action: log_audit_trail\n", "missing-key 2:3"],
    [
      "a name without letters",
      "workflow:\n  name: '!!!'\n  steps:\n    - action: log_audit_trail\n",
      "missing-key 2:9",
    ],
    [
      "an id in capitals",
      "workflow:\n  id: KYC\n  name: W\n  steps:\n    - action: log_audit_trail\n",
      "invalid-value 2:7",
    ],
    ["an unclosed quote", 'workflow:\n  name: "W\n', "yaml-syntax 3:1"],
    ["a tab as indentation", "workflow:\n\tname: W\n", "yaml-syntax 2:1"],
    ["a key twice", withSteps("    - action: log_audit_trail\n", "  name: V\n"), "duplicate-key 3:3"],
    ["two documents", `${playbookYaml}---\n${playbookYaml}`, "yaml-syntax 11:1"],
    ["an unknown tag", "workflow: !!js/function 'x'\n", "yaml-syntax 1:11"],
    [
      "a number JSON has not",
      withSteps("    - action: log_audit_trail\n", "  outputs: { a: .nan }\n"),
      "invalid-value 3:17",
    ],
    [
      "a number too large",
      withSteps("    - action: log_audit_trail\n", "  outputs: { a: 12345678901234567890 }\n"),
      "invalid-value 3:17",
    ],
    ["an unknown key", withSteps("    - action: log_audit_trail\n      whith: {}\n"), "unknown-key 5:7"],
    ["no action", withSteps("    - name: A\n"), "missing-key 4:7"],
    ["an unknown action", withSteps("    - action: verify_documents\n"), "unknown-action 4:15"],
    ["a step that is text", withSteps("    - verify_document\n"), "wrong-type 4:7"],
    [
      "a duplicate id",
      withSteps("    - { id: a, action: log_audit_trail }\n    - { id: a, action: log_audit_trail }\n"),
      "duplicate-id 5:13",
    ],
    [
      "the same name twice",
      withSteps("    - { name: A, action: log_audit_trail }\n    - { name: A, action: log_audit_trail }\n"),
      "duplicate-id 5:15",
    ],
    ["an id with a hyphen", withSteps("    - { id: a-b, action: log_audit_trail }\n"), "invalid-value 4:13"],
    ["an id that CEL keeps", withSteps("    - { id: in, action: log_audit_trail }\n"), "invalid-value 4:13"],
    [
      "a step that needs itself",
      withSteps("    - { id: a, action: log_audit_trail, needs: a }\n"),
      "cycle 4:48",
    ],
    [
      "a cycle",
      withSteps(
        "    - { id: a, action: log_audit_trail, needs: [b] }\n    - { id: b, action: log_audit_trail, needs: [a] }\n",
      ),
      "cycle 5:48",
    ],
    [
      "an unknown need",
      withSteps("    - { id: a, action: log_audit_trail, needs: [c] }\n"),
      "unknown-step 4:49",
    ],
    [
      "a bad duration",
      withSteps("    - { action: log_audit_trail, timeout: 5 minutes }\n"),
      "invalid-value 4:43",
    ],
    [
      "a duration of nothing",
      withSteps("    - { action: log_audit_trail, timeout: 0s }\n"),
      "invalid-value 4:43",
    ],
    [
      "too many attempts",
      withSteps("    - { action: log_audit_trail, retry: { attempts: 1000 } }\n"),
      "invalid-value 4:53",
    ],
    [
      "a retry that shrinks",
      withSteps("    - { action: log_audit_trail, retry: { initial: 1m, max: 1s } }\n"),
      "invalid-value 4:61",
    ],
    [
      "on_timeout without timeout",
      withSteps("    - { action: log_audit_trail, on_timeout: fail }\n"),
      "invalid-value 4:34",
    ],
    [
      "an action that escalates",
      withSteps("    - { action: log_audit_trail, timeout: 1s, on_timeout: escalate }\n"),
      "invalid-value 4:59",
    ],
    [
      "a retried wait",
      withSteps("    - { action: wait, with: { for: 1h }, retry: { attempts: 2 } }\n"),
      "invalid-value 4:42",
    ],
    [
      "max_parallel alone",
      withSteps("    - { action: log_audit_trail, max_parallel: 2 }\n"),
      "invalid-value 4:48",
    ],
    [
      "continue_on of something else",
      withSteps("    - { action: log_audit_trail, continue_on: [timeout] }\n"),
      "invalid-value 4:48",
    ],
    [
      "an unknown member of with",
      withSteps("    - { action: log_audit_trail, with: { notes: x } }\n"),
      "unknown-key 4:42",
    ],
    [
      "a wrong literal",
      withSteps("    - { action: screen_against_lists, with: { name: x, threshold: 2 } }\n"),
      "invalid-value 4:67",
    ],
    [
      "a literal of the wrong type",
      withSteps("    - { action: screen_against_lists, with: { name: 3 } }\n"),
      "invalid-value 4:53",
    ],
    ["a missing member", withSteps("    - { action: notify, with: { template: t } }\n"), "missing-key 4:31"],
    [
      "wait for and until",
      withSteps("    - { action: wait, with: { for: 1h, until: 2030-01-01T00:00:00Z } }\n"),
      "invalid-value 4:29",
    ],
    ["wait for nothing", withSteps("    - { action: wait }\n"), "invalid-value 4:9"],
    [
      "an approval of nobody",
      withSteps("    - { action: human_review, with: { approvals: 0 } }\n"),
      "invalid-value 4:50",
    ],
    [
      "a choice among nothing",
      withSteps("    - { action: human_review, with: { form: { level: { label: L, type: choice } } } }\n"),
      "invalid-value 4:54",
    ],
    [
      "choices of a field that is no choice",
      withSteps(
        "    - { action: human_review, with: { form: { level: { label: L, type: text, choices: [a] } } } }\n",
      ),
      "invalid-value 4:54",
    ],
    [
      "a review in on_failure",
      `${withSteps("    - action: log_audit_trail\n")}  on_failure:\n    - action: human_review\n`,
      "invalid-value 6:7",
    ],
    [
      "needs in on_failure",
      `${withSteps("    - action: log_audit_trail\n")}  on_failure:\n    - { action: log_audit_trail, needs: [], id: b }\n`,
      "unknown-key 6:34",
    ],
    [
      "an id shared with on_failure",
      `${withSteps("    - action: log_audit_trail\n")}  on_failure:\n    - action: log_audit_trail\n`,
      "duplicate-id 6:7",
    ],
    [
      "a broken input schema",
      withSteps(
        "    - action: log_audit_trail\n",
        "  input: { type: object, properties: { a: { type: strin } } }\n",
      ),
      "invalid-schema 3:51",
    ],
    [
      "an input schema for a list",
      withSteps("    - action: log_audit_trail\n", "  input: { type: array }\n"),
      "invalid-schema 3:18",
    ],
    [
      "a concurrency without key",
      withSteps("    - action: log_audit_trail\n", "  concurrency: { limit: 1 }\n"),
      "missing-key 3:18",
    ],
  ];
  it.each(cases)("%s", (_name, text, place) => {
    expect(places(issuesOf(text))).toContain(place);
  });

  it("reports all of them at once, in the order of the file", () => {
    const text = fullYaml
      .replace("verify_document", "verify_dokument")
      .replace("timeout: 30s", "timeout: 30x")
      .replace('!= "clear"', '!= "cleer"')
      .replace("due: 24h", "due: 24");
    expect(places(issuesOf(text)).filter((place) => !place.startsWith("maybe"))).toEqual([
      "unknown-action 23:15",
      "invalid-value 26:16",
      "impossible-value 33:92",
      "invalid-value 35:53",
    ]);
  });

  it("suggests the word that was meant", () => {
    const [issue] = issuesOf(withSteps("    - action: verify_documents\n"));
    expect(issue).toMatchObject({
      suggestion: 'did you mean "verify_document"?',
      length: 16,
      file: "w.yaml",
    });
  });

  it("knows which workflows there are when it is told", () => {
    const text = withSteps("    - { action: run_workflow, with: { workflow: enhanced-dilligence } }\n");
    const parsed = parseDefinition(text, {
      file: "w.yaml",
      actions: exampleActions,
      workflows: new Set(["enhanced-diligence"]),
    });
    expect(parsed.ok ? [] : parsed.issues).toMatchObject([
      { code: "unknown-workflow", line: 4, column: 49, suggestion: 'did you mean "enhanced-diligence"?' },
    ]);
    expect(parse(text).ok).toBe(true);
  });
});

describe("required members and the action's defaults", () => {
  it("asks for a member whose default the input schema cannot give", () => {
    const input =
      "  input: { type: object, properties: { client: { type: object, properties: { document: { type: string } } } } }\n";
    const issues = issuesOf(withSteps("    - action: verify_document\n", input));
    expect(places(issues)).toEqual(["missing-key 5:7"]);
    expect(issues[0]?.message).toContain("input.customer.document");
  });

  it("asks for it when the default would have another type", () => {
    const input =
      "  input: { type: object, properties: { customer: { type: object, properties: { document: { type: number } } } } }\n";
    expect(places(issuesOf(withSteps("    - action: verify_document\n", input)))).toEqual([
      "missing-key 5:7",
    ]);
  });

  it("is content without an input schema", () => {
    expect(parse(withSteps("    - action: verify_document\n")).ok).toBe(true);
  });
});
