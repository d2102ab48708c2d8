import { PointCounts } from '../series/addUpCounts';
import { MINUTE_MS, MINUTES_PER } from '../series/SeriesBatch';
import { SeriesReader, StoredSeries } from '../series/SeriesReader';
import { remember } from './remember';
import { Success } from './staleMinutes';
import { HourBits, SuccessStore } from './SuccessStore';

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

/** Answers that are remembered, each of an objective: they take some hundred bytes, seldom more. After an hour all would be read again. */
const REMEMBERED = { forMs: ALL_AGAIN_MS, most: 20_000 };

/** Minutes of which nobody knows after their retention, but for what is kept of them. */
interface Kept {
  atMs: number;
  stretches: Stretch[];
}

/** Whose successes are read. */
export interface Succeeding {
  ref: string;
  environment: string;
  series: readonly StoredSeries[];
}

/**
 * Reads when calls succeeded. It is asked for weeks each minute: what was found
 * is kept as stretches, which are few whether much happens or little, and only
 * what came since is read.
 */
export class SuccessReader {
  readonly #reader: Pick<SeriesReader, 'readCounts'>;
  readonly #store: SuccessStore | undefined;
  readonly #known = new Map<string, Known>();
  readonly #kept = new Map<string, Kept>();

  /** @param options - `store`: keeps minutes beyond their retention, where it is there */
  constructor(options: {
    reader: Pick<SeriesReader, 'readCounts'>;
    store?: SuccessStore;
  }) {
    this.#reader = options.reader;
    this.#store = options.store;
  }

  /** How many answers are remembered. */
  get size(): number {
    return this.#known.size + this.#kept.size;
  }

  /** By the hour, of a range that ends now. */
  async readHours(
    { ref, series }: Succeeding,
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

  /**
   * By the minute where minutes are known, else by the hour. What is asked for
   * here is kept from then on, for as long as hours are.
   *
   * @param range - in milliseconds: what is asked for, and how long minutes are kept
   */
  async readMinutes(
    succeeding: Succeeding,
    hours: readonly Success[],
    range: { overMs: number; minutesMs: number },
    nowMs: number,
  ): Promise<Success[]> {
    const { minute, hour } = MINUTES_PER;
    const { ref, series } = succeeding;
    const overMs = Math.min(range.overMs, range.minutesMs);
    // Of the first hour some minutes may be gone.
    const fromMs = Math.ceil((nowMs - overMs) / HOUR_MS) * HOUR_MS;
    const name = `${ref} by the minute, over ${overMs}`;
    const latest = await this.#read(name, series, minute, fromMs, nowMs);
    const kept =
      range.overMs > range.minutesMs
        ? await this.#keep(succeeding, latest, range.overMs, nowMs)
        : [];
    const sinceMinute = (nowMs - range.overMs) / MINUTE_MS;
    const stretches = [
      ...cut(kept, sinceMinute, fromMs / MINUTE_MS),
      ...latest,
    ];
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
    remember(
      this.#known,
      name,
      {
        seenMs: new Map(series.map(item => [item.id, item.last_seen_ms])),
        allAtMs: known?.allAtMs ?? nowMs,
        atMs: nowMs,
        stretches,
      },
      REMEMBERED,
    );
    return stretches;
  }

  /** Now and then: an hour that was not kept in time is still there for days. */
  async #keep(
    { ref, environment }: Succeeding,
    latest: readonly Stretch[],
    overMs: number,
    nowMs: number,
  ): Promise<Stretch[]> {
    const name = `${ref} in ${environment}, over ${overMs}`;
    const before = this.#kept.get(name);
    const isFresh =
      before && nowMs >= before.atMs && nowMs < before.atMs + goodForMs(name);
    if (isFresh || !this.#store) {
      return before?.stretches ?? [];
    }
    const hours = await this.#store.keep(
      ref,
      environment,
      toHours(latest, Math.floor(nowMs / HOUR_MS)),
      Math.floor((nowMs - overMs) / HOUR_MS),
    );
    const stretches = ofHours(hours);
    remember(this.#kept, name, { atMs: nowMs, stretches }, REMEMBERED);
    return stretches;
  }
}

/** Hours that are over, with a bit for each minute in which a call succeeded. */
function toHours(
  stretches: readonly Stretch[],
  untilHour: number,
): Map<number, HourBits> {
  const { hour } = MINUTES_PER;
  const hours = new Map<number, HourBits>();
  for (const { from, end } of stretches) {
    for (let at = from; at < Math.min(end, untilHour * hour); at += 1) {
      const bit = 1n << BigInt(hour - 1 - (at % hour));
      const key = Math.floor(at / hour);
      hours.set(key, (hours.get(key) ?? 0n) | bit);
    }
  }
  return hours;
}

function ofHours(hours: ReadonlyMap<number, HourBits>): Stretch[] {
  const { hour } = MINUTES_PER;
  const stretches: Stretch[] = [];
  for (const [key, bits] of [...hours].sort(([one], [other]) => one - other)) {
    for (let at = 0; at < hour; at += 1) {
      if ((bits >> BigInt(hour - 1 - at)) & 1n) {
        const minute = key * hour + at;
        const last = stretches[stretches.length - 1];
        if (last?.end === minute) {
          last.end += 1;
        } else {
          stretches.push({ from: minute, end: minute + 1 });
        }
      }
    }
  }
  return stretches;
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
