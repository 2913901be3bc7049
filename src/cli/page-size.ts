import { ProbityError } from "../core/index.ts";

/** The number of `--limit`. @throws ProbityError REQUEST_INVALID */
export function pageSize(text: string): number {
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= 200) return size;
  throw new ProbityError("REQUEST_INVALID", `--limit "${text}" is not a number from 1 to 200.`);
}
