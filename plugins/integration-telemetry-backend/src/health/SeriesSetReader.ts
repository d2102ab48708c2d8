import {
  GetSeriesRequest,
  Indicator,
  SeriesSet,
  UsualBand,
} from '@tieline/plugin-integrations-common/telemetry';
import { CallTotals } from '../series/CallTotals';
import { MINUTE_MS, MINUTES_PER } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';
import { Retention } from '../series/SeriesStore';
import { rounded } from './callIndicators';
import { PointsSource } from './CallFactsReader';
import { FEWEST_CALLS } from './judgeCalls';
import { SeriesView } from './chooseView';

const INDICATORS: Indicator[] = [
  'throughputPerMinute',
  'errorRate',
  'rejectionRate',
  'p50Ms',
  'p95Ms',
  'p99Ms',
];
const BANDS = ['throughputPerMinute', 'errorRate', 'p95Ms'] as const;
const STEPS_SECONDS = [60, 300, 900, 3600, 86_400];
const MAX_POINTS = 300;
/** However short the step that is asked for: a page can't show more. */
const MOST_POINTS = 5_000;
const WEEK_MS = 7 * 86_400_000;

/** The finest resolution, in minutes, that a step is made of. */
function resolutionFor(stepSeconds: number): number {
  if (stepSeconds % 86_400 === 0) {
    return MINUTES_PER.day;
  }
  return stepSeconds % 3600 === 0 ? MINUTES_PER.hour : MINUTES_PER.minute;
}

/** The smallest step that gives few enough points and whose data is still kept. */
export function chooseStepSeconds(
  fromMs: number,
  toMs: number,
  nowMs: number,
  retention: Retention,
): number {
  const ages: Record<number, number> = {
    [MINUTES_PER.minute]: retention.minutesMs,
    [MINUTES_PER.hour]: retention.hoursMs,
    [MINUTES_PER.day]: retention.daysMs,
  };
  return (
    STEPS_SECONDS.find(
      step =>
        (toMs - fromMs) / 1000 / step <= MAX_POINTS &&
        fromMs >= nowMs - ages[resolutionFor(step)],
    ) ?? 86_400
  );
}

function valueOf(
  indicator: Indicator,
  totals: CallTotals | undefined,
  widthMs: number,
): number | null {
  if (!totals || totals.count <= 0) {
    return null;
  }
  const { count, failed, countingRejections, otherRejections } = totals;
  switch (indicator) {
    case 'throughputPerMinute':
      return rounded((count / widthMs) * MINUTE_MS);
    case 'errorRate':
      return rounded(failed / count);
    case 'rejectionRate':
      return rounded((countingRejections + otherRejections) / count);
    case 'p50Ms':
      return rounded(totals.histogram.percentile(0.5));
    case 'p95Ms':
      return rounded(totals.histogram.percentile(0.95));
    default:
      return rounded(totals.histogram.percentile(0.99));
  }
}

/** What was read may be kept by who read it: it stays as it is. */
function sumOf(one: CallTotals, other: CallTotals): CallTotals {
  const sum = new CallTotals();
  sum.merge(one);
  sum.merge(other);
  return sum;
}

/** Reads indicators over time. */
export class SeriesSetReader {
  readonly #reader: PointsSource;
  readonly #retention: Retention;

  constructor(options: { reader: PointsSource; retention: Retention }) {
    this.#reader = options.reader;
    this.#retention = options.retention;
  }

  async read(
    entityRef: string,
    environment: string,
    view: SeriesView | undefined,
    request: GetSeriesRequest & { fromMs: number; toMs: number },
    nowMs: number,
  ): Promise<SeriesSet> {
    const { fromMs, toMs } = request;
    const stepSeconds = Math.max(
      request.stepSeconds ??
        chooseStepSeconds(fromMs, toMs, nowMs, this.#retention),
      Math.ceil((toMs - fromMs) / 1000 / MOST_POINTS / 60) * 60,
    );
    const stepMs = stepSeconds * 1000;
    const firstMs = Math.floor(fromMs / stepMs) * stepMs;
    const at: number[] = [];
    for (let ms = firstMs; ms < toMs; ms += stepMs) {
      at.push(ms);
    }
    const series = view?.series ?? [];
    const counts = !series.some(item => Boolean(item.sampling_unknown));
    const [points, usual] = await Promise.all([
      this.#binned(series, stepMs, firstMs, toMs),
      request.usual && counts ? this.#usual(series, at, stepMs) : undefined,
    ]);
    const wanted = request.indicator?.length ? request.indicator : INDICATORS;
    const values: SeriesSet['values'] = {};
    for (const indicator of wanted) {
      const isKnown = counts || /^p\d/.test(indicator);
      values[indicator] = at.map(ms =>
        isKnown
          ? valueOf(
              indicator,
              points.get(ms),
              Math.max(MINUTE_MS, Math.min(stepMs, nowMs - ms)),
            )
          : null,
      );
    }
    return {
      entityRef,
      environment,
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      stepSeconds,
      source: view?.source,
      side: view?.side,
      at: at.map(ms => new Date(ms).toISOString()),
      values,
      usual,
    };
  }

  async #binned(
    series: readonly StoredSeries[],
    stepMs: number,
    fromMs: number,
    toMs: number,
  ): Promise<Map<number, CallTotals>> {
    const points = await this.#reader.readPoints(
      series,
      resolutionFor(stepMs / 1000),
      fromMs,
      toMs,
      stepMs / MINUTE_MS,
    );
    const bins = new Map<number, CallTotals>();
    points.forEach((totals, startMinute) => {
      const at = Math.floor((startMinute * MINUTE_MS) / stepMs) * stepMs;
      const known = bins.get(at);
      bins.set(at, known ? sumOf(known, totals) : totals);
    });
    return bins;
  }

  /** The least and the most of the same hours, or days, of the four weeks before. */
  async #usual(
    series: readonly StoredSeries[],
    at: number[],
    stepMs: number,
  ): Promise<SeriesSet['usual']> {
    const widthMs = stepMs >= 86_400_000 ? 86_400_000 : 3_600_000;
    const starts = at.map(ms => Math.floor(ms / widthMs) * widthMs);
    const weeks = await Promise.all(
      [1, 2, 3, 4].map(week =>
        this.#binned(
          series,
          widthMs,
          (starts[0] ?? 0) - week * WEEK_MS,
          (starts[starts.length - 1] ?? 0) + widthMs - week * WEEK_MS,
        ),
      ),
    );
    const bands = new Map<number, Record<string, [number, number]>>();
    const bandAt = (start: number) => {
      const known = bands.get(start);
      if (known) {
        return known;
      }
      const band: Record<string, [number, number]> = {};
      for (const indicator of BANDS) {
        const found = weeks
          .map((bins, index) => bins.get(start - (index + 1) * WEEK_MS))
          .filter(totals => totals && totals.count >= FEWEST_CALLS)
          .map(totals => valueOf(indicator, totals, widthMs))
          .filter(value => value !== null);
        if (found.length > 0) {
          band[indicator] = [Math.min(...found), Math.max(...found)];
        }
      }
      bands.set(start, band);
      return band;
    };
    const usual: Record<string, UsualBand> = {};
    for (const indicator of BANDS) {
      const pairs = starts.map(start => bandAt(start)[indicator]);
      usual[indicator] = {
        low: pairs.map(pair => pair?.[0] ?? null),
        high: pairs.map(pair => pair?.[1] ?? null),
      };
    }
    return usual;
  }
}
