import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Usage,
  UsageItem,
} from '@tieline/plugin-integrations-common/telemetry';
import { toProtobuf } from './__testUtils__/otlpProto';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import {
  attributes,
  component,
  durations,
  integration,
  span,
  traces,
} from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const USAGE = '/v1/usage/default/quotes';

const quotes = integration('quotes', {
  telemetry: {
    matchers: [
      { conditions: [{ attribute: 'http.route', equals: '/quotes' }] },
      { conditions: [{ attribute: 'messaging.system', equals: 'kafka' }] },
    ],
  },
});

const server = { 'service.name': 'tax-service' };

/** A call as the called side reports it. */
const serve = (values: Record<string, string>) =>
  span({
    kind: 2,
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/quotes',
      'client.address': '10.20.4.17',
      ...values,
    },
  });

/** The same with a header, which instrumentations capture as a list. */
const serveWithKey = (apiKey: string) => {
  const served = serve({});
  const header = {
    key: 'http.request.header.x-key-id',
    value: { arrayValue: { values: [{ stringValue: apiKey }] } },
  };
  return { ...served, attributes: [...served.attributes, header] };
};

const config = {
  callers: {
    apiKeyAttributes: ['http.request.header.x-key-id'],
    accountAttributes: ['tenant.id'],
  },
};

async function start(id: any, given: object = {}) {
  const knex = await databases.init(id);
  const telemetry = await startTelemetry({
    knex,
    config: { ...config, ...given },
    catalog: createCatalog([quotes, component('billing-export', 'finance')]),
  });
  await telemetry.until(USAGE, () => true);
  const items = (usage: Usage): UsageItem[] => [
    ...usage.items,
    ...usage.elsewhere,
  ];
  return {
    knex,
    telemetry,
    /** Callers as soon as there are so many. */
    async read(callers: number) {
      const usage = await telemetry.until<Usage>(
        USAGE,
        body => items(body).length >= callers,
      );
      return items(usage);
    },
  };
}

