import { EngineClient, Labels } from './EngineClient';
import { anyOf } from './promql';

/** The current value of a metric for a set of labels. */
export interface EngineGauge {
  name: string;
  labels: Labels;
  value: number;
  atMs: number;
}

/**
 * The current values of some metrics, in one question. A value that is no
 * number is left out; what a value such as -1 means is for who asks.
 *
 * @throws EngineError
 */
export async function readGauges(
  client: EngineClient,
  options: { names: readonly string[]; filter?: string; atMs: number },
): Promise<EngineGauge[]> {
  const { names, filter, atMs } = options;
  if (names.length === 0) {
    return [];
  }
  const matchers = [
    ...(filter ? [filter] : []),
    `__name__=~${anyOf(names)}`,
  ].join(',');
  const found = await client.query(`{${matchers}}`, atMs);
  return found.flatMap(({ labels: { __name__: name, ...labels }, samples }) => {
    const [sample] = samples;
    return sample && Number.isFinite(sample.value)
      ? [{ name, labels, value: sample.value, atMs: sample.atMs }]
      : [];
  });
}
