import { parseEntityRef } from '@backstage/catalog-model';
import { RollUp } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { GroupNode, Surroundings } from '../evidence/Surroundings';
import { NO_VALUE } from './integrationFilter';
import { compareRollUps, rollUp, ScoreTally } from './rollUp';

export const GROUP_BYS = [
  'team',
  'system',
  'domain',
  'pattern',
  'interaction',
  'platform',
  'criticality',
] as const;

export type GroupBy = (typeof GROUP_BYS)[number];

/** Integrations with the same answers, and the value that they are grouped by. */
export interface GroupedTally extends ScoreTally {
  /** `none` where they have no such value. */
  key: string;
}

const noValueTitles: Record<GroupBy, string> = {
  team: 'no owner',
  system: 'no system',
  domain: 'no domain',
  pattern: 'no pattern',
  interaction: 'no interaction',
  platform: 'no platform',
  criticality: 'no criticality',
};

/** The innermost group that an integration belongs to; of several platforms the first. */
export function groupKeyOf(by: GroupBy, facets: IntegrationFacets): string {
  const values: Record<GroupBy, string | undefined> = {
    team: facets.ownerRef,
    system: facets.systemRef,
    domain: facets.domainRef,
    pattern: facets.pattern,
    interaction: facets.interaction,
    platform: facets.viaRefs[0],
    criticality: facets.criticality,
  };
  return values[by] ?? NO_VALUE;
}

/** Groups with what they hold; only those with something in them are there. */
export function groupIntegrations(
  by: GroupBy,
  tallies: readonly GroupedTally[],
  surroundings: Surroundings,
  questionIds: readonly string[],
): RollUp[] {
  return by === 'team'
    ? groupByTeam(tallies, surroundings, questionIds)
    : groupByValue(by, tallies, surroundings, questionIds);
}

function groupByValue(
  by: Exclude<GroupBy, 'team'>,
  tallies: readonly GroupedTally[],
  surroundings: Surroundings,
  questionIds: readonly string[],
): RollUp[] {
  const groups = [...collect(tallies, key => [key])].map(([key, inside]) =>
    rollUp(
      {
        key,
        kind: by,
        depth: 0,
        title:
          key === NO_VALUE ? noValueTitles[by] : titleOf(key, surroundings),
      },
      inside,
      questionIds,
    ),
  );
  return groups.sort(compareRollUps);
}

/**
 * By owner, in the tree of the catalog's groups. An outermost group that holds
 * every other one, the organisation itself, is left out: the total says the same.
 */
function groupByTeam(
  tallies: readonly GroupedTally[],
  surroundings: Surroundings,
  questionIds: readonly string[],
): RollUp[] {
  const owners = new Set(tallies.map(({ key }) => key));
  const ancestors = new Map<string, string[]>();
  const above = (key: string): string[] => {
    const known = ancestors.get(key);
    if (known) {
      return known;
    }
    const refs = surroundings
      .ancestorsOf(key)
      .map((group: GroupNode) => group.entityRef);
    ancestors.set(key, refs);
    return refs;
  };
  const byKey = collect(tallies, key => [key, ...above(key)]);
  const keys = new Set([...byKey.keys()].filter(key => key !== NO_VALUE));
  const isAboveAll = (key: string) =>
    keys.size > 1 &&
    !owners.has(key) &&
    [...keys].every(other => other === key || above(other).includes(key));
  for (
    let top = [...keys].find(isAboveAll);
    top !== undefined;
    top = [...keys].find(isAboveAll)
  ) {
    keys.delete(top);
  }

  const children = new Map<string | undefined, string[]>();
  for (const key of keys) {
    const parent = above(key).find(ref => keys.has(ref));
    children.set(parent, [...(children.get(parent) ?? []), key]);
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
          title: titleOf(key, surroundings),
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
  return groups;
}

function titleOf(key: string, surroundings: Surroundings): string {
  const title = surroundings.titleOf(key);
  if (title !== undefined) {
    return title;
  }
  try {
    return parseEntityRef(key).name;
  } catch {
    return key;
  }
}

function collect(
  tallies: readonly GroupedTally[],
  keysOf: (key: string) => string[],
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
