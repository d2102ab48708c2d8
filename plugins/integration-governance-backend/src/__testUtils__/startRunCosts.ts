import { Entity } from '@backstage/catalog-model';
import { SeriesSet } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { entity, integration, surroundings } from './landscape';
import { startGovernance, until, World } from './startGovernance';

const DAY_MS = 86_400_000;

/** So many days before today, in UTC. */
export const daysAgo = (days: number) =>
  new Date((Math.floor(Date.now() / DAY_MS) - days) * DAY_MS).toISOString();

/** So many calls a minute on a day of this month, and half as many twice in the one before. */
const series = (perMinute: number): Partial<SeriesSet> => ({
  source: 'metrics',
  side: 'caller',
  at: [daysAgo(59), daysAgo(58), daysAgo(40), daysAgo(2), daysAgo(1)],
  values: {
    throughputPerMinute: [perMinute / 4, perMinute / 4, null, null, perMinute],
  },
});

/** A Resource whose annotations say what it costs or allows. */
export const platform = (name: string, annotations: Record<string, string>) => {
  const resource = entity('Resource', name);
  return { ...resource, metadata: { ...resource.metadata, annotations } };
};

const event = { type: 'event-driven', interaction: 'event' };
/** Five integrations over three platforms. */
export const landscape: Entity[] = [
  ...surroundings.filter(({ metadata }) => metadata.name !== 'kafka-main'),
  platform('kafka-main', { 'tieline.dev/capacity-per-second': '1000' }),
  platform('flow-hub', {
    'tieline.dev/quota-connections': '4',
    'tieline.dev/quota-transactions-per-month': '400000',
  }),
  entity('Resource', 'file-exchange'),
  integration('orders', {
    ...event,
    targets: ['erp', 'warehouse'],
    via: ['kafka-main'],
    criticality: 'critical',
  }),
  integration('payments', { ...event, via: ['kafka-main'] }),
  integration('legacy', {
    ...event,
    via: ['kafka-main'],
    owner: 'fulfilment',
    criticality: 'low',
  }),
  integration('crm', { type: 'ipaas', via: ['flow-hub'] }),
  integration('ledger', {
    type: 'batch-file',
    interaction: 'batch',
    via: ['file-exchange'],
    system: 'erp',
  }),
];

const run = (startedAt: string, records: number) => ({
  state: 'unscheduled' as const,
  run: {
    id: startedAt,
    startedAt,
    result: 'succeeded' as const,
    recordsOut: records,
  },
});

/** The landscape with what telemetry counted of it. */
export const measured: Partial<World> = {
  entities: landscape,
  series: {
    orders: series(1_000),
    payments: series(1_000 / 3),
    crm: series(240),
  },
  runs: {
    ledger: [
      run(daysAgo(1), 600_000),
      run(daysAgo(2), 400_000),
      run(daysAgo(58), 7),
      run(daysAgo(59), 7),
    ],
  },
};

/** The plugin over a landscape of five integrations, once their run costs are calculated. */
export async function startRunCosts(
  knex: Knex,
  given: Partial<World> = measured,
) {
  const running = await startGovernance(knex, given);
  await running.settled();
  await running.runTask('calculate-run-costs');
  await until(
    () => running.get('/v1/run-costs'),
    ({ body }) => body.totalItems === 5,
  );
  return running;
}
