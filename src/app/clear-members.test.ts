import { expect, test } from "vitest";
import { parseDefinition } from "../definitions/index.ts";
import { loadCatalogue } from "./catalogue.ts";

const actions = await loadCatalogue({ cwd: import.meta.dirname, env: {} });

test.each([
  ["log_audit_trail", 'message: "for ${{ input.name }}"'],
  ["log_audit_trail", 'details: { who: "${{ input.name }}" }'],
  ["log_audit_trail", 'details: { score: "${{ steps.screen.output.decision }}" }'],
  ["human_review", 'queue: "${{ input.name }}"'],
  ["human_review", 'escalate_to: "${{ input.name }}"'],
  ["notify", 'channels: ["${{ input.name }}"], template: step-failed'],
  ["notify", 'channels: [a], template: "${{ input.name }}"'],
])("what %s keeps in clear takes no personal data: %s", (action, members) => {
  const yaml = `workflow:
  name: W
  steps:
    - { id: screen, action: screen_against_lists, with: { name: Ana } }
    - { id: last, action: ${action}, with: { ${members} } }
`;
  const parsed = parseDefinition(yaml, { file: "w.yaml", actions });
  expect(parsed.ok ? [] : parsed.issues).toMatchObject([{ code: "personal-data", line: 5 }]);
});
