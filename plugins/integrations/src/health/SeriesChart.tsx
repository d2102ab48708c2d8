import { ReactNode } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatClock, formatInstant } from '../shared/format';
import { ChangeMarker } from './changeMarkers';
import { SeriesPoint } from './seriesPoints';
import styles from './health.module.css';

const DAY_MS = 86_400_000;

/** Room above the first chart for what the lines through it are. */
const TEXT_HEIGHT = 20;

/** The whole text stands in the list below the charts. */
const LONGEST_TEXT = 28;

const shorten = (text: string) =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;

/** One line of a chart. */
export interface ChartLine {
  key: 'throughputPerMinute' | 'errorRate' | 'p50Ms' | 'p95Ms' | 'p99Ms';
  title: string;
  colour: string;
}

type BandKey = 'usualThroughput' | 'usualErrors' | 'usualP95';

function Details(props: {
  point?: SeriesPoint;
  lines: ChartLine[];
  band?: BandKey;
  format: (value: number) => string;
}) {
  const { point, lines, band, format } = props;
  if (!point) {
    return null;
  }
  const usual = band && point[band];
  return (
    <div className={styles.tooltip}>
      <div>{formatInstant(point.at)}</div>
      {lines.map(line => {
        const value = point[line.key];
        return (
          <div key={line.key}>
            {line.title}: <b>{value === null ? 'unmeasured' : format(value)}</b>
          </div>
        );
      })}
      {usual ? (
        <div>
          usual: {format(usual[0])} to {format(usual[1])}
        </div>
      ) : null}
    </div>
  );
}

/**
 * One of the charts that share a time axis: their cursors are linked, and the
 * left and right arrows move them.
 */
export function SeriesChart(props: {
  title: string;
  now?: ReactNode;
  points: SeriesPoint[];
  range: { fromMs: number; toMs: number };
  lines: ChartLine[];
  band?: BandKey;
  format: (value: number) => string;
  /** Only the last of the charts writes the times. */
  hasTimes: boolean;
  /** Changes, as lines through all of the charts. */
  markers?: ChangeMarker[];
  /** Only the first of the charts says what they are. */
  hasMarkerTexts?: boolean;
}) {
  const { title, now, points, range, lines, band, format, hasTimes } = props;
  const { markers = [], hasMarkerTexts = false } = props;
  const isTextAbove = hasMarkerTexts && markers.length > 0;
  const isLong = range.toMs - range.fromMs > 1.5 * DAY_MS;
  const formatTick = (atMs: number) =>
    isLong
      ? new Date(atMs).toLocaleDateString('en-GB', {
          day: 'numeric',
          month: 'short',
        })
      : formatClock(new Date(atMs));
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <h3>{title}</h3>
        {now}
      </figcaption>
      <div
        className={styles.chart}
        style={{
          height: (hasTimes ? 176 : 148) + (isTextAbove ? TEXT_HEIGHT : 0),
        }}
        data-testid={`chart-${lines[0].key}`}
      >
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={points}
            syncId="integration-health"
            syncMethod="value"
            margin={{
              top: isTextAbove ? TEXT_HEIGHT + 4 : 4,
              right: 12,
              bottom: 0,
              left: 0,
            }}
            accessibilityLayer
          >
            <CartesianGrid vertical={false} stroke="var(--tl-grid)" />
            <XAxis
              dataKey="atMs"
              type="number"
              scale="time"
              domain={[range.fromMs, range.toMs]}
              tickFormatter={formatTick}
              hide={!hasTimes}
              height={28}
              tickLine={false}
              stroke="var(--tl-axis)"
              minTickGap={40}
            />
            <YAxis
              width={72}
              domain={[0, 'auto']}
              tickFormatter={format}
              tickLine={false}
              axisLine={false}
              tickCount={4}
              stroke="var(--tl-axis)"
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--tl-axis)' }}
              content={({ payload }) => (
                <Details
                  point={payload?.[0]?.payload as SeriesPoint | undefined}
                  lines={lines}
                  band={band}
                  format={format}
                />
              )}
            />
            {band ? (
              <Area
                dataKey={band}
                stroke="none"
                fill="var(--tl-band)"
                isAnimationActive={false}
                activeDot={false}
                connectNulls={false}
              />
            ) : null}
            {markers.map(marker => (
              <ReferenceLine
                key={marker.id}
                x={marker.atMs}
                stroke="var(--bui-fg-primary)"
                strokeWidth={1}
                strokeDasharray={marker.isDashed ? '4 3' : undefined}
                ifOverflow="hidden"
                label={
                  isTextAbove && marker.anchor
                    ? {
                        value: shorten(
                          `${formatClock(new Date(marker.atMs))} ${marker.text}`,
                        ),
                        position: 'top',
                        textAnchor: marker.anchor,
                        dx: marker.anchor === 'end' ? -4 : 4,
                        className: styles.marker,
                      }
                    : undefined
                }
              />
            ))}
            {lines.map(line => (
              <Line
                key={line.key}
                dataKey={line.key}
                name={line.title}
                stroke={line.colour}
                strokeWidth={1.75}
                dot={points.length === 1}
                isAnimationActive={false}
                connectNulls={false}
              />
            ))}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}
