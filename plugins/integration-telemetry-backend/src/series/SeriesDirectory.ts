import { Knex } from 'knex';
import { OTHER_CALLERS, readCallerName } from '../attribution/callerName';
import {
  isOverflow,
  OVERFLOWING_FLOWS,
  overflowOf,
  SeriesBatch,
  SeriesKey,
  seriesKeyText,
  SeriesTotals,
  addTo,
} from './SeriesBatch';
import { StoredSeries } from './SeriesReader';

/** How many series are kept apart. */
export interface SeriesLimits {
  /** Of one integration. */
  perIntegration: number;
  /** Of all integrations and undeclared flows together. */
  overall: number;
}

/** The stored series of each subject, by their key as text. */
type Subjects = ReadonlyMap<string, Map<string, StoredSeries>>;

/** More would cost more memory than looking them up again. */
const MAX_REMEMBERED = 100_000;

/** New callers by key, account or consumer group that an integration may have in a day. */
const MAX_KEYED_CALLERS = 200;

/** Of an integration's series, those of such callers take no more than this. */
const KEYED_SHARE = 0.5;

const DAY_MS = 86_400_000;

const SUBJECTS_PER_QUERY = 200;

/** How old the stored moment may be before it is written again. */
const SEEN_STEP_MS = 30_000;

/** Whether what is stored of a series has to be written again. */
export function isOutdated(
  stored: StoredSeries,
  { marks, firstSeenMs, lastSeenMs }: SeriesTotals,
): boolean {
  return (
    lastSeenMs >= stored.last_seen_ms + SEEN_STEP_MS ||
    firstSeenMs < stored.first_seen_ms ||
    marks.samplingUnknown !== Boolean(stored.sampling_unknown) ||
    marks.environmentAssumed !== Boolean(stored.environment_assumed)
  );
}

/**
 * Remembers the series that are stored, so that only new ones are looked for,
 * and keeps their number within its limits: what is past them counts for the
 * overflow series of its subject.
 */
export class SeriesDirectory {
  readonly #limits: SeriesLimits;
  readonly #subjects = new Map<string, Map<string, StoredSeries>>();
  #remembered = 0;

  constructor(options: { limits: SeriesLimits }) {
    this.#limits = options.limits;
  }

  clear(): void {
    this.#subjects.clear();
    this.#remembered = 0;
  }

  add(rows: readonly StoredSeries[]): void {
    for (const row of rows) {
      const known = this.#subjects.get(row.subject);
      const text = seriesKeyText(row);
      if (known) {
        this.#remembered += known.has(text) ? 0 : 1;
        known.set(text, row);
      }
    }
  }

  /** Those of the series that are stored, by their key as text. */
  async find(
    tx: Knex.Transaction,
    series: ReadonlyMap<string, SeriesTotals>,
  ): Promise<Map<string, StoredSeries>> {
    const subjects = await this.#load(tx, series);
    const found = new Map<string, StoredSeries>();
    for (const [text, { key }] of series) {
      const stored = subjects.get(key.subject)!.get(text);
      if (stored) {
        found.set(text, stored);
      }
    }
    return found;
  }

  /** Moves what is past a limit to the overflow series. */
  async limit(tx: Knex.Transaction, batch: SeriesBatch): Promise<void> {
    let subjects = await this.#load(tx, batch.series);
    if (this.#joinKeyedCallers(batch, subjects)) {
      subjects = await this.#load(tx, batch.series);
    }
    const isStored = (text: string, { key }: SeriesTotals) =>
      subjects.get(key.subject)!.has(text);
    const fresh = [...batch.series].filter(
      ([text, series]) => !isStored(text, series) && !isOverflow(series.key),
    );
    if (fresh.length === 0) {
      return;
    }
    const [{ count }] = await tx('series').count({ count: '*' });
    let free = this.#limits.overall - Number(count);
    const taken = new Map<string, number>();
    for (const [text, series] of fresh) {
      const { subject } = series.key;
      const size = taken.get(subject) ?? subjects.get(subject)!.size;
      if (free > 0 && size < this.#limits.perIntegration) {
        free -= 1;
        taken.set(subject, size + 1);
      } else {
        moveToOverflow(batch, text, series);
      }
    }
    // The overflow series may be new here.
    await this.#load(tx, batch.series);
  }

