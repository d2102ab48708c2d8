import { member } from '../../../text/Json';
import { Compare, compareRest, compareUnevaluated } from './compareRest';
import { ContentModel, contentModel, modelOf } from './contentModel';
import { Differences } from './Differences';
import { StrictShape, childShape, isInline } from './StrictShape';

/** What a schema says of the items of an array. */
interface Items {
  shape: StrictShape;
  /** One schema for all, where none has a place of its own. */
  all?: StrictShape;
  placesKeyword: string;
  places: StrictShape[];
  /** What is beyond the places, but for `unevaluatedItems`. */
  rest: ContentModel;
}

/** Differences between two schemas of arrays. */
export function compareItems(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
  compare: Compare,
): void {
  const [before, after] = [writer, reader].map(itemsOf);
  if (before.all && after.all) {
    compare(before.all, after.all, found);
  } else if (before.all || after.all) {
    found.add(after.all ? 'SCHEMA_ADDED' : 'SCHEMA_REMOVED', writer, reader);
  }
  comparePlaces(before, after, found, compare);
  const rest = { writer: before.rest, reader: after.rest };
  const sides = { writer, reader };
  compareRest(sides, rest, 'ADDITIONAL_ITEMS', found, compare);
  compareUnevaluated(
    sides,
    'unevaluatedItems',
    'UNEVALUATED_ITEMS',
    found,
    compare,
  );
  const wasUnique = writer.schema.uniqueItems === true;
  if (wasUnique !== (reader.schema.uniqueItems === true)) {
    found.add(
      wasUnique ? 'UNIQUE_ITEMS_REMOVED' : 'UNIQUE_ITEMS_ADDED',
      writer,
      reader,
    );
  }
}

/** `items` beside `prefixItems` means what `additionalItems` meant before draft 2020-12. */
function itemsOf(shape: StrictShape): Items {
  const { schema, dialect } = shape;
  const items = member(schema, 'items');
  const hasPlaces = Array.isArray(items);
  const placesKeyword = hasPlaces ? 'items' : 'prefixItems';
  const listed = member(schema, placesKeyword);
  const places = Array.isArray(listed)
    ? listed.map((_, at) => childShape(shape, placesKeyword, at)!)
    : [];
  const found = { shape, placesKeyword, places };
  if (dialect.isModern && !hasPlaces) {
    // Without places, true and false are no schema for all items, but for more of them.
    return places.length > 0 || typeof items === 'boolean'
      ? { ...found, rest: modelOf(shape, 'items') }
      : { ...found, all: childShape(shape, 'items'), rest: 'open' };
  }
  const all = hasPlaces ? undefined : childShape(shape, 'items');
  const rest = modelOf(shape, 'additionalItems');
  return { ...found, all, rest: all && rest === 'closed' ? 'open' : rest };
}

function comparePlaces(
  before: Items,
  after: Items,
  found: Differences,
  compare: Compare,
): void {
  const shared = Math.min(before.places.length, after.places.length);
  for (let at = 0; at < shared; at++) {
    compare(before.places[at], after.places[at], found);
  }
  const model = (items: Items) =>
    contentModel(items.rest, items.shape, 'unevaluatedItems');
  const isInlinePlace = (items: Items, at: number) =>
    isInline(items.shape, items.placesKeyword, at);
  for (let at = shared; at < before.places.length; at++) {
    const own = before.places[at];
    const rest = model(after);
    if (rest === 'open') {
      found.add('ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL', own, after.shape);
    } else if (rest === 'closed') {
      const isRefused = own.kind === 'nothing' && isInlinePlace(before, at);
      found.add(
        isRefused
          ? 'ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL'
          : 'ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL',
        own,
        after.shape,
      );
    } else {
      compareCovered('REMOVED', own, rest, found, compare);
    }
  }
  for (let at = shared; at < after.places.length; at++) {
    const wanted = after.places[at];
    const rest = model(before);
    if (rest === 'open') {
      const isEmpty = wanted.kind === 'everything' && isInlinePlace(after, at);
      found.add(
        isEmpty
          ? 'ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL'
          : 'ITEM_ADDED_TO_OPEN_CONTENT_MODEL',
        before.shape,
        wanted,
      );
    } else if (rest === 'closed') {
      found.add('ITEM_ADDED_TO_CLOSED_CONTENT_MODEL', before.shape, wanted);
    } else {
      compareCovered('ADDED', rest, wanted, found, compare);
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
  found.addAll(tried.list);
  found.add(
    `ITEM_${change}_${tried.isCompatible ? 'IS' : 'NOT'}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`,
    writer,
    reader,
  );
}
