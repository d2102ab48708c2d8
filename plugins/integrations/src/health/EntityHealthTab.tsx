import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Button } from '@backstage/ui';
import {
  defaultInteraction,
  Pattern,
} from '@tieline/plugin-integrations-common';
import { HealthDetail } from '@tieline/plugin-integrations-common/telemetry';
import { formatAge, formatInstant, withLocalTimes } from '../shared/format';
import { Card, TabFrame } from '../shared/Frame';
import { useHealth, useSeries } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ReplayBanner } from '../shared/ReplayBanner';
import { StatusLabel } from '../shared/StatusLabel';
import { Address, useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import shared from '../shared/shared.module.css';
import { BreakdownCard } from './BreakdownCard';
import { ExemplarsCard } from './ExemplarsCard';
import { HealthHeader } from './HealthHeader';
import { ObjectiveCards } from './ObjectiveCards';
import { OverflowNotice } from './OverflowNotice';
import { QueueCards } from './QueueCards';
import { rangeOf } from './ranges';
import { ReconciliationCard } from './ReconciliationCard';
import { RunsCard } from './RunsCard';
import { SeriesCard } from './SeriesCard';
import { TrendsCard } from './TrendsCard';
import { UsageCard, usageRange } from './UsageCard';
import { useUsage } from './useUsage';
import { VersionsCard } from './VersionsCard';
import { asSeenBy, ViewNote, viewOf } from './ViewNote';
import styles from './health.module.css';

function OtherEnvironments(props: {
  health: HealthDetail;
  address: Address;
  now: Date;
}) {
  const { health, address, now } = props;
  if (health.otherEnvironments.length === 0) {
    return null;
  }
  return (
    <Card
      title="Other environments"
      end={
        <span className={`${shared.small} ${shared.muted}`}>
          not counted for the status above
        </span>
      }
    >
      <ul>
        {health.otherEnvironments.map(other => (
          <li key={other.environment} className={styles.card}>
            <div className={styles.between}>
              <span className={shared.row}>
                <StatusLabel status={other.status} />
                <b className={shared.strong}>{other.environment}</b>
                {other.lastSeenAt ? (
                  <span className={`${shared.small} ${shared.muted}`}>
                    last seen {formatAge(other.lastSeenAt, now)} ago
                  </span>
                ) : null}
              </span>
              <Button
                size="small"
                variant="secondary"
                onPress={() =>
                  address.change({ environment: other.environment })
                }
              >
                Look at {other.environment}
              </Button>
            </div>
            {other.reasons.map((reason, index) => (
              <p key={index}>
                {reason.headline}{' '}
                <span className={shared.muted}>{reason.detail}</span>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Source(props: { health: HealthDetail }) {
  const { calls, notes, evaluatedAt } = props.health;
  return (
    <div>
      {notes.map(note => (
        <p key={note} className={shared.foot}>
          {withLocalTimes(note)}
        </p>
      ))}
      <p className={shared.foot}>
        {calls
          ? `From ${calls.source} as the ${calls.side} saw the calls, ${formatInstant(calls.from)} to ${formatInstant(calls.to)}. `
          : null}
        Evaluated {formatInstant(evaluatedAt)}.
      </p>
    </div>
  );
}

/** Whether it may have runs alone, and no calls. */
function isBatchEntity({ spec = {} }: Entity): boolean {
  const interaction =
    spec.interaction ?? defaultInteraction(spec.type as Pattern);
  return interaction === 'batch';
}

function Health() {
  const { entity } = useEntity();
  const address = useAddress();
  const now = useNow();
  const environment = address.values.get('environment') ?? undefined;
  const view = viewOf(address.values);
  const name = {
    namespace: entity.metadata.namespace ?? 'default',
    name: entity.metadata.name,
  };
  const query = useHealth(name, { environment, view });
  const usage = useUsage(
    name,
    environment,
    usageRange(address.values).durationMs,
  );
  // Beside the health and not after it: what it is shows that there is a chart.
  const series = useSeries(
    name,
    { environment, view, usual: true },
    rangeOf(address.values).durationMs,
    !isBatchEntity(entity) || query.data?.calls !== undefined,
  );
  return (
    <div className={shared.stack}>
      <ReplayBanner />
      {environment ? (
        <p className={shared.notice}>
          You are looking at {environment}.
          <Button
            size="small"
            variant="secondary"
            onPress={() => address.change({ environment: undefined })}
          >
            Back to the one that counts
          </Button>
        </p>
      ) : null}
      <QueryState
        what="The health of this integration"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={4} heightPx={144} />
          </div>
        }
      >
        {health => {
          const isBatch = health.integration.interaction === 'batch';
          return (
            <>
              <HealthHeader health={health} now={now} />
              <ObjectiveCards health={health} />
              {usage.data?.overflow ? (
                <OverflowNotice overflow={usage.data.overflow} now={now} />
              ) : null}
              {isBatch || health.runs ? (
                <RunsCard
                  health={health}
                  environment={environment}
                  address={address}
                />
              ) : null}
              <ReconciliationCard
                health={health}
                environment={environment}
                address={address}
              />
              {!isBatch || health.calls ? (
                <>
                  <ViewNote health={health} address={address} />
                  <div className={styles.withSide}>
                    <SeriesCard
                      health={asSeenBy(health, view)}
                      query={series}
                      address={address}
                      now={now}
                    />
                    <QueueCards
                      health={health}
                      environment={environment}
                      now={now}
                    />
                    <ExemplarsCard
                      health={health}
                      address={address}
                      now={now}
                    />
                  </div>
                </>
              ) : null}
              {health.versionComparison ? (
                <VersionsCard comparison={health.versionComparison} />
              ) : null}
              <TrendsCard health={health} now={now} />
              <OtherEnvironments health={health} address={address} now={now} />
              <BreakdownCard
                title="Consumers"
                rows={health.consumers}
                now={now}
              />
              {isBatch && !health.calls ? null : (
                <UsageCard
                  name={entity.metadata.name}
                  query={usage}
                  address={address}
                  now={now}
                />
              )}
              <BreakdownCard
                title="Operations"
                rows={health.operations}
                now={now}
              />
              <Source health={asSeenBy(health, view)} />
            </>
          );
        }}
      </QueryState>
    </div>
  );
}

/** How an integration is doing, on its own page. */
export function EntityHealthTab() {
  const { entity } = useEntity();
  return (
    <TabFrame>
      {/* Of another integration nothing is shown until its own is there. */}
      <Health key={stringifyEntityRef(entity)} />
    </TabFrame>
  );
}
