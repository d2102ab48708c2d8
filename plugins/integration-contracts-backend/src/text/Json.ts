/** A parsed JSON value (RFC 8259). */
export type Json =
  null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export const JSON_TYPES = [
  'null',
  'boolean',
  'number',
  'string',
  'array',
  'object',
] as const;

export type JsonType = (typeof JSON_TYPES)[number];

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function typeOfJson(value: Json): JsonType {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : (typeof value as JsonType);
}

/** A member of its own, never one that JavaScript objects inherit. */
export function member(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The same text for the same value, whatever the order of its keys. */
export function canonicalText(value: Json | undefined): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalText).join(',')}]`;
  }
  if (isJsonObject(value)) {
    const members = Object.keys(value)
      .sort()
      .map(key => `${JSON.stringify(key)}:${canonicalText(value[key])}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** Whether two values are the same, whatever the order of their keys. */
export function isEqualJson(one: Json, other: Json): boolean {
  if (one === other) {
    return true;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return (
      one.length === other.length &&
      one.every((item, at) => isEqualJson(item, other[at]))
    );
  }
  if (!isJsonObject(one) || !isJsonObject(other)) {
    return false;
  }
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      key => Object.hasOwn(other, key) && isEqualJson(one[key]!, other[key]!),
    )
  );
}

/** Appends a token to a JSON pointer (RFC 6901, section 3). */
export function childPointer(pointer: string, token: string | number): string {
  const text = String(token);
  return text.includes('/') || text.includes('~')
    ? `${pointer}/${text.replace(/~/g, '~0').replace(/\//g, '~1')}`
    : `${pointer}/${text}`;
}
