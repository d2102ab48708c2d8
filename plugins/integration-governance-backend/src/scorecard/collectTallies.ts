import { GroupedTally } from './groupIntegrations';

/**
 * Tallies by the groups that they count in.
 *
 * @param keysOf - the groups that hold what has this key, itself among them
 */
export function collectTallies(
  tallies: readonly GroupedTally[],
  keysOf: (key: string) => Iterable<string>,
): Map<string, GroupedTally[]> {
  const byKey = new Map<string, GroupedTally[]>();
  for (const tally of tallies) {
    for (const key of new Set(keysOf(tally.key))) {
      const inside = byKey.get(key);
      if (inside) {
        inside.push(tally);
      } else {
        byKey.set(key, [tally]);
      }
    }
  }
  return byKey;
}
