import { Pattern } from '@tieline/plugin-integrations-common';
import { Recommendation } from '@tieline/plugin-integrations-common/governance';
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { CurvePoint, LINE_LOOKS, logTicks } from './curveLines';
import styles from './decide.module.css';
import { breakEvenWords } from './costWords';
import { formatVolume } from './decideWords';
import { formatMoney } from '../shared/formatMoney';

/** From which share of the axis on a label has room before its line. */
const ROOM_BEFORE = 0.3;

/** The volumes of the answers, the smaller first, each with a line through all curves. */
function volumesOf({ profile }: Recommendation) {
  const { volumePerDay: now, volumePerDayInTwoYears: later } = profile;
  return [
    { volume: now, title: `now ${formatVolume(now)}` },
    ...(later === undefined || later === now
      ? []
      : [{ volume: later, title: `in 2 years ${formatVolume(later)}` }]),
  ].sort((left, right) => left.volume - right.volume);
}

/** Expected cost over volume, both axes from what is known; volume in powers. */
export function CurveChart(props: {
  recommendation: Recommendation;
  points: CurvePoint[];
  lines: Pattern[];
  currency: string;
  first: Pattern;
}) {
  const { recommendation, points, lines, currency, first } = props;
  // A logarithm has no zero.
  const drawn = points.filter(({ volumePerDay }) => volumePerDay > 0);
  if (drawn.length === 0) {
    return null;
  }
  const from = drawn[0].volumePerDay;
  const to = drawn[drawn.length - 1].volumePerDay;
  const isInside = (volume: number) => volume >= from && volume <= to;
  const shareOf = (volume: number) =>
    Math.log(volume / from) / Math.log(to / from);
  const breakEvens = recommendation.breakEvens.filter(({ volumePerDay }) =>
    isInside(volumePerDay),
  );
  const words = recommendation.breakEvens.map(breakEvenWords).join(' ');
  return (
    <div
      className={styles.chart}
      role="img"
      aria-label={`Cost in three years over volume a day, of ${lines.join(', ')}. ${words}`}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={drawn}
          margin={{ top: 20, right: 16, bottom: 4, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--tl-grid)" />
          <XAxis
            dataKey="volumePerDay"
            type="number"
            scale="log"
            domain={[from, to]}
            ticks={logTicks(from, to)}
            tickFormatter={formatVolume}
            allowDataOverflow
            height={24}
            tickLine={false}
            stroke="var(--tl-axis)"
            minTickGap={24}
          />
          <YAxis
            width={64}
            domain={[0, 'auto']}
            tickFormatter={(value: number) => formatMoney(value, currency)}
            tickLine={false}
            axisLine={false}
            tickCount={5}
            stroke="var(--tl-axis)"
          />
          {breakEvens.map(({ volumePerDay, low, high }) => (
            <ReferenceArea
              key={`range-${volumePerDay}`}
              x1={Math.max(from, low ?? from)}
              x2={Math.min(to, high ?? to)}
              fill="var(--tl-band)"
              fillOpacity={0.6}
            />
          ))}
          {volumesOf(recommendation)
            .filter(({ volume }) => isInside(volume))
            .map(({ volume, title }, index) => (
              <ReferenceLine
                key={title}
                x={volume}
                stroke="var(--bui-fg-primary)"
                strokeDasharray="3 3"
                label={{
                  value: title,
                  // One at the foot and one at the head, so that they don't meet.
                  position: `inside${index === 0 ? 'Bottom' : 'Top'}${
                    shareOf(volume) > ROOM_BEFORE ? 'Right' : 'Left'
                  }`,
                  fill: 'var(--bui-fg-primary)',
                  fontSize: 12,
                }}
              />
            ))}
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--tl-axis)' }}
            content={({ payload }) => {
              const point = payload?.[0]?.payload as CurvePoint | undefined;
              return point ? (
                <div className={styles.tooltip}>
                  {formatVolume(point.volumePerDay)} a day
                  {lines.map(pattern => (
                    <div key={pattern}>
                      {pattern}:{' '}
                      <b>
                        {formatMoney(
                          point.costs[pattern]?.expected ?? 0,
                          currency,
                        )}
                      </b>
                    </div>
                  ))}
                </div>
              ) : null;
            }}
          />
          {lines.map(pattern => (
            <Line
              key={pattern}
              dataKey={(point: CurvePoint) => point.costs[pattern]?.expected}
              name={pattern}
              type="linear"
              stroke={LINE_LOOKS[pattern].stroke}
              strokeDasharray={LINE_LOOKS[pattern].dash}
              strokeWidth={pattern === first ? 2.5 : 1.75}
              dot={false}
              isAnimationActive={false}
            />
          ))}
          {breakEvens.map(({ volumePerDay, cheaperBelow }) => (
            <ReferenceDot
              key={`dot-${volumePerDay}`}
              x={volumePerDay}
              y={
                points.find(point => point.volumePerDay === volumePerDay)
                  ?.costs[cheaperBelow]?.expected
              }
              r={5}
              fill="var(--bui-bg-neutral-1)"
              stroke="var(--bui-fg-primary)"
              strokeWidth={2}
              label={{
                value: `even at ${formatVolume(volumePerDay)}`,
                position: 'top',
                fill: 'var(--bui-fg-primary)',
                fontSize: 12,
              }}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
