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
    const extended =
      reader.kind === 'anyOf' ||
      (writer.members.length === 1 &&
        (reader.kind === 'oneOf' || reader.members.length === 1));
    found.add(
      extended ? 'COMBINED_TYPE_EXTENDED' : 'COMBINED_TYPE_CHANGED',
      writer,
      reader,
    );
    if (!extended) {
      return;
    }
  }
  const before = writer.members.length;
  const after = reader.members.length;
  if (before !== after) {
    const type = reader.kind === 'allOf' ? 'PRODUCT_TYPE' : 'SUM_TYPE';
    const change = before < after ? 'EXTENDED' : 'NARROWED';
    found.add(`${type}_${change}`, writer, reader);
  }
  const attempts = writer.members.map(own =>
    reader.members.map(wanted => {
      const tried = found.attempt();
      compare(own, wanted, tried);
      return tried;
    }),
  );
  const pairs = matchPairs(
    attempts.map(row => row.map(tried => tried.isCompatible)),
  );
  for (const [own, wanted] of pairs) {
    found.addAll(attempts[own][wanted]);
  }
  if (pairs.length < Math.min(before, after)) {
    found.add('COMBINED_TYPE_SUBSCHEMAS_CHANGED', writer, reader);
  }
}
