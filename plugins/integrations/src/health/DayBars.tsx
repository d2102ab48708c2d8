import { UsageItem } from '@tieline/plugin-integrations-common/telemetry';
import { formatCount } from '../shared/format';

const DAY_MS = 86_400_000;
const HEIGHT = 20;
const WIDEST = 120;

/** A bar a day, from zero, in the range; the days without calls stay empty. */
export function DayBars(props: {
  days: UsageItem['days'];
  from: string;
  to: string;
}) {
  const first = Math.floor(Date.parse(props.from) / DAY_MS);
  const last = Math.floor((Date.parse(props.to) - 1) / DAY_MS);
  const count = last - first + 1;
  const top = Math.max(...props.days.map(({ calls }) => calls), 0);
  const step = WIDEST / count;
  return (
    <svg
      width={WIDEST}
      height={HEIGHT}
      viewBox={`0 0 ${WIDEST} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Calls on ${props.days.length} of ${count} days, at most ${formatCount(top)} a day`}
    >
      <path d={`M0 ${HEIGHT - 0.5}H${WIDEST}`} stroke="var(--tl-grid)" />
      {props.days.map(({ date, calls }) => {
        const height = Math.max(1, (calls / top) * (HEIGHT - 2));
        return (
          <rect
            key={date}
            x={(Date.parse(date) / DAY_MS - first) * step}
            y={HEIGHT - height}
            width={Math.max(1, step - (step > 3 ? 1 : 0))}
            height={height}
            fill="var(--tl-series-2)"
          >
            <title>
              {date}: {formatCount(calls)}
            </title>
          </rect>
        );
      })}
    </svg>
  );
}