  /**
   * Whoever is known by a key alone and is past the limit counts with all
   * others of them: keys that somebody makes up must not cost an integration
   * its other series.
   *
   * @returns whether there were any
   */
  #joinKeyedCallers(batch: SeriesBatch, subjects: Subjects): boolean {
    const counts = new Map<string, KeyedCallers>();
    let hasJoined = false;
    for (const [text, series] of [...batch.series]) {
      const { subject, consumer } = series.key;
      const stored = subjects.get(subject)!;
      if (!readCallerName(consumer) || stored.has(text)) {
        continue;
      }
      const known =
        counts.get(subject) ??
        keyedCallersOf(stored.values(), series.lastSeenMs - DAY_MS);
      counts.set(subject, known);
      const isFull =
        known.series >= KEYED_SHARE * this.#limits.perIntegration ||
        (!known.all.has(consumer) && known.lately.size >= MAX_KEYED_CALLERS);
      if (isFull) {
        const key = { ...series.key, consumer: OTHER_CALLERS };
        moveSeries(batch, text, series, key);
        hasJoined = true;
      } else {
        known.series += 1;
        known.all.add(consumer);
        known.lately.add(consumer);
      }
    }
    return hasJoined;
  }

  /** @returns what is stored of each subject; it stays, also where all is forgotten meanwhile */
  async #load(
    tx: Knex.Transaction,
    series: ReadonlyMap<string, SeriesTotals>,
  ): Promise<Subjects> {
    const subjects = [
      ...new Set([...series.values()].map(({ key }) => key.subject)),
    ];
    if (this.#remembered > MAX_REMEMBERED) {
      this.clear();
    }
    const loaded = new Map<string, Map<string, StoredSeries>>();
    const unknown: string[] = [];
    for (const subject of subjects) {
      const known = this.#subjects.get(subject);
      if (known) {
        loaded.set(subject, known);
      } else {
        unknown.push(subject);
      }
    }
    for (let at = 0; at < unknown.length; at += SUBJECTS_PER_QUERY) {
      const some = unknown.slice(at, at + SUBJECTS_PER_QUERY);
      const rows = await tx<StoredSeries>('series').whereIn('subject', some);
      some.forEach(subject => {
        const stored = new Map<string, StoredSeries>();
        loaded.set(subject, stored);
        this.#subjects.set(subject, stored);
      });
      this.add(rows);
    }
    return loaded;
  }
}

/** Callers of an integration that are known by a key alone. */
interface KeyedCallers {
  series: number;
  all: Set<string>;
  lately: Set<string>;
}

function keyedCallersOf(
  stored: Iterable<StoredSeries>,
  sinceMs: number,
): KeyedCallers {
  const found: KeyedCallers = { series: 0, all: new Set(), lately: new Set() };
  for (const { consumer, last_seen_ms: seenMs } of stored) {
    if (readCallerName(consumer)) {
      found.series += 1;
      found.all.add(consumer);
      if (seenMs >= sinceMs) {
        found.lately.add(consumer);
      }
    }
  }
  return found;
}

function moveToOverflow(
  batch: SeriesBatch,
  text: string,
  series: SeriesTotals,
): void {
  const { subject } = series.key;
  const target = moveSeries(batch, text, series, overflowOf(series.key));
  if (target.key.subject === OVERFLOWING_FLOWS) {
    batch.flows.delete(subject.slice('flow:'.length));
  }
}

/** Adds what a series counted to another, in its place. */
function moveSeries(
  batch: SeriesBatch,
  text: string,
  { marks, firstSeenMs, lastSeenMs, minutes, hours }: SeriesTotals,
  to: SeriesKey,
): SeriesTotals {
  batch.series.delete(text);
  const target = batch.seriesOf(to, marks, lastSeenMs);
  target.firstSeenMs = Math.min(target.firstSeenMs, firstSeenMs);
  minutes.forEach((totals, at) => addTo(target.minutes, at, totals));
  hours.forEach((totals, at) => addTo(target.hours, at, totals));
  return target;
}
