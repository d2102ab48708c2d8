import { RollUp } from '@tieline/plugin-integrations-common/governance';
import { parseEntityRef } from '@backstage/catalog-model';
import { GroupNode, Surroundings } from '../evidence/Surroundings';
import { NO_VALUE } from './integrationFilter';
import { compareRollUps, rollUp, ScoredIntegration } from './rollUp';

export type GroupBy = 'team' | 'system' | 'domain' | 'pattern' | 'criticality';

/** Groups with what they hold, and for each integration the innermost one. */
export interface Grouping {
  groups: RollUp[];
  keyOf(integration: ScoredIntegration['integration']): string;
}

const noValueTitles: Record<GroupBy, string> = {
  team: 'no owner',
  system: 'no system',
  domain: 'no domain',
  pattern: 'no pattern',
  criticality: 'no criticality',
};

function nameOf(key: string): string {
  try {
    return parseEntityRef(key).name;
  } catch {
    return key;
  }
}

/** Groups integrations; only groups with something in them are there. */
export function groupIntegrations(
  by: GroupBy,
  members: readonly ScoredIntegration[],
  surroundings: Surroundings,
  questionIds: readonly string[],
): Grouping {
  return by === 'team'
    ? groupByTeam(members, surroundings, questionIds)
    : groupByValue(by, members, surroundings, questionIds);
}

function groupByValue(
  by: Exclude<GroupBy, 'team'>,
  members: readonly ScoredIntegration[],
  surroundings: Surroundings,
  questionIds: readonly string[],
): Grouping {
  const keyOf: Grouping['keyOf'] = integration => {
    switch (by) {
      case 'system':
        return integration.systemRef ?? NO_VALUE;
      case 'domain':
        return integration.domainRef ?? NO_VALUE;
      case 'pattern':
        return integration.pattern ?? NO_VALUE;
      default:
        return integration.criticality ?? NO_VALUE;
    }
  };
  const byKey = collect(members, ({ integration }) => [keyOf(integration)]);
  const groups = [...byKey].map(([key, inside]) =>
    rollUp(
      {
        key,
        kind: by,
        depth: 0,
        title:
          key === NO_VALUE
            ? noValueTitles[by]
            : (surroundings.titleOf(key) ?? nameOf(key)),
      },
      inside,
      questionIds,
    ),
  );
  return { groups: groups.sort(compareRollUps), keyOf };
}

/**
 * By owner, in the tree of the catalog's groups. An outermost group that holds
 * every other one, the organisation itself, is left out: the total says the same.
 */
function groupByTeam(
  members: readonly ScoredIntegration[],
  surroundings: Surroundings,
  questionIds: readonly string[],
): Grouping {
  const keyOf: Grouping['keyOf'] = integration =>
    integration.ownerRef ?? NO_VALUE;
  const above = (key: string): GroupNode[] => surroundings.ancestorsOf(key);
  const byKey = collect(members, ({ integration }) => {
    const key = keyOf(integration);
    return [key, ...above(key).map(group => group.entityRef)];
  });
  const keys = [...byKey.keys()].filter(key => key !== NO_VALUE);
  const isAboveAll = (key: string) =>
    keys.length > 1 &&
    !members.some(({ integration }) => keyOf(integration) === key) &&
    keys.every(
      other =>
        other === key || above(other).some(group => group.entityRef === key),
    );
  const dropped = new Set<string>();
  for (
    let top = keys.find(isAboveAll);
    top !== undefined;
    top = keys.find(isAboveAll)
  ) {
    dropped.add(top);
    keys.splice(keys.indexOf(top), 1);
  }

  const parentOf = (key: string) =>
    above(key)
      .map(group => group.entityRef)
      .find(ref => keys.includes(ref) && !dropped.has(ref));
  const groups: RollUp[] = [];
  const add = (parentKey: string | undefined, depth: number) => {
    const siblings = keys
      .filter(key => parentOf(key) === parentKey)
      .map(key =>
        rollUp(
          {
            key,
            kind: 'group',
            depth,
            parentKey,
            title: surroundings.titleOf(key) ?? nameOf(key),
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
        { key: NO_VALUE, kind: 'group', depth: 0, title: noValueTitles.team },
        without,
        questionIds,
      ),
    );
  }
  return { groups, keyOf };
}

function collect(
  members: readonly ScoredIntegration[],
  keysOf: (member: ScoredIntegration) => string[],
): Map<string, ScoredIntegration[]> {
  const byKey = new Map<string, ScoredIntegration[]>();
  for (const member of members) {
    for (const key of new Set(keysOf(member))) {
      byKey.set(key, [...(byKey.get(key) ?? []), member]);
    }
  }
  return byKey;
}
