import { Histogram } from '@opentelemetry/sdk-metrics';
import { parseScenario } from '../scenario/readScenario';
import { Landscape } from '../traffic/Landscape';
import { Reading } from './Reading';
import { readingsOf } from './readingsOf';
import { reportersOf } from './Reporter';

const anchor = Date.parse('2026-11-22T12:00:00Z');
const period = { fromMs: anchor, toMs: anchor + 60_000 };

const scenario = parseScenario({
  name: 'shop',
  seed: 'a',
  services: {
    erp: { namespace: 'finance', histogram: 'explicit' },
  },
  flows: [
    {
      name: 'orders',
      protocol: 'http',
      from: 'web',
      to: 'erp',
      address: 'erp.example',
      port: 8443,
      perDay: 2_000_000,
      outcomes: [
        { errorType: 'timeout', share: 0.2, latencyFactor: 10 },
        { status: 503, share: 0.1 },
        { status: 404, share: 0.1 },
      ],
      operations: [{ route: '/orders/{id}' }],
      attributes: { 'tieline.integration': 'integration:default/orders' },
    },
    {
      name: 'script',
      protocol: 'http',
      to: 'erp',
      reportedBy: ['server'],
      address: 'erp.example',
      clientAddress: '10.20.4.17',
      perDay: 500_000,
      operations: [{ route: '/api/orders' }],
    },
    {
      name: 'stock',
      protocol: 'rpc',
      from: 'web',
      to: 'stock',
      address: 'stock.example',
      environment: 'staging',
      perDay: 2_000_000,
      outcomes: [
        { errorType: 'UNAVAILABLE', share: 0.2 },
        { errorType: 'NOT_FOUND', share: 0.2 },
      ],
      operations: [{ rpcMethod: 'stock.v1.Stock/Reserve' }],
    },
    {
      name: 'events',
      protocol: 'messaging',
      system: 'rabbitmq',
      destination: 'orders',
      address: 'broker.example',
      from: 'web',
      perDay: 2_000_000,
      consumers: [
        { service: 'crm', outcomes: [{ errorType: 'Broken', share: 0.3 }] },
      ],
    },
    {
      name: 'newsletter',
      protocol: 'http',
      from: 'crm',
      to: 'hub',
      address: 'hub.example',
      perDay: 2_000_000,
      sampling: 'tail',
      operations: [{ route: '/signup' }],
    },
  ],
  deadLetterQueues: [
    {
      queue: 'orders.dlq',
      depth: 5,
      growth: { from: '-2h', perHour: 30, to: '+1h' },
    },
  ],
});
const landscape = new Landscape(scenario, anchor);
const reporters = new Map(
  reportersOf(scenario).map(reporter => [reporter.key, reporter]),
);

const readings = (key: string, at = period) =>
  readingsOf(landscape, reporters.get(key)!, at);
const calls = (reading: Reading) => (reading.value as Histogram).count;
const byStatus = (items: Reading[]) =>
  new Map(
    items.map(item => [
      item.attributes['http.response.status_code'],
      item.attributes['error.type'],
    ]),
  );
const ofInstrument = (items: Reading[], name: string) =>
  items.filter(({ instrument }) => instrument === name);

describe('readingsOf', () => {
  it('calls failed what the conventions call so, for each side', () => {
    const caller = ofInstrument(
      readings('web@production'),
      'http.client.request.duration',
    );
    expect(byStatus(caller)).toEqual(
      new Map<unknown, unknown>([
        [200, undefined],
        [undefined, 'timeout'],
        [503, '503'],
        [404, '404'],
      ]),
    );
    const called = readings('erp@production').filter(
      ({ attributes }) => attributes['http.route'] === '/orders/{id}',
    );
    expect(byStatus(called)).toEqual(
      new Map<unknown, unknown>([
        [200, undefined],
        [503, '503'],
        [404, undefined],
      ]),
    );
    for (const { attributes } of called) {
      const seen = caller.find(
        item =>
          item.attributes['http.response.status_code'] ===
          attributes['http.response.status_code'],
      )!;
      expect(calls(called.find(item => item.attributes === attributes)!)).toBe(
        calls(seen),
      );
    }
  });

  it('sets what tells integrations and peers apart', () => {
    const [reading] = readings('web@production');
    expect(reading.attributes).toMatchObject({
      'server.address': 'erp.example',
      'server.port': 8443,
      'url.template': '/orders/{id}',
      'service.peer.name': 'erp',
      'tieline.integration': 'integration:default/orders',
    });
  });

  it('shows a caller that nobody declared by its address alone', () => {
    const script = readings('erp@production').find(
      ({ attributes }) => attributes['http.route'] === '/api/orders',
    )!;
    expect(script.attributes).toMatchObject({ 'client.address': '10.20.4.17' });
    expect(script.attributes).not.toHaveProperty('service.peer.name');
  });

  it('keeps environments apart, and names services as they are', () => {
    expect(reporters.get('erp@production')!.resource.attributes).toMatchObject({
      'service.name': 'erp',
      'service.namespace': 'finance',
      'deployment.environment.name': 'production',
    });
    const called = readings('stock@staging');
    expect(reporters.has('stock@production')).toBe(false);
    expect(
      called.map(({ instrument, attributes }) => [
        instrument,
        attributes['rpc.response.status_code'],
        attributes['error.type'],
      ]),
    ).toEqual([
      ['rpc.server.call.duration', 'OK', undefined],
      ['rpc.server.call.duration', 'UNAVAILABLE', 'UNAVAILABLE'],
      ['rpc.server.call.duration', 'NOT_FOUND', undefined],
    ]);
  });

  it('counts messages as published, delivered and processed', () => {
    const published = readings('web@production').filter(({ instrument }) =>
      instrument.startsWith('messaging.'),
    );
    const processed = readings('crm@production');
    const count = (items: Reading[], name: string) =>
      ofInstrument(items, name).reduce(
        (sum, item) =>
          sum + (typeof item.value === 'number' ? item.value : calls(item)),
        0,
      );
    const sent = count(published, 'messaging.client.sent.messages');
    expect(sent).toBeGreaterThan(1_000);
    expect([
      count(published, 'messaging.client.operation.duration'),
      count(processed, 'messaging.client.consumed.messages'),
      count(processed, 'messaging.process.duration'),
    ]).toEqual([sent, sent, sent]);
    expect(
      ofInstrument(processed, 'messaging.process.duration').map(
        ({ attributes }) => attributes['error.type'],
      ),
    ).toEqual([undefined, 'Broken']);
  });

  it('keeps silent in metrics where only chosen traces are kept', () => {
    expect(reporters.has('hub@production')).toBe(true);
    expect(readings('hub@production')).toEqual([]);
  });

  it('tells how deep a dead-letter queue is, hour by hour', () => {
    const depth = [-3, -1, 0, 1, 5].map(hours => {
      const toMs = anchor + hours * 3_600_000;
      const [{ value }] = readings('queue orders.dlq@production', {
        fromMs: toMs - 60_000,
        toMs,
      });
      return value;
    });
    expect(depth).toEqual([5, 35, 65, 95, 95]);
  });
});
