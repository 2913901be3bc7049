import { messageOf } from "../../core/index.ts";
import { DOWNLOAD_AGAIN, type IssueCollector, type ListFile, textOf } from "./list-file.ts";

/** Characters of one line; the largest entity of a public collection has some 2 million. */
export const LIST_LINE_CHARS_MAX = 16_777_216;

export interface TextLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Streams the lines of a file that are not empty. What `textOf` refuses, and a line without end, is reported. */
export async function* readTextLines(file: ListFile, issues: IssueCollector): AsyncGenerator<TextLine> {
  let rest = "";
  let line = 0;
  try {
    for await (const piece of textOf(file)) {
      const lines = piece.split("\n");
      lines[0] = rest + (lines[0] ?? "");
      rest = lines.pop() ?? "";
      for (const text of lines) {
        line++;
        if (text.trim() !== "") yield { line, text: text.trim() };
      }
      if (rest.length > LIST_LINE_CHARS_MAX)
        throw new Error(`a line has more than ${LIST_LINE_CHARS_MAX} characters`);
    }
    if (rest.trim() !== "") yield { line: line + 1, text: rest.trim() };
  } catch (error) {
    issues.incomplete.add(file.name);
    issues.add(`${file.name}:row ${line + 1}`, messageOf(error), DOWNLOAD_AGAIN);
  }
}
