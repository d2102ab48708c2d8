import { Compare } from './compareRest';
import { Differences } from './Differences';
import { matchPairs } from './matchPairs';
import { StrictShape } from './StrictShape';

/** Differences between two combinations (allOf, anyOf, oneOf, lists of types). */
export function compareCombinations(
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
  compare: Compare,
): void {
  if (writer.kind !== reader.kind) {
    const extended = isExtended(writer, reader);
    found.add(
      extended ? 'COMBINED_TYPE_EXTENDED' : 'COMBINED_TYPE_CHANGED',
      writer,
      reader,
    );
    if (!extended) {
      return;
    }
  }
  const before = writer.distinctMembers;
  const after = reader.distinctMembers;
  if (before.length < after.length) {
    const type = reader.kind === 'allOf' ? 'PRODUCT_TYPE' : 'SUM_TYPE';
    found.add(`${type}_EXTENDED`, writer, reader);
  } else if (before.length > after.length) {
    const type = writer.kind === 'allOf' ? 'PRODUCT_TYPE' : 'SUM_TYPE';
    found.add(`${type}_NARROWED`, writer, reader);
  }
  const attempts = before.map(own =>
    after.map(wanted => {
      const tried = found.attempt();
      compare(own, wanted, tried);
      return tried;
    }),
  );
  const pairs = matchPairs(
    attempts.map(row => row.map(tried => tried.isCompatible)),
  );
  for (const [own, wanted] of pairs) {
    found.addAll(attempts[own][wanted].list);
  }
  if (pairs.length < Math.min(before.length, after.length)) {
    found.add('COMBINED_TYPE_SUBSCHEMAS_CHANGED', writer, reader);
  }
}

/** Any alternative will do, or one that was the only one, or one of what all had to be. */
function isExtended(writer: StrictShape, reader: StrictShape): boolean {
  const wasSingle = writer.members.length === 1;
  const isSingle = reader.members.length === 1;
  return (
    reader.kind === 'anyOf' ||
    (wasSingle && (isSingle || reader.kind === 'oneOf')) ||
    (isSingle && writer.kind === 'allOf')
  );
}
