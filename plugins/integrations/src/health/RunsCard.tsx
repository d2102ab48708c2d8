import { Button } from '@backstage/ui';
import { HealthStatus } from '@tieline/plugin-integrations-common';
import {
  HealthDetail,
  RunOccurrence,
} from '@tieline/plugin-integrations-common/telemetry';
import { CsvRow, downloadCsv } from '../shared/downloadCsv';
import { formatCount, formatDuration, formatMinute } from '../shared/format';
import { Card } from '../shared/Frame';
import { DownloadIcon, StatusIcon } from '../shared/icons';
import { Unmeasured } from '../shared/Measured';
import { useRuns } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { Address } from '../shared/useAddress';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { BATCH_RANGE, rangeOf } from './ranges';
import { RangePicker } from './SeriesCard';
import styles from './health.module.css';

const WORDS: Record<RunOccurrence['state'], string> = {
  'on-time': 'on time',
  late: 'late',
  missing: 'did not come',
  failed: 'failed',
  short: 'short',
  long: 'long',
  running: 'running',
  expected: 'expected',
  unscheduled: 'unscheduled',
};

/** Which status a run's state has, where it is bad enough for one. */
const STATUSES: Partial<Record<RunOccurrence['state'], HealthStatus>> = {
  late: 'failing',
  missing: 'failing',
  failed: 'failing',
  short: 'degraded',
  long: 'degraded',
};

function StateLabel(props: { state: RunOccurrence['state'] }) {
  const { state } = props;
  const status = STATUSES[state];
  return status ? (
    <span className={`${shared.status} ${shared[status]}`}>
      <StatusIcon status={status} />
      {WORDS[state]}
    </span>
  ) : (
    <span className={shared.noWrap}>{WORDS[state]}</span>
  );
}

function whenOf(item: RunOccurrence): string {
  return item.run?.startedAt ?? item.expectedBy ?? item.scheduledAt ?? '';
}

function Timeline(props: { items: RunOccurrence[] }) {
  const items = [...props.items].reverse();
  const longestMs = Math.max(
    1,
    ...items.map(item => item.run?.durationMs ?? 0),
  );
  return (
    <div
      className={styles.timeline}
      role="img"
      aria-label={`${items.length} runs by duration, the oldest first; the table below says the same`}
    >
      {items.map((item, index) => (
        <span
          key={index}
          className={styles.run}
          data-state={item.state}
          style={{
            height: item.run?.durationMs
              ? `${Math.max(6, (item.run.durationMs / longestMs) * 100)}%`
              : '40%',
          }}
          title={`${WORDS[item.state]}, ${whenOf(item) && formatMinute(whenOf(item))}`}
        />
      ))}
    </div>
  );
}

function Records(props: { value?: number }) {
  return props.value === undefined ? (
    <Unmeasured because="its job did not say" />
  ) : (
    <>{formatCount(props.value)}</>
  );
}

function Usually(props: { children: string }) {
  return (
    <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
      usually {props.children}
    </span>
  );
}

function RunRow(props: { item: RunOccurrence }) {
  const { item } = props;
  const { run, usual } = item;
  return (
    <tr>
      <td>
        <StateLabel state={item.state} />
        {run?.message ? (
          <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
            {run.message}
          </span>
        ) : null}
      </td>
      <td className={shared.noWrap}>
        {item.expectedBy ? formatMinute(item.expectedBy) : 'no schedule'}
      </td>
      <td className={shared.noWrap}>
        {run ? formatMinute(run.startedAt) : '–'}
      </td>
      <td className={shared.end}>
        {run?.durationMs === undefined ? '–' : formatDuration(run.durationMs)}
        {item.state === 'long' && usual?.durationMs !== undefined ? (
          <Usually>{formatDuration(usual.durationMs)}</Usually>
        ) : null}
      </td>
      <td className={shared.end}>
        {run ? <Records value={run.recordsIn} /> : '–'}
        {item.state === 'short' && usual?.records !== undefined ? (
          <Usually>{formatCount(usual.records)}</Usually>
        ) : null}
      </td>
      <td className={shared.end}>
        {run ? <Records value={run.recordsOut} /> : '–'}
      </td>
      <td className={shared.end}>
        {run ? <Records value={run.recordsRejected} /> : '–'}
      </td>
    </tr>
  );
}

function csvRows(items: RunOccurrence[]): CsvRow[] {
  return items.map(
    ({ state, scheduledAt, expectedBy, minRecords, run, usual }) => ({
      state,
      scheduled: scheduledAt,
      'expected by': expectedBy,
      'records at least': minRecords,
      'usual records': usual?.records,
      'usual duration (ms)': usual?.durationMs,
      run: run?.id,
      result: run?.result,
      started: run?.startedAt,
      ended: run?.endedAt,
      'duration (ms)': run?.durationMs,
      'records in': run?.recordsIn,
      'records out': run?.recordsOut,
      'records rejected': run?.recordsRejected,
      message: run?.message,
    }),
  );
}

/** Runs against their schedule over the chosen range. */
export function RunsCard(props: {
  health: HealthDetail;
  environment?: string;
  address: Address;
}) {
  const { health, environment, address } = props;
  const range = rangeOf(address.values, BATCH_RANGE);
  const query = useRuns(
    health.integration,
    { environment },
    range.durationMs,
    true,
  );
  return (
    <Card
      title={`Runs, last ${range.words}`}
      end={
        <div className={shared.actions}>
          <RangePicker address={address} fallback={BATCH_RANGE} />
          <Button
            size="small"
            variant="secondary"
            iconStart={<DownloadIcon />}
            isDisabled={!query.data?.items.length}
            onPress={() =>
              downloadCsv(
                `${health.integration.name}-runs.csv`,
                csvRows(query.data?.items ?? []),
              )
            }
          >
            CSV
          </Button>
        </div>
      }
    >
      <QueryState
        what="The runs"
        query={query}
        skeleton={<SkeletonRows rows={5} heightPx={49} />}
      >
        {({ items }) =>
          items.length ? (
            <>
              <Timeline items={items} />
              <p className={styles.timelineNote}>
                How long each took, the oldest first
              </p>
              <ScrollRegion
                className={styles.scrollTall}
                label="Runs against the schedule"
              >
                <table className={shared.table}>
                  <thead>
                    <tr>
                      <th scope="col">State</th>
                      <th scope="col">Expected by</th>
                      <th scope="col">Started</th>
                      <th scope="col" className={shared.end}>
                        Duration
                      </th>
                      <th scope="col" className={shared.end}>
                        Records in
                      </th>
                      <th scope="col" className={shared.end}>
                        Out
                      </th>
                      <th scope="col" className={shared.end}>
                        Rejected
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((item, index) => (
                      <RunRow
                        key={item.run?.id ?? `due-${index}`}
                        item={item}
                      />
                    ))}
                  </tbody>
                </table>
              </ScrollRegion>
            </>
          ) : (
            <p className={shared.cardBody}>
              No run was due or reported in the last {range.words}. A job
              reports its runs with{' '}
              <code>POST /api/integration-telemetry/v1/runs</code>.
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}
