import { NeglectedIntegration } from '@tieline/plugin-integrations-common/governance';
import { CsvButton } from '../shared/CsvButton';
import { IntegrationLink } from '../shared/EntityLink';
import {
  formatCount,
  formatDay,
  formatInstant,
  formatRate,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { Owner } from '../shared/Owner';
import { OwnerChoice, useOwnerFilter } from '../shared/OwnerChoice';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { toNeglectedCsvRows } from './toNeglectedCsvRows';
import { useNeglected } from './useUpkeep';
import styles from './upkeep.module.css';

function Last(props: { at: string | undefined; now: Date }) {
  const { at, now } = props;
  return at ? (
    <time dateTime={at} title={formatInstant(at)} className={shared.noWrap}>
      {formatDay(at, now)}
    </time>
  ) : (
    <span className={shared.unmeasured}>none known</span>
  );
}

function Row(props: { item: NeglectedIntegration; now: Date }) {
  const { item, now } = props;
  const { value, unit } = formatRate(item.throughputPerMinute);
  return (
    <tr>
      <th scope="row">
        <IntegrationLink
          integration={item.integration}
          className={shared.link}
        />
      </th>
      <td>
        <Owner ownerRef={item.integration.ownerRef} />
      </td>
      <td className={`${shared.end} ${shared.noWrap}`}>
        {value} <span className={shared.unit}>{unit}</span>
      </td>
      <td>
        <Last at={item.lastDeploymentAt} now={now} />
      </td>
      <td>
        <Last at={item.lastReviewAt} now={now} />
      </td>
      <td>
        <Last at={item.lastOwnerActivityAt} now={now} />
      </td>
      <td className={shared.end}>{formatCount(item.sinceDays)} days</td>
    </tr>
  );
}

/** Integrations that carry traffic and that nobody looked after for a year. */
export function NeglectedCard({ address }: { address: Address }) {
  const now = useNow();
  const { owner, isKnown } = useOwnerFilter(address.values);
  const query = useNeglected(owner ? { owner } : {}, isKnown);
  const items = query.data?.items ?? [];
  return (
    <Card
      title="Neglected integrations"
      end={
        <span className={shared.actions}>
          <OwnerChoice address={address} />
          {items.length ? (
            <CsvButton
              name="neglected-integrations.csv"
              read={async () => toNeglectedCsvRows(items)}
            />
          ) : null}
        </span>
      }
    >
      <p className={styles.note}>
        They carry traffic, and had for a year no deployment, no review, and
        nothing that an owner did. The busiest first.
      </p>
      <QueryState
        what="The neglected integrations"
        query={query}
        skeleton={<SkeletonRows rows={5} heightPx={40} />}
      >
        {list =>
          list.items.length ? (
            <>
              <ScrollRegion label="Neglected integrations">
                <table className={`${shared.table} ${styles.table}`}>
                  <thead>
                    <tr>
                      <th scope="col">Integration</th>
                      <th scope="col">Owner</th>
                      <th scope="col" className={shared.end}>
                        Traffic
                      </th>
                      <th scope="col">Last deployment</th>
                      <th scope="col">Last review</th>
                      <th scope="col">Last by its owner</th>
                      <th scope="col" className={shared.end}>
                        Nothing for
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {list.items.map(item => (
                      <Row
                        key={item.integration.entityRef}
                        item={item}
                        now={now}
                      />
                    ))}
                  </tbody>
                </table>
              </ScrollRegion>
              {list.totalItems > list.items.length ? (
                <p className={styles.note}>
                  {formatCount(list.items.length)} of{' '}
                  {formatCount(list.totalItems)} are shown. Choose an owner to
                  see the others.
                </p>
              ) : null}
            </>
          ) : (
            <p className={styles.note}>
              {owner
                ? 'None of this owner.'
                : 'None: whatever carries traffic was looked after within a year, or is not known for a year yet.'}
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}
