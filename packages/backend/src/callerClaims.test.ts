import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import contracts from '@tieline/plugin-integration-contracts-backend';
import telemetry from '@tieline/plugin-integration-telemetry-backend';
import {
  Ending,
  MatrixRow,
} from '@tieline/plugin-integrations-common/contracts';
import { AddressInfo } from 'net';

// Generous, for machines that are busy with other suites.
jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const KEY = 'fk-parcel-kiosk';
// printf %s fk-parcel-kiosk | sha256sum
const NAME = 'API key 49c8e1f3c110';

const relation = (type: string, targetRef: string) => ({ type, targetRef });

const entities: Entity[] = [
  {
    apiVersion: 'tieline.dev/v1alpha1',
    kind: 'Integration',
    metadata: { name: 'parcel-lookup', namespace: 'default', etag: '1' },
    relations: [relation('ownedBy', 'group:default/desk-team')],
    spec: {
      type: 'api-gateway',
      interaction: 'request',
      lifecycle: 'production',
      owner: 'desk-team',
      source: 'desk',
      targets: ['shipping'],
      endpoints: [
        {
          name: 'calls',
          protocol: 'https',
          address: 'https://shipping.example.com/v1/parcels',
          role: 'call',
          version: 'v1',
        },
      ],
      dataFlows: [
        {
          data: 'parcels',
          provider: 'system:shipping',
          contract: { subject: 'shipping' },
        },
      ],
      telemetry: {
        matchers: [
          {
            conditions: [{ attribute: 'http.route', prefix: '/v1/' }],
            version: { attribute: 'http.route', pattern: '^/(v\\d+)/' },
          },
        ],
      },
    },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'parcel-kiosk', namespace: 'default', etag: '1' },
    relations: [
      relation('partOf', 'system:default/desk'),
      relation('ownedBy', 'group:default/desk-team'),
    ],
    spec: { type: 'service', lifecycle: 'production', owner: 'desk-team' },
  },
];

/** A call that the called side saw, whose gateway says no more than the key. */
function call(id: number) {
  const endMs = Date.now() - 1_000;
  const text = (key: string, stringValue: string) => ({
    key,
    value: { stringValue },
  });
  return {
    resourceSpans: [
      {
        resource: { attributes: [text('service.name', 'shipping-api')] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: String(id).padStart(32, 'a'),
                spanId: String(id).padStart(16, 'a'),
                name: 'GET',
                kind: 2,
                startTimeUnixNano: `${endMs - 20}000000`,
                endTimeUnixNano: `${endMs}000000`,
                attributes: [
                  text('http.request.method', 'GET'),
                  text('http.route', '/v1/parcels'),
                  text('client.address', '10.20.9.91'),
                  {
                    key: 'http.request.header.x-key-id',
                    value: { arrayValue: { values: [{ stringValue: KEY }] } },
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  };
}

async function start(
  knexOf: Record<string, Awaited<ReturnType<typeof databases.init>>>,
) {
  const backend = await startTestBackend({
    features: [
      telemetry,
      contracts,
      createServiceFactory({
        service: coreServices.database,
        deps: { plugin: coreServices.pluginMetadata },
        factory: ({ plugin }) =>
          mockServices.database({ knex: knexOf[plugin.getId()] }),
      }),
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          integrationTelemetry: {
            callers: { apiKeyAttributes: ['http.request.header.x-key-id'] },
            evaluation: { ownThread: false },
            otlp: { ownThread: false },
            catalog: { interval: { milliseconds: 50 } },
          },
          integrationContracts: { catalogInterval: '20ms' },
        },
      }),
      mockServices.rootLogger.factory({ level: 'warn' }),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`http://localhost:${port}/api/${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        Authorization: mockCredentials.service.header(),
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    ask,
    stop: () => backend.stop(),
    /** Asks again until the answer fits; fails when the test's time is up. */
    async until(path: string, fits: (body: any) => boolean): Promise<any> {
      for (;;) {
        const { body } = await ask('GET', path);
        if (fits(body)) {
          return body;
        }
        await new Promise(resolve => setTimeout(resolve, 25));
      }
    },
  };
}

const CONTRACT = 'integration-contracts/v1/contracts/default/shipping';
const TRACES = 'integration-telemetry/otlp/v1/traces';
const USAGE = 'integration-telemetry/v1/usage/default/parcel-lookup';

it.each(databases.eachSupportedId())(
  'traffic with an API key is in the way of an end until it is claimed, and is that consumer’s from then on, on %s',
  async id => {
    const { ask, until, stop } = await start({
      'integration-telemetry': await databases.init(id),
      'integration-contracts': await databases.init(id),
    });
    const rows = async (): Promise<MatrixRow[]> =>
      (await ask('GET', `${CONTRACT}/consumers`)).body.consumers;

    await until(USAGE, body => body.items !== undefined);
    expect((await ask('POST', TRACES, call(1))).status).toBe(200);
    await until(USAGE, body => body.items.length === 1);
    await until(CONTRACT, body => body.summary?.consumers === 1);
    for (const version of ['1.0.0', '2.0.0']) {
      const text = JSON.stringify({
        title: 'Shipping',
        version,
        type: 'object',
        properties: {
          note: { type: 'string', maxLength: version === '1.0.0' ? 20 : 30 },
        },
      });
      const { status } = await ask('POST', `${CONTRACT}/versions`, {
        text,
        version,
      });
      expect(status).toBe(201);
    }
    expect(await rows()).toContainEqual(
      expect.objectContaining({
        name: NAME,
        kind: 'unnamed',
        callerKey: { kind: 'api-key', value: NAME.slice('API key '.length) },
      }),
    );

    const subject = {
      kind: 'version',
      contract: { registry: 'default', subject: 'shipping' },
    };
    const announced = await ask('POST', 'integration-contracts/v1/endings', {
      subject: { ...subject, version: '1.0.0' },
      replacement: { ...subject, version: '2.0.0' },
      sunsetAt: new Date(Date.now() + 200 * 86_400_000).toISOString(),
      note: 'Call version 2.',
    });
    expect(announced.status).toBe(201);
    const ending: Ending = announced.body;
    expect(ending.verdict.sentence).toMatch(
      new RegExp(`^No: .*(Calls with ${NAME}|and \\d more reason)`),
    );
    const caller = ending.consumers.find(({ name }) => name === NAME)!;
    const claimed = await ask(
      'PUT',
      `integration-contracts/v1/endings/${ending.id}/consumers/${caller.id}/claim`,
      { ownerRef: 'desk-team', entityRef: 'parcel-kiosk' },
    );
    expect(claimed.status).toBe(200);
    expect(
      claimed.body.consumers.map(
        ({ name, kind, state }: Ending['consumers'][number]) => [
          name,
          kind,
          state,
        ],
      ),
    ).toEqual([['parcel-lookup', 'both', 'uses']]);

    expect((await ask('POST', TRACES, call(2))).status).toBe(200);
    await until(USAGE, body => body.totals.calls === 2);
    expect((await rows()).map(({ name }) => name)).toEqual(['parcel-lookup']);
    await stop();
  },
);
