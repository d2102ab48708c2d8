import { TestDatabases } from '@backstage/backend-test-utils';
import {
  HealthDetail,
  HealthPage,
  ReconciledWindow,
} from '@tieline/plugin-integrations-common/telemetry';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { gauges, integration, sums } from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const thisHourMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;

/** The start of an hour that began so many hours ago. */
const ago = (hours: number) => thisHourMs - hours * HOUR_MS;

const orders = integration('order-events', {
  type: 'event-driven',
  dataFlows: [{ data: 'orders' }],
});

type Outcome = 'sent' | 'received' | 'rejected' | 'deduplicated';
type Reconciliations = { items: ReconciledWindow[] };

const named = (outcome: Outcome, more: object = {}) => ({
  'tieline.integration': 'order-events',
  'tieline.reconciliation.outcome': outcome,
  ...more,
});

const RECORDS = {
  name: 'tieline.reconciliation.records',
  unit: '{orders}',
} as const;

/** What a counter says each half an hour, from one hour to another, since it started. */
function rising(
  outcome: Outcome,
  fromHoursAgo: number,
  toHoursAgo: number,
  perHour: number,
) {
  const halves = 2 * (fromHoursAgo - toHoursAgo);
  return Array.from({ length: halves }, (_, half) => ({
    attributes: named(outcome),
    startMs: ago(fromHoursAgo),
    endMs: ago(fromHoursAgo) + (half + 1) * 30 * MINUTE_MS,
    value: ((half + 1) * perHour) / 2,
  }));
}

/** What was counted in the hour that began so many hours ago. */
const delta = (
  outcome: Outcome,
  hoursAgo: number,
  value: number,
  more: object = {},
) => ({
  attributes: named(outcome, more),
  startMs: ago(hoursAgo),
  endMs: ago(hoursAgo - 1),
  value,
});

async function start(id: any, config: object = {}, entity: object = orders) {
  const telemetry = await startTelemetry({
    knex: await databases.init(id),
    catalog: createCatalog([entity as never]),
    config,
  });
  await telemetry.until<HealthPage>(
    '/v1/health',
    ({ totalItems }) => totalItems === 1,
  );
  return {
    ...telemetry,
    send: async (body: object) => {
      const answer = await telemetry.otlp('metrics').send(body).expect(200);
      expect(answer.body).toEqual({});
    },
  };
}

const page = '/v1/reconciliations/default/order-events';
const health = '/v1/health/default/order-events';

