import { PointsSource } from '../../health/CallFactsReader';
import { addUpCounts, PointCounts } from '../../series/addUpCounts';
import { CallTotals } from '../../series/CallTotals';
import { MINUTE_MS, MINUTES_PER } from '../../series/SeriesBatch';
import { StoredSeries } from '../../series/SeriesReader';
import { HourRow } from '../../trends/TrendPointsReader';
import { DayRow } from '../../usage/DayCountsReader';
import { Sample } from './EngineClient';
import { IncreaseReader, SeriesRow } from './IncreaseReader';
import { PrometheusEngine } from './PrometheusEngine';
import { readBuckets, readNative } from './readDurations';
import {
  addCalls,
  bucketsByLabels,
  countsOf,
  eachRow,
  lastValue,
  nowMinute,
  spread,
} from './seriesRows';

/** Fewer samples than these make no increase. */
const SAMPLES_PER_POINT = 4;

/** Samples that hours are asked for together, and sets of labels that a series has, roughly. */
const SAMPLES_TOGETHER = 50_000;
const LABELS_PER_SERIES = 4;

const HOUR_MS = 60 * MINUTE_MS;
const DAY_HOURS = 24;

/** Reads an engine's series as `SeriesReader` reads those of our own store. */
export class PrometheusSeriesSource implements PointsSource {
  readonly #engine: PrometheusEngine;
  readonly #increases: IncreaseReader;

  constructor(options: { engine: PrometheusEngine; now: () => number }) {
    this.#engine = options.engine;
    this.#increases = new IncreaseReader(options);
  }

  /** @throws EngineError where it is not known yet what the engine has */
  async listSeries(subject: string): Promise<StoredSeries[]> {
    void this.#engine.refreshIfDue();
    if (this.#engine.refreshedMs === undefined) {
      this.#engine.expectAnswers();
    }
    return this.#engine.catalogue.listSeries(subject);
  }

