import { parseEntityRef } from '@backstage/catalog-model';
import { RunCostGroups } from '@tieline/plugin-integrations-common/governance';
import { Surroundings } from '../../evidence/Surroundings';
import { groupKeyOf } from '../../scorecard/groupIntegrations';
import { NO_VALUE } from '../../scorecard/integrationFilter';
import { addUp } from '../PriceListCostModel';
import { groupBy } from './groupBy';
import { perMessageOf } from './RunCostCalculator';
import { RunCostFigures } from './RunCostStore';

export type RunCostGroupBy = 'team' | 'platform' | 'pattern' | 'system';

/**
 * Each integration is in one group, of several platforms in the first one's, so
 * that the groups add up to the whole. The most expensive comes first.
 */
export function groupRunCosts(
  by: RunCostGroupBy,
  figures: readonly RunCostFigures[],
  surroundings: Surroundings,
): RunCostGroups['groups'] {
  const groups = groupBy(figures, ({ facets }) => groupKeyOf(by, facets));
  return [...groups]
    .map(([key, inside]) => {
      const measured = inside.filter(({ calls }) => calls !== undefined);
      const calls = measured.reduce((sum, one) => sum + one.calls!, 0);
      const perMonth = addUp(inside.map(one => one.perMonth));
      return {
        key,
        title: titleOf(key, by, surroundings),
        integrations: inside.length,
        unmeasured: inside.length - measured.length,
        perMonth,
        calls: measured.length > 0 ? calls : null,
        // Of those that are measured: the others' cost has no messages to go with.
        perMessage:
          calls > 0
            ? perMessageOf(addUp(measured.map(one => one.perMonth)), calls)
            : undefined,
        interventionMinutes: inside.reduce(
          (sum, { interventionMinutes }) => sum + interventionMinutes,
          0,
        ),
      };
    })
    .sort(
      (one, other) =>
        other.perMonth.expected - one.perMonth.expected ||
        one.key.localeCompare(other.key, 'en'),
    );
}

function titleOf(
  key: string,
  by: RunCostGroupBy,
  surroundings: Surroundings,
): string {
  if (key === NO_VALUE) {
    return by === 'team' ? 'no owner' : `no ${by}`;
  }
  const title = surroundings.titleOf(key);
  if (title !== undefined || !key.includes(':')) {
    return title ?? key;
  }
  return parseEntityRef(key).name;
}
