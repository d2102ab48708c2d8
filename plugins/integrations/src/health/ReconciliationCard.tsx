import { Button } from '@backstage/ui';
import {
  HealthDetail,
  ReconciledWindow,
  ReconciliationIndicators,
  ReconciliationState,
} from '@tieline/plugin-integrations-common/telemetry';
import { CsvRow, downloadCsv } from '../shared/downloadCsv';
import {
  formatCount,
  formatInstant,
  formatMinute,
  formatShare,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { DownloadIcon, StatusIcon } from '../shared/icons';
import { Measured, Unmeasured } from '../shared/Measured';
import { useReconciliations } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import { Address } from '../shared/useAddress';
import shared from '../shared/shared.module.css';
import { BATCH_RANGE, CALLS_RANGE, rangeOf } from './ranges';
import { RangePicker } from './SeriesCard';
import styles from './health.module.css';

const STATUSES = {
  reconciled: 'healthy',
  lost: 'degraded',
  doubled: 'degraded',
  open: 'unknown',
} as const;

const WORDS: Record<ReconciliationState, string> = {
  reconciled: 'reconciled',
  lost: 'lost',
  doubled: 'doubled',
  open: 'not counted yet',
};

function StateLabel(props: { state: ReconciliationState }) {
  const status = STATUSES[props.state];
  return (
    <span className={`${shared.status} ${shared[status]}`}>
      <StatusIcon status={status} />
      {WORDS[props.state]}
    </span>
  );
}

/** `48,210 sent = 46,880 received + 1,284 rejected + 46 deduplicated`, with the rest on its side. */
export function equationOf(window: ReconciledWindow): string | undefined {
  const { sent, received, rejected = 0, deduplicated = 0 } = window;
  if (sent === undefined || received === undefined) {
    return undefined;
  }
  const { unexplained = 0 } = window;
  const rest = formatCount(Math.abs(unexplained));
  const accounted = [
    `${formatCount(received)} received`,
    ...(rejected > 0 ? [`${formatCount(rejected)} rejected`] : []),
    ...(deduplicated > 0 ? [`${formatCount(deduplicated)} deduplicated`] : []),
    ...(unexplained > 0 ? [`${rest} unexplained`] : []),
  ];
  const extra = unexplained < 0 ? ` + ${rest} unexplained` : '';
  return `${formatCount(sent)} sent${extra} = ${accounted.join(' + ')}`;
}

function Summary(props: { summary: ReconciliationIndicators }) {
  const { summary } = props;
  const { unexplainedShare: share, state } = summary;
  const status = STATUSES[state];
  const text = share === undefined ? undefined : formatShare(share);
  return (
    <div className={styles.reconciliation}>
      <p className={`${shared.small} ${shared.muted}`}>
        unexplained at most {formatShare(summary.tolerance)} of the{' '}
        {summary.unit}
        {summary.flow ? ` of ${summary.flow}` : ''}
      </p>
      <p className={styles.figureLarge}>
        {text ? (
          <Measured
            name="Unexplained"
            evidence={{
              value: text,
              source: summary.sources.join(', ') || 'reports of both sides',
              time: `${formatInstant(summary.from)} to ${formatInstant(summary.to)}`,
              note: `${summary.windows} ${summary.windows === 1 ? 'window' : 'windows'}`,
            }}
          >
            {text}
          </Measured>
        ) : (
          <Unmeasured because="one side has not counted yet" />
        )}
      </p>
      <div className={styles.accounted} data-status={status} aria-hidden>
        {share === undefined ? null : (
          <>
            <i style={{ width: `${100 * Math.max(0, 1 - share)}%` }} />
            <i data-rest style={{ width: `${100 * Math.min(1, share)}%` }} />
          </>
        )}
      </div>
      {summary.unexplained === undefined ? null : (
        <p className={shared.small}>
          <b className={shared.strong}>
            {formatCount(Math.abs(summary.unexplained))}
          </b>{' '}
          {state === 'reconciled' ? 'unexplained' : WORDS[state]}
        </p>
      )}
      <p className={`${shared.small} ${shared.muted}`}>{equationOf(summary)}</p>
    </div>
  );
}

function Bars(props: { items: ReconciledWindow[] }) {
  const items = [...props.items].reverse();
  const most = Math.max(
    0.000_001,
    ...items.map(({ unexplainedShare = 0 }) => unexplainedShare),
  );
  const bad = items.filter(({ state }) => STATUSES[state] === 'degraded');
  return (
    <div
      className={styles.timeline}
      role="img"
      aria-label={`Unexplained in ${bad.length} of ${items.length} windows, the oldest first; the table below says the same`}
    >
      {items.map((item, index) => (
        <span
          key={index}
          className={styles.run}
          data-state={
            STATUSES[item.state] === 'degraded' ? 'short' : item.state
          }
          style={{
            height:
              item.unexplainedShare === undefined
                ? '20%'
                : `${Math.max(4, (item.unexplainedShare / most) * 100)}%`,
          }}
          title={`${WORDS[item.state]}, ${formatMinute(item.from)}`}
        />
      ))}
    </div>
  );
}

function Count(props: { value?: number }) {
  return props.value === undefined ? (
    <Unmeasured because="not reported" />
  ) : (
    <>{formatCount(props.value)}</>
  );
}

function WindowRow(props: { item: ReconciledWindow }) {
  const { item } = props;
  return (
    <tr>
      <td>
        <StateLabel state={item.state} />
      </td>
      <td className={shared.noWrap}>
        {formatMinute(item.from)}
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          to {formatMinute(item.to)}
          {item.flow ? `, ${item.flow}` : ''}
        </span>
      </td>
      {[item.sent, item.received, item.rejected, item.deduplicated].map(
        (value, index) => (
          <td key={index} className={shared.end}>
            <Count value={value} />
          </td>
        ),
      )}
      <td className={shared.end}>
        {item.unexplained === undefined ||
        item.unexplainedShare === undefined ? (
          <Unmeasured because="one side has not counted yet" />
        ) : (
          <>
            {formatCount(Math.abs(item.unexplained))}{' '}
            <span className={shared.muted}>
              {formatShare(item.unexplainedShare)}
            </span>
          </>
        )}
      </td>
      <td className={`${shared.muted} ${styles.sources}`}>
        {item.sources.join(', ')}
      </td>
    </tr>
  );
}

function csvRows(items: ReconciledWindow[]): CsvRow[] {
  return items.map(item => ({
    from: item.from,
    to: item.to,
    flow: item.flow,
    state: item.state,
    unit: item.unit,
    sent: item.sent,
    received: item.received,
    rejected: item.rejected,
    deduplicated: item.deduplicated,
    unexplained: item.unexplained,
    'unexplained (share)': item.unexplainedShare,
    'counted by': item.sources.join(', '),
  }));
}

function Windows(props: { items: ReconciledWindow[] }) {
  const { items } = props;
  return (
    <>
      {items.some(({ unexplainedShare = 0 }) => unexplainedShare > 0) ? (
        <>
          <Bars items={items} />
          <p className={styles.timelineNote}>
            Share unexplained of each window, the oldest first
          </p>
        </>
      ) : null}
      <ScrollRegion
        className={styles.scrollTall}
        label="Sent and received by window"
      >
        <table className={shared.table}>
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Window</th>
              {['Sent', 'Received', 'Rejected', 'Deduplicated'].map(title => (
                <th key={title} scope="col" className={shared.end}>
                  {title}
                </th>
              ))}
              <th scope="col" className={shared.end}>
                Unexplained
              </th>
              <th scope="col">Counted by</th>
            </tr>
          </thead>
          <tbody>
            {items.map(item => (
              <WindowRow
                key={`${item.from} ${item.to} ${item.flow} ${item.sources}`}
                item={item}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}

/** What was sent and what arrived: the sum on top, then window by window. */
export function ReconciliationCard(props: {
  health: HealthDetail;
  environment?: string;
  address: Address;
}) {
  const { health, environment, address } = props;
  const { reconciliation } = health;
  // As the runs beside it: both read one range from the address.
  const fallback =
    health.integration.interaction === 'batch' ? BATCH_RANGE : CALLS_RANGE;
  const range = rangeOf(address.values, fallback);
  const query = useReconciliations(
    health.integration,
    { environment },
    range.durationMs,
    reconciliation !== undefined,
  );
  if (!reconciliation) {
    return null;
  }
  return (
    <Card
      title={
        <span className={shared.row}>
          Reconciliation <StateLabel state={reconciliation.state} />
        </span>
      }
      end={
        <div className={shared.actions}>
          <RangePicker address={address} fallback={fallback} />
          <Button
            size="small"
            variant="secondary"
            iconStart={<DownloadIcon />}
            aria-label="CSV of the reconciliation"
            isDisabled={!query.data?.items.length}
            onPress={() =>
              downloadCsv(
                `${health.integration.name}-reconciliation.csv`,
                csvRows(query.data?.items ?? []),
              )
            }
          >
            CSV
          </Button>
        </div>
      }
    >
      <Summary summary={reconciliation} />
      <QueryState
        what="The reconciliation"
        query={query}
        skeleton={<SkeletonRows rows={4} heightPx={49} />}
      >
        {({ items }) =>
          items.length ? (
            <Windows items={items} />
          ) : (
            <p className={shared.cardBody}>
              No window ended in the last {range.words}.
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}
