import {
  HealthDetail,
  Trend,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useSeries } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import {
  TREND_SERIES,
  TrendDay,
  trendDays,
  TrendSeries,
  usualOf,
} from './trendDays';
import healthStyles from './health.module.css';
import styles from './trends.module.css';

const DAY_SECONDS = 86_400;
/** As far back as a baseline reaches. */
const RANGE_MS = 35 * DAY_SECONDS * 1000;

/** Days are whole ones in UTC. */
const dayOf = (atMs: number) =>
  new Date(atMs).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });

function Days(props: { days: TrendDay[]; series: TrendSeries; trend: Trend }) {
  const { days, series, trend } = props;
  const usual = usualOf(days, trend);
  const first = days[0].atMs;
  const last = days[days.length - 1].atMs;
  const since = trend.since && Date.parse(trend.since);
  return (
    <div
      className={styles.chart}
      role="img"
      aria-label={`${series.title} since ${dayOf(first)}: ${
        usual === undefined ? '' : `usually ${series.format(usual)}, `
      }${days
        .slice(-7)
        .map(({ value }) =>
          value === null ? 'unmeasured' : series.format(value),
        )
        .join(', ')} in the last days`}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={days}
          margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
        >
          <XAxis
            dataKey="atMs"
            type="number"
            scale="time"
            domain={[first, last]}
            tickFormatter={dayOf}
            height={24}
            tickLine={false}
            stroke="var(--tl-axis)"
            minTickGap={32}
          />
          <YAxis
            width={64}
            domain={[0, 'auto']}
            tickFormatter={series.format}
            tickLine={false}
            axisLine={false}
            tickCount={3}
            stroke="var(--tl-axis)"
          />
          {trend.baselineFrom && trend.baselineUntil ? (
            <ReferenceArea
              x1={Math.max(first, Date.parse(trend.baselineFrom))}
              x2={Math.min(last, Date.parse(trend.baselineUntil))}
              fill="var(--tl-band)"
              fillOpacity={0.6}
            />
          ) : null}
          {usual === undefined ? null : (
            <ReferenceLine
              y={usual}
              stroke="var(--tl-axis)"
              strokeDasharray="4 3"
            />
          )}
          {since ? (
            <ReferenceLine x={since} stroke="var(--tl-degraded-mark)" />
          ) : null}
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--tl-axis)' }}
            content={({ payload }) => {
              const day = payload?.[0]?.payload as TrendDay | undefined;
              return day && day.value !== null ? (
                <div className={healthStyles.tooltip}>
                  {dayOf(day.atMs)}: <b>{series.format(day.value)}</b>
                </div>
              ) : null;
            }}
          />
          <Line
            dataKey="value"
            name={series.title}
            stroke="var(--tl-series)"
            strokeWidth={1.75}
            dot={{ r: 2, fill: 'var(--tl-series)', strokeWidth: 0 }}
            isAnimationActive={false}
            connectNulls={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/**
 * Day by day, beside what is usual: a step and a ramp look different. Nothing
 * where no series is kept of what the trend is of.
 */
export function TrendChart(props: { health: HealthDetail; trend: Trend }) {
  const { health, trend } = props;
  const series = TREND_SERIES[trend.indicator];
  const query = useSeries(
    health.integration,
    {
      environment: health.environment,
      indicator: series ? [series.indicator] : undefined,
      stepSeconds: DAY_SECONDS,
    },
    RANGE_MS,
    series !== undefined,
  );
  if (!series) {
    return null;
  }
  return (
    <figure>
      <figcaption className={styles.legend}>
        <span>
          <i /> {series.title}
        </span>
        <span>
          <i data-usual /> usual
        </span>
        <span>
          <i data-band /> the days it is compared with
        </span>
        <span>
          <i data-since /> since then
        </span>
      </figcaption>
      <QueryState
        what="The days of this trend"
        query={query}
        skeleton={<SkeletonRows rows={1} heightPx={120} />}
      >
        {data => {
          const days = trendDays(data, series);
          return days.length > 1 ? (
            <Days days={days} series={series} trend={trend} />
          ) : null;
        }}
      </QueryState>
    </figure>
  );
}
