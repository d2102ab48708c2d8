import { RollUp } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Surroundings } from '../evidence/Surroundings';
import { groupByTeam } from './groupByTeam';
import { groupTitle } from './groupTitle';
import { collectTallies } from './collectTallies';
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

const noValueTitles: Record<Exclude<GroupBy, 'team'>, string> = {
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
  const groups = [...collectTallies(tallies, key => [key])].map(
    ([key, inside]) =>
      rollUp(
        {
          key,
          kind: by,
          depth: 0,
          childGroups: 0,
          title:
            key === NO_VALUE
              ? noValueTitles[by]
              : groupTitle(key, surroundings),
        },
        inside,
        questionIds,
      ),
  );
  return groups.sort(compareRollUps);
}

/**
 * Those of one level. There is nothing within a group that is not there.
 *
 * @param within - `top` for the outermost, else the key of the group that they
 *   lie directly within; all where it is missing
 */
export function groupsWithin(
  groups: readonly RollUp[],
  within: string | undefined,
): RollUp[] {
  if (within === undefined) {
    return [...groups];
  }
  return within === 'top'
    ? groups.filter(({ depth }) => depth === 0)
    : groups.filter(({ parentKey }) => parentKey === within);
}
