import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { OtlpEncoding, OtlpSignal } from '../../otlp/encoding';
import { toProtobuf } from '../otlpProto';
import { durations, span, traces } from '../telemetry';

/** A body that is valid. */
export interface CorpusBody {
  signal: OtlpSignal;
  encoding: OtlpEncoding;
  bytes: Buffer;
  /** As OTLP/JSON, where it can be written in both encodings. */
  message?: object;
}

const folder = join(__dirname, '..', 'recorded');

/** What the real exporters sent, byte for byte: SENDER-SIGNAL-ENCODING.bin. */
function recorded(): CorpusBody[] {
  return readdirSync(folder)
    .sort()
    .map(name => {
      const [encoding, signal] = name.replace('.bin', '').split('-').reverse();
      const bytes = readFileSync(join(folder, name));
      return {
        signal: signal as OtlpSignal,
        encoding: encoding as OtlpEncoding,
        bytes,
        message: encoding === 'json' ? JSON.parse(String(bytes)) : undefined,
      };
    });
}

export const requestTypes = {
  traces: 'ExportTraceServiceRequest',
  metrics: 'ExportMetricsServiceRequest',
  logs: 'ExportLogsServiceRequest',
} as const;

const resource = {
  'service.name': 'shop',
  'service.namespace': 'web',
  'deployment.environment.name': 'production',
};
/** Any moment will do, as long as it is the same in each run. */
const endMs = 1_795_000_000_000;

function conversation(): object {
  const traceId = 'a'.repeat(31);
  return traces(resource, [
    span({
      endMs,
      traceId: `${traceId}1`,
      spanId: '00000000000000a1',
      traceState: 'ot=th:8',
      attributes: {
        'http.request.method': 'GET',
        'server.address': 'prices.example.com',
        'url.full': 'https://prices.example.com/v2/prices/17?customer=ada',
        'http.response.status_code': 503,
        'http.request.resend_count': 1,
      },
    }),
    span({
      endMs,
      kind: 2,
      traceId: `${traceId}1`,
      parentSpanId: '00000000000000a1',
      spanId: '00000000000000a2',
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/v2/prices/{id}',
        'client.address': '10.1.2.3',
      },
    }),
    span({
      endMs,
      kind: 4,
      traceId: `${traceId}2`,
      spanId: '00000000000000b1',
      attributes: {
        'messaging.system': 'kafka',
        'messaging.operation.type': 'send',
        'messaging.destination.name': 'orders.v1',
      },
    }),
    span({
      endMs,
      kind: 5,
      traceId: `${traceId}2`,
      parentSpanId: '00000000000000b1',
      spanId: '00000000000000b2',
      attributes: {
        'messaging.system': 'kafka',
        'messaging.operation.type': 'process',
        'messaging.destination.name': 'orders.v1',
      },
    }),
    span({
      endMs,
      traceId: `${traceId}3`,
      spanId: '00000000000000c1',
      statusCode: 2,
      attributes: {
        'rpc.system.name': 'grpc',
        'rpc.method': 'stock.Stock/Reserve',
        'rpc.response.status_code': 'UNAVAILABLE',
        'server.address': 'stock',
      },
    }),
  ]);
}

const at = String(BigInt(endMs) * 1_000_000n);
const measured = {
  startTimeUnixNano: String(BigInt(endMs - 60_000) * 1_000_000n),
  timeUnixNano: at,
  attributes: [{ key: 'server.address', value: { stringValue: 'stock' } }],
};

/** Points of every type. */
function points(): object {
  const message = durations(resource, {
    name: 'http.client.request.duration',
    startMs: endMs - 900_000,
    endMs,
    counts: [
      [0.1, 40],
      [1, 3],
    ],
    temporality: 2,
    attributes: { 'server.address': 'prices.example.com' },
  });
  message.resourceMetrics[0].scopeMetrics[0].metrics.push(
    ...([
      {
        name: 'rpc.client.call.duration',
        unit: 's',
        exponentialHistogram: {
          aggregationTemporality: 1,
          dataPoints: [
            {
              ...measured,
              count: '9',
              sum: 4.5,
              scale: 3,
              zeroCount: '1',
              positive: { offset: -4, bucketCounts: ['3', '5'] },
              max: 1.5,
            },
          ],
        },
      },
      {
        name: 'requests',
        sum: {
          aggregationTemporality: 2,
          isMonotonic: true,
          dataPoints: [{ ...measured, asInt: '7' }],
        },
      },
      {
        name: 'depth',
        gauge: { dataPoints: [{ ...measured, asDouble: 1.5 }] },
      },
      {
        name: 'latency',
        summary: {
          dataPoints: [
            {
              ...measured,
              count: '3',
              sum: 1,
              quantileValues: [{ quantile: 0.5, value: 0.2 }],
            },
          ],
        },
      },
    ] as any[]),
  );
  return message;
}

/** Every shape that the readers know, from real senders and by hand. */
export function readCorpus(): CorpusBody[] {
  const byHand = (
    [
      ['traces', conversation()],
      ['metrics', points()],
    ] as const
  ).flatMap(([signal, message]): CorpusBody[] => [
    {
      signal,
      message,
      encoding: 'protobuf',
      bytes: toProtobuf(requestTypes[signal], message),
    },
    {
      signal,
      message,
      encoding: 'json',
      bytes: Buffer.from(JSON.stringify(message)),
    },
  ]);
  return [...recorded(), ...byHand];
}
