import { QueueLevels } from '@tieline/plugin-integrations-common/telemetry';
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatClock, formatCount, formatInstant } from '../shared/format';
import healthStyles from './health.module.css';
import styles from './queues.module.css';

type Point = QueueLevels['items'][number]['points'][number];

/** How many messages lay in a queue, from zero on. */
export function LevelChart(props: {
  points: Point[];
  range: { fromMs: number; toMs: number };
  isBad: boolean;
}) {
  const { points, range, isBad } = props;
  const data = points.map(({ at, value }) => ({
    at,
    atMs: Date.parse(at),
    value,
  }));
  const [first] = points;
  const last = points[points.length - 1];
  return (
    <div
      className={styles.chart}
      role="img"
      aria-label={`Messages in the last 24 hours: from ${formatCount(first.value)} to ${formatCount(last.value)}`}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={data}
          margin={{ top: 4, right: 8, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--tl-grid)" />
          <XAxis
            dataKey="atMs"
            type="number"
            scale="time"
            domain={[range.fromMs, range.toMs]}
            tickFormatter={(atMs: number) => formatClock(new Date(atMs))}
            height={24}
            tickLine={false}
            stroke="var(--tl-axis)"
            minTickGap={32}
          />
          <YAxis
            width={48}
            domain={[0, 'auto']}
            tickFormatter={formatCount}
            tickLine={false}
            axisLine={false}
            tickCount={3}
            allowDecimals={false}
            stroke="var(--tl-axis)"
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--tl-axis)' }}
            content={({ payload }) => {
              const point = payload?.[0]?.payload as Point | undefined;
              return point ? (
                <div className={healthStyles.tooltip}>
                  <div>{formatInstant(point.at)}</div>
                  <b>{formatCount(point.value)}</b> messages
                </div>
              ) : null;
            }}
          />
          <Line
            dataKey="value"
            type="linear"
            stroke={isBad ? 'var(--tl-degraded-mark)' : 'var(--tl-series)'}
            strokeWidth={1.75}
            dot={points.length === 1}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
