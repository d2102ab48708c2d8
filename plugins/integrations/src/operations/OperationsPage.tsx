import { Operations as OperationsData } from '@tieline/plugin-integrations-common/telemetry';
import { formatInstant, formatSecond } from '../shared/format';
import { PageFrame, PageHead } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { useAddress } from '../shared/useAddress';
import shared from '../shared/shared.module.css';
import { EnginesCard } from './EnginesCard';
import { Figures } from './Figures';
import { ProblemsCard } from './ProblemsCard';
import { ProcessCard } from './ProcessCard';
import { SeriesLimitsCard } from './SeriesLimitsCard';
import { InboxCard, RetentionCard } from './StorageCards';
import { TakenCard } from './TakenCard';
import { TurnedAwayCard } from './TurnedAwayCard';
import { useOperations } from './useOperations';
import styles from './operations.module.css';

function hasNothing({ process, cardinality }: OperationsData): boolean {
  return (
    cardinality.series === 0 &&
    process.signals.every(({ requests }) => requests.total === 0)
  );
}

/** How to send the first span. */
function HowToSend() {
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      <h2>Nothing was received yet</h2>
      <p>
        Point an OpenTelemetry SDK or Collector at this portal:{' '}
        <code>
          OTEL_EXPORTER_OTLP_ENDPOINT=
          {window.location.origin}/api/integration-telemetry/otlp
        </code>
        , with a token that has the permission{' '}
        <code>integration.telemetry.ingest</code> in{' '}
        <code>OTEL_EXPORTER_OTLP_HEADERS</code>.
      </p>
    </section>
  );
}

function Operations() {
  const address = useAddress();
  const query = useOperations();
  return (
    <>
      <PageHead
        title="Operations"
        lead="How the receiver of telemetry itself is doing: what it took, what it turned away, and what it holds."
      />
      <QueryState
        what="The receiver’s state"
        query={query}
        skeleton={
          <div className={shared.stack}>
            <div className={shared.card}>
              <SkeletonRows rows={1} heightPx={48} />
            </div>
            <div className={shared.card}>
              <SkeletonRows rows={1} heightPx={88} />
            </div>
            <div className={shared.card}>
              <SkeletonRows rows={4} heightPx={49} />
            </div>
          </div>
        }
      >
        {operations => {
          const { process, problems, readAt } = operations;
          // The backend's clock: a reader's may be wrong.
          const now = new Date(readAt);
          return (
            <div className={shared.stack}>
              <ProblemsCard problems={problems} />
              {hasNothing(operations) ? <HowToSend /> : null}
              <Figures operations={operations} />
              <TakenCard process={process} now={now} />
              <TurnedAwayCard process={process} now={now} />
              <div className={styles.columns}>
                <InboxCard operations={operations} />
                <ProcessCard process={process} now={now} />
              </div>
              <EnginesCard now={now} />
              <SeriesLimitsCard operations={operations} address={address} />
              <RetentionCard operations={operations} />
              <p className={shared.foot}>
                What was accepted and turned away was counted by process{' '}
                {process.processId} on {process.host} since{' '}
                {formatInstant(process.startedAt)}; each replica counts for
                itself. Inbox, series and retention are of the database that all
                replicas share, read at {formatSecond(readAt)}.
              </p>
            </div>
          );
        }}
      </QueryState>
    </>
  );
}

/** How the receiver of telemetry itself is doing. */
export function OperationsPage() {
  return (
    <PageFrame title="Operations">
      <Operations />
    </PageFrame>
  );
}
