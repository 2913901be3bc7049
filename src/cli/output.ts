import { stripVTControlCharacters } from "node:util";

/**
 * What a command answers goes to standard output: for people as text, with `--json` as
 * JSON (one document, or one line per item). Everything else goes to standard error.
 */
export interface Output {
  readonly json: boolean;
  line(text?: string): void;
  /** One JSON document; only meaningful with `--json`. */
  value(value: unknown): void;
  table(head: readonly string[], rows: readonly (readonly string[])[]): void;
  /** A remark for people that is no part of the answer. */
  note(text: string): void;
}

export function createOutput(json: boolean): Output {
  return {
    json,
    line(text = "") {
      if (!json) process.stdout.write(`${text}\n`);
    },
    value(value) {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    table(head, rows) {
      if (!json) process.stdout.write(formatTable(head, rows));
    },
    note(text) {
      process.stderr.write(`${text}\n`);
    },
  };
}

/** Columns padded to their widest cell; control characters are taken out, so a hostile name cannot draw on the terminal. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const clean = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, column) => Math.max(...clean.map((row) => (row[column] ?? "").length)));
  return clean
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

/** The text without escape sequences and control characters. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Bidi_Control}]/gu, " ");
}

/** A bar on standard error while something long goes on; silent when that is not a terminal. */
export function progressBar(label: string): { update(done: number, total: number): void; end(): void } {
  if (!process.stderr.isTTY) return { update() {}, end() {} };
  let lastMs = 0;
  return {
    update(done, total) {
      const nowMs = performance.now();
      if (nowMs - lastMs < 80 && done < total) return;
      lastMs = nowMs;
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const filled = Math.round(share * 30);
      const bar = "█".repeat(filled) + "░".repeat(30 - filled);
      process.stderr.write(`\r${label} ${bar} ${Math.round(share * 100)}% (${done}/${total})\x1b[K`);
    },
    end() {
      process.stderr.write("\r\x1b[K");
    },
  };
}