describe('counters of records', () => {
  it.each(databases.eachSupportedId())(
    'become windows of an hour, over a restart and a repeated request, and degrade health once records are lost, on %s',
    async id => {
      const telemetry = await start(id);
      const metric = { ...RECORDS, temporality: 'cumulative' as const };
      // The sender starts anew after three hours.
      const sent = [...rising('sent', 8, 5, 600), ...rising('sent', 5, 1, 600)];
      const shop = { 'service.name': 'web-shop' };
      await telemetry.send(sums(shop, metric, sent.slice(0, 9)));
      await telemetry.send(sums(shop, metric, sent.slice(0, 9)));
      await telemetry.send(sums(shop, metric, sent.slice(9)));
      await telemetry.send(
        sums({ 'service.name': 'warehouse' }, metric, [
          ...rising('received', 8, 4, 590),
          ...rising('rejected', 8, 1, 8),
          ...rising('deduplicated', 8, 1, 2),
        ]),
      );
      const first = await telemetry.until<HealthDetail>(
        health,
        ({ reconciliation }) => reconciliation?.state === 'reconciled',
      );
      expect(first.reasons[0].code).not.toBe('unreconciled');

      await telemetry.send(
        sums(
          { 'service.name': 'warehouse' },
          metric,
          rising('received', 4, 1, 560),
        ),
      );
      const { items } = await telemetry.until<HealthPage>(
        '/v1/health',
        ({ items: [item] }) => item?.reasons[0].code === 'unreconciled',
      );
      expect(items[0]).toMatchObject({
        status: 'degraded',
        since: new Date(ago(4)).toISOString(),
        reasons: [
          {
            headline:
              '90 orders lost: 5 % of the window is unexplained. Sent 1,800, received 1,680, rejected 24, deduplicated 6',
            detail:
              'In 3 windows since then. Counted by web-shop and warehouse.',
          },
        ],
      });
      const { body } = await telemetry.get(page);
      expect(body.items).toHaveLength(7);
      expect(body.items[0]).toMatchObject({
        from: new Date(ago(2)).toISOString(),
        to: new Date(ago(1)).toISOString(),
        state: 'lost',
        sent: 600,
        received: 560,
        unexplained: 30,
        unit: 'orders',
      });
      expect(
        body.items.slice(3).map((item: ReconciledWindow) => item.state),
      ).toEqual(Array(4).fill('reconciled'));
      await telemetry.stop();
    },
  );

  it.each(databases.eachSupportedId())(
    'are judged once both sides told of an hour, late or not, flow by flow and each environment for itself, on %s',
    async id => {
      const telemetry = await start(id);
      const metric = { ...RECORDS, temporality: 'delta' as const };
      const production = { 'service.name': 'shop' };
      const staging = {
        'service.name': 'shop',
        'deployment.environment.name': 'staging',
      };
      const flow = { 'tieline.reconciliation.flow': 'returns' };
      await telemetry.send(
        sums(production, metric, [
          ...[5, 4, 3].map(hours => delta('sent', hours, 600)),
          delta('received', 5, 600),
          delta('sent', 5, 40, flow),
          delta('received', 5, 40, flow),
        ]),
      );
      await telemetry.send(
        sums(staging, metric, [
          delta('sent', 5, 600),
          delta('received', 5, 500),
        ]),
      );
      const open = await telemetry.until<Reconciliations>(
        page,
        ({ items }) => items.length === 4,
      );
      const states = ({ items }: Reconciliations) =>
        items.map(({ state, flow: name, sent, received }) => [
          state,
          name,
          sent,
          received,
        ]);
      expect(states(open).slice(0, 2)).toEqual([
        ['open', undefined, 600, undefined],
        ['open', undefined, 600, undefined],
      ]);
      expect(states(open).slice(2)).toContainEqual([
        'reconciled',
        undefined,
        600,
        600,
      ]);
      expect(states(open).slice(2)).toContainEqual([
        'reconciled',
        'returns',
        40,
        40,
      ]);
      const elsewhere = await telemetry.get(`${page}?environment=staging`);
      expect(states(elsewhere.body)).toEqual([['lost', undefined, 600, 500]]);

      await telemetry.send(
        sums(production, metric, [
          delta('received', 3, 600),
          delta('received', 4, 400),
        ]),
      );
      await telemetry.send(
        sums(production, metric, [delta('received', 4, 200)]),
      );
      const late = await telemetry.until<Reconciliations>(page, ({ items }) =>
        items.every(({ state }) => state === 'reconciled'),
      );
      expect(states(late).map(([, , ...counts]) => counts)).toEqual([
        [600, 600],
        [600, 600],
        ...states(open)
          .slice(2)
          .map(([, , ...counts]) => counts),
      ]);
      await telemetry.stop();
    },
  );

  it('of others are read as configured, for the integration whose matchers fit', async () => {
    const telemetry = await start(
      'SQLITE_3',
      {
        reconciliation: {
          metrics: [
            {
              metric: 'source_record_write_total',
              outcome: 'sent',
              where: [{ attribute: 'connector', in: ['orders-out'] }],
            },
            { metric: 'sink_record_send_total', outcome: 'received' },
          ],
        },
      },
      integration('order-events', {
        telemetry: {
          matchers: ['orders-out', 'orders-in'].map(connector => ({
            conditions: [{ attribute: 'connector', equals: connector }],
          })),
        },
      }),
    );
    // JMX knows no counters.
    const written = (connector: string, values: number[]) =>
      values.map((value, at) => ({
        attributes: { connector, task: 0 },
        atMs: ago(5 - at),
        value,
      }));
    await telemetry.send(
      gauges({}, 'source_record_write_total', [
        ...written('orders-out', [7_000, 7_500, 8_000, 200]),
        ...written('orders-in', [1, 2, 3, 4]),
        ...written('others', [1, 20, 300, 4_000]),
      ]),
    );
    await telemetry.send(
      gauges(
        {},
        'sink_record_send_total',
        written('orders-in', [100, 600, 1_100, 1_300]),
      ),
    );
    const { items } = await telemetry.until<Reconciliations>(
      page,
      ({ items: windows }) => windows.length === 3,
    );
    expect(
      items.map(({ sent, received, state }) => [sent, received, state]),
    ).toEqual([
      [200, 200, 'reconciled'],
      [500, 500, 'reconciled'],
      [500, 500, 'reconciled'],
    ]);
    await telemetry.stop();
  });

  it('that may not be told of by their sender are refused', async () => {
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([orders]),
      config: {
        otlp: {
          ownThread: false,
          tokens: [
            { subject: 'external:test-service', environments: ['staging'] },
          ],
        },
      },
    });
    await telemetry.until<HealthPage>(
      '/v1/health',
      ({ totalItems }) => totalItems === 1,
    );
    const metric = { ...RECORDS, temporality: 'delta' as const };
    const resource = { 'deployment.environment.name': 'production' };
    const answer = await telemetry
      .otlp('metrics')
      .send(sums(resource, metric, [delta('sent', 5, 600)]))
      .expect(200);
    expect(answer.body.partialSuccess).toMatchObject({
      rejectedDataPoints: '1',
    });
    await telemetry.stop();
  });
});
