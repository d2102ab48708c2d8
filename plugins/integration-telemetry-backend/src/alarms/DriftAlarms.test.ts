import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { DecisionStore } from '../drift/DecisionStore';
import { DriftItemStore } from '../drift/DriftItemStore';
import { EngineFlow, EngineFlowStore } from '../drift/EngineFlowStore';
import { NewFlows } from '../drift/NewFlows';
import { openDatabase } from '../openDatabase';
import { ReplayStore } from '../ReplayStore';
import { AilingReader } from './AilingReader';
import { AlarmKeeper } from './AlarmKeeper';
import { AlarmReader } from './AlarmReader';
import { AlarmStore } from './AlarmStore';
import { AlarmTeller, linkOf } from './AlarmTeller';
import { AlarmWebhooks } from './AlarmWebhooks';
import { MaintenanceStore } from './MaintenanceStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.parse('2026-11-23T12:00:00.000Z');

/** Since when telemetry comes in. */
const WATCHED_MS = NOW_MS - 35 * DAY_MS;

const iso = (ms: number) => new Date(ms).toISOString();

/** A flow that began some days ago, and goes on. */
function flow(id: string, daysAgo: number, values: Partial<DriftItem> = {}) {
  const item: DriftItem = {
    id: id.padEnd(32, '0'),
    kind: 'undeclared',
    headline: '10.20.4.17 calls erp-order-api',
    environment: 'production',
    source: { name: '10.20.4.17' },
    target: {
      name: 'erp-order-api',
      entityRef: 'component:default/erp-order-api',
    },
    protocol: 'http',
    destination: '/reports/open-orders',
    firstSeenAt: iso(NOW_MS - daysAgo * DAY_MS),
    lastSeenAt: iso(NOW_MS - HOUR_MS),
    callsLastDay: 1_950,
    evidence: [],
    ...values,
  };
  return item;
}

/** The same as an engine tells of it. */
function toEngineFlow(item: DriftItem): EngineFlow {
  return {
    id: item.id,
    origin: 'spans',
    environment: item.environment,
    side: 'callee',
    source_name: item.source!.name,
    source_service: null,
    source_namespace: null,
    source_address: null,
    target_name: item.target!.name,
    target_service: null,
    target_namespace: null,
    target_address: null,
    protocol: 'http',
    destination: item.destination ?? '',
    declared_ms: null,
    first_seen_ms: Date.parse(item.firstSeenAt),
    last_seen_ms: Date.parse(item.lastSeenAt),
    calls: item.callsLastDay ?? 0,
    failed: 0,
  };
}

const owners: Record<string, string> = {
  'component:default/erp-order-api': 'group:default/finance',
  'system:default/shop': 'group:default/checkout',
};

