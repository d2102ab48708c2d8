import fc from 'fast-check';
import { toProtobuf } from '../__testUtils__/otlpProto';
import { OtlpError } from './OtlpError';
import { readJsonLogs } from './readJsonLogs';
import { readJsonMetrics } from './readJsonMetrics';
import { readJsonTraces } from './readJsonTraces';
import { readProtobufLogs } from './readProtobufLogs';
import { readProtobufMetrics } from './readProtobufMetrics';
import { readProtobufTraces } from './readProtobufTraces';

const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map(array => Buffer.from(array).toString('hex'));
const nanos = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const plainDouble = finite.filter(value => !Object.is(value, -0));
const counts = fc.array(fc.nat().map(String), { maxLength: 20 });

const value = fc.oneof(
  fc.record({ stringValue: fc.string() }),
  fc.record({ boolValue: fc.boolean() }),
  fc.record({
    intValue: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  }),
  fc.record({ doubleValue: plainDouble }),
  fc.constant({ arrayValue: { values: [{ stringValue: 'x' }] } }),
);
const attributeList = fc.array(fc.record({ key: fc.string(), value }), {
  maxLength: 6,
});

const span = fc.record({
  traceId: hex(16),
  spanId: hex(8),
  parentSpanId: fc.oneof(fc.constant(''), hex(8)),
  traceState: fc.string(),
  name: fc.string(),
  kind: fc.integer({ min: 0, max: 5 }),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  attributes: attributeList,
  links: fc.array(fc.record({ traceId: hex(16), spanId: hex(8) }), {
    maxLength: 2,
  }),
  status: fc.record({ code: fc.integer({ min: 0, max: 2 }) }),
});

const times = { startTimeUnixNano: nanos, timeUnixNano: nanos };
const flags = fc.integer({ min: 0, max: 3 });
const common = { ...times, attributes: attributeList, flags };
const buckets = fc.record({
  offset: fc.integer({ min: -2000, max: 2000 }),
  bucketCounts: counts,
});
const histogramPoint = fc.record({
  ...common,
  count: fc.nat().map(String),
  sum: plainDouble,
  max: plainDouble,
  bucketCounts: counts,
  explicitBounds: fc.array(plainDouble, { maxLength: 20 }),
});
const exponentialPoint = fc.record({
  ...common,
  count: fc.nat().map(String),
  scale: fc.integer({ min: -10, max: 20 }),
  zeroCount: fc.nat().map(String),
  zeroThreshold: plainDouble,
  positive: buckets,
  negative: buckets,
});
const summaryPoint = fc.record({
  ...common,
  count: fc.nat().map(String),
  sum: plainDouble.filter(sum => sum !== 0),
  quantileValues: fc.array(
    fc.record({ quantile: plainDouble, value: plainDouble }),
    { maxLength: 4 },
  ),
});
const numberPoint = fc.oneof(
  fc.record({ ...common, asDouble: plainDouble }),
  fc.record({ ...common, asInt: fc.integer().map(String) }),
);
const temporality = fc.integer({ min: 0, max: 2 });
const pointsOf = <Point>(point: fc.Arbitrary<Point>) =>
  fc.array(point, { maxLength: 3 });
const named = { name: fc.string(), unit: fc.string() };
const metric = fc.oneof(
  fc.record({
    ...named,
    histogram: fc.record({
      aggregationTemporality: temporality,
      dataPoints: pointsOf(histogramPoint),
    }),
  }),
  fc.record({
    ...named,
    exponentialHistogram: fc.record({
      aggregationTemporality: temporality,
      dataPoints: pointsOf(exponentialPoint),
    }),
  }),
  fc.record({
    ...named,
    sum: fc.record({
      aggregationTemporality: temporality,
      isMonotonic: fc.boolean(),
      dataPoints: pointsOf(numberPoint),
    }),
  }),
  fc.record({
    ...named,
    gauge: fc.record({ dataPoints: pointsOf(numberPoint) }),
  }),
  fc.record({
    ...named,
    summary: fc.record({ dataPoints: pointsOf(summaryPoint) }),
  }),
);

