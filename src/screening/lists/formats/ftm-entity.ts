/** A value of a property: a text, the id of another entity, or that entity itself in a nested export. */
export type FtmValue = string | FtmEntity;

/** An entity of the FollowTheMoney data model. */
export interface FtmEntity {
  readonly id: string;
  readonly schema: string;
  readonly caption?: string;
  /** False for an entity that is only there because one that is listed refers to it. */
  readonly target?: boolean;
  readonly referents: readonly string[];
  readonly lastSeen?: string;
  readonly properties: Readonly<Record<string, readonly FtmValue[]>>;
}

/** How deep entities may be nested in one another; exports have two levels. */
const NESTING_MAX = 6;

/** Reads one entity out of parsed JSON; a text says what is wrong with it. */
export function ftmEntityOf(json: unknown, depth = 0): FtmEntity | string {
  if (depth > NESTING_MAX) return `entities are nested deeper than ${NESTING_MAX}`;
  if (!isObject(json)) return "not an entity";
  const { id, schema, properties, caption, target, referents } = json;
  if (typeof id !== "string" || id === "") return "the entity has no id";
  if (typeof schema !== "string" || schema === "") return `the entity ${id} has no schema`;
  if (!isObject(properties)) return `the entity ${id} has no properties`;
  const read: Record<string, readonly FtmValue[]> = {};
  for (const [name, values] of Object.entries(properties)) {
    const list = valuesOf(values, depth);
    if (typeof list === "string")
      return list === "" ? `property ${name} of the entity ${id} is not a list` : list;
    read[name] = list;
  }
  const lastSeen = [json["last_seen"], json["last_change"]].find((each) => typeof each === "string");
  return {
    id,
    schema,
    properties: read,
    referents: Array.isArray(referents) ? referents.filter((each) => typeof each === "string") : [],
    ...(typeof caption === "string" ? { caption } : {}),
    ...(typeof target === "boolean" ? { target } : {}),
    ...(typeof lastSeen === "string" ? { lastSeen } : {}),
  };
}

function valuesOf(values: unknown, depth: number): FtmValue[] | string {
  if (!Array.isArray(values)) return "";
  const read: FtmValue[] = [];
  for (const value of values) {
    if (typeof value === "string") read.push(value);
    else if (isObject(value)) {
      const nested = ftmEntityOf(value, depth + 1);
      if (typeof nested === "string") return nested;
      read.push(nested);
    } else if (typeof value === "number") read.push(String(value));
  }
  return read;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The texts of a property. */
export function textsOf(entity: FtmEntity, property: string): string[] {
  return (entity.properties[property] ?? []).filter((value) => typeof value === "string");
}

/** The texts of several properties, one property after the other. */
export function textsOfAll(entity: FtmEntity, properties: readonly string[]): string[] {
  return properties.flatMap((property) => textsOf(entity, property));
}

/** The entities nested in a property. */
export function nestedOf(entity: FtmEntity, property: string): FtmEntity[] {
  return (entity.properties[property] ?? []).filter((value) => typeof value !== "string");
}

/** Ids of the entities a property refers to, nested or not. */
export function idsOf(entity: FtmEntity, property: string): string[] {
  return (entity.properties[property] ?? []).map((value) => (typeof value === "string" ? value : value.id));
}
