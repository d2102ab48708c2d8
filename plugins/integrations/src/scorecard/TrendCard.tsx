import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  PortfolioScorecard,
  RollUp,
} from '@tieline/plugin-integrations-common/governance';
import { integrationGovernanceApiRef } from '../apis';
import { Choice } from '../shared/Choice';
import { DayChart } from '../shared/DayChart';
import { laterDay, utcDay } from '../shared/days';
import { EntityName } from '../shared/EntityLink';
import { formatShare } from '../shared/format';
import { Card } from '../shared/Frame';
import { POLL_MS } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { GroupBy } from './useScorecardAddress';

const RANGES = [
  { id: '90', title: '90 days' },
  { id: '365', title: '1 year' },
  { id: '730', title: '2 years' },
] as const;

/** A group that lies within another one that is not opened is not there, and has its entity's name. */
function titleOf(key: string | undefined, group: RollUp | undefined) {
  if (group) {
    return `Trend of ${group.title}`;
  }
  return key?.includes(':') ? (
    <>
      Trend of <EntityName entityRef={key} />
    </>
  ) : (
    'Trend'
  );
}

/** The share of yes over time, of everything or of one group. */
export function TrendCard(props: {
  portfolio: PortfolioScorecard;
  groupBy: GroupBy;
}) {
  const { portfolio, groupBy } = props;
  const { groups } = portfolio;
  const { values, change } = useAddress();
  const now = useNow();
  const api = useApi(integrationGovernanceApiRef);
  const range = RANGES.find(({ id }) => id === values.get('range'))?.id ?? '90';
  const key = values.get('trendOf') ?? undefined;
  const group = groups.find(one => one.key === key);
  const from = laterDay(now, -Number(range));
  const query = useQuery({
    queryKey: ['scorecard-history', groupBy, key, from],
    queryFn: ({ signal }) =>
      api.getScorecardHistory(
        key ? { groupBy, key, from } : { groupBy: 'all', from },
        { signal },
      ),
    refetchInterval: 6 * POLL_MS,
    placeholderData: keepPreviousData,
  });
  return (
    <Card
      title={titleOf(key, group)}
      end={
        <Choice
          label="Of"
          all="all integrations"
          options={groups.map(one => ({ id: one.key, title: one.title }))}
          value={key ?? null}
          onChange={trendOf => change({ trendOf }, { replace: true })}
        />
      }
    >
      <div className={shared.cardBody}>
        <Segments
          label="Range"
          options={RANGES}
          value={range}
          onChange={id =>
            change({ range: id === '90' ? undefined : id }, { replace: true })
          }
        />
        <QueryState
          what="The trend"
          query={query}
          skeleton={<SkeletonRows rows={1} heightPx={208} />}
        >
          {({ points, because }) =>
            points.length ? (
              <DayChart
                title="Share of yes"
                parameter="trendAs"
                points={points}
                until={utcDay(now)}
                series={[
                  {
                    id: 'yes',
                    title: 'yes',
                    valueOf: ({ yesShare }) => yesShare,
                  },
                ]}
                format={formatShare}
                fileName="scorecard-trend.csv"
              />
            ) : (
              <p>
                No history yet{because ? `: ${because}` : '.'} It is written
                down day by day from the first evaluation on.
              </p>
            )
          }
        </QueryState>
      </div>
    </Card>
  );
}
