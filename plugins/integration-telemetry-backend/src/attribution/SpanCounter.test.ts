import { describeBatch } from '../__testUtils__/fuzz/describeBatch';
import fc from 'fast-check';
import { toProtobuf } from '../__testUtils__/otlpProto';
import { attributes, span } from '../__testUtils__/telemetry';
import { decodeTraces } from '../otlp/decodeRequest';
import { OtlpError } from '../otlp/OtlpError';
import { Sender } from '../otlp/Sender';
import { SeriesBatch } from '../series/SeriesBatch';
import { Attributor } from './Attributor';
import { CallerKeys } from './CallerKeys';
import { AttributionIndex } from './AttributionIndex';

const index = new AttributionIndex([
  {
    ref: 'integration:default/payments',
    owner: 'group:default/checkout',
    matchers: [
      {
        conditions: [{ attribute: 'server.address', equals: 'pay.example' }],
        version: { attribute: 'url.path', pattern: '/(v\\d+)/' },
      },
    ],
  },
  {
    ref: 'integration:default/orders',
    owner: 'group:default/fulfilment',
    matchers: [
      {
        conditions: [
          { attribute: 'messaging.destination.name', prefix: 'orders' },
        ],
      },
      { conditions: [{ attribute: 'service.name', equals: 'warehouse' }] },
    ],
  },
]);

const callers = new CallerKeys({
  apiKeyAttributes: ['http.request.header.x-key'],
  accountAttributes: ['tenant.id'],
  accountsInClear: true,
});

/** As instrumentations capture headers: a list of its lines. */
const asHeader = (pair: ReturnType<typeof attributes>[number]) => ({
  ...pair,
  value: {
    arrayValue: {
      values:
        'boolValue' in pair.value ? [pair.value, pair.value] : [pair.value],
    },
  },
});

const senders: Array<Sender | undefined> = [
  undefined,
  { subject: 'a', environments: new Set(['production']) },
  { subject: 'b', owners: new Set(['group:default/checkout']) },
  { subject: 'c', defaultEnvironment: 'staging' },
];

const baseMs = Date.parse('2026-11-23T10:00:00Z');
const pick = <Value>(...values: Value[]) => fc.constantFrom(...values);
const ids = ['0000000000000001', 'a1b2c3d4e5f60718', 'ffffffffffffffff'];
const traceIds = ['0af7651916cd43dd8448eb211c80319c', '1'.repeat(32)];

const headerLines = fc.array(
  pick(
    '@1688169599',
    'true',
    'Wed, 11 Nov 2026 23:59:59 GMT',
    '<https://pay.example/news?id=1>; rel="sunset"',
    'soon',
    'x'.repeat(5_000),
    '',
  ),
  { maxLength: 6 },
);

const attributeSets = fc.dictionary(
  pick(
    'http.request.method',
    'http.route',
    'url.full',
    'url.path',
    'http.target',
    'server.address',
    'client.address',
    'network.peer.address',
    'http.response.status_code',
    'http.request.resend_count',
    'messaging.system',
    'messaging.operation.type',
    'messaging.destination.name',
    'rpc.system',
    'rpc.method',
    'db.system.name',
    'error.type',
    'SampleRate',
    'service.peer.name',
    'messaging.consumer.group.name',
    'http.request.header.x-key',
    'tenant.id',
    'user_agent.original',
    'tieline.integration',
    'http.response.header.deprecation',
    'http.response.header.sunset',
    'http.response.header.link',
  ),
  fc.oneof(
    pick(
      'GET',
      'pay.example',
      'orders.placed',
      'https://pay.example/v2/payments/4711?card=1',
      'https://pay.example/v2/payments/4712',
      '/v2/payments/0af7651916cd43dd',
      '/a%20b/{id}',
      '10.1.2.3',
      '93.184.216.34',
      '1.2.3',
      'receive',
      'process',
      'payments',
      '',
      'caf\u00e9',
    ),
    pick(200, 404, 429, 503, 0, 1),
    fc.boolean(),
    headerLines,
    headerLines.map(([line = '']) => line),
  ),
  { maxKeys: 7 },
);

