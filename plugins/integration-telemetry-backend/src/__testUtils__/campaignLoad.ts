import { gzipSync } from 'zlib';
import { toProtobuf } from './otlpProto';
import { Seeded } from './seeded';
import { durations, integration, span, traces } from './telemetry';

/** Calls of an integration, and how many of them failed. */
export interface Calls {
  calls: number;
  errors: number;
}

/** A request that may be sent any number of times and counts once. */
export interface Parcel {
  path: '/v1/traces' | '/v1/metrics';
  headers: Record<string, string>;
  bytes: Buffer;
  /** What it brings, by the integration's name. */
  brings: Map<string, Calls>;
}

const NAMES = ['orders', 'payments', 'prices', 'stock', 'tickets'];
/** One body in so many is large: more than a megabyte unpacked. */
const LARGE_ONE_IN = 40;
const HOUR_MS = 3_600_000;

/** The integrations that the load is attributed to, and one for the last call. */
export const campaignEntities = [...NAMES, 'sentinel'].map(name =>
  integration(name, {
    telemetry: {
      matchers: [
        { conditions: [{ attribute: 'server.address', equals: name }] },
      ],
    },
  }),
);

const resource = {
  'service.name': 'shop',
  'deployment.environment.name': 'production',
};

function attributesOf(name: string, failed: boolean) {
  return {
    'http.request.method': 'GET',
    'server.address': name,
    'http.response.status_code': failed ? 503 : 200,
  };
}

/** Adds calls to those of a name. */
export function addCalls(
  sums: Map<string, Calls>,
  name: string,
  more: Calls,
): void {
  const sum = sums.get(name) ?? { calls: 0, errors: 0 };
  sums.set(name, {
    calls: sum.calls + more.calls,
    errors: sum.errors + more.errors,
  });
}

function packed(
  type: 'ExportTraceServiceRequest' | 'ExportMetricsServiceRequest',
  message: object,
  random: Seeded,
): Pick<Parcel, 'headers' | 'bytes'> {
  const isProtobuf = random.happens(0.7);
  const plain = isProtobuf
    ? toProtobuf(type, message)
    : Buffer.from(JSON.stringify(message));
  const isPacked = random.happens(0.7);
  return {
    bytes: isPacked ? gzipSync(plain) : plain,
    headers: {
      'Content-Type': isProtobuf
        ? 'application/x-protobuf'
        : 'application/json',
      ...(isPacked && { 'Content-Encoding': 'gzip' }),
    },
  };
}

/** Spans or points of some integrations, of the last day, in either encoding. */
export function nextParcel(random: Seeded): Parcel {
  const brings: Parcel['brings'] = new Map();
  const endMs = Date.now() - random.between(0, 20 * HOUR_MS);
  if (random.happens(0.2)) {
    const name = random.pick(NAMES);
    const failed = random.happens(0.3);
    const calls = random.between(1, 200);
    addCalls(brings, name, { calls, errors: failed ? calls : 0 });
    const message = durations(resource, {
      name: 'http.client.request.duration',
      startMs: endMs - 10_000,
      endMs,
      counts: [[0.1, calls]],
      attributes: attributesOf(name, failed),
    });
    const path = '/v1/metrics';
    return {
      path,
      brings,
      ...packed('ExportMetricsServiceRequest', message, random),
    };
  }
  const isLarge = random.happens(1 / LARGE_ONE_IN);
  const spans = Array.from(
    { length: isLarge ? 8_000 : random.between(1, 60) },
    () => {
      const name = random.pick(NAMES);
      const failed = random.happens(0.2);
      addCalls(brings, name, { calls: 1, errors: failed ? 1 : 0 });
      return span({
        attributes: attributesOf(name, failed),
        endMs: endMs - random.between(0, 120_000),
      });
    },
  );
  const path = '/v1/traces';
  return {
    path,
    brings,
    ...packed('ExportTraceServiceRequest', traces(resource, spans), random),
  };
}

/** The call after all others: what was acknowledged before is counted with it. */
export function sentinelParcel(): Parcel {
  const message = traces(resource, [
    span({ attributes: attributesOf('sentinel', false) }),
  ]);
  return {
    path: '/v1/traces',
    brings: new Map([['sentinel', { calls: 1, errors: 0 }]]),
    headers: { 'Content-Type': 'application/json' },
    bytes: Buffer.from(JSON.stringify(message)),
  };
}