describe('alarms of new flows', () => {
  async function start(knex: Knex) {
    await openDatabase({ getClient: async () => knex });
    await knex('series').insert({
      subject: 'integration:default/pay',
      environment: 'production',
      source: 'metrics',
      side: 'caller',
      kind: 'call',
      operation: '',
      consumer: '',
      version: '',
      sampling_unknown: false,
      environment_assumed: false,
      first_seen_ms: WATCHED_MS,
      last_seen_ms: NOW_MS,
    });
    const store = new AlarmStore({ knex });
    const replays = new ReplayStore({ knex });
    const items = new DriftItemStore({ knex });
    const engineFlows = new EngineFlowStore({ knex });
    const sent: NotificationSendOptions[] = [];
    const keeper = new AlarmKeeper({
      store,
      ailing: {
        read: async () => [[], new Set<string>()],
      } as unknown as AilingReader,
      flows: new NewFlows({ knex, replays }),
      teller: new AlarmTeller({
        store,
        notifications: {
          send: async notification => {
            sent.push(notification);
          },
        },
        webhooks: { send: async () => [] } as unknown as AlarmWebhooks,
        logger: mockServices.logger.mock(),
        tellsRecoveries: true,
        now: () => NOW_MS,
      }),
      maintenance: new MaintenanceStore({ knex }),
      settleMs: 60_000,
      clearAfterMs: 5 * 60_000,
    });
    keeper.use([], {
      ownerOf: ref => owners[ref],
      systemOf: ref =>
        ref === 'component:default/basket' ? 'system:default/shop' : undefined,
      titleOf: ref => ref,
    });
    const reader = new AlarmReader({ knex });
    const list = async (drift = true) => {
      const integrations = knex.from(
        knex.raw(`(select '' as entity_ref) as projection_integrations`),
      );
      const page = { limit: 20 };
      return (await reader.list({ integrations, drift }, {}, page)).items;
    };
    return {
      knex,
      sent,
      store,
      replays,
      engineFlows,
      list,
      readLog: async () => reader.readLog((await list())[0].id),
      /** From now on these are all that drift holds. */
      async find(
        found: DriftItem[],
        options: {
          engine?: string;
          /** When an engine is asked. */
          atMs?: number;
          knownSinceMs?: number;
        } = {},
      ) {
        const stored = await items.listStored();
        await items.replace(
          stored,
          found.map(item => ({
            item,
            traffic: {
              flowIds: [item.id],
              knownSinceMs: options.knownSinceMs,
            },
          })),
          { foundMs: options.atMs ?? NOW_MS, leftOut: 0 },
        );
        if (options.engine) {
          await engineFlows.keep(
            options.engine,
            found.map(toEngineFlow),
            options.atMs ?? NOW_MS,
            async () => {},
          );
        }
        for (const item of options.engine ? [] : found) {
          await knex('flows')
            .insert({
              id: item.id,
              environment: item.environment,
              side: 'callee',
              source_name: item.source!.name,
              target_name: item.target!.name,
              protocol: 'http',
              destination: item.destination,
              first_seen_ms: Date.parse(item.firstSeenAt),
              last_seen_ms: Date.parse(item.lastSeenAt),
            })
            .onConflict('id')
            .merge();
        }
      },
      /** Two replicas at once. */
      at: (minutes: number) =>
        Promise.all(
          [0, 1].map(() => keeper.reconcile(NOW_MS + minutes * 60_000)),
        ),
    };
  }

  it.each(databases.eachSupportedId())(
    'tell the owner of what is called once: who calls, how, how much and since when, on %s',
    async id => {
      const portal = await start(await databases.init(id));
      await portal.find([flow('a', 2)]);
      await portal.at(0);
      expect(await portal.list()).toEqual([]);
      await portal.at(2);
      await portal.at(3);
      const [alarm, ...more] = await portal.list();
      expect(more).toEqual([]);
      expect(alarm).toMatchObject({
        kind: 'drift',
        subjectRef: 'component:default/erp-order-api',
        rule: 'undeclared',
        status: 'unknown',
        ownerRef: 'group:default/finance',
        onsetMs: NOW_MS - 2 * DAY_MS,
      });
      expect(portal.sent).toHaveLength(1);
      expect(portal.sent[0]).toMatchObject({
        recipients: { entityRef: 'group:default/finance' },
        payload: {
          title: 'New: 10.20.4.17 calls erp-order-api, and nobody declared it',
          description: expect.stringContaining(
            'http, /reports/open-orders, 1,950 calls in the last 24 h. First seen 2026-11-21 12:00 UTC.',
          ),
          link: `/integrations/drift?item=${flow('a', 2).id}`,
        },
      });
      expect(await portal.list(false)).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'are not raised for what was always there, is of another environment, hardly there, old, or dismissed, on %s',
    async id => {
      const portal = await start(await databases.init(id));
      const dismissed = flow('d', 2);
      await portal.find([
        flow('a', 29),
        flow('b', 2, { environment: 'staging' }),
        flow('c', 0.02, { callsLastDay: 19 }),
        dismissed,
      ]);
      await new DecisionStore({ knex: portal.knex }).dismiss(dismissed, {
        reason: 'A trial',
        by: 'user:default/ann',
        atMs: NOW_MS,
        expiresMs: NOW_MS + DAY_MS,
        callsPerDay: 1_950,
      });
      await portal.at(0);
      await portal.at(2);
      expect(await portal.list()).toEqual([]);

      // It is not known for how long an engine has known it.
      await portal.find([flow('e', 0.9)], { engine: 'main' });
      await portal.at(3);
      await portal.at(5);
      expect(await portal.list()).toEqual([]);

      // Traces of what metrics told of before.
      await portal.find([flow('g', 0.8)], { knownSinceMs: WATCHED_MS });
      await portal.at(5);
      await portal.at(7);
      expect(await portal.list()).toEqual([]);

      // Few calls, but also an hour later.
      await portal.find([flow('f', 0.1, { callsLastDay: 2 })]);
      await portal.at(8);
      await portal.at(10);
      expect(await portal.list()).toHaveLength(1);
    },
  );

  it.each(databases.eachSupportedId())(
    'are raised for what only an engine knows, once it has been known for a week what that has, on %s',
    async id => {
      const portal = await start(await databases.init(id));
      const watchSince = (origin: 'spans' | 'graph', daysAgo: number) =>
        portal.engineFlows.noteWatch(
          'main',
          origin,
          new Map([['production', NOW_MS - daysAgo * DAY_MS]]),
        );
      // Metrics of spans alone tell, whatever came here or is known of edges.
      await watchSince('graph', 30);
      await watchSince('spans', 8);
      await watchSince('spans', 1);
      const before = flow('a', 2);
      const rare = flow('b', 0.5, { callsLastDay: 3 });
      await portal.find([before, rare], { engine: 'main' });
      await portal.at(0);
      await portal.at(2);
      expect(await portal.list()).toEqual([]);

      // It was seen once in half a day that the engine was asked for at once.
      const later = flow('b', 0.5, {
        callsLastDay: 3,
        lastSeenAt: iso(NOW_MS + HOUR_MS),
      });
      const atMs = NOW_MS + HOUR_MS;
      await portal.find([before, later], { engine: 'main', atMs });
      await portal.at(60);
      await portal.at(62);
      const [alarm, ...more] = await portal.list();
      expect(more).toEqual([]);
      expect(alarm).toMatchObject({
        ownerRef: 'group:default/finance',
        onsetMs: NOW_MS - DAY_MS / 2,
        details: { told: [{ to: 'group:default/finance' }] },
      });

      // After a restart its first day is known, and not the hour.
      const [, restarted] = await portal.engineFlows.keep(
        'main',
        [toEngineFlow(before), toEngineFlow(flow('b', 1))],
        atMs,
        async () => {},
      );
      expect(restarted.first_seen_ms).toBe(NOW_MS - DAY_MS / 2);

      await portal.find([before], { engine: 'main', atMs });
      await portal.at(70);
      await portal.at(76);
      expect((await portal.readLog()).at(-1)).toMatchObject({
        event: 'cleared',
        message: 'It was declared',
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'wait for the whole of a history, and tell nobody of what it brought, on %s',
    async id => {
      const portal = await start(await databases.init(id));
      const replay = (completedShare: number) =>
        portal.replays.put(
          'history',
          { from: iso(WATCHED_MS), to: iso(NOW_MS - DAY_MS), completedShare },
          NOW_MS,
        );
      await portal.find([flow('a', 19)]);
      await replay(0.5);
      await portal.at(0);
      await portal.at(2);
      expect(await portal.list()).toEqual([]);
      await replay(1);
      await portal.at(3);
      await portal.at(5);
      await portal.at(6);
      expect(await portal.list()).toMatchObject([
        {
          onsetMs: NOW_MS - 19 * DAY_MS,
          details: { untold: 'It is history: it came with a replay', told: [] },
        },
      ]);
      expect(portal.sent).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'are one for what a caller begins at once, and another for what it begins days later, on %s',
    async id => {
      const portal = await start(await databases.init(id));
      const orders = flow('a', 4);
      const stock = flow('b', 3.5, { destination: '/stock' });
      const prices = flow('c', 3.4, { destination: '/prices' });
      await portal.find([orders, stock]);
      await portal.at(0);
      await portal.at(2);
      await portal.find([orders, stock, prices]);
      await portal.at(3);
      await portal.at(4);
      expect(await portal.list()).toMatchObject([
        {
          details: {
            headline:
              '10.20.4.17 calls erp-order-api in 3 ways, and nobody declared it',
            drift: {
              flows: [orders, stock, prices].map(({ id: driftId }) => ({
                driftId,
              })),
            },
          },
        },
      ]);
      expect((await portal.readLog()).map(({ event }) => event)).toEqual([
        'opened',
        'told',
        'joined',
      ]);
      const invoices = flow('d', 1, { destination: '/invoices' });
      await portal.find([orders, stock, prices, invoices]);
      await portal.at(5);
      await portal.at(7);
      expect(await portal.list()).toHaveLength(2);
      expect(portal.sent).toHaveLength(2);
    },
  );

  it.each(databases.eachSupportedId())(
    'tell the caller’s owner where nobody knows what is called, and leave maintenance alone, on %s',
    async id => {
      const portal = await start(await databases.init(id));
      const call = flow('a', 2, {
        headline: 'basket calls api.example.com',
        source: { name: 'basket', entityRef: 'component:default/basket' },
        target: { name: 'api.example.com' },
      });
      await new MaintenanceStore({ knex: portal.knex }).add({
        subjectRef: 'system:default/shop',
        fromMs: NOW_MS,
        toMs: NOW_MS + 3 * 60_000,
        reason: 'Release',
        createdBy: 'user:default/ann',
        kind: 'maintenance',
      });
      await portal.find([call]);
      await portal.at(0);
      await portal.at(2);
      expect(await portal.list()).toHaveLength(1);
      expect(portal.sent).toEqual([]);
      await portal.at(4);
      expect(portal.sent).toMatchObject([
        { recipients: { entityRef: 'group:default/checkout' } },
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'tell an owner of ten within a day at most, and list fifty flows of a caller at most, on %s',
    async id => {
      const portal = await start(await databases.init(id));
      const callers = Array.from({ length: 12 }, (_, index) =>
        flow(`a${index}b`, 2, {
          headline: `10.0.0.${index} calls erp-order-api`,
          source: { name: `10.0.0.${index}` },
        }),
      );
      const scanner = Array.from({ length: 60 }, (_, index) =>
        flow(`c${index}d`, 2, {
          source: { name: 'basket', entityRef: 'component:default/basket' },
          target: { name: 'api.example.com' },
          destination: `/v${index}`,
        }),
      );
      await portal.find([...callers, ...scanner]);
      await portal.at(0);
      await portal.at(2);
      const told = portal.sent.map(
        ({ recipients }) => (recipients as { entityRef: string }).entityRef,
      );
      // Two replicas may each be at the last one.
      const finance = told.filter(owner => owner === 'group:default/finance');
      expect(finance.length).toBeGreaterThanOrEqual(10);
      expect(finance.length).toBeLessThan(12);
      const alarms = await portal.list();
      expect(
        alarms.filter(({ details }) =>
          details.untold?.includes('within a day'),
        ),
      ).toHaveLength(12 - finance.length);
      const of = alarms.find(
        ({ ownerRef }) => ownerRef === 'group:default/checkout',
      )!;
      expect(of.details.headline).toContain('in 60 ways');
      expect(of.details.drift!.flows).toHaveLength(50);
      await portal.at(3);
      expect(await portal.list()).toHaveLength(13);
    },
  );

  it.each(databases.eachSupportedId())(
    'are over once the flow was declared, dismissed, or not seen for 30 days, and say which, on %s',
    async id => {
      const portal = await start(await databases.init(id));
      const decisions = new DecisionStore({ knex: portal.knex });
      const ends: Array<[string, (item: DriftItem) => Promise<void>, RegExp]> =
        [
          ['a', () => portal.find([]), /^It was declared$/],
          [
            'b',
            item =>
              decisions.dismiss(item, {
                reason: 'Ends in spring',
                by: 'user:default/ann',
                atMs: NOW_MS,
                expiresMs: NOW_MS + DAY_MS,
                callsPerDay: 10_000,
              }),
            /ann dismissed it: Ends in spring/,
          ],
          [
            'c',
            async item => {
              await portal.find([]);
              await portal
                .knex('flows')
                .where('id', item.id)
                .update({ last_seen_ms: NOW_MS - 31 * DAY_MS });
            },
            /not seen for 30 days/,
          ],
        ];
      let minutes = 0;
      const later = async () => {
        minutes += 6;
        await portal.at(minutes);
      };
      for (const [name, end, message] of ends) {
        const item = flow(name, 2);
        await portal.find([item]);
        await later();
        await later();
        const on = (await portal.list())[0];
        expect(linkOf(on)).toContain(item.id);
        await end(item);
        await later();
        await later();
        expect((await portal.store.get(on.id))?.state).toBe('cleared');
        const log = await new AlarmReader({ knex: portal.knex }).readLog(on.id);
        expect(log.at(-1)).toMatchObject({
          event: 'cleared',
          message: expect.stringMatching(message),
        });
      }
    },
  );
});
