import { TestDatabases } from '@backstage/backend-test-utils';
import { EndingNoticePage } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { toProtobuf } from './__testUtils__/otlpProto';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { integration, span, traces } from './__testUtils__/telemetry';
import {
  MOST_OF_FLOWS,
  MOST_PER_SUBJECT,
  writeNotices,
} from './notices/writeNotices';
import { NoticeStore } from './notices/NoticeStore';
import { openDatabase } from './openDatabase';
import { EndingNotice } from './series/EndingNotice';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const payments = integration('payments', {
  telemetry: {
    matchers: [
      {
        conditions: [{ attribute: 'server.address', equals: 'pay.example' }],
        version: { attribute: 'url.template', pattern: '^/(v\\d+)/' },
      },
    ],
  },
});

const SUNSET = 'Thu, 31 Dec 2026 23:59:59 GMT';

/** Calls of which one tells of its end, in one encoding or the other. */
function called(address: string, headers: Record<string, string | string[]>) {
  const common = {
    'server.address': address,
    'http.request.method': 'POST',
    'url.template': '/v3/captures',
  };
  return traces(
    {
      'service.name': 'shop',
      'deployment.environment.name': 'production',
    },
    [
      span({ attributes: common }),
      span({ attributes: { ...common, ...headers } }),
    ],
  );
}

async function start(knex: Knex) {
  const telemetry = await startTelemetry({
    knex,
    catalog: createCatalog([payments]),
  });
  await telemetry.until<{ totalItems: number }>(
    '/v1/health',
    ({ totalItems }) => totalItems === 1,
  );
  return telemetry;
}

describe('what responses say of an end', () => {
  it.each(databases.eachSupportedId())(
    'is kept by integration, operation, host and version, and by flow, on %s',
    async id => {
      const telemetry = await start(await databases.init(id));
      await telemetry
        .otlp('traces')
        .set('Content-Type', 'application/x-protobuf')
        .send(
          toProtobuf(
            'ExportTraceServiceRequest',
            called('pay.example', {
              'http.response.header.deprecation': ['@1688169599'],
              'http.response.header.sunset': [SUNSET],
              'http.response.header.link': [
                '<https://pay.example/news?to=shop>; rel="sunset"',
              ],
            }),
          ) as never,
        )
        .expect(200);
      await telemetry
        .otlp('traces')
        .send(called('tax.example', { 'http.response.header.sunset': SUNSET }))
        .expect(200);
      const { items } = await telemetry.until<EndingNoticePage>(
        '/v1/ending-notices',
        page => page.items.length === 2,
      );
      const [declared, flow] = [...items].sort((one, other) =>
        one.address! < other.address! ? -1 : 1,
      );
      expect(declared).toEqual({
        id: expect.any(Number),
        integrationRef: 'integration:default/payments',
        environment: 'production',
        side: 'caller',
        operation: 'POST /v3/captures',
        address: 'pay.example',
        version: 'v3',
        consumer: 'shop',
        deprecatedAt: '2023-06-30T23:59:59.000Z',
        sunsetAt: '2026-12-31T23:59:59.000Z',
        url: 'https://pay.example/news',
        saidSinceAt: expect.any(String),
        firstSeenAt: declared.saidSinceAt,
        lastSeenAt: declared.saidSinceAt,
      });
      expect(flow).toMatchObject({
        flowId: expect.any(String),
        address: 'tax.example',
        sunsetAt: '2026-12-31T23:59:59.000Z',
      });
      const list = async (query: string) =>
        (await telemetry.get(`/v1/ending-notices?${query}`).expect(200)).body;
      expect(
        (await list('integration=integration:default/payments')).items,
      ).toEqual([declared]);
      expect((await list('environment=staging')).items).toEqual([]);
      const first = await list('limit=1');
      const second = await list(`limit=1&cursor=${first.pageInfo.nextCursor}`);
      expect([...first.items, ...second.items]).toEqual(items);
      expect(second.pageInfo).toEqual({});
      await telemetry.get('/v1/ending-notices?cursor=x').expect(400);
      await telemetry.stop();
    },
  );

  it.each(databases.eachSupportedId())(
    'takes no garbage, and loses no call by it, on %s',
    async id => {
      const telemetry = await start(await databases.init(id));
      await telemetry
        .otlp('traces')
        .send(
          called('pay.example', {
            'http.response.header.deprecation': ['x'.repeat(100_000)],
            'http.response.header.sunset': ['\u0000', 'soon'],
          }),
        )
        .expect(200);
      await telemetry.until<{ items: object[] }>(
        '/v1/usage/default/payments',
        ({ items }) => items.length === 1,
      );
      const { body } = await telemetry.get('/v1/ending-notices').expect(200);
      expect(body).toEqual({ items: [], pageInfo: {} });
      await telemetry.stop();
    },
  );
});

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const notice = (more: Partial<EndingNotice>): EndingNotice => ({
  subject: 'integration:default/payments',
  environment: 'production',
  side: 'caller',
  operation: 'POST /v3/captures',
  address: 'pay.example',
  version: 'v3',
  consumer: 'shop',
  sunsetMs: nowMs + 1,
  url: '',
  saidSinceMs: nowMs - 1_000,
  firstSeenMs: nowMs - 1_000,
  lastSeenMs: nowMs - 1_000,
  ...more,
});

