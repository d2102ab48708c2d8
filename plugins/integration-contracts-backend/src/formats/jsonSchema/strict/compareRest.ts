import { Differences } from './Differences';
import { StrictShape, childShape } from './StrictShape';

export type Compare = (
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
) => void;

/**
 * Compares what two schemas say of the members or items that they don't describe.
 *
 * @param names - the keyword of either side, and how its differences begin
 */
export function compareRest(
  writer: StrictShape,
  reader: StrictShape,
  names: { writerKeyword: string; readerKeyword: string; difference: string },
  found: Differences,
  compare: Compare,
): void {
  const before = schemaOf(writer, names.writerKeyword);
  const after = schemaOf(reader, names.readerKeyword);
  const add = (change: string) =>
    found.add(`${names.difference}_${change}`, writer, reader);
  if ((before === 'none') !== (after === 'none')) {
    add(after === 'none' ? 'REMOVED' : 'ADDED');
  } else if (before === 'all' && after !== 'all') {
    add('NARROWED');
  } else if (before !== 'all' && after === 'all') {
    add('EXTENDED');
  } else if (typeof before === 'object' && typeof after === 'object') {
    compare(before, after, found);
  }
}

function schemaOf(
  shape: StrictShape,
  keyword: string,
): 'all' | 'none' | StrictShape {
  const value = shape.schema[keyword];
  if (value === undefined || typeof value === 'boolean') {
    return value === false ? 'none' : 'all';
  }
  return childShape(shape, keyword) ?? 'all';
}