describe('callers that no service name names', () => {
  it.each(databases.eachSupportedId())(
    'are told apart by consumer group, API key, account and address, on %s',
    async id => {
      const { telemetry, knex, read } = await start(id);
      const spans = [
        serveWithKey('ak_live_4711'),
        serveWithKey('ak_live_4712'),
        serve({ 'tenant.id': 'acme' }),
        serve({}),
        serve({ 'client.address': '93.184.216.34' }),
        // Who names itself needs no key.
        serve({ 'service.peer.name': 'checkout', 'tenant.id': 'acme' }),
      ];
      await telemetry.otlp('traces').send(traces(server, spans)).expect(200);
      const group = { 'messaging.consumer.group.name': 'billing-export' };
      await telemetry
        .otlp('metrics')
        .send(
          durations(
            {},
            {
              name: 'messaging.process.duration',
              startMs: Date.now() - 60_000,
              endMs: Date.now() - 1_000,
              counts: [[0.1, 5]],
              attributes: {
                'messaging.system': 'kafka',
                'messaging.destination.name': 'quotes',
                'messaging.operation.type': 'process',
                ...group,
              },
            },
          ),
        )
        .expect(200);
      const found = await read(7);
      expect(
        found
          .map(({ consumer, callerKey, consumerRef }) => [
            consumer,
            callerKey,
            consumerRef,
          ])
          .sort(),
      ).toEqual(
        [
          ['10.20.4.17', { kind: 'address', value: '10.20.4.17' }, undefined],
          [
            'API key 920b07754e2c',
            { kind: 'api-key', value: '920b07754e2c' },
            undefined,
          ],
          [
            'API key 55f15dc590b7',
            { kind: 'api-key', value: '55f15dc590b7' },
            undefined,
          ],
          [
            'account 822b33ad87c1',
            { kind: 'account', value: '822b33ad87c1' },
            undefined,
          ],
          ['checkout', { kind: 'service', value: 'checkout' }, undefined],
          [
            'consumer group billing-export',
            { kind: 'consumer-group', value: 'billing-export' },
            'component:default/billing-export',
          ],
          // Many share it.
          ['internet', undefined, undefined],
        ].sort(),
      );
      const rows = await knex('series').select();
      expect(JSON.stringify(rows)).not.toMatch(/ak_live|acme/);
      await telemetry.stop();
    },
  );

  it('are the same whichever way their spans are encoded', async () => {
    const { telemetry, read } = await start('SQLITE_3');
    const body = (apiKey: string) => traces(server, [serveWithKey(apiKey)]);
    const protobuf = (apiKey: string) =>
      telemetry
        .otlp('traces')
        .set('Content-Type', 'application/x-protobuf')
        .send(toProtobuf('ExportTraceServiceRequest', body(apiKey)))
        .expect(200);
    await protobuf('one');
    await telemetry.otlp('traces').send(body('one')).expect(200);
    await protobuf('two');
    const found = await read(2);
    expect(found.map(({ calls }) => calls).sort()).toEqual([1, 2]);
    await telemetry.stop();
  });

  it('keep their account in clear where that is asked for', async () => {
    const { telemetry, read } = await start('SQLITE_3', {
      callers: { accountAttributes: ['tenant.id'], accountsInClear: true },
    });
    const resource = { ...server, 'tenant.id': 'acme' };
    await telemetry.otlp('traces').send(traces(resource, [serve({})]));
    expect(await read(1)).toMatchObject([
      {
        consumer: 'account acme',
        callerKey: { kind: 'account', value: 'acme' },
      },
    ]);
    await telemetry.stop();
  });

  it('have a name instead of what an SDK makes up where nobody named the service', async () => {
    const { telemetry, read } = await start('SQLITE_3');
    const process = span({
      kind: 5,
      attributes: {
        'messaging.system': 'kafka',
        'messaging.destination.name': 'quotes',
        'messaging.operation.type': 'process',
        'messaging.consumer.group.name': 'nightly',
      },
    });
    const unnamed = { 'service.name': 'unknown_service:java' };
    await telemetry.otlp('traces').send({
      resourceSpans: [
        {
          resource: { attributes: attributes(unnamed) },
          scopeSpans: [{ spans: [process] }],
        },
      ],
    });
    expect(await read(1)).toMatchObject([
      { consumer: 'consumer group nightly' },
    ]);
    await telemetry.stop();
  });

  it.each(databases.eachSupportedId())(
    'count together past 200 of them, and leave other series their room, on %s',
    async id => {
      const { telemetry, read } = await start(id);
      const send = (from: number, to: number) =>
        telemetry.otlp('traces').send(
          traces(
            server,
            Array.from({ length: to - from }, (_, at) =>
              serveWithKey(`key ${from + at}`),
            ),
          ),
        );
      await send(0, 150);
      await read(150);
      await send(150, 260);
      await send(0, 1);
      const found = await read(201);
      const callsOf = (name: string) =>
        found
          .filter(({ consumer }) => consumer?.startsWith(name))
          .map(({ calls }) => calls);
      expect(callsOf('API key')).toHaveLength(200);
      const [others] = found.filter(
        ({ consumer }) => consumer === 'other callers',
      );
      expect(others.callerKey).toBeUndefined();
      await telemetry.until<Usage>(USAGE, ({ totals }) => totals.calls === 261);
      await telemetry.stop();
    },
  );

  it('leave half of an integration’s series to all else', async () => {
    const { telemetry, read } = await start('SQLITE_3', {
      cardinality: { perIntegration: 10 },
    });
    const spans = Array.from({ length: 9 }, (_, at) => serveWithKey(`k${at}`));
    const named = ['a', 'b', 'c', 'd'].map(name =>
      serve({ 'service.peer.name': name }),
    );
    await telemetry.otlp('traces').send(traces(server, [...spans, ...named]));
    const found = await read(10);
    expect(found.map(({ consumer }) => consumer?.slice(0, 7)).sort()).toEqual([
      ...Array(5).fill('API key'),
      'a',
      'b',
      'c',
      'd',
      'other c',
    ]);
    await telemetry.stop();
  });
});
