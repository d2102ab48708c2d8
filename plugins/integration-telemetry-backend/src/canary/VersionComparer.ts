import { VersionComparison } from '@tieline/plugin-integrations-common/telemetry';
import { SeriesView } from '../health/chooseView';
import { groupBy } from '../health/TogetherReader';
import { CallTotals } from '../series/CallTotals';
import { MINUTE_MS, MINUTES_PER, OVERFLOW } from '../series/SeriesBatch';
import { SeriesReader, StoredSeries } from '../series/SeriesReader';
import { compareVersions, ComparedVersion } from './compareVersions';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Up to here by the minute: an hour that only one of them ran in counts for neither. */
const FINE_MS = 6 * HOUR_MS;

interface Candidate {
  version: string;
  series: StoredSeries[];
  firstSeenMs: number;
  lastSeenMs: number;
}

/** Finds two versions of an integration that run beside each other, and compares them. */
export class VersionComparer {
  readonly #reader: Pick<SeriesReader, 'readTotals' | 'readCounts'>;

  constructor(options: {
    reader: Pick<SeriesReader, 'readTotals' | 'readCounts'>;
  }) {
    this.#reader = options.reader;
  }

  /** The newest against the one beside it that was seen last; undefined where only one ran within a day. */
  async compare(
    view: SeriesView,
    nowMs: number,
  ): Promise<VersionComparison | undefined> {
    // Of a view whose calls nobody can count, errors can't be either.
    if (view.series.some(item => Boolean(item.sampling_unknown))) {
      return undefined;
    }
    const versions = listVersions(view, nowMs);
    if (versions.length < 2) {
      return undefined;
    }
    const [candidate, ...others] = versions;
    const [baseline] = others.sort(
      (left, right) =>
        right.lastSeenMs - left.lastSeenMs ||
        left.firstSeenMs - right.firstSeenMs,
    );
    const together = await this.#findTogether(candidate, baseline, nowMs);
    if (!together) {
      return undefined;
    }
    const { fromMs, toMs, resolution } = together;
    const read = (version: Candidate) =>
      this.#read(version, resolution, fromMs, toMs);
    return {
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      ...compareVersions(await read(baseline), await read(candidate)),
    };
  }

  /** From when to when both had calls, and how wide the points of that time are. */
  async #findTogether(one: Candidate, other: Candidate, nowMs: number) {
    const find = async (resolution: number, fromMs: number, toMs: number) => {
      const [ones, others] = await Promise.all(
        [one, other].map(async ({ series }) =>
          (
            await this.#reader.readCounts(series, resolution, fromMs, toMs)
          ).filter(({ count }) => count > 0),
        ),
      );
      const first = Math.max(
        ones[0]?.startMinute ?? Infinity,
        others[0]?.startMinute ?? Infinity,
      );
      const last = Math.min(
        ones[ones.length - 1]?.startMinute ?? -Infinity,
        others[others.length - 1]?.startMinute ?? -Infinity,
      );
      return first <= last
        ? {
            fromMs: first * MINUTE_MS,
            toMs: (last + resolution) * MINUTE_MS,
            resolution,
          }
        : undefined;
    };
    const hours = await find(MINUTES_PER.hour, nowMs - DAY_MS, nowMs);
    // Of history there may be hours only.
    const isShort = hours && hours.toMs - hours.fromMs <= FINE_MS;
    const minutes =
      isShort && (await find(MINUTES_PER.minute, hours.fromMs, hours.toMs));
    return minutes || hours;
  }

  async #read(
    { version, series }: Candidate,
    resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<ComparedVersion> {
    const bySeries = await this.#reader.readTotals(
      series,
      resolution,
      fromMs,
      toMs,
    );
    const operations = new Map<string, CallTotals>();
    for (const item of series) {
      const totals = bySeries.get(item.id);
      if (totals && item.operation !== OVERFLOW) {
        const key = `${item.kind} ${item.operation}`;
        const all = operations.get(key) ?? new CallTotals();
        all.merge(totals);
        operations.set(key, all);
      }
    }
    return { version, operations };
  }
}

/** Versions that were seen within a day, the newest first. */
function listVersions(view: SeriesView, nowMs: number): Candidate[] {
  const byVersion = groupBy(
    view.series.filter(
      ({ version, last_seen_ms: lastSeenMs }) =>
        version !== '' && version !== OVERFLOW && lastSeenMs >= nowMs - DAY_MS,
    ),
    ({ version }) => version,
  );
  return [...byVersion]
    .map(([version, series]) => ({
      version,
      series,
      firstSeenMs: Math.min(...series.map(item => item.first_seen_ms)),
      lastSeenMs: Math.max(...series.map(item => item.last_seen_ms)),
    }))
    .sort(
      (left, right) =>
        // History that is sent afterwards makes all equally old: then the higher one.
        right.firstSeenMs - left.firstSeenMs ||
        right.version.localeCompare(left.version, 'en', { numeric: true }),
    );
}
