import { Operations } from '@tieline/plugin-integrations-common/telemetry';
import { ReactNode } from 'react';
import {
  formatAge,
  formatCount,
  formatDuration,
  formatElapsed,
  formatInstant,
  formatMinute,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { CsvButton } from './CsvButton';
import { formatBytes } from './formatBytes';
import styles from './operations.module.css';

/** The backend counts no further. */
const MOST_DIGESTS_COUNTED = 100_000;

export function Fact(props: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Instant(props: { at?: string; now: Date; missing: string }) {
  const { at, now, missing } = props;
  return at ? (
    <time dateTime={at} title={formatInstant(at)}>
      {formatAge(at, now)} ago
    </time>
  ) : (
    <span className={shared.muted}>{missing}</span>
  );
}

/** What waits to become readable, and how long that takes. */
export function InboxCard(props: { operations: Operations }) {
  const { inbox, process, readAt } = props.operations;
  const { flush } = process;
  const now = new Date(readAt);
  return (
    <Card title="Inbox">
      <dl className={styles.facts}>
        <Fact term="Waiting">
          {formatCount(inbox.rows)} {inbox.rows === 1 ? 'request' : 'requests'},{' '}
          {formatBytes(inbox.bytes)}
        </Fact>
        <Fact term="Oldest">
          <Instant at={inbox.oldestAt} now={now} missing="nothing waits" />
        </Fact>
        <Fact term="Set aside">
          {inbox.setAside === 0 ? (
            <span className={shared.muted}>none</span>
          ) : (
            <span className={`${shared.strong} ${shared.degraded}`}>
              {formatCount(inbox.setAside)}
            </span>
          )}
        </Fact>
        <Fact term="Last emptied">
          <Instant
            at={flush.flushes.lastAt}
            now={now}
            missing="not by this process"
          />
        </Fact>
        {flush.lastDurationMs === undefined ? null : (
          <Fact term="Took">{formatDuration(flush.lastDurationMs)}</Fact>
        )}
        <Fact term="Emptied">
          {formatCount(flush.flushes.total)} times,{' '}
          {formatCount(flush.rows.total)} requests
        </Fact>
        <Fact term="Known requests">
          {inbox.digests >= MOST_DIGESTS_COUNTED ? 'more than ' : null}
          {formatCount(inbox.digests)}
          {inbox.oldestDigestAt ? (
            <span className={shared.muted}>
              {' '}
              to know repeats by, the oldest{' '}
              {formatAge(inbox.oldestDigestAt, now)} old
            </span>
          ) : null}
        </Fact>
      </dl>
    </Card>
  );
}

/** How long points are kept, and how far back they reach. */
export function RetentionCard(props: { operations: Operations }) {
  const { retention, readAt } = props.operations;
  const now = new Date(readAt);
  return (
    <Card
      title="Retention"
      end={
        <CsvButton
          of="the retention"
          fileName="operations-retention.csv"
          rows={() =>
            retention.map(({ resolution, keptMs, oldestAt }) => ({
              'points of a': resolution,
              'kept (ms)': keptMs,
              oldest: oldestAt,
            }))
          }
        />
      }
    >
      <ScrollRegion label="Retention by resolution">
        <table className={shared.table}>
          <thead>
            <tr>
              <th scope="col">Points of a</th>
              <th scope="col">Kept for</th>
              <th scope="col">Oldest</th>
            </tr>
          </thead>
          <tbody>
            {retention.map(({ resolution, keptMs, oldestAt }) => (
              <tr key={resolution}>
                <th scope="row">{resolution}</th>
                <td>{formatElapsed(keptMs)}</td>
                <td>
                  {oldestAt ? (
                    <time dateTime={oldestAt} title={formatInstant(oldestAt)}>
                      {formatMinute(oldestAt)}{' '}
                      <span className={`${shared.small} ${shared.muted}`}>
                        {formatAge(oldestAt, now)}
                      </span>
                    </time>
                  ) : (
                    <span className={shared.muted}>none yet</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
