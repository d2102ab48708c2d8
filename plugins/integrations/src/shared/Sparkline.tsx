import { HealthStatus } from '@tieline/plugin-integrations-common';
import {
  Indicator,
  Sparkline as SparklineData,
} from '@tieline/plugin-integrations-common/telemetry';

const names: Record<Indicator, string> = {
  throughputPerMinute: 'Throughput',
  errorRate: 'Errors',
  rejectionRate: 'Rejections',
  p50Ms: 'p50',
  p95Ms: 'p95',
  p99Ms: 'p99',
};

/** What an indicator is called on a page. */
export function indicatorName(indicator: Indicator): string {
  return names[indicator];
}

/**
 * The last day of one indicator as a line. It starts at zero, so that noise
 * looks like noise, and is coloured only where its status needs somebody.
 */
export function Sparkline(props: {
  data: SparklineData;
  status: HealthStatus;
  width: number;
  height: number;
}) {
  const { data, status, width, height } = props;
  const measured = data.values.filter(
    (value): value is number => value !== null,
  );
  if (measured.length < 2) {
    return null;
  }
  const top = Math.max(...measured, data.usual ?? 0) || 1;
  const inset = 3;
  const x = (index: number) =>
    inset + (index / (data.values.length - 1)) * (width - 2 * inset);
  const y = (value: number) =>
    height - inset - (value / top) * (height - 2 * inset);
  const colour = ['failing', 'degraded', 'silent'].includes(status)
    ? `var(--tl-${status}-mark)`
    : 'var(--tl-series)';
  let path = '';
  data.values.forEach((value, index) => {
    if (value !== null) {
      const joins = index > 0 && data.values[index - 1] !== null;
      path += `${joins ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    }
  });
  const last = data.values.reduce<number>(
    (found, value, index) => (value === null ? found : index),
    -1,
  );
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${indicatorName(data.indicator)}, last 24 hours`}
    >
      {typeof data.usual === 'number' ? (
        <rect
          x="0"
          y={y(data.usual) - 1}
          width={width}
          height="2"
          fill="var(--tl-band-line)"
        />
      ) : null}
      <path d={path} fill="none" stroke={colour} strokeWidth="1.5" />
      <circle cx={x(last)} cy={y(data.values[last] ?? 0)} r="2" fill={colour} />
    </svg>
  );
}
