import { Attributes, HrTime } from '@opentelemetry/api';
import { ExponentialHistogram, Histogram } from '@opentelemetry/sdk-metrics';
import { Period } from '../traffic/flowTraffic';

/** What a metric of the landscape is: its form and its words. */
export const instruments = {
  'http.client.request.duration': {
    form: 'duration',
    description: 'Duration of HTTP client requests.',
  },
  'http.server.request.duration': {
    form: 'duration',
    description: 'Duration of HTTP server requests.',
  },
  'rpc.client.call.duration': {
    form: 'duration',
    description: 'Duration of outgoing remote procedure calls.',
  },
  'rpc.server.call.duration': {
    form: 'duration',
    description: 'Duration of incoming remote procedure calls.',
  },
  'messaging.client.operation.duration': {
    form: 'duration',
    description: 'Duration of a messaging operation of a producer or consumer.',
  },
  'messaging.process.duration': {
    form: 'duration',
    description: 'Duration of processing a message.',
  },
  'messaging.client.sent.messages': {
    form: 'counter',
    description: 'Messages that a producer tried to send.',
  },
  'messaging.client.consumed.messages': {
    form: 'counter',
    description: 'Messages that were delivered to the application.',
  },
  'rabbitmq.message.current': {
    form: 'gauge',
    description: 'Messages currently in the queue.',
  },
  'kafka.consumer_group.lag': {
    form: 'gauge',
    description: 'Messages that the consumer group has yet to read.',
  },
} as const;

/** A metric of the semantic conventions, or of a Collector's receiver. */
export type InstrumentName = keyof typeof instruments;

/** One data point before it is put into a request. */
export interface Reading {
  instrument: InstrumentName;
  attributes: Attributes;
  period: Period;
  value: number | Histogram | ExponentialHistogram;
}

/** An instant as the SDK writes it: seconds and nanoseconds, exact from whole milliseconds. */
export function hrTime(atMs: number): HrTime {
  const seconds = Math.floor(atMs / 1000);
  return [seconds, Math.round((atMs - seconds * 1000) * 1e6)];
}
