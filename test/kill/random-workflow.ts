import fc from "fast-check";

/** A workflow made at random, and what every run of it must have left behind at its end. */
export interface RandomWorkflow {
  readonly yaml: string;
  /** Unit ids that leave exactly one row each. */
  readonly effects: readonly string[];
  /** Failed attempts by unit id; each is an audit entry of its own. */
  readonly failures: Readonly<Record<string, number>>;
  /** Step ids whose condition is false. */
  readonly skipped: readonly string[];
}

type Kind = "effect" | "flaky" | "skipped" | "each" | "wait";

const step = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Kind>("effect") },
    { weight: 2, arbitrary: fc.constant<Kind>("flaky") },
    { weight: 1, arbitrary: fc.constant<Kind>("skipped") },
    { weight: 1, arbitrary: fc.constant<Kind>("each") },
    { weight: 1, arbitrary: fc.constant<Kind>("wait") },
  ),
  ms: fc.integer({ min: 0, max: 60 }),
  needs: fc.array(fc.nat(), { maxLength: 3 }),
});

/** Directed acyclic graphs of 3 to 9 steps; the same seed gives the same workflows. */
export function randomWorkflows(count: number, seed: number): RandomWorkflow[] {
  const graphs = fc.sample(fc.array(step, { minLength: 3, maxLength: 9 }), { numRuns: count, seed });
  return graphs.map((steps, number) => {
    const effects: string[] = [];
    const failures: Record<string, number> = {};
    const skipped: string[] = [];
    const lineOf = ({ kind, ms, needs }: (typeof steps)[number], index: number): string => {
      const id = `s${index}`;
      const before = index === 0 ? [] : [...new Set(needs.map((need) => `s${need % index}`))];
      const head = `    - { id: ${id}, name: ${id}, needs: [${before.join(", ")}], `;
      switch (kind) {
        case "effect":
          effects.push(id);
          return `${head}action: effect, with: { ms: ${ms} } }`;
        case "flaky":
          failures[id] = 1 + (ms % 2);
          return `${head}action: flaky, with: { failures: ${failures[id]} }, retry: { attempts: 3, initial: ${ms + 1}ms } }`;
        case "skipped":
          skipped.push(id);
          return `${head}action: effect, if: "has(input.never)" }`;
        case "wait":
          return `${head}action: wait, with: { for: ${ms + 1}ms } }`;
        case "each":
          effects.push(`${id}[0]`, `${id}[1]`, `${id}[2]`);
          return `${head}action: effect, with: { ms: ${ms} }, for_each: "[1, 2, 3]", max_parallel: 2 }`;
      }
    };
    const lines = steps.map(lineOf);
    const yaml = `workflow:\n  id: random-${number}\n  name: Random ${number}\n  steps:\n${lines.join("\n")}\n`;
    return { yaml, effects, failures, skipped };
  });
}
