import { EngineClient, LabelledSamples } from './EngineClient';
import { anyOf } from './promql';

/** Which counters are read: any of some names, with one of the values of each of these labels. */
export interface CounterSelection {
  names: readonly string[];
  oneOf: ReadonlyArray<{ label: string; values: readonly string[] }>;
}

/** All samples of a counter over a while, by their own times, oldest first. */
export type EngineCounter = LabelledSamples & { name: string };

/**
 * The samples of some counters as they were taken, in one question.
 *
 * @throws EngineError
 */
export async function readCounters(
  client: EngineClient,
  options: CounterSelection & {
    filter?: string;
    atMs: number;
    overMs: number;
  },
): Promise<EngineCounter[]> {
  const { names, oneOf, filter, atMs, overMs } = options;
  const matchers = [
    ...(filter ? [filter] : []),
    `__name__=~${anyOf(names)}`,
    ...oneOf.map(({ label, values }) => `${label}=~${anyOf(values)}`),
  ].join(',');
  const overSeconds = Math.max(1, Math.ceil(overMs / 1000));
  const found = await client.query(`{${matchers}}[${overSeconds}s]`, atMs);
  return found.flatMap(({ labels: { __name__: name, ...labels }, samples }) => {
    const numbers = samples.filter(
      ({ value, histogram }) => !histogram && Number.isFinite(value),
    );
    return numbers.length > 0 ? [{ name, labels, samples: numbers }] : [];
  });
}
