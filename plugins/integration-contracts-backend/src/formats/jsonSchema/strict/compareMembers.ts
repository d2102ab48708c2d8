import { isJsonObject, member } from '../../../text/Json';
import { Compare, compareRest, compareUnevaluated } from './compareRest';
import { additionalMembers, memberModel } from './contentModel';
import { Differences } from './Differences';
import { StrictShape, childShape, isInline } from './StrictShape';

/** Differences between two schemas of objects. */
export function compareMembers(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
  compare: Compare,
): void {
  const before = keysOf(writer, 'properties');
  const after = keysOf(reader, 'properties');
  for (const name of before) {
    if (after.has(name)) {
      compareNeed(name, writer, reader, found);
      compare(
        childShape(writer, 'properties', name)!,
        childShape(reader, 'properties', name)!,
        found,
      );
    } else {
      compareRemoved(name, writer, reader, found, compare);
    }
  }
  for (const name of after) {
    if (!before.has(name)) {
      compareAdded(name, writer, reader, found, compare);
    }
  }
  const sides = { writer, reader };
  const rest = {
    writer: additionalMembers(writer),
    reader: additionalMembers(reader),
  };
  compareRest(sides, rest, 'ADDITIONAL_PROPERTIES', found, compare);
  compareUnevaluated(
    sides,
    'unevaluatedProperties',
    'UNEVALUATED_PROPERTIES',
    found,
    compare,
  );
}

function keysOf({ schema }: StrictShape, keyword: string): Set<string> {
  const listed = member(schema, keyword);
  return new Set(isJsonObject(listed) ? Object.keys(listed) : []);
}

function isRequired({ schema }: StrictShape, name: string): boolean {
  return Array.isArray(schema.required) && schema.required.includes(name);
}

function hasDefault({ schema, dialect }: StrictShape, name: string): boolean {
  const properties = member(schema, 'properties');
  const property = isJsonObject(properties) && member(properties, name);
  const value = isJsonObject(property)
    ? member(property, 'default')
    : undefined;
  // To the later loader a default of null is none.
  return value !== undefined && !(dialect.isModern && value === null);
}

function compareNeed(
  name: string,
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): void {
  const before = isRequired(writer, name);
  const after = isRequired(reader, name);
  if (before && !after) {
    found.add('REQUIRED_ATTRIBUTE_REMOVED', writer, reader, 'properties', name);
  } else if (!before && after) {
    found.add(
      hasDefault(reader, name)
        ? 'REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED'
        : 'REQUIRED_ATTRIBUTE_ADDED',
      writer,
      reader,
      'properties',
      name,
    );
  }
}

function compareRemoved(
  name: string,
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
  compare: Compare,
): void {
  const own = childShape(writer, 'properties', name)!;
  const model = memberModel(reader, name);
  if (model === 'open') {
    found.add('PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL', own, reader);
  } else if (model === 'closed') {
    const isRefused =
      own.kind === 'nothing' && isInline(writer, 'properties', name);
    found.add(
      isRefused
        ? 'PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL'
        : 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL',
      own,
      reader,
    );
  } else {
    const tried = found.attempt();
    compare(own, model, tried);
    found.addAll(tried.list);
    found.add(
      `PROPERTY_REMOVED_${tried.isCompatible ? 'IS' : 'NOT'}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`,
      own,
      reader,
    );
  }
}

function compareAdded(
  name: string,
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
  compare: Compare,
): void {
  const wanted = childShape(reader, 'properties', name)!;
  const model = memberModel(writer, name);
  const required = isRequired(reader, name);
  const need = required
    ? `REQUIRED_PROPERTY${hasDefault(reader, name) ? '_WITH_DEFAULT' : ''}`
    : 'OPTIONAL_PROPERTY';
  if (model === 'open') {
    const isEmpty =
      wanted.kind === 'everything' && isInline(reader, 'properties', name);
    found.add(
      isEmpty
        ? 'PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL'
        : `${need}_ADDED_TO_OPEN_CONTENT_MODEL`,
      writer,
      wanted,
    );
    return;
  }
  if (model !== 'closed') {
    const tried = found.attempt();
    compare(model, wanted, tried);
    found.addAll(tried.list);
    found.add(
      `PROPERTY_ADDED_${tried.isCompatible ? 'IS' : 'NOT'}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`,
      writer,
      wanted,
    );
  }
  found.add(`${need}_ADDED_TO_UNOPEN_CONTENT_MODEL`, writer, wanted);
}
