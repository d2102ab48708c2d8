import { Json, member } from '../../text/Json';
import { compareSchemas } from '../jsonSchema/compareSchemas';
import { matchPattern } from '../jsonSchema/matchPattern';
import { Findings } from './Findings';
import { writtenValue } from './readField';
import { TableField } from './TableDocument';
import { TableRuleId } from './rules';

const NUMBERS = ['number', 'integer', 'year'];

/** What of a field's values the reader's constraints refuse, keys apart. */
export function compareConstraints(
  writer: TableField,
  reader: TableField,
  findings: Findings,
): void {
  const add = (ruleId: TableRuleId, keyword: string, message: string) =>
    findings.add(
      ruleId,
      `${writer.pointer}/constraints/${keyword}`,
      `${reader.pointer}/constraints/${keyword}`,
      `Field "${reader.name}" ${message}`,
    );
  if (reader.required && !writer.required && writer.missingValues.length > 0) {
    add('required-added', 'required', 'could be left out, now it is needed.');
  }
  const lost = reader.values && lostValues(writer, reader.values);
  if (lost) {
    add('enum-narrowed', 'enum', `can't be ${lost} any more.`);
  }
  for (const [keyword, ruleId, sign] of [
    ['minimum', 'minimum-raised', 1],
    ['maximum', 'maximum-lowered', -1],
  ] as const) {
    const bound = boundOf(reader, keyword);
    if (bound && !keepsTo(writer, keyword, bound, sign)) {
      add(
        ruleId,
        bound.keyword,
        `has the ${keyword} ${bound.value} now${bound.exclusive ? ' (exclusive)' : ''}, before it was ${boundOf(writer, keyword)?.value ?? 'any'}.`,
      );
    }
  }
  for (const [keyword, ruleId, sign] of [
    ['minLength', 'min-length-raised', 1],
    ['maxLength', 'max-length-lowered', -1],
  ] as const) {
    const limit = numberIn(reader, keyword);
    const own = numberIn(writer, keyword);
    const ensured =
      limit === undefined ||
      (limit === 0 && sign === 1) ||
      (own !== undefined && sign * own >= sign * limit) ||
      everyValue(writer, value => sign * value.length >= sign * limit);
    if (!ensured) {
      add(
        ruleId,
        keyword,
        `has the ${keyword} ${limit} now, before it was ${own ?? 'any'}.`,
      );
    }
  }
  comparePatterns(writer, reader, add);
  compareInner(writer, reader, findings);
}

function lostValues(
  writer: TableField,
  allowed: readonly string[],
): string | undefined {
  if (!writer.values) {
    return 'any value';
  }
  const lost = writer.values.filter(value => !allowed.includes(value));
  return lost.length > 0 ? lost.join(', ') : undefined;
}

function everyValue(
  { values }: TableField,
  fits: (value: string) => boolean,
): boolean {
  return values !== undefined && values.every(fits);
}

interface Bound {
  keyword: string;
  value: string;
  exclusive: boolean;
}

function boundOf(
  { constraints }: TableField,
  keyword: 'minimum' | 'maximum',
): Bound | undefined {
  const strict =
    keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  for (const [name, exclusive] of [
    [strict, true],
    [keyword, false],
  ] as const) {
    const value = member(constraints, name);
    if (value !== undefined) {
      return { keyword: name, value: writtenValue(value), exclusive };
    }
  }
  return undefined;
}

function keepsTo(
  writer: TableField,
  keyword: 'minimum' | 'maximum',
  bound: Bound,
  sign: 1 | -1,
): boolean {
  const isInside = (value: string, mayTouch: boolean) => {
    const order = sign * compareValues(writer, value, bound.value);
    return order > 0 || (order === 0 && mayTouch);
  };
  const own = boundOf(writer, keyword);
  return (
    everyValue(writer, value => isInside(value, !bound.exclusive)) ||
    (own !== undefined &&
      isInside(own.value, own.exclusive || !bound.exclusive))
  );
}

/** NaN where nobody can tell which comes first: dates in a format of their own. */
function compareValues(
  { type, format }: TableField,
  one: string,
  other: string,
): number {
  if (NUMBERS.includes(type)) {
    return Number(one) - Number(other);
  }
  if (one === other) {
    return 0;
  }
  const isSortable = format === 'default' && one.length === other.length;
  if (!isSortable) {
    return NaN;
  }
  return one < other ? -1 : 1;
}

function numberIn(
  { constraints }: TableField,
  keyword: string,
): number | undefined {
  const value = member(constraints, keyword);
  return typeof value === 'number' ? value : undefined;
}

function comparePatterns(
  writer: TableField,
  reader: TableField,
  add: (ruleId: TableRuleId, keyword: string, message: string) => void,
): void {
  const [own, wanted]: Array<Json | undefined> = [writer, reader].map(
    ({ constraints }) => member(constraints, 'pattern'),
  );
  if (
    typeof wanted === 'string' &&
    own !== wanted &&
    !everyValue(
      writer,
      value => matchPattern(`^(?:${wanted})$`, value) === 'yes',
    )
  ) {
    add(
      'pattern-changed',
      'pattern',
      `has to match ${wanted} now, before ${own === undefined ? 'nothing was asked' : `it was ${own}`}.`,
    );
  }
}

/** What a field holds as JSON (Table Schema 2.0, jsonSchema). */
function compareInner(
  writer: TableField,
  reader: TableField,
  findings: Findings,
): void {
  const wanted = member(reader.constraints, 'jsonSchema');
  if (wanted !== undefined) {
    const own = member(writer.constraints, 'jsonSchema') ?? {
      type: writer.type === 'array' ? 'array' : 'object',
    };
    const place = '/constraints/jsonSchema';
    for (const found of compareSchemas(own, wanted)) {
      findings.list.push({
        ...found,
        writerPointer: `${writer.pointer}${place}${found.writerPointer}`,
        readerPointer: `${reader.pointer}${place}${found.readerPointer}`,
        message: `Field "${reader.name}": ${found.message}`,
      });
    }
  }
}
