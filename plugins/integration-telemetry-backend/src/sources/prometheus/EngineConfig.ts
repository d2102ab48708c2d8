/** Names of the metrics that a spanmetrics connector writes. */
export interface SpanMetricNames {
  /** The counter of calls. */
  calls: string;
  /** The histogram of durations, without `_bucket`. */
  durations?: string;
  /** How many milliseconds the durations' unit has. */
  unitMs: number;
}

/** An engine, as `integrationTelemetry.engines` configures it. */
export interface EngineConfig {
  name: string;
  /** What `/api/v1/query` comes after; it holds no credentials. */
  url: string;
  /** Sent with every request, those of authentication among them. */
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
  maxResponseBytes: number;
  /** How many sets of labels are told apart. */
  maxSeries: number;
  /** How long an answer is good for: questions within it are one query. */
  refreshMs: number;
  /** How far back it is searched for what was seen. */
  lookbackMs: number;
  /** Time between two samples of a series; asked for where undefined. */
  sampleIntervalMs?: number;
  /** Label matchers that go into every selector, such as `cluster="eu"`. */
  filter?: string;
  /** Of telemetry that names none; the plugin's default where undefined. */
  environment?: string;
  /** Whose telemetry counts where both know an integration. */
  precedence: 'store' | 'engine';
  /** Found out where undefined. */
  spanMetrics?: SpanMetricNames;
  serviceGraphs: boolean;
}