const someSpan = fc
  .record({
    kind: pick(0, 1, 2, 3, 4, 5),
    attributes: attributeSets,
    traceId: pick(...traceIds),
    parentSpanId: pick('', ...ids),
    links: fc.array(
      fc.record({ traceId: pick(...traceIds), spanId: pick(...ids) }),
      { maxLength: 2 },
    ),
    traceState: pick(
      undefined,
      'ot=th:8;rv:abcdef12345678',
      'ot=p:3',
      'vendor=x,ot=th:c',
    ),
    statusCode: pick(0, 1, 2),
    name: pick('GET', '/users/1234567', '/users/1234568', 'SELECT'),
    offsetMs: fc.integer({ min: 0, max: 200_000 }),
    durationMs: fc.integer({ min: 0, max: 70_000 }),
  })
  .map(({ offsetMs, links, ...options }) => ({
    ...span({ ...options, endMs: baseMs + offsetMs }),
    attributes: attributes(options.attributes as never).map(pair =>
      pair.key.startsWith('http.request.header') ? asHeader(pair) : pair,
    ),
    links,
    events: [{ name: 'exception', attributes: attributes({ message: 'no' }) }],
  }));

const request = fc
  .array(
    fc.record({
      service: pick('shop', 'warehouse', undefined),
      environment: pick('production', 'staging', undefined),
      instance: pick('1', '2'),
      scope: fc.option(
        pick(
          { name: 'http' },
          {
            name: 'x',
            attributes: attributes({ 'tailsampling.policy': 'errors' }),
          },
        ),
        { nil: undefined },
      ),
      spans: fc.array(someSpan, { maxLength: 12 }),
    }),
    { maxLength: 4 },
  )
  .map(groups => {
    // Ids of spans tell them apart, but parents and links have to find them.
    let number = 0;
    return {
      resourceSpans: groups.map(
        ({ service, environment, instance, scope, spans }) => ({
          resource: {
            attributes: attributes({
              ...(service && { 'service.name': service }),
              ...(environment && {
                'deployment.environment.name': environment,
              }),
              'service.instance.id': instance,
            }),
          },
          scopeSpans: [
            {
              scope,
              spans: spans.map(item => {
                number += 1;
                return { ...item, spanId: ids[number - 1] ?? item.spanId };
              }),
            },
          ],
        }),
      ),
    };
  });

function count(body: Buffer, attributor: Attributor) {
  const quick = new SeriesBatch();
  const taken = attributor.addProtobufSpans(body, quick);
  const full = new SeriesBatch();
  const { items } = decodeTraces('protobuf', body);
  const refused = attributor.addSpans(items, full);
  return { quick, full, taken, items, refused };
}

/** What was made of a body, or the status that it was refused with. */
function orRefusal<Result>(read: () => Result): Result | number {
  try {
    return read();
  } catch (error) {
    return (error as OtlpError).httpStatus;
  }
}

