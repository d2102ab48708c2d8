import {
  dialectSelector,
  findDialects,
  findServiceGraph,
  ServiceGraph,
  SpanMetrics,
} from './dialects';
import { EngineClient } from './EngineClient';
import { EngineConfig } from './EngineConfig';
import { select } from './promql';

const MINUTE_MS = 60_000;

/** How far back names are looked for: the engine may have just begun again. */
const NAMES_MS = 60 * MINUTE_MS;

/** Looked at to find out how often samples are taken. */
const SAMPLES_MS = 10 * MINUTE_MS;

/** What people configure; a count of samples is one off, as the look begins and ends. */
const USUAL_SECONDS = [5, 10, 15, 20, 30, 60, 120];

/** Where there are too few samples to tell: what Collectors do by default. */
const DEFAULT_SAMPLE_INTERVAL_MS = MINUTE_MS;

/** What an engine knows of calls, and under which names. */
export interface EngineSchema {
  /** Undefined where it has no metrics of spans. */
  spans?: SpanMetrics;
  /** Found beside it, and not asked, since they would count calls twice. */
  unused: string[];
  graph?: ServiceGraph;
  /** Names of the labels that metrics of spans have. */
  labels: string[];
  sampleIntervalMs: number;
}

/**
 * Finds out which names an engine uses, with three questions.
 *
 * @throws EngineError
 */
export async function discoverSchema(
  client: EngineClient,
  config: EngineConfig,
  nowMs: number,
): Promise<EngineSchema> {
  const range = { fromMs: nowMs - NAMES_MS, toMs: nowMs };
  const { filter } = config;
  const names = new Set(
    await client.listMetrics(
      dialectSelector(filter, config.spanMetrics),
      range,
    ),
  );
  const [spans, ...others] = findDialects(names, config.spanMetrics);
  const graph = config.serviceGraphs ? findServiceGraph(names) : undefined;
  const schema = {
    unused: others.map(({ calls }) => calls),
    graph,
    labels: [],
    sampleIntervalMs: config.sampleIntervalMs ?? DEFAULT_SAMPLE_INTERVAL_MS,
  };
  if (!spans) {
    return schema;
  }
  const selector = select({ metric: spans.calls, filter });
  return {
    ...schema,
    spans,
    labels: await client.listLabels(selector, range),
    sampleIntervalMs:
      config.sampleIntervalMs ??
      (await findSampleInterval(client, selector, nowMs)),
  };
}

async function findSampleInterval(
  client: EngineClient,
  selector: string,
  nowMs: number,
): Promise<number> {
  const [found] = await client.query(
    `quantile(0.9, count_over_time(${selector}[${SAMPLES_MS / 1000}s]))`,
    nowMs,
  );
  const samples = found?.samples[0]?.value ?? 0;
  if (samples < 3) {
    return DEFAULT_SAMPLE_INTERVAL_MS;
  }
  const counted = SAMPLES_MS / 1000 / samples;
  const usual = USUAL_SECONDS.find(
    each => Math.abs(counted - each) <= each / 10,
  );
  return (usual ?? counted) * 1000;
}
