/**
 * How a name was matched, as columns to read: each holds a part of the name asked for and its
 * counterpart on the list. Hits are loose objects in the contract, so everything is checked.
 */
export interface NameColumn {
  readonly query: string | undefined;
  readonly listed: string | undefined;
  /** In words: `same`, `other spelling`, `missing`. */
  readonly operation: string;
  readonly agreement: "full" | "part" | "none";
  readonly similarity: number | undefined;
  /** How telling the part is; larger is rarer. */
  readonly weight: number | undefined;
}

const words: Readonly<Record<string, string>> = {
  same: "same",
  spelling: "other spelling",
  typo: "typing error",
  initial: "initial",
  joined: "written together",
  legal_form: "legal form",
  nickname: "pet name or short form",
  cut: "cut off",
  transliteration: "transliteration",
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** @param explanation the hit's `alignment`; anything else gives no columns. */
export function nameColumns(explanation: unknown): NameColumn[] {
  if (!isRecord(explanation)) return [];
  const aligned = explanation["aligned"] ?? explanation["tokens"] ?? explanation["alignment"];
  const columns: NameColumn[] = [];
  for (const pair of Array.isArray(aligned) ? aligned : []) {
    if (isRecord(pair)) columns.push(columnOf(pair));
  }
  for (const text of texts(explanation["missingInList"])) columns.push(missing(text, undefined));
  for (const text of texts(explanation["missingInQuery"])) columns.push(missing(undefined, text));
  return columns;
}

function columnOf(pair: Readonly<Record<string, unknown>>): NameColumn {
  const operation = String(pair["operation"] ?? "");
  const similarity = numberOf(pair["similarity"]);
  const moved = pair["moved"] === true ? ", moved" : "";
  return {
    query: texts(pair["query"]).join(" ") || undefined,
    listed: texts(pair["listed"] ?? pair["list"]).join(" ") || undefined,
    operation: `${words[operation] ?? operation.replaceAll("_", " ")}${moved}`,
    agreement: operation === "same" || similarity === 1 ? "full" : "part",
    similarity,
    weight: numberOf(pair["weight"]),
  };
}

function missing(query: string | undefined, listed: string | undefined): NameColumn {
  return {
    query,
    listed,
    operation: query === undefined ? "not in the query" : "not on the list",
    agreement: "none",
    similarity: undefined,
    weight: undefined,
  };
}

/** The hit of a screening step's output that a piece of its evidence speaks of. */
export function hitOf(output: unknown, data: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(output) || !isRecord(data) || !Array.isArray(output["hits"])) return undefined;
  const found: unknown = output["hits"].find(
    (hit) => isRecord(hit) && hit["list"] === data["list"] && hit["entityId"] === data["entityId"],
  );
  return isRecord(found) ? found : undefined;
}

export interface HitFact {
  readonly fact: string;
  readonly result: "agree" | "near" | "conflict" | "unknown";
  readonly detail: string;
  /** What it adds to the log-odds of the hit, in nats. */
  readonly logOdds: number | undefined;
}

/** What beside the name speaks for or against a hit. */
export function hitFacts(evidence: readonly unknown[]): HitFact[] {
  const facts: HitFact[] = [];
  for (const item of evidence) {
    if (!isRecord(item)) continue;
    const { fact, result, detail } = item;
    if (typeof fact !== "string" || typeof detail !== "string") continue;
    const known = result === "agree" || result === "near" || result === "conflict" ? result : "unknown";
    facts.push({ fact, result: known, detail, logOdds: numberOf(item["logOdds"]) });
  }
  return facts;
}

/** Sentences of evidence that is plain text or carries a summary. */
export function evidenceSentences(evidence: readonly unknown[]): string[] {
  return evidence.flatMap((item) => {
    if (typeof item === "string") return [item];
    return isRecord(item) && typeof item["summary"] === "string" ? [item["summary"]] : [];
  });
}
