import { createHash } from 'crypto';
import { MetricPoint } from '../otlp/model';

/**
 * Tells a cumulative metric's stream of points apart from all others: by its
 * resource, scope, name, type, unit and attributes, and by when it started.
 * The start keeps apart the processes of a service that names no instances:
 * each counts for itself, and none seems to reset the others.
 *
 * Source: OpenTelemetry metrics data model, "OpenTelemetry Protocol data
 * model", "Single-Writer" and "Resets and Gaps".
 */
export function cumulativeKey(point: MetricPoint): string {
  const { name, type, unit, monotonic, scope, startNanos } = point;
  const hash = createHash('sha256').update(
    JSON.stringify([name, type, unit, monotonic, scope, String(startNanos)]),
  );
  for (const attributes of [point.resource, point.attributes]) {
    const sorted = [...attributes].sort(([left], [right]) =>
      left < right ? -1 : 1,
    );
    hash.update(JSON.stringify(sorted));
  }
  return hash.digest('hex');
}
