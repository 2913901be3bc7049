import type { MatchIndex } from "./match-index.ts";
import { SIDE } from "./match-scratch.ts";
import type { Join, NameQuery } from "./name-query.ts";

/** A join and the places of its tokens in the listed name; the second is -1 where it has one only. */
export interface PlacedJoin extends Join {
  readonly place: number;
  readonly secondPlace: number;
}

/** The joins that occur in a name, the most telling first, none sharing a part with another. */
export function joinsIn(query: NameQuery, name: number, index: MatchIndex): readonly PlacedJoin[] {
  const { nameToken, nameTokenStart } = index;
  const start = nameTokenStart[name] ?? 0;
  const end = nameTokenStart[name + 1] ?? 0;
  const found: PlacedJoin[] = [];
  const placeOf = (listed: number, except: number): number => {
    for (let at = start; at < end; at++)
      if (nameToken[at] === listed && at - start !== except) return at - start;
    return -1;
  };
  for (const join of query.joins) {
    if (join.besides >= 0 && placeOf(join.besides, -1) < 0) continue;
    const place = placeOf(join.listed, -1);
    const secondPlace = place < 0 || join.secondListed < 0 ? -1 : placeOf(join.secondListed, place);
    if (place >= 0 && (join.secondListed < 0 || secondPlace >= 0))
      found.push({ ...join, place, secondPlace });
  }
  if (found.length < 2) return found;
  found.sort((a, b) => b.weight - a.weight || a.part - b.part || a.place - b.place);
  let [parts, places] = [0, 0];
  return found.filter((join) => {
    const ownParts = (1 << join.part) | (join.secondPart < 0 ? 0 : 1 << join.secondPart);
    const ownPlaces = (1 << join.place) | (join.secondPlace < 0 ? 0 : 1 << join.secondPlace);
    if ((parts & ownParts) !== 0 || (places & ownPlaces) !== 0) return false;
    parts |= ownParts;
    places |= ownPlaces;
    return true;
  });
}

/** Takes the parts of a join out of the assignment. */
export function clearJoined(
  join: PlacedJoin,
  values: Float64Array,
  queryCount: number,
  listedCount: number,
): void {
  for (let place = 0; place < listedCount; place++) {
    values[join.part * SIDE + place] = 0;
    if (join.secondPart >= 0) values[join.secondPart * SIDE + place] = 0;
  }
  for (let part = 0; part < queryCount; part++) {
    values[part * SIDE + join.place] = 0;
    if (join.secondPlace >= 0) values[part * SIDE + join.secondPlace] = 0;
  }
}
