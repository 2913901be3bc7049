/** Parses lines of `letter reading` pairs separated by spaces: `а:a б:b`. */
export function letterTable(text: string): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const pair of text.trim().split(/\s+/)) {
    const [letter = "", reading = ""] = pair.split(":");
    table.set(letter, reading);
  }
  return table;
}
