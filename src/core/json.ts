/** Values that JSON can hold; what crosses an edge or is stored is of this type. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/**
 * Canonical JSON after RFC 8785 (JCS): members sorted by UTF-16 code units, no white
 * space, numbers as ECMAScript prints them. Equal values give equal bytes, so a hash of
 * the text identifies the value. Members whose value is `undefined` are left out.
 *
 * @throws TypeError for what has no canonical form: NaN and infinities, lone surrogates
 *   (RFC 8785 section 3.2.2.2 asks for an error), functions, symbols, bigints.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw new TypeError("a string with a lone surrogate has no canonical JSON");
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>);
    default:
      throw new TypeError(`a ${typeof value} has no JSON form`);
  }
}

function canonicalArray(items: readonly unknown[]): string {
  let text = "[";
  for (let index = 0; index < items.length; index++) {
    if (index > 0) text += ",";
    text += canonicalJson(items[index] ?? null);
  }
  return `${text}]`;
}

function canonicalObject(object: Record<string, unknown>): string {
  const prototype = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`an instance of ${object.constructor?.name ?? "a class"} has no canonical JSON`);
  }
  let text = "";
  for (const key of sorted(Object.keys(object))) {
    const member = object[key];
    if (member === undefined) continue;
    text += `${text === "" ? "" : ","}${keyText(key)}${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** Texts of member names that come again with every value of a kind; objects that are maps must not fill it. */
const KEYS_MAX = 1_000;
const keyTexts = new Map<string, string>();

function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = `${canonicalJson(key)}:`;
  if (keyTexts.size < KEYS_MAX) keyTexts.set(key, text);
  return text;
}

/** Objects with so few members are most of all, and sorting their names in place is the fastest. */
const FEW_MEMBERS = 32;

/** Sorts by UTF-16 code units, in place. */
function sorted(keys: string[]): string[] {
  if (keys.length > FEW_MEMBERS) return keys.sort();
  for (let end = 1; end < keys.length; end++) {
    const key = keys[end] ?? "";
    let at = end;
    for (; at > 0 && (keys[at - 1] ?? "") > key; at--) keys[at] = keys[at - 1] ?? "";
    keys[at] = key;
  }
  return keys;
}
