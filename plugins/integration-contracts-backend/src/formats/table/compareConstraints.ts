import { Json, member } from '../../text/Json';
import { compareSchemas } from '../jsonSchema/compareSchemas';
import { matchPattern } from '../jsonSchema/matchPattern';
import { takenForMissing } from './compareMissing';
import { Findings } from './Findings';
import { writtenValue } from './readField';
import { TableField } from './TableDocument';
import { TableRuleId } from './rules';

const NUMBERS = ['number', 'integer', 'year'];

/** What of a field's values the reader's constraints refuse, keys apart. */
export function compareConstraints(
  field: TableField,
  reader: TableField,
  findings: Findings,
): void {
  const writer = asRead(field, reader);
  const add = (ruleId: TableRuleId, keyword: string, message: string) =>
    findings.add(
      ruleId,
      `${writer.pointer}/constraints/${keyword}`,
      `${reader.pointer}/constraints/${keyword}`,
      `Field "${reader.name}" ${message}`,
    );
  if (reader.required && !writer.required && writer.missingValues.length > 0) {
    add('required-added', 'required', 'could be left out, now it is needed.');
  } else if (reader.required) {
    const [value] = takenForMissing(writer, reader);
    if (value !== undefined) {
      add(
        'required-added',
        'required',
        `is needed, and ${JSON.stringify(value)}, which could be a value, stands for a missing one now.`,
      );
    }
  }
  const lost = reader.values && lostValues(writer, reader.values);
  if (lost) {
    add('enum-narrowed', 'enum', `can't be ${lost} any more.`);
  }
  for (const [keyword, ruleId, sign] of [
    ['minimum', 'minimum-raised', 1],
    ['maximum', 'maximum-lowered', -1],
  ] as const) {
    for (const bound of boundsOf(reader, keyword)) {
      if (!keepsTo(writer, keyword, bound, sign)) {
        add(
          ruleId,
          bound.keyword,
          `has the ${keyword} ${bound.value} now${bound.exclusive ? ' (exclusive)' : ''}, before it was ${boundsOf(writer, keyword)[0]?.value ?? 'any'}.`,
        );
      }
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

const LISTS = ['list', 'array'];
const LENGTHS = ['minLength', 'maxLength'];

/**
 * The writer's field as far as what it says holds for what the reader takes it for. A
 * value may be written in several ways, which are several texts. And a list's length
 * is that of its items.
 */
function asRead(writer: TableField, reader: TableField): TableField {
  if (reader.type !== 'string' || ['string', 'any'].includes(writer.type)) {
    return writer;
  }
  const constraints = Object.fromEntries(
    Object.entries(writer.constraints).filter(
      ([keyword]) => !LISTS.includes(writer.type) || !LENGTHS.includes(keyword),
    ),
  );
  return { ...writer, values: undefined, constraints };
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

function boundsOf(
  { constraints }: TableField,
  keyword: 'minimum' | 'maximum',
): Bound[] {
  const strict =
    keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  return (
    [
      [strict, true],
      [keyword, false],
    ] as const
  ).flatMap(([name, exclusive]) => {
    const value = member(constraints, name);
    return value === undefined
      ? []
      : [{ keyword: name, value: writtenValue(value), exclusive }];
  });
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
  return (
    everyValue(writer, value => isInside(value, !bound.exclusive)) ||
    boundsOf(writer, keyword).some(own =>
      isInside(own.value, own.exclusive || !bound.exclusive),
    )
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
