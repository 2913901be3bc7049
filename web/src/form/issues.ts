import type { Issue } from "../api/contract.ts";
import type { Control, Path } from "./model.ts";

export interface SortedIssues {
  /** Messages by the field they belong to, see {@link pathKey}. */
  readonly byField: ReadonlyMap<string, readonly Issue[]>;
  /** What belongs to no field that is shown. */
  readonly rest: readonly Issue[];
}

export function pathKey(path: Path): string {
  return path.join("/");
}

/** `input.customer.documents[0].name` or `/customer/documents/0/name` to its keys. */
export function issuePath(where: string): Path {
  const keys = where.startsWith("/")
    ? where
        .slice(1)
        .split("/")
        .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
    : where
        .replace(/\[(\d+)\]/g, ".$1")
        .replace(/\["([^"]*)"\]/g, ".$1")
        .split(".");
  const [first, ...rest] = keys;
  const relative = first === "input" ? rest : keys;
  return relative.filter((key) => key !== "").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/**
 * Puts each issue at the deepest control it names. A missing member is reported by its own
 * path, or at its parent with the member's name in quotes; both end at the member's field.
 */
export function sortIssues(issues: readonly Issue[], form: Control): SortedIssues {
  const byField = new Map<string, Issue[]>();
  const rest: Issue[] = [];
  for (const issue of issues) {
    const path = [...issuePath(issue.where)];
    const missing = /required property [`'"]([^`'"]+)[`'"]/.exec(issue.message)?.[1];
    if (missing !== undefined && path.at(-1) !== missing) path.push(missing);
    const shown = deepest(path, form);
    if (shown.length === 0) rest.push(issue);
    else byField.set(pathKey(shown), [...(byField.get(pathKey(shown)) ?? []), issue]);
  }
  return { byField, rest };
}

function deepest(path: Path, form: Control): Path {
  let control: Control | undefined = form;
  const shown: (string | number)[] = [];
  for (const key of path) {
    if (control.kind === "group") {
      control = control.fields.find((field) => field.key === key)?.control;
    } else if (control.kind === "list" && typeof key === "number") {
      control = control.item;
    } else {
      break;
    }
    if (control === undefined) break;
    shown.push(key);
  }
  return shown;
}