  async readTotals(
    series: readonly StoredSeries[],
    _resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<Map<number, CallTotals>> {
    const window = this.#increases.window(fromMs, toMs);
    const read = (measure: 'calls' | 'durations' | 'sums') =>
      this.#increases.read(measure, window, series);
    const [calls, durations, sums] = await Promise.all([
      read('calls'),
      read('durations'),
      read('sums'),
    ]);
    const bySeries = new Map<number, CallTotals>();
    for (const { id } of series) {
      const totals = new CallTotals();
      calls.get(id)?.forEach(row => addCalls(totals, row, lastValue(row)));
      if (totals.count > 0) {
        this.#addDurations(durations.get(id) ?? [], () => totals);
        sums.get(id)?.forEach(row => {
          totals.sumMs += Math.max(0, lastValue(row)) * this.#unitMs;
        });
        bySeries.set(id, totals);
      }
    }
    return bySeries;
  }

  async readCounts(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<PointCounts[]> {
    const bins = this.#bins(resolution, fromMs, toMs);
    const rows = await this.#increases.read('calls', bins, series);
    const points: PointCounts[] = [];
    eachRow(series, rows, row =>
      row.samples.forEach(({ atMs, value }) => {
        if (value > 0) {
          const startMinute = (atMs - bins.overMs) / MINUTE_MS;
          points.push({ startMinute, ...countsOf(row, value) });
        }
      }),
    );
    return addUpCounts(
      points.flatMap(point =>
        spread(point.startMinute, bins.overMs, resolution, nowMinute(bins)).map(
          (startMinute, _, all) => ({
            startMinute,
            count: point.count / all.length,
            failed: point.failed / all.length,
          }),
        ),
      ),
    );
  }

  async readCountsAt(
    series: readonly StoredSeries[],
    resolution: number,
    startMinutes: readonly number[],
  ): Promise<PointCounts[]> {
    const overMs = resolution * MINUTE_MS;
    const all = await Promise.all(
      startMinutes.map(async startMinute => {
        const atMs = startMinute * MINUTE_MS + overMs;
        const rows = await this.#increases.read(
          'calls',
          { overMs, fromMs: atMs, toMs: atMs, stepMs: overMs },
          series,
        );
        const points: PointCounts[] = [];
        eachRow(series, rows, row => {
          const value = lastValue(row);
          if (value > 0) {
            points.push({ startMinute, ...countsOf(row, value) });
          }
        });
        return points;
      }),
    );
    return addUpCounts(all.flat());
  }

  async readPoints(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<Map<number, CallTotals>> {
    const bins = this.#bins(resolution, fromMs, toMs);
    const [calls, durations, sums] = await Promise.all([
      this.#increases.read('calls', bins, series),
      this.#increases.read('durations', bins, series),
      this.#increases.read('sums', bins, series),
    ]);
    const wide = new Map<number, CallTotals>();
    const at = ({ atMs }: Pick<Sample, 'atMs'>) => {
      const startMinute = (atMs - bins.overMs) / MINUTE_MS;
      const totals = wide.get(startMinute) ?? new CallTotals();
      wide.set(startMinute, totals);
      return totals;
    };
    eachRow(series, calls, row =>
      row.samples.forEach(sample => {
        if (sample.value > 0) {
          addCalls(at(sample), row, sample.value);
        }
      }),
    );
    for (const { id } of series) {
      this.#addDurations(durations.get(id) ?? [], at);
    }
    eachRow(series, sums, row =>
      row.samples.forEach(sample => {
        at(sample).sumMs += Math.max(0, sample.value) * this.#unitMs;
      }),
    );
    const points = new Map<number, CallTotals>();
    for (const [startMinute, totals] of wide) {
      if (totals.count > 0) {
        const starts = spread(
          startMinute,
          bins.overMs,
          resolution,
          nowMinute(bins),
        );
        const part = totals.scaledBy(1 / starts.length);
        starts.forEach(start => points.set(start, part));
      }
    }
    return points;
  }

  /** Calls of each series by day in UTC. */
  async readDays(
    series: readonly StoredSeries[],
    fromMs: number,
    toMs: number,
  ): Promise<DayRow[]> {
    if (series.length === 0) {
      return [];
    }
    const bins = this.#bins(MINUTES_PER.day, fromMs, toMs);
    const rows = await this.#increases.read('calls', bins, series);
    const days: DayRow[] = [];
    for (const { id } of series) {
      rows.get(id)?.forEach(row =>
        row.samples.forEach(({ atMs, value }) => {
          if (value > 0) {
            days.push({
              series_id: id,
              start_minute: (atMs - bins.overMs) / MINUTE_MS,
              count: value,
              errors: row.judged.judgement.outcome === 'error' ? value : 0,
            });
          }
        }),
      );
    }
    return days;
  }

  /**
   * Calls of each series by the hour, with the sum of their durations; hours
   * without calls are left out.
   *
   * @param untilMs - exclusive
   */
  async readHours(
    series: readonly StoredSeries[],
    fromMs: number,
    untilMs: number,
  ): Promise<HourRow[]> {
    const rows: HourRow[] = [];
    if (series.length === 0) {
      return rows;
    }
    // Engines refuse what would load too much at once.
    const partMs =
      HOUR_MS *
      Math.max(
        DAY_HOURS,
        Math.floor(SAMPLES_TOGETHER / (LABELS_PER_SERIES * series.length)),
      );
    for (let at = fromMs; at < untilMs; at += partMs) {
      const endMs = Math.min(at + partMs, untilMs);
      rows.push(...(await this.#readHoursOf(series, at, endMs)));
    }
    return rows;
  }

  async #readHoursOf(
    series: readonly StoredSeries[],
    fromMs: number,
    untilMs: number,
  ): Promise<HourRow[]> {
    const bins = this.#bins(MINUTES_PER.hour, fromMs, untilMs);
    const isNative = this.#engine.schema?.spans?.durations?.form === 'native';
    const [calls, durations] = await Promise.all([
      this.#increases.read('calls', bins, series),
      this.#increases.read(isNative ? 'durations' : 'sums', bins, series),
    ]);
    return series.flatMap(({ id }) => {
      const hours = new Map<number, HourRow>();
      calls.get(id)?.forEach(row =>
        row.samples
          .filter(({ value }) => value > 0)
          .forEach(({ atMs, value }) => {
            const startMs = atMs - bins.overMs;
            const { count, failed } = countsOf(row, value);
            const before = hours.get(startMs);
            hours.set(startMs, {
              seriesId: id,
              startMs,
              count: count + (before?.count ?? 0),
              failed: failed + (before?.failed ?? 0),
              sumMs: 0,
            });
          }),
      );
      durations.get(id)?.forEach(({ samples }) =>
        samples.forEach(({ atMs, value, histogram }) => {
          const hour = hours.get(atMs - bins.overMs);
          const sum = histogram ? Number(histogram.sum) : value;
          if (hour && sum > 0) {
            hour.sumMs += sum * this.#unitMs;
          }
        }),
      );
      return [...hours.values()];
    });
  }

  get #unitMs(): number {
    return this.#engine.schema?.spans?.durations?.unitMs ?? 1;
  }

  /** Bins of a resolution, or as fine as the samples allow. */
  #bins(resolution: number, fromMs: number, toMs: number) {
    const finest = Math.ceil(
      (SAMPLES_PER_POINT * (this.#engine.schema?.sampleIntervalMs ?? 0)) /
        MINUTE_MS,
    );
    const overMs = Math.max(resolution, finest) * MINUTE_MS;
    return {
      overMs,
      stepMs: overMs,
      fromMs: Math.floor(fromMs / overMs) * overMs + overMs,
      toMs: Math.ceil(toMs / overMs) * overMs,
      untilMs: toMs,
    };
  }

  #addDurations(
    rows: readonly SeriesRow[],
    at: (sample: Pick<Sample, 'atMs'>) => CallTotals,
  ): void {
    for (const { samples } of rows) {
      for (const sample of samples) {
        if (sample.histogram) {
          const totals = at(sample);
          totals.histogram.merge(readNative(sample.histogram, this.#unitMs));
          totals.sumMs += Number(sample.histogram.sum) * this.#unitMs;
        }
      }
    }
    for (const buckets of bucketsByLabels(rows)) {
      for (const [atMs, ofMoment] of buckets) {
        at({ atMs }).histogram.merge(readBuckets(ofMoment, this.#unitMs));
      }
    }
  }
}
