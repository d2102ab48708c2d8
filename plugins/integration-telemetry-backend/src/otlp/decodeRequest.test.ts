import { decodeLogs, decodeMetrics, decodeTraces } from './decodeRequest';
import { OtlpError } from './OtlpError';

const NOW = '1732233600123456789';
const traceId = 'ABCDEF0123456789abcdef0123456789';
const spanId = '0123456789ABCDEF';

const good = {
  traceId,
  spanId,
  name: 'GET',
  kind: 3,
  startTimeUnixNano: NOW,
  endTimeUnixNano: NOW,
};
const bytes = (body: unknown) =>
  Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
const spansOf = (spans: unknown, resource: unknown = {}) =>
  decodeTraces(
    'json',
    bytes({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }),
  );
const one = (span: object) => spansOf([{ ...good, ...span }]).items[0];

const histogram = {
  startTimeUnixNano: NOW,
  timeUnixNano: NOW,
  count: '3',
  sum: 1.5,
  explicitBounds: [1],
  bucketCounts: ['2', 1],
};
const pointsOf = (metrics: unknown) =>
  decodeMetrics(
    'json',
    bytes({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }),
  );
const histogramsOf = (...dataPoints: unknown[]) =>
  pointsOf([
    { name: 'm', histogram: { aggregationTemporality: 1, dataPoints } },
  ]);