describe('SpanCounter', () => {
  it.each([
    ...senders.map(sender => ({ sender, maxJudgements: undefined })),
    // Forgets in the middle, again and again.
    { sender: senders[0], maxJudgements: 20 },
  ])(
    'counts as if every span was read in full, for a sender %#',
    ({ sender, maxJudgements }) => {
      // One for all: what is remembered from a body must fit the next.
      const attributor = new Attributor({
        index,
        callers,
        defaultEnvironment: 'production',
        sender,
        maxJudgements,
      });
      let quickly = 0;
      fc.assert(
        fc.property(request, json => {
          const body = toProtobuf('ExportTraceServiceRequest', json);
          const { quick, full, taken, items, refused } = count(
            body,
            attributor,
          );
          quickly += taken ? 1 : 0;
          // What it left to the other reader, it did not touch.
          expect(taken ?? 'left').toEqual(
            taken ? { count: items.length, refused } : 'left',
          );
          expect(describeBatch(quick)).toEqual(
            describeBatch(taken ? full : new SeriesBatch()),
          );
        }),
        { numRuns: 600 },
      );
      // Retries are left to the other, and nothing else here is.
      expect(quickly).toBeGreaterThan(300);
    },
  );

  it('does not tell series apart by what responses say of an end', () => {
    const attributor = new Attributor({
      index,
      defaultEnvironment: 'production',
    });
    const call = (endMs: number, headers: Record<string, string[]>) =>
      span({
        endMs,
        attributes: {
          'server.address': 'pay.example',
          'url.path': '/v2/payments',
          'http.request.method': 'POST',
          ...headers,
        },
      });
    const body = toProtobuf('ExportTraceServiceRequest', {
      resourceSpans: [
        {
          resource: { attributes: attributes({ 'service.name': 'shop' }) },
          scopeSpans: [
            {
              spans: [
                call(baseMs, {}),
                call(baseMs + 1_000, {
                  'http.response.header.sunset': [
                    'Wed, 11 Nov 2026 23:59:59 GMT',
                  ],
                }),
                call(baseMs + 2_000, {
                  'http.response.header.sunset': [
                    'Thu, 31 Dec 2026 23:59:59 GMT',
                  ],
                  'http.response.header.deprecation': ['@1688169599'],
                }),
              ],
            },
          ],
        },
      ],
    });
    const { quick, full } = count(body, attributor);
    for (const batch of [quick, full]) {
      expect(batch.series.size).toBe(1);
      expect([...batch.notices.values()]).toEqual([
        {
          subject: 'integration:default/payments',
          environment: 'production',
          side: 'caller',
          operation: 'POST /v2/payments',
          address: 'pay.example',
          version: 'v2',
          consumer: 'shop',
          deprecatedMs: 1_688_169_599_000,
          sunsetMs: Date.parse('2026-12-31T23:59:59Z'),
          url: '',
          saidSinceMs: baseMs + 2_000,
          firstSeenMs: baseMs + 1_000,
          lastSeenMs: baseMs + 2_000,
        },
      ]);
    }
  });

  it('takes what SDKs write, and leaves the rest to the full reader', () => {
    const attributor = new Attributor({
      index,
      defaultEnvironment: 'production',
    });
    const body = (...spans: object[]) =>
      toProtobuf('ExportTraceServiceRequest', {
        resourceSpans: [
          {
            resource: { attributes: attributes({ 'service.name': 'shop' }) },
            scopeSpans: [{ spans }],
          },
        ],
      });
    const taken = (bytes: Buffer) =>
      attributor.addProtobufSpans(bytes, new SeriesBatch()) !== undefined;
    expect(taken(body(span(), span({ kind: 2 })))).toBe(true);
    expect(taken(Buffer.alloc(0))).toBe(true);
    expect(taken(body(span({ traceId: '0'.repeat(32) })))).toBe(false);
    expect(
      taken(body(span({ attributes: { 'http.request.resend_count': 1 } }))),
    ).toBe(false);
    const twice = span();
    expect(taken(body(twice, twice))).toBe(false);
    expect(
      taken(Buffer.concat([body(span()), Buffer.from([0x0a, 0xff])])),
    ).toBe(false);
  });

  it('keeps traces of calls that fail, and of one that takes far longer than usual', () => {
    const attributor = new Attributor({
      index: new AttributionIndex([
        {
          ref: 'integration:default/pay',
          matchers: [
            {
              conditions: [
                { attribute: 'server.address', equals: 'pay.example' },
              ],
            },
          ],
        },
      ]),
      defaultEnvironment: 'production',
    });
    const call = (options: object, status = 200) =>
      span({
        ...options,
        attributes: {
          'server.address': 'pay.example',
          'http.request.method': 'GET',
          'http.response.status_code': status,
        },
      });
    const usual = Array.from({ length: 40 }, () => call({ durationMs: 100 }));
    const failed = call({}, 503);
    const slow = call({ durationMs: 2_000 });
    const body = toProtobuf('ExportTraceServiceRequest', {
      resourceSpans: [
        {
          resource: { attributes: attributes({ 'service.name': 'shop' }) },
          scopeSpans: [{ spans: [...usual, failed, slow] }],
        },
      ],
    });
    const { quick, full, taken } = count(body, attributor);
    expect(taken).toBeDefined();
    const told = (batch: SeriesBatch) =>
      [...batch.exemplars.values()].map(({ reason, traceId, spanId }) => [
        reason,
        traceId,
        spanId,
      ]);
    expect(told(quick)).toEqual([
      ['failed', failed.traceId, failed.spanId],
      ['slow', slow.traceId, slow.spanId],
    ]);
    // Whoever reads in full knows no usual duration.
    expect(told(full)).toEqual([['failed', failed.traceId, failed.spanId]]);
  });

  it('keeps a trace an hour of a flow that nobody declared', () => {
    const attributor = new Attributor({
      index: new AttributionIndex([]),
      defaultEnvironment: 'production',
    });
    const call = (minute: number) =>
      span({
        endMs: baseMs + minute * 60_000,
        attributes: {
          'server.address': 'erp.example',
          'http.request.method': 'GET',
        },
      });
    const [first, ...others] = [0, 1, 59, 60, 119, 660].map(call);
    const body = (spans: object[]) =>
      toProtobuf('ExportTraceServiceRequest', {
        resourceSpans: [
          {
            resource: { attributes: attributes({ 'service.name': 'shop' }) },
            scopeSpans: [{ spans }],
          },
        ],
      });
    const batch = new SeriesBatch();
    attributor.addProtobufSpans(body([first]), batch);
    attributor.addProtobufSpans(body(others), batch);
    expect(
      [...batch.exemplars.values()].map(({ reason, subject, spanId }) => [
        reason,
        subject.slice(0, 5),
        spanId,
      ]),
    ).toEqual([
      ['seen', 'flow:', first.spanId],
      ['seen', 'flow:', others[2].spanId],
      ['seen', 'flow:', others[4].spanId],
    ]);
  });

  it('tells a URL without text from one of which only the query is left out', () => {
    const attributor = new Attributor({
      index,
      defaultEnvironment: 'production',
    });
    for (const path of ['', '?page=1']) {
      const body = toProtobuf('ExportTraceServiceRequest', {
        resourceSpans: [
          {
            resource: { attributes: attributes({ 'service.name': 'shop' }) },
            scopeSpans: [
              {
                spans: [
                  span({
                    kind: 3,
                    attributes: {
                      'server.address': 'pay.example',
                      'http.request.method': 'GET',
                      'http.url': path,
                      'http.target': '/prices/1',
                    },
                  }),
                ],
              },
            ],
          },
        ],
      });
      const { quick, full, taken } = count(body, attributor);
      expect(taken).toBeDefined();
      expect(full.series.size).toBe(1);
      expect(describeBatch(quick)).toEqual(describeBatch(full));
    }
  });

  it('never goes past the end, whatever the bytes are', () => {
    const attributor = new Attributor({
      index,
      callers,
      defaultEnvironment: 'production',
    });
    const whole = fc
      .tuple(
        request,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        fc.nat(),
      )
      .map(([json, changes, length]) => {
        const body = toProtobuf('ExportTraceServiceRequest', json);
        changes.forEach(([at, byte]) => {
          body[at % Math.max(1, body.length)] = byte;
        });
        return body.subarray(
          0,
          body.length -
            (length % 3 === 0 ? length % Math.max(1, body.length) : 0),
        );
      });
    fc.assert(
      fc.property(whole, body => {
        const quick = new SeriesBatch();
        const full = new SeriesBatch();
        const decoded = orRefusal(() => decodeTraces('protobuf', body));
        const taken = orRefusal(() => attributor.addProtobufSpans(body, quick));
        // What is damaged where nobody looks may pass; what both take is the same.
        const isBoth = typeof decoded === 'object' && typeof taken === 'object';
        if (isBoth) {
          attributor.addSpans(decoded.items, full);
        }
        expect([400, undefined, 'object']).toContain(
          typeof taken === 'object' ? 'object' : taken,
        );
        expect(isBoth ? describeBatch(quick) : 0).toEqual(
          isBoth ? describeBatch(full) : 0,
        );
      }),
      { numRuns: 3_000 },
    );
  });
});
