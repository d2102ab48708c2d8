import { member } from '../../../text/Json';
import { compareRest, Compare } from './compareRest';
import { itemModel, restOfItems } from './contentModel';
import { Differences } from './Differences';
import { StrictShape, childShape } from './StrictShape';

/** Differences between two schemas of arrays. */
export function compareItems(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
  compare: Compare,
): void {
  compareAllItems(writer, reader, found, compare);
  comparePlaces(writer, reader, found, compare);
  const rest = {
    writerKeyword: restOfItems(writer),
    readerKeyword: restOfItems(reader),
    difference: 'ADDITIONAL_ITEMS',
  };
  compareRest(writer, reader, rest, found, compare);
  const unevaluated = {
    writerKeyword: 'unevaluatedItems',
    readerKeyword: 'unevaluatedItems',
    difference: 'UNEVALUATED_ITEMS',
  };
  compareRest(writer, reader, unevaluated, found, compare);
  const before = writer.schema.uniqueItems === true;
  if (before !== (reader.schema.uniqueItems === true)) {
    found.add(
      before ? 'UNIQUE_ITEMS_REMOVED' : 'UNIQUE_ITEMS_ADDED',
      writer,
      reader,
    );
  }
}

/** One schema for all items, where there are no places. */
function allItems(shape: StrictShape): StrictShape | undefined {
  const places = member(shape.schema, 'prefixItems') !== undefined;
  return places || Array.isArray(member(shape.schema, 'items'))
    ? undefined
    : childShape(shape, 'items');
}

function compareAllItems(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
  compare: Compare,
): void {
  const before = allItems(writer);
  const after = allItems(reader);
  if (before && after) {
    compare(before, after, found);
  } else if (before || after) {
    found.add(after ? 'SCHEMA_ADDED' : 'SCHEMA_REMOVED', writer, reader);
  }
}

function placesOf(shape: StrictShape): StrictShape[] {
  const keyword =
    member(shape.schema, 'prefixItems') === undefined ? 'items' : 'prefixItems';
  const listed = member(shape.schema, keyword);
  return Array.isArray(listed)
    ? listed.map((_, at) => childShape(shape, keyword, at)!)
    : [];
}

function comparePlaces(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
  compare: Compare,
): void {
  const before = placesOf(writer);
  const after = placesOf(reader);
  const shared = Math.min(before.length, after.length);
  for (let at = 0; at < shared; at++) {
    compare(before[at], after[at], found);
  }
  for (const own of before.slice(shared)) {
    const model = itemModel(reader);
    if (model === 'open') {
      found.add('ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL', own, reader);
    } else if (model === 'closed') {
      found.add(
        own.kind === 'nothing'
          ? 'ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL'
          : 'ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL',
        own,
        reader,
      );
    } else {
      compareCovered('REMOVED', own, model, found, compare);
    }
  }
  for (const wanted of after.slice(shared)) {
    const model = itemModel(writer);
    if (model === 'open') {
      found.add(
        wanted.kind === 'everything'
          ? 'ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL'
          : 'ITEM_ADDED_TO_OPEN_CONTENT_MODEL',
        writer,
        wanted,
      );
    } else if (model === 'closed') {
      found.add('ITEM_ADDED_TO_CLOSED_CONTENT_MODEL', writer, wanted);
    } else {
      compareCovered('ADDED', model, wanted, found, compare);
    }
  }
}

function compareCovered(
  change: 'ADDED' | 'REMOVED',
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
  compare: Compare,
): void {
  const tried = found.attempt();
  compare(writer, reader, tried);
  found.addAll(tried);
  found.add(
    `ITEM_${change}_${tried.isCompatible ? 'IS' : 'NOT'}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`,
    writer,
    reader,
  );
}
