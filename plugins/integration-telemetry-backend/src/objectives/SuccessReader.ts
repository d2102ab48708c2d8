import { PointCounts } from '../series/addUpCounts';
import { MINUTE_MS, MINUTES_PER } from '../series/SeriesBatch';
import { SeriesReader, StoredSeries } from '../series/SeriesReader';
import { Success } from './staleMinutes';

const HOUR_MS = 60 * MINUTE_MS;

/** What fills a gap further back than this is seen with the next reading of all. */
const OVERLAP_MS = HOUR_MS;

/** How soon all is read again at the latest: by then what came since was as much. */
const ALL_AGAIN_MS = HOUR_MS;

/** Points in a row in which a call succeeded: from a minute until before another. */
interface Stretch {
  from: number;
  end: number;
}

interface Known {
  /** When each of the series was seen last, by its id. */
  seenMs: ReadonlyMap<number, number>;
  /** Of the last reading of all. */
  allAtMs: number;
  atMs: number;
  stretches: Stretch[];
}

/**
 * Reads when calls succeeded. It is asked for weeks each minute: what was found
 * is kept as stretches, which are few whether much happens or little, and only
 * what came since is read.
 */
export class SuccessReader {
  readonly #reader: Pick<SeriesReader, 'readCounts'>;
  readonly #known = new Map<string, Known>();

  constructor(options: { reader: Pick<SeriesReader, 'readCounts'> }) {
    this.#reader = options.reader;
  }

  /** By the hour, of a range that ends now. */
  async readHours(
    ref: string,
    series: readonly StoredSeries[],
    overMs: number,
    nowMs: number,
  ): Promise<Success[]> {
    const { hour } = MINUTES_PER;
    const fromMs = Math.floor((nowMs - overMs) / HOUR_MS) * HOUR_MS;
    const name = `${ref} by the hour, over ${overMs}`;
    const stretches = await this.#read(name, series, hour, fromMs, nowMs);
    const now = Math.floor(nowMs / MINUTE_MS);
    return stretches.flatMap(({ from, end }) =>
      Array.from({ length: (end - from) / hour }, (_, at) => ({
        first: from + at * hour,
        last: Math.min(from + (at + 1) * hour - 1, now),
        isInEach: false,
      })),
    );
  }

  /** By the minute where minutes are known, else by the hour. */
  async readMinutes(
    ref: string,
    series: readonly StoredSeries[],
    hours: readonly Success[],
    overMs: number,
    nowMs: number,
  ): Promise<Success[]> {
    const { minute, hour } = MINUTES_PER;
    // Of the first hour some minutes may be gone.
    const fromMs = Math.ceil((nowMs - overMs) / HOUR_MS) * HOUR_MS;
    const name = `${ref} by the minute, over ${overMs}`;
    const stretches = await this.#read(name, series, minute, fromMs, nowMs);
    const hourOf = (at: number) => Math.floor(at / hour);
    const told = new Set(
      stretches.flatMap(({ from, end }) =>
        Array.from(
          { length: hourOf(end - 1) - hourOf(from) + 1 },
          (_, at) => hourOf(from) + at,
        ),
      ),
    );
    const minutes = stretches.map(({ from, end }) => ({
      first: from,
      last: end - 1,
      isInEach: true,
    }));
    // What came in points wider than ten minutes is there in hours only.
    return [
      ...hours.filter(({ first }) => !told.has(hourOf(first))),
      ...minutes,
    ].sort((left, right) => left.first - right.first);
  }

  async #read(
    name: string,
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    nowMs: number,
  ): Promise<Stretch[]> {
    const stepMs = resolution * MINUTE_MS;
    const before = this.#known.get(name);
    const known =
      before &&
      nowMs >= before.atMs &&
      nowMs < before.allAtMs + goodForMs(name) &&
      before.seenMs.size === series.length &&
      series.every(({ id }) => before.seenMs.has(id))
        ? before
        : undefined;
    const sinceMs = known ? newSinceMs(known, series) : fromMs;
    const alignedMs = Math.max(fromMs, Math.floor(sinceMs / stepMs) * stepMs);
    const points = await this.#reader.readCounts(
      series,
      resolution,
      alignedMs,
      nowMs,
    );
    const stretches = [
      ...cut(known?.stretches ?? [], fromMs / MINUTE_MS, alignedMs / MINUTE_MS),
      ...toStretches(points, resolution),
    ];
    this.#known.set(name, {
      seenMs: new Map(series.map(item => [item.id, item.last_seen_ms])),
      allAtMs: known?.allAtMs ?? nowMs,
      atMs: nowMs,
      stretches,
    });
    return stretches;
  }
}

/** Not the same for all: a fleet that was read at once is not read at once again. */
function goodForMs(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at += 1) {
    hash = (31 * hash + name.charCodeAt(at)) % 1_000;
  }
  return ALL_AGAIN_MS * (0.5 + hash / 2_000);
}

/** What came since may lie further back than the last reading: history that is still being told. */
function newSinceMs(known: Known, series: readonly StoredSeries[]): number {
  const lastMs = series.flatMap(item => {
    const seenMs = known.seenMs.get(item.id)!;
    return item.last_seen_ms > seenMs ? [seenMs] : [];
  });
  return Math.min(known.atMs, ...lastMs) - OVERLAP_MS;
}

function toStretches(
  points: readonly PointCounts[],
  resolution: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { startMinute, count, failed } of points) {
    const last = stretches[stretches.length - 1];
    if (count <= failed) {
      continue;
    }
    if (last?.end === startMinute) {
      last.end += resolution;
    } else {
      stretches.push({ from: startMinute, end: startMinute + resolution });
    }
  }
  return stretches;
}

/** What of some stretches lies between two minutes. */
function cut(
  stretches: readonly Stretch[],
  from: number,
  end: number,
): Stretch[] {
  return stretches
    .filter(stretch => stretch.from < end && stretch.end > from)
    .map(stretch => ({
      from: Math.max(stretch.from, from),
      end: Math.min(stretch.end, end),
    }));
}
