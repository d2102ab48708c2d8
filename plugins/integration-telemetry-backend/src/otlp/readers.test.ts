import fc from 'fast-check';
import { toProtobuf } from '../__testUtils__/otlpProto';
import { OtlpError } from './OtlpError';
import { readJsonMetrics } from './readJsonMetrics';
import { readJsonTraces } from './readJsonTraces';
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
const histogramPoint = fc.record({
  ...times,
  attributes: attributeList,
  count: fc.nat().map(String),
  sum: plainDouble,
  max: plainDouble,
  bucketCounts: counts,
  explicitBounds: fc.array(plainDouble, { maxLength: 20 }),
});
const exponentialPoint = fc.record({
  ...times,
  attributes: attributeList,
  count: fc.nat().map(String),
  scale: fc.integer({ min: -10, max: 20 }),
  zeroCount: fc.nat().map(String),
  positive: fc.record({
    offset: fc.integer({ min: -2000, max: 2000 }),
    bucketCounts: counts,
  }),
});
const numberPoint = fc.record({
  ...times,
  attributes: attributeList,
  asDouble: plainDouble,
});
const temporality = fc.integer({ min: 0, max: 2 });
const metric = fc.oneof(
  fc.record({
    name: fc.string(),
    unit: fc.string(),
    histogram: fc.record({
      aggregationTemporality: temporality,
      dataPoints: fc.array(histogramPoint, { maxLength: 3 }),
    }),
  }),
  fc.record({
    name: fc.string(),
    unit: fc.string(),
    exponentialHistogram: fc.record({
      aggregationTemporality: temporality,
      dataPoints: fc.array(exponentialPoint, { maxLength: 3 }),
    }),
  }),
  fc.record({
    name: fc.string(),
    unit: fc.string(),
    sum: fc.record({
      aggregationTemporality: temporality,
      isMonotonic: fc.boolean(),
      dataPoints: fc.array(numberPoint, { maxLength: 3 }),
    }),
  }),
);

const resource = fc.record({ attributes: attributeList });
const bytesOf = (json: object) => Buffer.from(JSON.stringify(json));

describe('the OTLP readers', () => {
  it('read the same spans from protobuf and from JSON', () => {
    fc.assert(
      fc.property(
        resource,
        resource,
        fc.array(span, { maxLength: 4 }),
        (from, scope, spans) => {
          const body = {
            resourceSpans: [{ resource: from, scopeSpans: [{ scope, spans }] }],
          };
          expect(
            readProtobufTraces(toProtobuf('ExportTraceServiceRequest', body)),
          ).toEqual(readJsonTraces(bytesOf(body)));
        },
      ),
    );
  });

  it('read the same points from protobuf and from JSON', () => {
    fc.assert(
      fc.property(
        resource,
        resource,
        fc.array(metric, { maxLength: 4 }),
        (from, scope, metrics) => {
          const body = {
            resourceMetrics: [
              { resource: from, scopeMetrics: [{ scope, metrics }] },
            ],
          };
          expect(
            readProtobufMetrics(
              toProtobuf('ExportMetricsServiceRequest', body),
            ),
          ).toEqual(readJsonMetrics(bytesOf(body)));
        },
      ),
    );
  });

  it('tell any bytes that are no OTLP apart from those that are', () => {
    const readers = [
      readProtobufTraces,
      readProtobufMetrics,
      readJsonTraces,
      readJsonMetrics,
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

  it('tolerate the names of enumerations in JSON', () => {
    const [read] = readJsonTraces(
      bytesOf({
        resourceSpans: [
          {
            scopeSpans: [
              {
                spans: [
                  {
                    traceId: 'ABCD',
                    kind: 'SPAN_KIND_CLIENT',
                    status: { code: 'STATUS_CODE_ERROR' },
                    startTimeUnixNano: 5,
                  },
                ],
              },
            ],
          },
        ],
      }),
    );
    expect(read).toMatchObject({
      traceId: 'abcd',
      kind: 3,
      statusCode: 2,
      startNanos: 5n,
    });
  });
});
