import { isCapturedHeader } from './capturedHeader';
import { boundedLines, EndingHeaders, endingHeaderOf } from './endingHeaders';
import { Attributes } from './model';

/** A JSON object of which nothing is known yet. */
export type Json = Record<string, unknown>;

/** Says that an item can't be read. The others of its body can. */
export class MisshapenError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'MisshapenError';
  }
}

export const isAbsent = (value: unknown) =>
  value === undefined || value === null;

/** @throws MisshapenError where the value is no object */
export function asObject(value: unknown, name: string): Json {
  if (isAbsent(value)) {
    return {};
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new MisshapenError(`${name} must be an object`);
  }
  return value as Json;
}

/** @throws MisshapenError where the value is no list */
export function asList(value: unknown, name: string): unknown[] {
  if (isAbsent(value)) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new MisshapenError(`${name} must be a list`);
  }
  return value;
}

/** @throws MisshapenError where the value is no list of objects */
export function asObjects(value: unknown, name: string): Json[] {
  return asList(value, name).map(item => asObject(item, name));
}

/** @throws MisshapenError where the value is no text */
export function asText(value: unknown, name: string): string {
  if (isAbsent(value)) {
    return '';
  }
  if (typeof value !== 'string') {
    throw new MisshapenError(`${name} must be text`);
  }
  return value;
}

/** Identifiers are hexadecimal in OTLP/JSON, in either case. */
export function asHex(value: unknown, name: string): string {
  return asText(value, name).toLocaleLowerCase('en-US');
}

/**
 * A number as JSON number or, as 64-bit numbers are written, as text.
 *
 * @throws MisshapenError where the value is neither
 */
export function asNumber(value: unknown, name: string): number {
  if (isAbsent(value)) {
    return 0;
  }
  const number =
    typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || (Number.isNaN(number) && value !== 'NaN')) {
    throw new MisshapenError(`${name} must be a number`);
  }
  return number;
}

export function asNumbers(value: unknown, name: string): number[] {
  return asList(value, name).map(item => asNumber(item, name));
}

/**
 * Nanoseconds since 1970, as text or number.
 *
 * @throws MisshapenError where the value is neither
 */
export function asNanos(value: unknown, name: string): bigint {
  if (isAbsent(value) || value === '') {
    return 0n;
  }
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) {
    return BigInt(value);
  }
  const number = asNumber(value, name);
  if (!Number.isFinite(number) || number < 0) {
    throw new MisshapenError(`${name} must be nanoseconds since 1970`);
  }
  return BigInt(Math.trunc(number));
}

/**
 * An enumeration's number. Its names, which senders use too, are tolerated in
 * full and without their prefix: `SPAN_KIND_CLIENT`, `client`.
 *
 * @param names - by number
 * @throws MisshapenError where the value is neither
 */
export function asEnum(
  value: unknown,
  name: string,
  prefix: string,
  names: readonly string[],
): number {
  if (typeof value === 'string') {
    const plain = value.toLocaleUpperCase('en-US');
    const index = names.indexOf(
      plain.startsWith(prefix) ? plain.slice(prefix.length) : plain,
    );
    if (index >= 0) {
      return index;
    }
  }
  return asNumber(value, name);
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

/** Text, or a list of it; anything else has no lines. */
function linesOf({ stringValue, arrayValue }: Json): string[] {
  if (typeof stringValue === 'string') {
    return boundedLines([stringValue]);
  }
  const { values } = (arrayValue ?? {}) as Json;
  const texts = (Array.isArray(values) ? values : [])
    .map(item => item?.stringValue)
    .filter(text => typeof text === 'string');
  return boundedLines(texts);
}

/** The only text of a list; undefined where it holds anything else. */
function onlyTextOf({ arrayValue }: Json): string | undefined {
  const { values } = (arrayValue ?? {}) as Json;
  const [only, ...others] = Array.isArray(values) ? values : [];
  const text = others.length === 0 ? only?.stringValue : undefined;
  return typeof text === 'string' ? text : undefined;
}

/**
 * @param headers - takes what tells of an end; nothing does where it is missing
 * @throws MisshapenError where the value is no list of attributes
 */
export function asAttributes(
  value: unknown,
  name: string,
  keep?: (attribute: string) => boolean,
  headers?: EndingHeaders,
): Attributes {
  const attributes = new Map<string, string>();
  for (const pair of asObjects(value, name)) {
    const given = asObject(pair.value, `${name}.value`);
    const key = asText(pair.key, `${name}.key`);
    const text =
      valueOf(given) ?? (isCapturedHeader(key) ? onlyTextOf(given) : undefined);
    if (text !== undefined && (!keep || keep(key))) {
      attributes.set(key, text);
    }
    const field = headers && endingHeaderOf(key);
    if (field && !isAbsent(pair.value)) {
      headers[field] = linesOf(given);
    }
  }
  return attributes;
}
