import { Pilot } from '@tieline/plugin-integrations-common/governance';

const WIDTH = 120;
const HEIGHT = 28;
const EDGE = 2;

/** How many questions were answered yes since the start, as a line; it starts at zero. */
export function PilotLine({ points }: { points: Pilot['points'] }) {
  if (points.length < 2) {
    return null;
  }
  const first = Date.parse(points[0].day);
  const last = Date.parse(points[points.length - 1].day);
  const most = Math.max(1, ...points.map(({ applicable }) => applicable));
  const line = points
    .map(({ day, yes }) => {
      const x =
        EDGE +
        ((Date.parse(day) - first) / (last - first || 1)) * (WIDTH - 2 * EDGE);
      const y = HEIGHT - EDGE - (yes / most) * (HEIGHT - 2 * EDGE);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
  return (
    <svg
      role="img"
      aria-label={`Questions answered yes since the start: ${points
        .map(({ yes }) => yes)
        .join(', ')}`}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      <polyline
        points={line}
        fill="none"
        stroke="var(--tl-series)"
        strokeWidth={1.75}
      />
    </svg>
  );
}