const log = fc.record({
  timeUnixNano: nanos,
  observedTimeUnixNano: nanos,
  severityNumber: fc.integer({ min: 0, max: 24 }),
  severityText: fc.string(),
  body: value,
  attributes: attributeList,
  flags: fc.nat(),
  traceId: fc.oneof(fc.constant(''), fc.constant('0'.repeat(32)), hex(16)),
  spanId: hex(8),
});

const resource = fc.record({ attributes: attributeList });
const scope = fc.record({
  name: fc.string(),
  version: fc.string(),
  attributes: attributeList,
});
const library = fc.record({ name: fc.string(), version: fc.string() });
const bytesOf = (json: object) => Buffer.from(JSON.stringify(json));

describe('the OTLP readers', () => {
  it('read the same spans from protobuf and from JSON', () => {
    fc.assert(
      fc.property(
        resource,
        scope,
        library,
        fc.array(span, { maxLength: 4 }),
        (from, by, before, spans) => {
          const body = {
            resourceSpans: [
              {
                resource: from,
                scopeSpans: [{ scope: by, spans }],
                instrumentationLibrarySpans: [
                  { instrumentationLibrary: before, spans },
                ],
              },
            ],
          };
          const read = readJsonTraces(bytesOf(body));
          expect(read.rejected).toBe(0);
          expect(read.items).toHaveLength(2 * spans.length);
          expect(
            readProtobufTraces(toProtobuf('ExportTraceServiceRequest', body)),
          ).toEqual(read.items);
        },
      ),
    );
  });

  it('read the same points from protobuf and from JSON', () => {
    fc.assert(
      fc.property(
        resource,
        scope,
        library,
        fc.array(metric, { maxLength: 4 }),
        (from, by, before, metrics) => {
          const body = {
            resourceMetrics: [
              {
                resource: from,
                scopeMetrics: [{ scope: by, metrics }],
                instrumentationLibraryMetrics: [
                  { instrumentationLibrary: before, metrics },
                ],
              },
            ],
          };
          const read = readJsonMetrics(bytesOf(body));
          expect(read.rejected).toBe(0);
          expect(
            readProtobufMetrics(
              toProtobuf('ExportMetricsServiceRequest', body),
            ),
          ).toEqual(read.items);
        },
      ),
    );
  });

  it('read the same log records from protobuf and from JSON', () => {
    const keep = (attribute: string) => attribute.length % 2 === 1;
    fc.assert(
      fc.property(
        resource,
        scope,
        library,
        fc.array(log, { maxLength: 4 }),
        (from, by, before, logRecords) => {
          const body = {
            resourceLogs: [
              {
                resource: from,
                scopeLogs: [{ scope: by, logRecords }],
                instrumentationLibraryLogs: [
                  { instrumentationLibrary: before, logRecords },
                ],
              },
            ],
          };
          const read = readJsonLogs(bytesOf(body), keep);
          expect(read.rejected).toBe(0);
          expect(
            readProtobufLogs(
              toProtobuf('ExportLogsServiceRequest', body),
              keep,
            ),
          ).toEqual(read.items);
        },
      ),
    );
  });

  it('tell any bytes that are no OTLP apart from those that are', () => {
    const readers = [
      readProtobufTraces,
      readProtobufMetrics,
      readProtobufLogs,
      readJsonTraces,
      readJsonMetrics,
      readJsonLogs,
    ];
    const refusalOf = (
      read: (bytes: Uint8Array) => unknown,
      bytes: Uint8Array,
    ) => {
      try {
        read(bytes);
        return undefined;
      } catch (error) {
        return error;
      }
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        const strange = readers
          .map(read => refusalOf(read, bytes))
          .filter(error => error && !(error instanceof OtlpError));
        expect(strange).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('do not follow a message that nests without end', () => {
    let bytes = Buffer.alloc(0);
    for (let depth = 0; depth < 200; depth += 1) {
      bytes = Buffer.concat([
        Buffer.from([
          0x2a,
          ...(bytes.length > 127
            ? [(bytes.length % 128) | 0x80, bytes.length >> 7]
            : [bytes.length]),
        ]),
        bytes,
      ]);
    }
    // An unknown field is skipped by its length, whatever is in it.
    expect(readProtobufTraces(bytes)).toEqual([]);
  });
});
