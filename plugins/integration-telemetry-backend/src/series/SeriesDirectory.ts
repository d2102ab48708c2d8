import { Knex } from 'knex';
import {
  isOverflow,
  OVERFLOWING_FLOWS,
  overflowOf,
  SeriesBatch,
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

/** More would cost more memory than looking them up again. */
const MAX_REMEMBERED = 100_000;

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
    await this.#load(tx, series);
    const found = new Map<string, StoredSeries>();
    for (const [text, { key }] of series) {
      const stored = this.#subjects.get(key.subject)!.get(text);
      if (stored) {
        found.set(text, stored);
      }
    }
    return found;
  }

  /** Moves what is past a limit to the overflow series. */
  async limit(tx: Knex.Transaction, batch: SeriesBatch): Promise<void> {
    await this.#load(tx, batch.series);
    const isStored = (text: string, { key }: SeriesTotals) =>
      this.#subjects.get(key.subject)!.has(text);
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
      const size = taken.get(subject) ?? this.#subjects.get(subject)!.size;
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

  async #load(
    tx: Knex.Transaction,
    series: ReadonlyMap<string, SeriesTotals>,
  ): Promise<void> {
    const subjects = [
      ...new Set([...series.values()].map(({ key }) => key.subject)),
    ];
    if (this.#remembered > MAX_REMEMBERED) {
      this.clear();
    }
    const unknown = subjects.filter(subject => !this.#subjects.has(subject));
    for (let at = 0; at < unknown.length; at += SUBJECTS_PER_QUERY) {
      const some = unknown.slice(at, at + SUBJECTS_PER_QUERY);
      const rows = await tx<StoredSeries>('series').whereIn('subject', some);
      some.forEach(subject => this.#subjects.set(subject, new Map()));
      this.add(rows);
    }
  }
}

function moveToOverflow(
  batch: SeriesBatch,
  text: string,
  { key, marks, firstSeenMs, lastSeenMs, minutes, hours }: SeriesTotals,
): void {
  batch.series.delete(text);
  const target = batch.seriesOf(overflowOf(key), marks, lastSeenMs);
  target.firstSeenMs = Math.min(target.firstSeenMs, firstSeenMs);
  minutes.forEach((totals, at) => addTo(target.minutes, at, totals));
  hours.forEach((totals, at) => addTo(target.hours, at, totals));
  if (target.key.subject === OVERFLOWING_FLOWS) {
    batch.flows.delete(key.subject.slice('flow:'.length));
  }
}
