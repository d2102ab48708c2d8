import { Attributes } from '@opentelemetry/api';
import { slowed } from '../chance/LatencyModel';
import { Random } from '../chance/Random';
import { momentMs } from '../scenario/fields';
import {
  CallFlow,
  Consumer,
  DeadLetterQueue,
  MessagingFlow,
} from '../scenario/flow';
import {
  callTraffic,
  Cell,
  messageTraffic,
  operationName,
  Period,
} from '../traffic/flowTraffic';
import { Landscape } from '../traffic/Landscape';
import { callAttributes, CallSide, isSeenBy } from './callAttributes';
import { drawExplicitHistogram, drawExponentialHistogram } from './histograms';
import { messageAttributes } from './messageAttributes';
import { InstrumentName, Reading } from './Reading';
import { Reporter } from './Reporter';

/** What the called side needs of the time that the caller waits; the rest is the way. */
const calledSideShare = 0.92;

/** Everything that a reporter measured in a period. */
export function readingsOf(
  landscape: Landscape,
  reporter: Reporter,
  period: Period,
): Reading[] {
  if (reporter.queue) {
    return [queueReading(landscape, reporter.queue, period)];
  }
  return reporter.participations.flatMap(({ flow, role }) => {
    if (flow.sampling === 'tail') {
      return [];
    }
    const draw = drawing(landscape, reporter, period, flow.name);
    if (flow.protocol === 'messaging') {
      return typeof role === 'object'
        ? consumerReadings(landscape, flow, role, period, draw)
        : producerReadings(landscape, flow, period, draw);
    }
    return callReadings(landscape, flow, role as CallSide, period, draw);
  });
}

/** Makes a duration metric's point of a cell. */
type Draw = (
  instrument: InstrumentName,
  attributes: Attributes,
  cell: Cell,
  key: string,
) => Reading;

function drawing(
  landscape: Landscape,
  reporter: Reporter,
  period: Period,
  flowName: string,
): Draw {
  const drawHistogram =
    reporter.histogram === 'explicit'
      ? drawExplicitHistogram
      : drawExponentialHistogram;
  return (instrument, attributes, { count, latency, outcome }, key) => ({
    instrument,
    attributes,
    period,
    value: drawHistogram(
      count,
      latency,
      Random.of(
        landscape.scenario.seed,
        flowName,
        reporter.key,
        key,
        outcome?.status ?? outcome?.errorType ?? 'good',
        period.fromMs,
        period.toMs,
      ),
    ),
  });
}

function callReadings(
  landscape: Landscape,
  flow: CallFlow,
  side: CallSide,
  period: Period,
  draw: Draw,
): Reading[] {
  const instrument: InstrumentName =
    flow.protocol === 'http'
      ? `http.${side}.request.duration`
      : `rpc.${side}.call.duration`;
  return callTraffic(landscape, flow, period).flatMap(({ operation, cells }) =>
    cells
      .filter(cell => isSeenBy(side, flow, cell.outcome))
      .map(cell =>
        draw(
          instrument,
          callAttributes(flow, operation, side, cell.outcome),
          side === 'server'
            ? { ...cell, latency: slowed(cell.latency, calledSideShare) }
            : cell,
          operationName(operation),
        ),
      ),
  );
}

function producerReadings(
  landscape: Landscape,
  flow: MessagingFlow,
  period: Period,
  draw: Draw,
): Reading[] {
  const { published } = messageTraffic(landscape, flow, period);
  return published.flatMap(cell => {
    const attributes = messageAttributes(flow, undefined, cell.outcome);
    return [
      draw('messaging.client.operation.duration', attributes, cell, 'publish'),
      tally('messaging.client.sent.messages', attributes, cell, period),
    ];
  });
}

function consumerReadings(
  landscape: Landscape,
  flow: MessagingFlow,
  consumer: Consumer,
  period: Period,
  draw: Draw,
): Reading[] {
  const { consumed } = messageTraffic(landscape, flow, period);
  return consumed
    .filter(traffic => traffic.consumer === consumer)
    .flatMap(({ cells }) => cells)
    .flatMap(cell => {
      const attributes = messageAttributes(flow, consumer, cell.outcome);
      return [
        draw('messaging.process.duration', attributes, cell, 'process'),
        tally('messaging.client.consumed.messages', attributes, cell, period),
      ];
    });
}

function tally(
  instrument: InstrumentName,
  attributes: Attributes,
  cell: Cell,
  period: Period,
): Reading {
  return { instrument, attributes, period, value: cell.count };
}

function queueReading(
  landscape: Landscape,
  queue: DeadLetterQueue,
  period: Period,
): Reading {
  return queue.system === 'rabbitmq'
    ? {
        instrument: 'rabbitmq.message.current',
        attributes: { state: 'ready' },
        period,
        value: depthAt(landscape, queue, period.toMs),
      }
    : {
        instrument: 'kafka.consumer_group.lag',
        attributes: {
          group: queue.group ?? 'unknown',
          topic: queue.queue,
          partition: 0,
        },
        period,
        value: depthAt(landscape, queue, period.toMs),
      };
}

function depthAt(
  landscape: Landscape,
  { depth, growth }: DeadLetterQueue,
  atMs: number,
): number {
  if (!growth) {
    return depth;
  }
  const fromMs = landscape.anchorMs + momentMs(growth.from);
  const toMs = growth.to
    ? landscape.anchorMs + momentMs(growth.to)
    : Number.POSITIVE_INFINITY;
  const hours = Math.max(0, Math.min(atMs, toMs) - fromMs) / 3_600_000;
  return depth + Math.floor(hours * growth.perHour);
}