describe('the store of notices', () => {
  async function open(knex: Knex) {
    await openDatabase({ getClient: async () => knex });
    const store = new NoticeStore({ knex });
    return {
      store,
      write: (...notices: EndingNotice[]) =>
        knex.transaction(tx => writeNotices(tx, notices, nowMs)),
      rows: () => knex('ending_notices').orderBy('id'),
    };
  }

  it.each(databases.eachSupportedId())(
    'keeps of a place the latest, with when it was seen, on %s',
    async id => {
      const { write, rows } = await open(await databases.init(id));
      await write(notice({}));
      await write(
        notice({
          sunsetMs: nowMs + 9,
          saidSinceMs: nowMs + 5_000,
          firstSeenMs: nowMs + 5_000,
          lastSeenMs: nowMs + 5_000,
        }),
      );
      await write(notice({ lastSeenMs: nowMs - 2_000 }));
      expect(await rows()).toEqual([
        expect.objectContaining({
          sunset_ms: nowMs + 9,
          deprecated_ms: null,
          first_seen_ms: nowMs - 1_000,
          said_since_ms: nowMs,
          last_seen_ms: nowMs,
        }),
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'keeps no more places than its bounds, and goes on with those that it has, on %s',
    async id => {
      const { write, rows } = await open(await databases.init(id));
      const places = Array.from({ length: MOST_PER_SUBJECT + 5 }, (_, nth) =>
        notice({ operation: `GET /${nth}` }),
      );
      await write(...places);
      await write(notice({ operation: 'GET /late' }));
      expect(await rows()).toHaveLength(MOST_PER_SUBJECT);
      await write(
        notice({ operation: 'GET /1', sunsetMs: 7, lastSeenMs: nowMs }),
      );
      expect((await rows())[1].sunset_ms).toBe(7);

      const flows = Array.from({ length: MOST_OF_FLOWS + 20 }, (_, nth) =>
        notice({ subject: `flow:${nth}` }),
      );
      await write(...flows);
      expect(await rows()).toHaveLength(MOST_PER_SUBJECT + MOST_OF_FLOWS);
    },
  );

  it.each(databases.eachSupportedId())(
    'forgets what no response says any more, and what belongs to a deleted integration, on %s',
    async id => {
      const { store, write, rows } = await open(await databases.init(id));
      await write(
        notice({}),
        notice({ subject: 'integration:default/old', lastSeenMs: 5 }),
        notice({ subject: 'integration:default/gone' }),
      );
      await store.forgetBefore(6);
      await store.forget(['integration:default/gone']);
      expect((await rows()).map(({ subject }) => subject)).toEqual([
        'integration:default/payments',
      ]);
    },
  );
});
