import { canonicalText, member } from '../../../text/Json';
import { isMultipleOf } from '../numbers';
import { Differences } from './Differences';
import { StrictShape } from './StrictShape';

const LIMITS: Record<string, ReadonlyArray<[keyword: string, name: string]>> = {
  string: [
    ['maxLength', 'MAX_LENGTH'],
    ['minLength', 'MIN_LENGTH'],
  ],
  number: [
    ['maximum', 'MAXIMUM'],
    ['minimum', 'MINIMUM'],
    ['exclusiveMaximum', 'EXCLUSIVE_MAXIMUM'],
    ['exclusiveMinimum', 'EXCLUSIVE_MINIMUM'],
  ],
  object: [
    ['maxProperties', 'MAX_PROPERTIES'],
    ['minProperties', 'MIN_PROPERTIES'],
  ],
  array: [
    ['maxItems', 'MAX_ITEMS'],
    ['minItems', 'MIN_ITEMS'],
    ['maxContains', 'MAX_CONTAINS'],
    ['minContains', 'MIN_CONTAINS'],
  ],
};

/** What is about one number or text: limits, multiples, patterns, listed values. */
export function compareLimits(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): void {
  for (const [keyword, name] of LIMITS[writer.kind] ?? []) {
    const change = changeOfLimit(
      numberOf(writer, keyword),
      numberOf(reader, keyword),
    );
    if (change) {
      found.add(`${name}_${change}`, writer, reader);
    }
  }
  switch (writer.kind) {
    case 'string':
      comparePattern(writer, reader, found);
      break;
    case 'number':
      compareMultiples(writer, reader, found);
      break;
    case 'enum':
      compareValues(writer, reader, found);
      break;
    case 'const':
      if (
        canonicalText(writer.schema.const) !==
        canonicalText(reader.schema.const)
      ) {
        found.add('ENUM_ARRAY_CHANGED', writer, reader);
      }
      break;
    default:
  }
}

function numberOf({ schema }: StrictShape, keyword: string) {
  const value = member(schema, keyword);
  return typeof value === 'number' ? value : undefined;
}

function changeOfLimit(
  before: number | undefined,
  after: number | undefined,
): string | undefined {
  if (before === after) {
    return undefined;
  }
  if (before === undefined || after === undefined) {
    return before === undefined ? 'ADDED' : 'REMOVED';
  }
  return before < after ? 'INCREASED' : 'DECREASED';
}

function comparePattern(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): void {
  const before = member(writer.schema, 'pattern');
  const after = member(reader.schema, 'pattern');
  if (before !== after) {
    const changed = after === undefined ? 'PATTERN_REMOVED' : 'PATTERN_CHANGED';
    found.add(before === undefined ? 'PATTERN_ADDED' : changed, writer, reader);
  }
}

function compareMultiples(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): void {
  const before = numberOf(writer, 'multipleOf');
  const after = numberOf(reader, 'multipleOf');
  if (before !== after) {
    found.add(`MULTIPLE_OF_${changeOfMultiple(before, after)}`, writer, reader);
  }
  if (Boolean(writer.integer) !== Boolean(reader.integer)) {
    found.add(
      writer.integer ? 'TYPE_EXTENDED' : 'TYPE_NARROWED',
      writer,
      reader,
    );
  }
}

function changeOfMultiple(
  before: number | undefined,
  after: number | undefined,
): string {
  if (before === undefined || after === undefined) {
    return before === undefined ? 'ADDED' : 'REMOVED';
  }
  if (isMultipleOf(after, before)) {
    return 'EXPANDED';
  }
  return isMultipleOf(before, after) ? 'REDUCED' : 'CHANGED';
}

function compareValues(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): void {
  const textsOf = ({ schema }: StrictShape) =>
    new Set(Array.isArray(schema.enum) ? schema.enum.map(canonicalText) : []);
  const before = textsOf(writer);
  const after = textsOf(reader);
  const gone = [...before].some(text => !after.has(text));
  const come = [...after].some(text => !before.has(text));
  if (gone || come) {
    const narrowed = come ? 'ENUM_ARRAY_CHANGED' : 'ENUM_ARRAY_NARROWED';
    found.add(gone ? narrowed : 'ENUM_ARRAY_EXTENDED', writer, reader);
  }
}
