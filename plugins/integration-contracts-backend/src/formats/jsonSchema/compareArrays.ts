import { Violation } from '../../compatibility/Violation';
import { Comparer } from './Comparer';
import { ArrayFacet, Contains } from './Facet';
import { itemAt } from './intersectFacets';
import { SchemaNode } from './SchemaNode';
import { leftOverChanged, violation } from './words';

/** What the reader's rules for arrays refuse of the writer's. */
export function compareArrays(
  writer: ArrayFacet,
  reader: ArrayFacet,
  comparer: Comparer,
): Violation[] {
  const longest = longestArray(writer, comparer);
  const shortest = shortestArray(writer);
  const found: Violation[] = [];
  if (reader.minItems > shortest) {
    found.push(
      violation(
        'min-items-increased',
        writer,
        reader,
        'minItems',
        `Lists could have ${shortest} items, now they need ${reader.minItems}.`,
      ),
    );
  }
  if (reader.maxItems < longest) {
    found.push(
      violation(
        'max-items-decreased',
        writer,
        reader,
        'maxItems',
        `Lists may have ${reader.maxItems} items at most, before it was ${Number.isFinite(longest) ? longest : 'any number'}.`,
      ),
    );
  }
  if (reader.unique && !writer.unique && longest > 1) {
    found.push(
      violation(
        'unique-items-added',
        writer,
        reader,
        'uniqueItems',
        'Lists could repeat an item, now all items have to differ.',
      ),
    );
  }
  const places = Math.max(writer.prefix.length, reader.prefix.length);
  for (let at = 0; at < Math.min(places, longest); at++) {
    found.push(
      ...comparer.compareNodes(itemAt(writer, at), itemAt(reader, at)),
    );
  }
  if (longest > places) {
    found.push(...compareRests(writer, reader, comparer));
  }
  for (const wanted of reader.contains) {
    found.push(...compareContains(writer, reader, wanted, longest, comparer));
  }
  return found;
}

function compareRests(
  writer: ArrayFacet,
  reader: ArrayFacet,
  comparer: Comparer,
): Violation[] {
  const found = comparer.compareNodes(writer.rest, reader.rest);
  const leftOver = reader.rest.parts.find(({ pointer }) =>
    pointer.endsWith('/unevaluatedItems'),
  );
  return found.length > 0 && leftOver
    ? [leftOverChanged(writer.rest.pointer || writer.at, leftOver.pointer)]
    : found;
}

/** How many items an array can have before a place forbids all values. */
export function longestArray(facet: ArrayFacet, comparer: Comparer): number {
  const closed = facet.prefix.findIndex(node => comparer.isEmpty(node));
  const places = closed >= 0 ? closed : facet.prefix.length;
  const ends = closed >= 0 || comparer.isEmpty(facet.rest);
  return Math.min(facet.maxItems, ends ? places : Infinity);
}

/** How few items an array can have. */
export function shortestArray(facet: ArrayFacet): number {
  return Math.max(
    facet.minItems,
    ...facet.contains.map(({ minimum }) => minimum),
  );
}

function compareContains(
  writer: ArrayFacet,
  reader: ArrayFacet,
  wanted: Contains,
  longest: number,
  comparer: Comparer,
): Violation[] {
  const covers = (one: typeof wanted.node, other: typeof wanted.node) =>
    comparer.compareNodes(one, other).length === 0;
  const shortest = shortestArray(writer);
  /** How many of the first items surely match. */
  const matching = () =>
    writer.prefix.slice(0, shortest).filter(node => covers(node, wanted.node))
      .length +
    (shortest > writer.prefix.length && covers(writer.rest, wanted.node)
      ? shortest - writer.prefix.length
      : 0);
  /** How many items may match. */
  const possible = () => {
    const mayMatch = (node: typeof wanted.node) =>
      !comparer.isEmpty(SchemaNode.all([node, wanted.node]));
    return (
      writer.prefix.filter(mayMatch).length +
      (mayMatch(writer.rest) ? Infinity : 0)
    );
  };
  const enough =
    wanted.minimum === 0 ||
    writer.contains.some(
      own => own.minimum >= wanted.minimum && covers(own.node, wanted.node),
    ) ||
    (shortest >= wanted.minimum && matching() >= wanted.minimum);
  const notTooMany =
    longest <= wanted.maximum ||
    writer.contains.some(
      own => own.maximum <= wanted.maximum && covers(wanted.node, own.node),
    ) ||
    possible() <= wanted.maximum;
  const found: Violation[] = [];
  if (!enough) {
    found.push(
      violation(
        'contains-added',
        writer,
        reader,
        'contains',
        `Lists now need ${wanted.minimum} items of a kind that the old ones need not have.`,
      ),
    );
  }
  if (!notTooMany) {
    found.push(
      violation(
        'max-contains-decreased',
        writer,
        reader,
        'maxContains',
        `Lists may have ${wanted.maximum} items of a kind at most, the old ones could have more.`,
      ),
    );
  }
  return found;
}
