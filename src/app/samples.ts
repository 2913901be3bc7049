import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Sample inputs that ship, one folder per kind of input. */
const folders: Readonly<Record<string, string>> = {
  "kyc-onboarding": "customers",
  "playbook-kyc": "customers",
};

export const examplesRoot = fileURLToPath(new URL("../../examples/", import.meta.url));

/**
 * The shipped sample inputs of a workflow, by name; none for a workflow of your own. Document
 * images travel inside the input, so a sample works whatever the files folder is.
 */
export async function samplesOf(workflowId: string): Promise<{ name: string; input: unknown }[]> {
  const folder = folders[workflowId];
  const path = folder === undefined ? undefined : join(examplesRoot, folder);
  if (path === undefined || !existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({
      name: name.replace(/\.json$/, ""),
      input: withInlineImage(JSON.parse(readFileSync(join(path, name), "utf8"))),
    }));
}

function withInlineImage(input: { customer?: { document?: { image?: string } } }): unknown {
  const image = input.customer?.document?.image;
  if (image === undefined || image.startsWith("data:")) return input;
  const bytes = readFileSync(join(examplesRoot, "..", image));
  const document = {
    ...input.customer?.document,
    image: `data:image/png;base64,${bytes.toString("base64")}`,
  };
  return { ...input, customer: { ...input.customer, document } };
}