describe('a JSON body', () => {
  it('has identifiers in either case, and times as text or number, exactly', () => {
    const span = one({});
    expect(span.traceId).toBe(traceId.toLowerCase());
    expect(span.spanId).toBe(spanId.toLowerCase());
    const body = JSON.stringify({
      resourceSpans: [{ scopeSpans: [{ spans: [good, good] }] }],
    });
    const asNumbers = body.replaceAll(`"${NOW}"`, NOW);
    expect(asNumbers).not.toBe(body);
    for (const text of [body, asNumbers]) {
      const [read] = decodeTraces('json', bytes(text)).items;
      expect(read.startNanos).toBe(BigInt(NOW));
      expect(read.endNanos).toBe(BigInt(NOW));
    }
  });

  it('keeps the digits of long integers, and leaves text and fractions alone', () => {
    const attributes = `[
      {"key":"int","value":{"intValue":-9007199254740993}},
      {"key":"text","value":{"stringValue":"a \\\\\\" [ 9007199254740993 , \\\\\\\\"}},
      {"key":"fraction","value":{"doubleValue":0.1234567890123456}},
      {"key":"power","value":{"doubleValue":9007199254740993e2}}
    ]`;
    const body = JSON.stringify({
      resourceSpans: [{ scopeSpans: [{ spans: [good] }] }],
    }).replace('"kind"', `"attributes":${attributes},"kind"`);
    const [read] = decodeTraces('json', bytes(body)).items;
    expect([...read.attributes]).toEqual([
      ['int', '-9007199254740993'],
      ['text', 'a \\" [ 9007199254740993 , \\\\'],
      ['fraction', '0.1234567890123456'],
      ['power', '900719925474099300'],
    ]);
  });

  it('may hold what the receiver does not know', () => {
    const span = one({
      somethingNew: { deep: [1] },
      flags: 257,
      events: [{ name: 'x' }],
      attributes: [
        { key: 'list', value: { arrayValue: { values: [{ intValue: 1 }] } } },
        { key: 'map', value: { kvlistValue: { values: [] } } },
        { key: 'bytes', value: { bytesValue: 'AAE=' } },
        { key: 'new', value: { somethingValue: 1 } },
        { key: 'none' },
        { key: 'known', value: { stringValue: 'yes' } },
      ],
    });
    expect([...span.attributes]).toEqual([['known', 'yes']]);
  });

  it.each([
    [{ kind: 'SPAN_KIND_SERVER' }, { kind: 2 }],
    [{ kind: 'server' }, { kind: 2 }],
    [{ kind: '5' }, { kind: 5 }],
    [{ status: { code: 'STATUS_CODE_ERROR' } }, { statusCode: 2 }],
    [{ status: { code: 'ERROR' } }, { statusCode: 2 }],
    [{ status: { code: '2' } }, { statusCode: 2 }],
    [
      { status: null, parentSpanId: null },
      { statusCode: 0, parentSpanId: '' },
    ],
    [{ startTimeUnixNano: 1.5e18 }, { startNanos: 1_500_000_000_000_000_000n }],
  ])('is read where %j is written otherwise than it should', (field, read) => {
    expect(one(field)).toMatchObject(read);
  });

  it('may come from before OTLP 0.15', () => {
    const old = {
      resourceSpans: [
        {
          instrumentationLibrarySpans: [
            { instrumentationLibrary: { name: 'x' }, spans: [good] },
          ],
        },
      ],
    };
    expect(decodeTraces('json', bytes(old)).items).toHaveLength(1);
  });

  it.each([
    [{ ...good, traceId: 'xyz' }],
    [{ ...good, traceId: '0'.repeat(32) }],
    [{ ...good, spanId: 17 }],
    [{ ...good, spanId: '' }],
    [{ ...good, endTimeUnixNano: 'soon' }],
    [{ ...good, endTimeUnixNano: '1' }],
    [{ ...good, kind: 'SPAN_KIND_UNHEARD_OF' }],
    [{ ...good, attributes: 'none' }],
    [{ ...good, attributes: [{ key: 1 }] }],
    [{ ...good, status: 'ERROR' }],
    ['no span'],
    [['no span']],
    [null],
  ])('loses nothing but the one span that is wrong: %j', wrong => {
    const read = spansOf([good, wrong, good]);
    expect(read.items).toHaveLength(2);
    expect(read.rejected).toBe(1);
    expect(read.reason).toMatch(/span|Nano|kind|attributes|status/);
  });

  it('loses nothing but the resource, the scope or the list that is wrong', () => {
    const group = { scopeSpans: [{ spans: [good] }] };
    const read = decodeTraces(
      'json',
      bytes({
        resourceSpans: [
          group,
          'no group',
          { scopeSpans: 'no list' },
          { scopeSpans: ['no scope', { spans: 5 }] },
          { resource: { attributes: 'none' }, ...group },
          { scopeSpans: [{ scope: [], spans: [good, good] }] },
          group,
        ],
      }),
    );
    expect(read.items).toHaveLength(2);
    expect(read.rejected).toBe(7);
  });

  it.each(['{}', '{"resourceSpans":null}', '{"resourceSpans":[]}', '{"x":1}'])(
    'may be empty: %s',
    body => {
      expect(decodeTraces('json', bytes(body))).toEqual({
        items: [],
        rejected: 0,
        reason: undefined,
      });
    },
  );

  it.each([
    '',
    '  ',
    'null',
    '[]',
    '"text"',
    '17',
    '{"resourceSpans":{}}',
    '{"resourceSpans":[}',
    '{"resourceSpans":"1234567890123456789"',
    '\u0000\u0001',
  ])('that tells nothing at all is refused: %j', body => {
    expect(() => decodeTraces('json', bytes(body))).toThrow(OtlpError);
    expect(() => decodeTraces('json', bytes(body))).toThrow(/no OTLP JSON/);
  });
});

