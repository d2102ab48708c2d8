import { canonicalText, member } from '../../../text/Json';
import { compareCombinations } from './compareCombinations';
import { compareDependencies } from './compareDependencies';
import { compareItems } from './compareItems';
import { compareLimits } from './compareLimits';
import { compareMembers } from './compareMembers';
import { Differences } from './Differences';
import { StrictShape, childShape } from './StrictShape';

const COMBINATIONS = new Set(['allOf', 'anyOf', 'oneOf']);

const ANNOTATIONS: ReadonlyArray<[keyword: string, difference: string]> = [
  ['$id', 'ID_CHANGED'],
  ['title', 'TITLE_CHANGED'],
  ['description', 'DESCRIPTION_CHANGED'],
  ['default', 'DEFAULT_CHANGED'],
];

/** The differences between two schemas, in the registry's terms. */
export function compareShapes(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): void {
  found.budget.spend();
  if (compareWithMember(writer, reader, found)) {
    return;
  }
  if (writer.kind !== reader.kind) {
    if (writer.kind !== 'nothing' && reader.kind !== 'everything') {
      found.add('TYPE_CHANGED', writer, reader);
    }
    return;
  }
  found.inside(writer, () => {
    for (const [keyword, difference] of ANNOTATIONS) {
      const before = member(writer.schema, keyword);
      const after = member(reader.schema, keyword);
      if (canonicalText(before) !== canonicalText(after)) {
        found.add(difference, writer, reader);
      }
    }
    compareLimits(writer, reader, found);
    if (COMBINATIONS.has(writer.kind)) {
      compareCombinations(writer, reader, found, compareShapes);
    } else if (writer.kind === 'object') {
      compareMembers(writer, reader, found, compareShapes);
      compareDependencies(writer, reader, found, compareShapes);
    } else if (writer.kind === 'array') {
      compareItems(writer, reader, found, compareShapes);
    } else if (writer.kind === 'not') {
      compareNegations(writer, reader, found);
    }
  });
}

/**
 * A schema that becomes a combination, or was one of a single member: it is
 * compatible if it is compatible with a member.
 */
function compareWithMember(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
): boolean {
  const combined = COMBINATIONS.has(writer.kind);
  if (combined === COMBINATIONS.has(reader.kind)) {
    if (combined && writer.kind !== reader.kind) {
      // Two different combinations: told apart where combinations are compared.
      found.inside(writer, () =>
        compareCombinations(writer, reader, found, compareShapes),
      );
      return true;
    }
    return false;
  }
  const members = combined ? writer.members : reader.members;
  const single = members.length === 1;
  if (!single && (combined || reader.kind === 'allOf')) {
    return false;
  }
  for (const one of members) {
    const tried = found.attempt();
    if (combined) {
      compareShapes(one, reader, tried);
    } else {
      compareShapes(writer, one, tried);
    }
    if (tried.isCompatible) {
      found.addAll(tried);
      if (!single) {
        found.add('SUM_TYPE_EXTENDED', writer, reader);
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
