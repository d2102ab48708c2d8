import { SeenVersion } from '@tieline/plugin-integrations-common/telemetry';
import { isOverflow } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';

/** More contract versions than are in use at the same time; the latest seen are told. */
const MOST_VERSIONS = 20;

/** Which contract versions the series saw since a moment, the latest seen first. */
export function seenVersions(
  series: readonly StoredSeries[],
  sinceMs: number,
): SeenVersion[] {
  const lastSeenMs = new Map<string, number>();
  for (const item of series) {
    if (
      item.version !== '' &&
      !isOverflow(item) &&
      item.last_seen_ms >= sinceMs
    ) {
      const known = lastSeenMs.get(item.version) ?? 0;
      lastSeenMs.set(item.version, Math.max(known, item.last_seen_ms));
    }
  }
  return [...lastSeenMs]
    .sort(
      ([one, oneMs], [other, otherMs]) =>
        otherMs - oneMs || (one < other ? -1 : 1),
    )
    .slice(0, MOST_VERSIONS)
    .map(([version, ms]) => ({
      version,
      lastSeenAt: new Date(ms).toISOString(),
    }));
}