describe('data points', () => {
  it('without a recorded value are taken and count nothing', () => {
    const stale = { timeUnixNano: NOW, flags: 1, count: '-1' };
    expect(histogramsOf(histogram, stale, { ...stale, flags: '1' })).toEqual(
      expect.objectContaining({ rejected: 0, items: [expect.anything()] }),
    );
    expect(
      histogramsOf({ ...stale, flags: 'NO_RECORDED_VALUE_MASK' }).items,
    ).toEqual([]);
  });

  it('are told apart, the good from the wrong', () => {
    const read = histogramsOf(
      histogram,
      { ...histogram, timeUnixNano: 0 },
      { ...histogram, bucketCounts: [1] },
      { ...histogram, explicitBounds: ['NaN'] },
      { ...histogram, count: 'many' },
      { ...histogram, explicitBounds: {} },
      'none',
      { ...histogram, bucketCounts: [], count: 4.0 },
    );
    expect(read.items.map(({ count }) => count)).toEqual([3, 4]);
    expect(read.rejected).toBe(6);
  });

  it('of a histogram must be delta or cumulative, by number or by name', () => {
    const of = (aggregationTemporality: unknown) =>
      pointsOf([
        {
          name: 'm',
          histogram: { aggregationTemporality, dataPoints: [histogram] },
        },
      ]);
    expect(of('AGGREGATION_TEMPORALITY_DELTA').items[0].temporality).toBe(1);
    expect(of('cumulative').items[0].temporality).toBe(2);
    expect(of(undefined)).toMatchObject({
      rejected: 1,
      reason: 'm says neither delta nor cumulative',
    });
  });

  it('of every type are taken, counters as doubles too', () => {
    const number = { timeUnixNano: NOW, asDouble: 2.5 };
    const read = pointsOf([
      { name: 'gauge', gauge: { dataPoints: [{ ...number, asInt: '7' }] } },
      {
        name: 'sum',
        sum: {
          isMonotonic: true,
          aggregationTemporality: 2,
          dataPoints: [number],
        },
      },
      { name: 'upDown', sum: { dataPoints: [{ timeUnixNano: NOW }] } },
      {
        name: 'summary',
        summary: {
          dataPoints: [
            {
              timeUnixNano: NOW,
              count: 2,
              sum: 3,
              quantileValues: [{ quantile: 0.5, value: 1.5 }],
            },
          ],
        },
      },
      {
        name: 'exponential',
        exponentialHistogram: {
          aggregationTemporality: 1,
          dataPoints: [
            {
              timeUnixNano: NOW,
              count: 6,
              scale: 2,
              zeroCount: '1',
              zeroThreshold: 0.001,
              positive: { offset: -3, bucketCounts: ['1', '2'] },
              negative: { offset: 1, bucketCounts: ['2'] },
            },
          ],
        },
      },
      { name: 'unknown', somethingNew: { dataPoints: [number] } },
      { name: 'misshapen', histogram: 5 },
    ]);
    expect(read.rejected).toBe(1);
    expect(read.items).toMatchObject([
      { type: 'gauge', value: 2.5 },
      { type: 'sum', value: 2.5, monotonic: true, temporality: 2 },
      { type: 'sum', value: 0, monotonic: false },
      {
        type: 'summary',
        count: 2,
        temporality: 2,
        quantiles: [{ quantile: 0.5, value: 1.5 }],
      },
      {
        type: 'exponential',
        exponential: {
          zeroThreshold: 0.001,
          offset: -3,
          counts: [1, 2],
          negativeCounts: [2],
        },
      },
    ]);
  });
});

describe('log records', () => {
  const logsOf = (...logRecords: unknown[]) =>
    decodeLogs(
      'json',
      bytes({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }),
    );

  it('tell whether they carry a trace, and when they happened', () => {
    const read = logsOf(
      { timeUnixNano: NOW, traceId, body: { stringValue: 'secret' } },
      { timeUnixNano: '0', observedTimeUnixNano: NOW, traceId: '' },
      { traceId: '0'.repeat(32) },
      { traceId: 5 },
      { timeUnixNano: {} },
    );
    expect(read.rejected).toBe(1);
    expect(
      read.items.map(({ hasTraceId, timeNanos }) => [hasTraceId, timeNanos]),
    ).toEqual([
      [true, BigInt(NOW)],
      [false, BigInt(NOW)],
      [false, 0n],
      [false, 0n],
    ]);
    expect(
      JSON.stringify(read.items.map(item => Object.keys(item))),
    ).not.toMatch(/body/);
  });
});
