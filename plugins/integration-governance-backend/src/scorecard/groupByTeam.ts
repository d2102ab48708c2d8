import { RollUp } from '@tieline/plugin-integrations-common/governance';
import { Surroundings } from '../evidence/Surroundings';
import { collectTallies } from './collectTallies';
import { GroupedTally } from './groupIntegrations';
import { groupTitle } from './groupTitle';
import { NO_VALUE } from './integrationFilter';
import { compareRollUps, rollUp } from './rollUp';

/** The groups above one, nearest first. */
type Above = (key: string) => readonly string[];

/**
 * By owner, in the tree of the catalog's groups, depth first. An outermost
 * group that holds every other one, the organisation itself, is left out: the
 * total says the same.
 */
export function groupByTeam(
  tallies: readonly GroupedTally[],
  surroundings: Surroundings,
  questionIds: readonly string[],
): RollUp[] {
  const above = readAbove(surroundings);
  const byKey = collectTallies(tallies, key => [key, ...above(key)]);
  const owners = new Set(tallies.map(({ key }) => key));
  const keys = new Set([...byKey.keys()].filter(key => key !== NO_VALUE));
  leaveOutThoseAboveAll(keys, owners, above);

  const children = new Map<string | undefined, string[]>();
  for (const key of keys) {
    const parent = above(key).find(ref => keys.has(ref));
    const siblings = children.get(parent);
    if (siblings) {
      siblings.push(key);
    } else {
      children.set(parent, [key]);
    }
  }
  const groups: RollUp[] = [];
  const add = (parentKey: string | undefined, depth: number) => {
    const siblings = (children.get(parentKey) ?? []).map(key =>
      rollUp(
        {
          key,
          kind: 'group',
          depth,
          parentKey,
          childGroups: children.get(key)?.length ?? 0,
          title: groupTitle(key, surroundings),
        },
        byKey.get(key)!,
        questionIds,
      ),
    );
    for (const sibling of siblings.sort(compareRollUps)) {
      groups.push(sibling);
      add(sibling.key, depth + 1);
    }
  };
  add(undefined, 0);
  const without = byKey.get(NO_VALUE);
  if (without) {
    groups.push(
      rollUp(
        {
          key: NO_VALUE,
          kind: 'group',
          depth: 0,
          childGroups: 0,
          title: 'no owner',
        },
        without,
        questionIds,
      ),
    );
  }
  return groups;
}

/** Looks each group up once. */
function readAbove(surroundings: Surroundings): Above {
  const known = new Map<string, readonly string[]>();
  return key => {
    let refs = known.get(key);
    if (!refs) {
      refs = surroundings.ancestorsOf(key).map(({ entityRef }) => entityRef);
      known.set(key, refs);
    }
    return refs;
  };
}

/** Takes them out of `keys`, outermost first; what owns integrations itself stays. */
function leaveOutThoseAboveAll(
  keys: Set<string>,
  owners: ReadonlySet<string>,
  above: Above,
): void {
  const below = new Map<string, number>();
  for (const key of keys) {
    for (const ref of above(key)) {
      below.set(ref, (below.get(ref) ?? 0) + 1);
    }
  }
  const isAboveAll = (key: string) =>
    keys.size > 1 && !owners.has(key) && below.get(key) === keys.size - 1;
  for (
    let top = [...keys].find(isAboveAll);
    top !== undefined;
    top = [...keys].find(isAboveAll)
  ) {
    keys.delete(top);
    for (const ref of above(top)) {
      below.set(ref, below.get(ref)! - 1);
    }
  }
}
