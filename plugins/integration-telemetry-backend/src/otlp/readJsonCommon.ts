import { Attributes } from './model';
import { OtlpError } from './OtlpError';

/** A JSON object of which nothing is known yet. */
export type Json = Record<string, unknown>;

function malformed(what: string): OtlpError {
  return new OtlpError(400, `The body is no OTLP JSON: ${what}`);
}

/** @throws OtlpError with status 400 where the value is no object */
export function asObject(value: unknown, name: string): Json {
  if (value === undefined || value === null) {
    return {};
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw malformed(`${name} must be an object`);
  }
  return value as Json;
}

/** @throws OtlpError with status 400 where the value is no list of objects */
export function asObjects(value: unknown, name: string): Json[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw malformed(`${name} must be a list`);
  }
  return value.map(item => asObject(item, name));
}

export function asText(value: unknown, name: string): string {
  if (value === undefined || value === null) {
    return '';
  }
  if (typeof value !== 'string') {
    throw malformed(`${name} must be text`);
  }
  return value;
}

/** A number as JSON number or, as 64-bit numbers are written, as text. */
export function asNumber(value: unknown, name: string): number {
  if (value === undefined || value === null) {
    return 0;
  }
  const number =
    typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || (Number.isNaN(number) && value !== 'NaN')) {
    throw malformed(`${name} must be a number`);
  }
  return number;
}

export function asNumbers(value: unknown, name: string): number[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw malformed(`${name} must be a list`);
  }
  return value.map(item => asNumber(item, name));
}

/** Nanoseconds since 1970, as text or number. */
export function asNanos(value: unknown, name: string): bigint {
  if (value === undefined || value === null || value === '') {
    return 0n;
  }
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) {
    return BigInt(value);
  }
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) {
    return BigInt(Math.trunc(value));
  }
  throw malformed(`${name} must be nanoseconds since 1970`);
}

/** An enumeration's number; its name, which senders use too, is tolerated. */
export function asEnum(
  value: unknown,
  name: string,
  names: readonly string[],
): number {
  const index = typeof value === 'string' ? names.indexOf(value) : -1;
  return index >= 0 ? index : asNumber(value, name);
}

function valueOf(value: Json): string | undefined {
  if (typeof value.stringValue === 'string') {
    return value.stringValue;
  }
  if (typeof value.boolValue === 'boolean') {
    return String(value.boolValue);
  }
  const number = value.intValue ?? value.doubleValue;
  return typeof number === 'string' || typeof number === 'number'
    ? String(number)
    : undefined;
}

export function asAttributes(value: unknown, name: string): Attributes {
  const attributes = new Map<string, string>();
  for (const pair of asObjects(value, name)) {
    const text = valueOf(asObject(pair.value, `${name}.value`));
    if (text !== undefined) {
      attributes.set(asText(pair.key, `${name}.key`), text);
    }
  }
  return attributes;
}

/**
 * Walks request → resource → scope → item, which traces and metrics share.
 *
 * @throws OtlpError with status 400 where the bytes are no such JSON
 */
export function forEachJsonItem(
  body: Uint8Array,
  names: { groups: string; scopes: string; items: string },
  visit: (item: Json, resource: Attributes) => void,
): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw malformed('it cannot be parsed');
  }
  if (parsed === null) {
    throw malformed('it must be an object');
  }
  const request = asObject(parsed, 'the body');
  for (const group of asObjects(request[names.groups], names.groups)) {
    const resource = asAttributes(
      asObject(group.resource, 'resource').attributes,
      'resource.attributes',
    );
    for (const scope of asObjects(group[names.scopes], names.scopes)) {
      const scopeAttributes = asAttributes(
        asObject(scope.scope, 'scope').attributes,
        'scope.attributes',
      );
      // Collectors note on the scope what they did, such as tail sampling.
      const about =
        scopeAttributes.size > 0
          ? new Map([...scopeAttributes, ...resource])
          : resource;
      for (const item of asObjects(scope[names.items], names.items)) {
        visit(item, about);
      }
    }
  }
}
