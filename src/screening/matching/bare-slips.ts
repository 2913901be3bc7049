import type { MatchIndex } from "./match-index.ts";
import { SIDE } from "./match-scratch.ts";
import { BARE_SLIP_VALUE } from "./name-model.ts";
import { isTelling, type NameQuery } from "./name-query.ts";
import { operationOf, SIMILARITY_ONE, similarityOf, TYPO } from "./token-similarity.ts";

/** Whether one pair is a bare slip, and all other words and numbers of both names are the same. */
export function agreesButForSlip(
  query: NameQuery,
  start: number,
  listedCount: number,
  index: MatchIndex,
): boolean {
  const { scratch, dictionary, nameToken } = index;
  let bare = 0;
  for (let part = 0; part < query.tokens.length; part++) {
    const place = scratch.listedOf[part] ?? -1;
    if (place >= 0 && isBareSlip(part, place, index)) bare++;
    else if (isTelling(query.role[part]) && !isSameName(part, place, index)) return false;
  }
  for (let place = 0; place < listedCount; place++) {
    const role = dictionary.role[nameToken[start + place] ?? 0];
    if ((scratch.queryOf[place] ?? -1) < 0 && isTelling(role)) return false;
  }
  return bare === 1;
}

function isSameName(part: number, place: number, { scratch }: MatchIndex): boolean {
  const match = scratch.pairMatch[part * SIDE + place] ?? 0;
  return place >= 0 && similarityOf(match) === SIMILARITY_ONE;
}

/** Whether an assigned pair counts only beside names that agree, see `BARE_SLIP_VALUE`. */
export function isBareSlip(part: number, place: number, { scratch }: Pick<MatchIndex, "scratch">): boolean {
  const pair = part * SIDE + place;
  const gained = scratch.pairValue[pair] ?? 0;
  return gained > 0 && gained <= BARE_SLIP_VALUE && operationOf(scratch.pairMatch[pair] ?? 0) === TYPO;
}

/** Takes the pairs apart that count only beside names that agree. */
export function partBareSlips(queryCount: number, index: MatchIndex): void {
  const { listedOf, queryOf } = index.scratch;
  for (let part = 0; part < queryCount; part++) {
    const place = listedOf[part] ?? -1;
    if (place < 0 || !isBareSlip(part, place, index)) continue;
    listedOf[part] = -1;
    queryOf[place] = -1;
  }
}
