import { LatencyModel, latencyModel, slowed } from '../chance/LatencyModel';
import { Random } from '../chance/Random';
import { Latency, Outcome } from '../scenario/behaviour';
import {
  CallFlow,
  Consumer,
  Flow,
  MessagingFlow,
  Operation,
} from '../scenario/flow';
import { concernsOperation, Conditions, conditionsAt } from './conditions';
import { Landscape } from './Landscape';

const dayMs = 86_400_000;

/** Traffic never keeps to its average: how far an hour is off, as a part of it. */
const hourlyVolumeNoise = 0.06;
const hourlyLatencyNoise = 0.03;

const usualLatency: Latency = { p50: '40ms', p95: '150ms' };

/** A span of time, in milliseconds since 1970. */
export interface Period {
  fromMs: number;
  toMs: number;
}

/** Calls of one kind that ended in the same way. */
export interface Cell {
  count: number;
  /** How it ended; missing where it ended well. */
  outcome?: Outcome;
  latency: LatencyModel;
}

/** Calls of one operation in a period. */
export interface OperationTraffic {
  operation: Operation;
  cells: Cell[];
}

/** What one consumer made of the messages of a period. */
export interface ConsumerTraffic {
  consumer: Consumer;
  cells: Cell[];
}

/** The name by which incidents speak of an operation. */
export function operationName(operation: Operation): string {
  return (
    operation.name ??
    operation.rpcMethod ??
    `${operation.method ?? 'GET'} ${operation.route}`
  );
}

/** What really happened on a flow of calls in a period, whoever reports it. */
export function callTraffic(
  landscape: Landscape,
  flow: CallFlow,
  period: Period,
): OperationTraffic[] {
  const total = flow.operations.reduce(
    (sum, { share }) => sum + (share ?? 1),
    0,
  );
  return flow.operations.map(operation => {
    const name = operationName(operation);
    const { random, noise, at } = circumstances(landscape, flow, period, name);
    const conditions = conditionsAt(
      flow.incidents,
      landscape.incidentTime(at),
      concernsOperation(name),
    );
    const expected =
      expectedVolume(landscape, flow, period, at) *
      ((operation.share ?? 1) / total) *
      (1 + flow.resendShare) *
      conditions.volumeFactor *
      noise.volume;
    return {
      operation,
      cells: split(
        random.poisson(expected),
        {
          latency: operation.latency ?? flow.latency,
          outcomes: operation.outcomes ?? flow.outcomes,
        },
        conditions,
        noise.latency,
        landscape,
        random,
      ),
    };
  });
}

/** What really happened on a flow of messages: publishing first, then each consumer. */
export function messageTraffic(
  landscape: Landscape,
  flow: MessagingFlow,
  period: Period,
): { published: Cell[]; consumed: ConsumerTraffic[] } {
  const { random, noise, at } = circumstances(
    landscape,
    flow,
    period,
    'publish',
  );
  const time = landscape.incidentTime(at);
  const { volumeFactor } = conditionsAt(flow.incidents, time, () => true);
  const messages = random.poisson(
    expectedVolume(landscape, flow, period, at) * volumeFactor * noise.volume,
  );
  const publishing = conditionsAt(
    flow.incidents,
    time,
    incident => incident.operations?.includes('publish') ?? false,
  );
  const published = split(
    messages,
    { latency: flow.publishLatency, outcomes: flow.outcomes ?? [] },
    publishing,
    noise.latency,
    landscape,
    random,
  );
  const arrived = published
    .filter(cell => !cell.outcome)
    .reduce((sum, cell) => sum + cell.count, 0);
  const consumed = flow.consumers.map(consumer => ({
    consumer,
    cells: split(
      arrived,
      {
        latency: consumer.latency ?? flow.latency,
        outcomes: consumer.outcomes,
      },
      conditionsAt(flow.incidents, time, concernsOperation(consumer.service)),
      noise.latency,
      landscape,
      random,
    ),
  }));
  return { published, consumed };
}

/** Chance and noise of one part of a flow in a period; the noise of an hour is the same however it is cut. */
function circumstances(
  landscape: Landscape,
  flow: Flow,
  { fromMs, toMs }: Period,
  part: string,
) {
  const { seed } = landscape.scenario;
  const at = (fromMs + toMs) / 2;
  const hourly = Random.of(seed, flow.name, 'hour', Math.floor(at / 3_600_000));
  return {
    at,
    random: Random.of(seed, flow.name, part, fromMs, toMs),
    noise: {
      volume: Math.exp(hourlyVolumeNoise * hourly.normal()),
      latency: Math.exp(hourlyLatencyNoise * hourly.normal()),
    },
  };
}

function expectedVolume(
  landscape: Landscape,
  flow: Flow,
  { fromMs, toMs }: Period,
  at: number,
): number {
  return (
    ((flow.perDay * (toMs - fromMs)) / dayMs) * landscape.weight(flow.shape, at)
  );
}

/** Splits calls by how they ended. */
function split(
  count: number,
  usual: { latency?: Latency; outcomes?: Outcome[] },
  conditions: Conditions,
  latencyNoise: number,
  landscape: Landscape,
  random: Random,
): Cell[] {
  const { defaults } = landscape.scenario;
  const latency = slowed(
    latencyModel(usual.latency ?? defaults.latency ?? usualLatency),
    conditions.latencyFactor * latencyNoise,
  );
  const outcomes =
    conditions.outcomes ?? usual.outcomes ?? defaults.outcomes ?? [];
  const bad: Cell[] = [];
  let left = count;
  let shareLeft = 1;
  for (const outcome of outcomes) {
    const here = random.binomial(left, Math.min(1, outcome.share / shareLeft));
    left -= here;
    shareLeft = Math.max(1e-9, shareLeft - outcome.share);
    bad.push({
      count: here,
      outcome,
      latency: slowed(latency, outcome.latencyFactor),
    });
  }
  return [{ count: left, latency }, ...bad].filter(cell => cell.count > 0);
}
