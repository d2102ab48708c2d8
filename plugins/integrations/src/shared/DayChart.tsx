import { ReactNode } from 'react';
import {
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { CsvButton } from './CsvButton';
import { CsvRow } from './downloadCsv';
import { ScrollRegion } from './ScrollRegion';
import { Segments } from './Segments';
import shared from './shared.module.css';
import { useAddress } from './useAddress';
import styles from './dayChart.module.css';

/** A line of the chart and a column of its table. */
export interface DaySeries<Point> {
  id: string;
  title: string;
  /** Null where it is not known: the line has a gap there. */
  valueOf(point: Point): number | null;
  isDashed?: boolean;
}

const LOOKS = [
  { id: 'chart', title: 'Chart' },
  { id: 'table', title: 'Table' },
] as const;

const COLOURS = ['var(--tl-series)', 'var(--tl-axis)', 'var(--tl-series-3)'];

/** Days are whole ones in UTC. */
const dayWords = (at: number | string) =>
  new Date(at).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });

interface DayChartProps<Point> {
  /** What is shown: `Share of yes`. */
  title: string;
  /** Which parameter of the address says whether it is shown as a table. */
  parameter: string;
  points: Point[];
  series: ReadonlyArray<DaySeries<Point>>;
  format: (value: number) => string;
  /** To where the last point still holds; a day. */
  until?: string;
  /** A day to draw a line at. */
  marked?: { day: string; title: string };
  controls?: ReactNode;
  fileName: string;
}

function Lines<Point extends { day: string }>(props: DayChartProps<Point>) {
  const { title, points, series, format, until, marked } = props;
  const last = points[points.length - 1];
  const data = [
    ...points,
    ...(until && last.day < until ? [{ ...last, day: until }] : []),
  ].map(point => ({
    atMs: Date.parse(point.day),
    ...Object.fromEntries(
      series.map(({ id, valueOf }) => [id, valueOf(point)]),
    ),
  })) as Array<Record<string, number | null> & { atMs: number }>;
  const wordsOf = (value: number | null) =>
    value === null ? 'unmeasured' : format(value);
  const end = Math.max(
    data[data.length - 1].atMs,
    marked ? Date.parse(marked.day) : 0,
  );
  return (
    <div
      className={styles.chart}
      role="img"
      aria-label={`${title} from ${dayWords(points[0].day)}: ${series
        .map(
          one =>
            `${one.title} ${wordsOf(one.valueOf(points[0]))}, now ${wordsOf(one.valueOf(last))}`,
        )
        .join('; ')}`}
    >
      <ResponsiveContainer width="100%" height="100%">
        <LineChart
          data={data}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        >
          <XAxis
            dataKey="atMs"
            type="number"
            scale="time"
            domain={[data[0].atMs, end]}
            tickFormatter={dayWords}
            height={24}
            tickLine={false}
            stroke="var(--tl-axis)"
            minTickGap={32}
          />
          <YAxis
            width={56}
            domain={[0, 'auto']}
            tickFormatter={format}
            tickLine={false}
            axisLine={false}
            tickCount={3}
            stroke="var(--tl-axis)"
          />
          {marked ? (
            <ReferenceLine
              x={Date.parse(marked.day)}
              stroke="var(--tl-degraded-mark)"
              strokeDasharray="4 3"
            />
          ) : null}
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--tl-axis)' }}
            content={({ payload }) => {
              const at = payload?.[0]?.payload as (typeof data)[0] | undefined;
              return at ? (
                <div className={styles.tooltip}>
                  {dayWords(at.atMs)}
                  {series.map(one => (
                    <div key={one.id}>
                      {one.title}: <b>{wordsOf(at[one.id])}</b>
                    </div>
                  ))}
                </div>
              ) : null;
            }}
          />
          {series.map((one, index) => (
            <Line
              key={one.id}
              dataKey={one.id}
              name={one.title}
              // Between two days it was as on the earlier one.
              type="stepAfter"
              stroke={COLOURS[index]}
              strokeWidth={1.75}
              strokeDasharray={one.isDashed ? '4 3' : undefined}
              dot={points.length < 3}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

/** The days of a chart as rows, for the table and the file. */
export function dayRows<Point extends { day: string }>(
  points: Point[],
  series: ReadonlyArray<DaySeries<Point>>,
): CsvRow[] {
  return points.map(point => ({
    Day: point.day,
    ...Object.fromEntries(
      series.map(one => [one.title, one.valueOf(point)] as const),
    ),
  }));
}

function DayTable<Point extends { day: string }>(props: DayChartProps<Point>) {
  const { title, points, series, format } = props;
  return (
    <ScrollRegion label={`${title}, as a table`} className={styles.table}>
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {series.map(({ id, title: name }) => (
              <th key={id} scope="col" className={shared.end}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map(point => (
            <tr key={point.day}>
              <th scope="row">{point.day}</th>
              {series.map(({ id, valueOf }) => {
                const value = valueOf(point);
                return (
                  <td key={id} className={shared.end}>
                    {value === null ? (
                      <span className={shared.unmeasured}>unmeasured</span>
                    ) : (
                      format(value)
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Figures by day as lines, as a table, and as a file. There is at least one point. */
export function DayChart<Point extends { day: string }>(
  props: DayChartProps<Point>,
) {
  const { title, parameter, points, series, marked, controls, fileName } =
    props;
  const { values, change } = useAddress();
  const look = values.get(parameter) === 'table' ? 'table' : 'chart';
  return (
    <figure className={styles.figure} aria-label={title}>
      <figcaption className={styles.bar}>
        <span className={styles.legend}>
          {series.map((one, index) => (
            <span key={one.id}>
              <i
                style={{ borderColor: COLOURS[index] }}
                data-dashed={one.isDashed || undefined}
              />{' '}
              {one.title}
            </span>
          ))}
          {marked ? <span>{marked.title}</span> : null}
        </span>
        <span className={shared.actions}>
          {controls}
          <Segments
            label={`${title} as`}
            options={LOOKS}
            value={look}
            onChange={id =>
              change(
                { [parameter]: id === 'table' ? id : undefined },
                { replace: true },
              )
            }
          />
          <CsvButton
            name={fileName}
            what={title}
            read={async () => dayRows(points, series)}
          />
        </span>
      </figcaption>
      {look === 'table' ? <DayTable {...props} /> : <Lines {...props} />}
    </figure>
  );
}
