type Labels = Record<string, string>;

interface Row {
  name: string;
  labels: Labels;
  atMs: number;
  value: number;
}

/** Calls as a spanmetrics connector counts them. */
export interface SpanMetricCalls {
  labels: Labels;
  /** How many of them from one sample to the next. */
  perSample: number | ((atMs: number) => number);
  /** How long each takes. */
  durationMs?: number;
}

/** The names that a connector writes under. */
export interface ExpositionNames {
  calls: string;
  durations: string;
  unitMs: number;
}

const CONNECTOR: ExpositionNames = {
  calls: 'traces_span_metrics_calls_total',
  durations: 'traces_span_metrics_duration_seconds',
  unitMs: 1000,
};

const BOUNDS_MS = [10, 50, 100, 250, 500, 1_000, 5_000];

/** Counters over time, as an engine has them after it scraped for a while. */
export class Exposition {
  readonly #rows: Row[] = [];

  add(name: string, labels: Labels, atMs: number, value: number): void {
    this.#rows.push({ name, labels, atMs, value });
  }

  /** Adds the counters of calls and of their durations, a sample a step. */
  addCalls(
    calls: SpanMetricCalls,
    range: { fromMs: number; toMs: number; stepMs: number },
    names: ExpositionNames = CONNECTOR,
  ): void {
    const { labels, perSample, durationMs = 80 } = calls;
    let count = 0;
    for (let at = range.fromMs; at <= range.toMs; at += range.stepMs) {
      this.add(names.calls, labels, at, count);
      const { status_code: _, ...others } = labels;
      for (const bound of [...BOUNDS_MS, Infinity]) {
        this.add(
          `${names.durations}_bucket`,
          {
            ...others,
            le: bound === Infinity ? '+Inf' : String(bound / names.unitMs),
            status_code: labels.status_code ?? '',
          },
          at,
          durationMs <= bound ? count : 0,
        );
      }
      const sum = (count * durationMs) / names.unitMs;
      this.add(`${names.durations}_sum`, labels, at, sum);
      this.add(`${names.durations}_count`, labels, at, count);
      count += typeof perSample === 'number' ? perSample : perSample(at);
    }
  }

  /** In the text format, with times in this unit: metrics and their series stand together. */
  text(unit: 'seconds' | 'milliseconds'): string {
    const byName = new Map<string, Row[]>();
    for (const row of this.#rows) {
      const rows = byName.get(row.name) ?? [];
      rows.push(row);
      byName.set(row.name, rows);
    }
    return [...byName.values()]
      .flat()
      .map(({ name, labels, atMs, value }) => {
        const text = Object.entries(labels)
          .map(([label, of]) => `${label}=${JSON.stringify(of)}`)
          .join(',');
        return `${name}{${text}} ${value} ${unit === 'seconds' ? atMs / 1000 : atMs}\n`;
      })
      .join('');
  }
}
