import { canonicalText } from '../../../text/Json';
import { Budget } from '../Budget';
import { compareCombinations } from './compareCombinations';
import { compareDependencies } from './compareDependencies';
import { compareItems } from './compareItems';
import { compareLimits } from './compareLimits';
import { compareMembers } from './compareMembers';
import { Comparison } from './Comparison';
import { Difference, Differences } from './Differences';
import { StrictShape, childShape } from './StrictShape';

const COMBINATIONS = new Set(['allOf', 'anyOf', 'oneOf']);

const ANNOTATIONS: ReadonlyArray<[keyword: string, difference: string]> = [
  ['title', 'TITLE_CHANGED'],
  ['description', 'DESCRIPTION_CHANGED'],
  ['default', 'DEFAULT_CHANGED'],
];

/**
 * The differences between two schemas, in the registry's terms.
 *
 * @throws TooComplexError where the schemas are beyond the budget
 */
export function differencesBetween(
  writer: StrictShape,
  reader: StrictShape,
  compatible: ReadonlySet<string>,
  budget: Budget,
): Difference[] {
  return new Comparison(compatible, budget, comparePair).run(writer, reader);
}

function compareShapes(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): void {
  found.addAll(found.comparison.pair(writer, reader));
}

function comparePair(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): void {
  if (compareWithMember(writer, reader, found)) {
    return;
  }
  const combined = [writer, reader].map(({ kind }) => COMBINATIONS.has(kind));
  const isSameKind =
    combined[0] && combined[1]
      ? // Each loader has a class of its own for combinations.
        writer.dialect.isModern === reader.dialect.isModern
      : writer.kind === reader.kind;
  if (!isSameKind) {
    if (
      writer.kind !== 'nothing' &&
      reader.kind !== 'everything' &&
      !(areBytes(writer) && areBytes(reader))
    ) {
      found.add('TYPE_CHANGED', writer, reader);
    }
    return;
  }
  compareAnnotations(writer, reader, found);
  compareLimits(writer, reader, found);
  if (combined[0]) {
    compareCombinations(writer, reader, found, compareShapes);
  } else if (writer.kind === 'object') {
    compareMembers(writer, reader, found, compareShapes);
    compareDependencies(writer, reader, found, compareShapes);
  } else if (writer.kind === 'array') {
    compareItems(writer, reader, found, compareShapes);
  } else if (writer.kind === 'not') {
    compareNegations(writer, reader, found);
  }
}

function compareAnnotations(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): void {
  if (writer.isPart || reader.isPart) {
    return;
  }
  const [before, after] = [writer, reader].map(
    ({ schema, dialect }) => schema[dialect.idKeyword],
  );
  if (before !== after) {
    found.add('ID_CHANGED', writer, reader);
  }
  for (const [keyword, difference] of ANNOTATIONS) {
    const [own, wanted] = [writer, reader].map(({ schema }) => schema[keyword]);
    if (canonicalText(own) !== canonicalText(wanted)) {
      found.add(difference, writer, reader);
    }
  }
}

/** Kafka Connect's bytes may be written as texts or as numbers. */
function areBytes({ schema, isPart }: StrictShape): boolean {
  return !isPart && schema['connect.type'] === 'bytes';
}

/**
 * A schema that becomes a combination, or was one: it is compatible if it is
 * compatible with an alternative, or if one of what it had to be was.
 */
function compareWithMember(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): boolean {
  const isCombined = COMBINATIONS.has(writer.kind);
  if (isCombined === COMBINATIONS.has(reader.kind)) {
    return false;
  }
  const { kind, members } = isCombined ? writer : reader;
  const isSingle = members.length === 1;
  if (!isSingle && isCombined !== (kind === 'allOf')) {
    return false;
  }
  for (const one of members) {
    const tried = found.attempt();
    if (isCombined) {
      compareShapes(one, reader, tried);
    } else {
      compareShapes(writer, one, tried);
    }
    if (tried.isCompatible) {
      found.addAll(tried.list);
      if (!isSingle) {
        const type = isCombined ? 'PRODUCT_TYPE_NARROWED' : 'SUM_TYPE_EXTENDED';
        found.add(type, writer, reader);
      }
      return true;
    }
  }
  return false;
}

/** What mustn't match may shrink: the sides change places. */
function compareNegations(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): void {
  const tried = found.attempt();
  compareShapes(childShape(reader, 'not')!, childShape(writer, 'not')!, tried);
  found.add(
    tried.isCompatible ? 'NOT_TYPE_NARROWED' : 'NOT_TYPE_EXTENDED',
    writer,
    reader,
  );
}
