import { Button } from '@backstage/ui';
import {
  HEALTH_STATUSES,
  HealthStatus,
} from '@tieline/plugin-integrations-common';
import {
  HealthPage,
  HealthSummary,
} from '@tieline/plugin-integrations-common/telemetry';
import { mainReason } from '../home/AttentionItem';
import { EntityLink, IntegrationLink, Route } from '../shared/EntityLink';
import { PageFrame, PageHead } from '../shared/Frame';
import { HowToBegin } from '../shared/HowToBegin';
import { StatusIcon } from '../shared/icons';
import { useFleetHealth } from '../shared/queries';
import { PagerButtons } from '../shared/PagerButtons';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ReplayBanner } from '../shared/ReplayBanner';
import { ResortBar } from '../shared/ResortBar';
import { Since } from '../shared/Since';
import { Sparkline } from '../shared/Sparkline';
import { StatusLabel } from '../shared/StatusLabel';
import { Address, useAddress } from '../shared/useAddress';
import { useIsNarrow } from '../shared/useIsNarrow';
import { useNow } from '../shared/useNow';
import { useStableOrder } from '../shared/useStableOrder';
import { DurationValue, ErrorsValue, ThroughputValue } from '../shared/values';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import styles from './health.module.css';

/** More than fits one look; the next page is one press away. */
const PAGE_SIZE = 100;

function StatusFilter(props: {
  counts?: HealthPage['statusCounts'];
  address: Address;
}) {
  const { values, change } = props.address;
  const chosen = values.getAll('status');
  return (
    <div className={styles.filter} role="group" aria-label="Status">
      {HEALTH_STATUSES.map(status => (
        <button
          key={status}
          type="button"
          className={shared.chip}
          aria-pressed={chosen.includes(status)}
          onClick={() =>
            change({
              status: chosen.includes(status)
                ? chosen.filter(other => other !== status)
                : [...chosen, status],
              cursor: undefined,
            })
          }
        >
          <span className={shared[status]}>
            <StatusIcon status={status} />
          </span>
          {status}
          <span className={shared.muted}>{props.counts?.[status]}</span>
        </button>
      ))}
    </div>
  );
}

function Row(props: { health: HealthSummary; now: Date }) {
  const { health, now } = props;
  const reason = mainReason(health);
  return (
    <tr>
      <td>
        <StatusLabel status={health.status} />
        <Since
          className={shared.block}
          instant={reason?.since ?? health.since}
          now={now}
        />
      </td>
      <th scope="row">
        <IntegrationLink
          integration={health.integration}
          tab="health"
          className={styles.name}
        />
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          <Route integration={health.integration} />
        </span>
      </th>
      <td>
        {reason?.headline}
        {reason?.detail ? (
          <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
            {reason.detail}
          </span>
        ) : null}
      </td>
      <td>
        {health.integration.ownerRef ? (
          <EntityLink entityRef={health.integration.ownerRef} />
        ) : (
          <span className={shared.muted}>no owner</span>
        )}
      </td>
      <td className={shared.end}>
        <ThroughputValue health={health} />
      </td>
      <td className={shared.end}>
        <ErrorsValue health={health} />
      </td>
      <td className={shared.end}>
        <DurationValue health={health} />
      </td>
      <td>
        {health.sparkline ? (
          <Sparkline
            data={health.sparkline}
            status={health.status}
            width={96}
            height={28}
          />
        ) : null}
      </td>
    </tr>
  );
}

function CardRow(props: { health: HealthSummary; now: Date }) {
  const { health, now } = props;
  const reason = mainReason(health);
  return (
    <li className={styles.card}>
      <div className={styles.between}>
        <StatusLabel status={health.status} />
        <Since instant={reason?.since ?? health.since} now={now} />
      </div>
      <IntegrationLink
        integration={health.integration}
        tab="health"
        className={styles.name}
      />
      <span>{reason?.headline}</span>
      <div className={styles.between}>
        <ThroughputValue health={health} />
        <ErrorsValue health={health} />
        <DurationValue health={health} />
      </div>
    </li>
  );
}

function Fleet(props: {
  page: HealthPage;
  isCurrent: boolean;
  address: Address;
}) {
  const { page, isCurrent, address } = props;
  const now = useNow();
  const isNarrow = useIsNarrow();
  const { rows, moved, resort } = useStableOrder(
    page.items,
    item => item.integration.entityRef,
    address.values.toString(),
    isCurrent,
  );
  const cursors = address.values.getAll('cursor');
  const next = page.pageInfo.nextCursor;
  if (page.items.length === 0) {
    const isFiltered = address.values.has('status');
    return isFiltered ? (
      <section className={`${shared.card} ${shared.empty}`}>
        <p>No integration has this status now.</p>
        <Button
          variant="secondary"
          onPress={() => address.change({ status: undefined })}
        >
          Clear filters
        </Button>
      </section>
    ) : (
      <HowToBegin />
    );
  }
  return (
    <div>
      <ResortBar moved={moved} onResort={resort} />
      <section className={shared.card} aria-label="Fleet">
        {isNarrow ? (
          <ul>
            {rows.map(health => (
              <CardRow
                key={health.integration.entityRef}
                health={health}
                now={now}
              />
            ))}
          </ul>
        ) : (
          <ScrollRegion label="Health of the integrations, worst first">
            <table className={`${shared.table} ${styles.fleet}`}>
              <caption className={shared.hidden}>
                Health of the integrations, worst first
              </caption>
              <thead>
                <tr>
                  <th scope="col">Status</th>
                  <th scope="col">Integration</th>
                  <th scope="col">Reason</th>
                  <th scope="col">Owner</th>
                  <th scope="col" className={shared.end}>
                    Throughput
                  </th>
                  <th scope="col" className={shared.end}>
                    Errors
                  </th>
                  <th scope="col" className={shared.end}>
                    p95 or duration
                  </th>
                  <th scope="col">Last 24 h</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(health => (
                  <Row
                    key={health.integration.entityRef}
                    health={health}
                    now={now}
                  />
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
        {cursors.length || next ? (
          <nav className={styles.pager} aria-label="Pages">
            <PagerButtons address={address} cursors={cursors} next={next} />
          </nav>
        ) : null}
      </section>
    </div>
  );
}

function FleetHealth() {
  const address = useAddress();
  const status = address.values.getAll('status') as HealthStatus[];
  const query = useFleetHealth({
    status: status.length ? status : undefined,
    limit: PAGE_SIZE,
    cursor: address.values.getAll('cursor').at(-1),
  });
  return (
    <>
      <PageHead
        title="Health"
        lead="Every integration by how it is doing right now, worst first."
      />
      <ReplayBanner />
      <StatusFilter counts={query.data?.statusCounts} address={address} />
      <QueryState
        what="The health of the integrations"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={12} heightPx={53} />
          </div>
        }
      >
        {page => (
          <Fleet
            page={page}
            isCurrent={!query.isPlaceholderData}
            address={address}
          />
        )}
      </QueryState>
    </>
  );
}

/** The fleet's health, worst first. */
export function FleetHealthPage() {
  return (
    <PageFrame title="Health">
      <FleetHealth />
    </PageFrame>
  );
}
