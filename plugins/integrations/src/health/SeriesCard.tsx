import { Button } from '@backstage/ui';
import {
  Change,
  HealthDetail,
  SeriesSet,
} from '@tieline/plugin-integrations-common/telemetry';
import { downloadCsv } from '../shared/downloadCsv';
import { formatDuration, formatRate, formatShare } from '../shared/format';
import { Card } from '../shared/Frame';
import { DownloadIcon } from '../shared/icons';
import { useSeries } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { Segments } from '../shared/Segments';
import { Address } from '../shared/useAddress';
import { useIsNarrow } from '../shared/useIsNarrow';
import { DurationValue, ErrorsValue, ThroughputValue } from '../shared/values';
import shared from '../shared/shared.module.css';
import { ChangeList } from './ChangeList';
import { toMarkers } from './changeMarkers';
import { Range, rangeOf, RANGES } from './ranges';
import { SeriesChart } from './SeriesChart';
import { seriesCsvRows, seriesPoints } from './seriesPoints';
import { SeriesTable } from './SeriesTable';
import { useChanges } from './useChanges';
import styles from './health.module.css';

const VIEWS = [
  { id: 'chart', title: 'Chart' },
  { id: 'table', title: 'Table' },
] as const;

/** The range and, where there are charts, whether to show them as a table. */
export function RangePicker(props: {
  address: Address;
  fallback?: Range;
  hasView?: boolean;
}) {
  const { values, change } = props.address;
  return (
    <>
      <Segments
        label="Range"
        options={RANGES}
        value={rangeOf(values, props.fallback).id}
        onChange={range => change({ range })}
      />
      {props.hasView ? (
        <Segments
          label="Show as"
          options={VIEWS}
          value={values.get('show') === 'table' ? 'table' : 'chart'}
          onChange={view =>
            change({ show: view === 'table' ? 'table' : undefined })
          }
        />
      ) : null}
    </>
  );
}

function rateText(value: number): string {
  const rate = formatRate(value);
  return `${rate.value}\u00a0${rate.unit}`;
}

function Charts(props: {
  series: SeriesSet;
  health: HealthDetail;
  changes: Change[];
  now: Date;
}) {
  const { series, health, changes, now } = props;
  const points = seriesPoints(series);
  const range = {
    fromMs: Date.parse(series.from),
    toMs: Date.parse(series.to),
  };
  const markers = toMarkers(changes, range);
  const isNarrow = useIsNarrow();
  const hasProblem = ['failing', 'degraded'].includes(health.status);
  const errorColour = hasProblem
    ? `var(--tl-${health.status}-mark)`
    : 'var(--tl-series)';
  const isLate = health.reasons.some(reason => reason.code === 'errors');
  return (
    <>
      <SeriesChart
        title="Throughput"
        now={<ThroughputValue health={health} />}
        points={points}
        range={range}
        markers={markers}
        hasMarkerTexts={!isNarrow}
        lines={[
          {
            key: 'throughputPerMinute',
            title: 'Throughput',
            colour: 'var(--tl-series)',
          },
        ]}
        band="usualThroughput"
        format={rateText}
        hasTimes={false}
      />
      <SeriesChart
        title="Errors, % of calls"
        now={<ErrorsValue health={health} />}
        points={points}
        range={range}
        markers={markers}
        lines={[
          {
            key: 'errorRate',
            title: 'Errors',
            colour: isLate ? errorColour : 'var(--tl-series)',
          },
        ]}
        band="usualErrors"
        format={formatShare}
        hasTimes={false}
      />
      <SeriesChart
        title="Latency: p50, p95, p99"
        now={
          <span>
            p95 <DurationValue health={health} />
          </span>
        }
        points={points}
        range={range}
        markers={markers}
        lines={[
          { key: 'p50Ms', title: 'p50', colour: 'var(--tl-series-3)' },
          { key: 'p95Ms', title: 'p95', colour: 'var(--tl-series)' },
          { key: 'p99Ms', title: 'p99', colour: 'var(--tl-series-2)' },
        ]}
        band="usualP95"
        format={formatDuration}
        hasTimes
      />
      <ChangeList changes={changes} markers={markers} now={now} />
    </>
  );
}

/**
 * Throughput, errors and latency over the chosen range.
 *
 * @param props - `query` is of the range that the address says
 */
export function SeriesCard(props: {
  health: HealthDetail;
  query: ReturnType<typeof useSeries>;
  address: Address;
  now: Date;
}) {
  const { health, query, address, now } = props;
  const changes = useChanges(health);
  const range = rangeOf(address.values);
  const isTable = address.values.get('show') === 'table';
  return (
    <Card
      title={`Last ${range.words}`}
      end={
        <div className={shared.actions}>
          <span className={`${shared.small} ${shared.muted} ${styles.legend}`}>
            <i /> now <i data-band /> usual, last 4 weeks
          </span>
          <RangePicker address={address} hasView />
          <Button
            size="small"
            variant="secondary"
            iconStart={<DownloadIcon />}
            isDisabled={!query.data}
            onPress={() =>
              query.data &&
              downloadCsv(
                `${health.integration.name}-series.csv`,
                seriesCsvRows(seriesPoints(query.data)),
              )
            }
          >
            CSV
          </Button>
        </div>
      }
    >
      <div className={isTable ? undefined : shared.cardBody}>
        <QueryState
          what="The series"
          query={query}
          skeleton={<SkeletonRows rows={3} heightPx={168} />}
        >
          {series =>
            isTable ? (
              <SeriesTable points={seriesPoints(series)} />
            ) : (
              <Charts
                series={series}
                health={health}
                changes={changes}
                now={now}
              />
            )
          }
        </QueryState>
      </div>
    </Card>
  );
}
