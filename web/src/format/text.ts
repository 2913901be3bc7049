/** `1 step`, `3 steps`; the plural is the singular with an s unless given. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? singular : plural}`;
}

/** The first characters of a long id or hash; the whole of a short one. */
export function shorten(text: string, length = 12): string {
  return text.length <= length + 1 ? text : `${text.slice(0, length)}…`;
}

/** Cuts a label to fit a box, on the character. */
export function fit(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1)).trimEnd()}…`;
}

/** Short words that are written in capitals. */
const CAPITALS = new Set(["id", "mrz", "pep", "iban", "bic", "lei", "url", "kyc", "json"]);

/** `birth_date` and `birthDate` to `Birth date`, `customer_id` to `Customer ID`. */
export function humanize(key: string): string {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_.\-\s]+/g, " ")
    .trim()
    .toLowerCase()
    .split(" ")
    .map((word) => (CAPITALS.has(word) ? word.toUpperCase() : word))
    .join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function sentenceList(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** Begins with a capital and ends with one full stop. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
