import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { UsageItem } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { integration } from '../__testUtils__/landscape';
import { FlowStore } from '../consumers/FlowStore';
import { openDatabase } from '../database';
import { ContractStore } from '../registry/ContractStore';
import { VersionStore } from '../registry/VersionStore';
import { Outbox } from '../telling/Outbox';
import { TelemetryReader } from './consumers/TelemetryReader';
import { createEndings } from './createEndings';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const DAY_MS = 86_400_000;
const START_MS = Date.parse('2026-09-01T08:00:00Z');
const NOTICE_DAYS = { low: 30, medium: 60, high: 90, critical: 180 };

const desk = integration('parcel-lookup', {
  type: 'api-gateway',
  interaction: 'request',
  source: 'desk',
  targets: ['shipping'],
  owner: 'desk-team',
});

describe.each(databases.eachSupportedId())('EndingKeeper on %s', databaseId => {
  let knex: Knex;
  let nowMs: number;
  let told: Array<[ref: string, title: string]>;
  let usage: UsageItem[];
  let isOut: boolean;
  let takesNothing: boolean;
  let onUsageRead: () => Promise<void>;
  const logger = mockServices.logger.mock();

  /** A replica of the plugin's part that looks at endings. */
  async function replica() {
    const contracts = new ContractStore({
      knex,
      defaults: { mode: 'BACKWARD', policy: 'semantic' },
    });
    const outbox = new Outbox({
      knex,
      logger: mockServices.logger.mock(),
      now: () => nowMs,
      deliver: async message => {
        if (takesNothing) {
          throw new Error('There is no such group');
        }
        if (message.kind === 'notification') {
          const { recipients, payload } = message.payload;
          const ref =
            recipients.type === 'entity' ? String(recipients.entityRef) : '';
          told.push([ref, payload.title]);
        }
      },
    });
    const telemetry: Partial<TelemetryReader> = {
      readLastHeardMs: async () => (isOut ? nowMs - 3 * DAY_MS : nowMs),
      readUndeclared: async () => [],
      readUsage: async () => {
        await onUsageRead();
        return usage;
      },
      readHealth: async () => ({ objectives: [] }) as never,
      readCallers: async () => [
        { consumer: 'desk-console', calls: 12, errors: 12 },
      ],
    };
    const projection = await IntegrationProjection.create({
      database: mockServices.database({ knex }) as never,
    });
    const endings = createEndings({
      knex,
      projection,
      contracts,
      versions: new VersionStore({ knex }),
      flows: new FlowStore({ knex }),
      outbox,
      telemetry: telemetry as TelemetryReader,
      policy: { noticeDays: NOTICE_DAYS, unseenDays: 14 },
      appUrl: 'http://localhost:7007',
      logger,
      now: () => nowMs,
    });
    return { ...endings, contracts, outbox, projection };
  }

  /** Calls on each of the last days. */
  const calls = (daysAgo = 0): UsageItem[] => [
    {
      consumer: 'desk-console',
      firstSeenAt: new Date(START_MS - 50 * DAY_MS).toISOString(),
      lastSeenAt: new Date(nowMs - daysAgo * DAY_MS).toISOString(),
      calls: 100,
      errors: 0,
      share: 1,
      days: [
        {
          date: new Date(nowMs - daysAgo * DAY_MS).toISOString().slice(0, 10),
          calls: 100,
        },
      ],
      source: 'metrics',
      side: 'caller',
    },
  ];

  async function announce() {
    const one = await replica();
    await one.projection.upsert([
      { ref: 'integration:default/parcel-lookup', entity: desk },
    ]);
    const subject = await one.subjects.find({
      kind: 'integration',
      integrationRef: 'integration:default/parcel-lookup',
    });
    const id = await one.planner.announce(
      subject,
      {
        subject: { kind: 'integration' },
        sunsetAt: new Date(START_MS + 100 * DAY_MS).toISOString(),
        replacement: { kind: 'none', reason: 'The desk is closed' },
        note: 'Nothing to do',
      },
      'user:default/mira',
    );
    await one.outbox.empty();
    return { ...one, id, subject };
  }

  /** Everything that is due on a day, by both replicas at once. */
  async function pass(
    days: number,
    replicas: Array<Awaited<ReturnType<typeof replica>>>,
  ) {
    nowMs = START_MS + days * DAY_MS;
    await Promise.all(replicas.map(({ keeper }) => keeper.lookAtDue()));
    await Promise.all(replicas.map(({ outbox }) => outbox.empty()));
    // A look that failed is logged, and tried again.
    const [failure] = logger.error.mock.calls;
    if (failure) {
      throw new Error(failure[0]);
    }
  }

  beforeEach(async () => {
    jest.resetAllMocks();
    knex = await databases.init(databaseId);
    await openDatabase(mockServices.database({ knex }) as never);
    nowMs = START_MS;
    told = [];
    isOut = false;
    takesNothing = false;
    onUsageRead = async () => {};
    usage = calls();
  });

  it('tells each occasion once, however often and on however many replicas it looks', async () => {
    const one = await announce();
    const two = await replica();
    expect(told).toEqual([
      ['group:default/desk-team', 'parcel-lookup ends on 10 Dec 2026'],
    ]);
    for (const day of [10, 50, 50.01, 60, 71, 72, 94, 99.5, 100, 101, 130]) {
      nowMs = START_MS + day * DAY_MS;
      usage = calls();
      await pass(day, [one, two]);
    }
    const titles = told.map(([, title]) => title);
    expect(titles.filter(title => !title.includes('is not used less'))).toEqual(
      [
        'parcel-lookup ends on 10 Dec 2026',
        'Half of the time is over: parcel-lookup ends on 10 Dec 2026',
        'parcel-lookup ends in 30 days',
        'parcel-lookup ends in 7 days',
        'parcel-lookup ends in a day',
        'parcel-lookup has ended, and you still use it',
      ],
    );
    // Nobody leaves, and half of the time is over.
    expect(
      titles.filter(title => title.includes('is not used less')).length,
    ).toBeLessThanOrEqual(1);
    const [consumer] = await one.store.listConsumers(one.id);
    expect(consumer.reminders).toBe(5);
    expect((await one.store.find(one.id))!.row.status).toBe('overdue');
  });

  it('presumes gone who answers nothing and was not seen for long, and says that it is safe then', async () => {
    const one = await announce();
    for (const day of [1, 51]) {
      await pass(day, [one]);
    }
    // Nothing since the first day.
    await pass(71, [one]);
    const [consumer] = await one.store.listConsumers(one.id);
    expect(consumer.reminders).toBe(2);
    await pass(72, [one]);
    const { row, verdict } = (await one.store.find(one.id))!;
    expect(row.status).toBe('safe');
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({
        outcome: 'holds',
        title: 'parcel-lookup is presumed gone',
      }),
    );
    const before = told.length;
    await pass(94, [one]);
    expect(told).toHaveLength(before);
  });

  it('knows nothing while telemetry hears nothing, and keeps who was there', async () => {
    const one = await announce();
    isOut = true;
    await pass(1, [one]);
    const { row, verdict } = (await one.store.find(one.id))!;
    expect([row.status, verdict.answer]).toEqual(['unknown', 'unknown']);
    expect(await one.store.listConsumers(one.id)).toHaveLength(1);
    isOut = false;
    nowMs += 59_000;
    await one.keeper.lookAtDue();
    expect((await one.store.find(one.id))!.row.status).toBe('unknown');
    nowMs += 40_000;
    await one.keeper.lookAtDue();
    expect((await one.store.find(one.id))!.row.status).not.toBe('unknown');
  });

  it('tells the owner of a new consumer, and the provider of it', async () => {
    const one = await announce();
    told = [];
    usage = [
      ...calls(),
      {
        ...calls()[0],
        consumer: 'report',
        consumerRef: 'component:default/report',
      },
    ];
    await pass(1, [one]);
    await pass(2, [one]);
    expect(told).toEqual([
      [
        'group:default/desk-team',
        'report began to use parcel-lookup, which ends',
      ],
    ]);
    const events = await one.store.listEvents(one.id, 10);
    expect(events[0]).toMatchObject({ kind: 'new-consumer' });
  });

  it('writes nothing down of an ending that somebody changed during the look', async () => {
    const one = await announce();
    const two = await replica();
    const before = (await one.store.find(one.id))!;
    // While this one asks telemetry.
    onUsageRead = () =>
      two.store.transaction(tx =>
        two.store.change(tx, before, { note: 'Another' }),
      );
    nowMs += 1_000;
    await one.keeper.look(before);
    const after = (await two.store.find(one.id))!;
    expect(after.row.note).toBe('Another');
    expect(after.verdict.asOf).toBe(before.verdict.asOf);
  });

  it('retires nothing on a verdict from before somebody changed it, and does once it looked again', async () => {
    const one = await announce();
    const two = await replica();
    const before = (await one.store.find(one.id))!;
    const retire = async () =>
      one.decisions.retire(
        (await one.store.find(one.id))!,
        one.subject,
        { override: { reason: 'The desk is closed already' } },
        'user:default/mira',
      );
    onUsageRead = () =>
      two.store.transaction(tx =>
        two.store.change(tx, before, { note: 'Another' }),
      );
    nowMs += 1_000;
    await expect(retire()).rejects.toThrow(
      'Somebody else changed parcel-lookup at the same time',
    );
    expect((await one.store.find(one.id))!.isOver).toBe(false);
    onUsageRead = async () => {};
    nowMs += 60_000;
    await retire();
    expect((await one.store.find(one.id))!.row.over_how).toBe('retired');
  });

  it('keeps a message about the end of an integration that nobody took, and shows it to whoever may see whom it names', async () => {
    takesNothing = true;
    const one = await announce();
    usage = [
      ...calls(),
      {
        ...calls()[0],
        consumer: 'report',
        consumerRef: 'component:default/report',
      },
    ];
    for (let hours = 1; hours <= 30; hours += 1) {
      nowMs = START_MS + hours * 3_600_000;
      await one.keeper.lookAtDue();
      await one.outbox.empty();
    }
    const untold = async (readable: IntegrationQuery) => {
      const ending = (await one.store.find(one.id))!;
      const shown = await one.reader.read(ending, readable, () => ({
        mayManage: true,
        mayOverride: true,
        mayAnswer: true,
      }));
      return shown!.untold;
    };
    const all = await untold(() => {});
    expect(all).toContainEqual({
      at: expect.any(String),
      title: 'parcel-lookup ends on 10 Dec 2026',
      recipientRef: 'group:default/desk-team',
      attempts: 6,
      problem: 'Error: There is no such group',
    });
    expect(all.map(({ title }) => title)).toContain(
      'report began to use parcel-lookup, which ends',
    );
    const report = (await one.store.listConsumers(one.id)).find(
      ({ facts }) => facts.name === 'report',
    )!;
    // By an integration that nobody may read here.
    const facts = { ...report.facts, integrationRefs: ['integration:x/y'] };
    await knex('ending_consumers')
      .where('id', report.id)
      .update({ facts: JSON.stringify(facts) });
    const some = await untold(() => {});
    expect(some.map(({ title }) => title)).toEqual(
      all.map(({ title }) => title).filter(title => !title.includes('report')),
    );
  });

  it('keeps days of use longer than telemetry does', async () => {
    const one = await announce();
    for (const day of [1, 2, 3]) {
      nowMs = START_MS + day * DAY_MS;
      usage = calls();
      await pass(day, [one]);
    }
    const [{ id }] = await one.store.listConsumers(one.id);
    const days = await one.store.listDays([id]);
    expect(days.get(id)!.map(({ date }) => date)).toEqual([
      '2026-09-01',
      '2026-09-02',
      '2026-09-03',
      '2026-09-04',
    ]);
  });

  it('lists after a brownout who called, and how much of it failed', async () => {
    const one = await announce();
    const ending = (await one.store.find(one.id))!;
    await one.brownouts.plan(
      ending,
      one.subject,
      {
        startsAt: new Date(START_MS + 2 * DAY_MS).toISOString(),
        endsAt: new Date(START_MS + 2 * DAY_MS + 3_600_000).toISOString(),
      },
      'user:default/mira',
    );
    const brownouts = () =>
      one.reader
        .read(
          ending,
          () => {},
          () => ({ mayManage: true, mayOverride: true, mayAnswer: true }),
        )
        .then(shown => shown!.brownouts);
    expect(await brownouts()).toMatchObject([{ state: 'planned', failed: [] }]);
    usage = calls();
    await pass(2.5, [one]);
    const [consumer] = await one.store.listConsumers(one.id);
    expect(await brownouts()).toMatchObject([
      {
        state: 'over',
        failed: [{ consumerId: consumer.id, calls: 12, failedCalls: 12 }],
      },
    ]);
  });

  describe('what the catalog calls deprecated', () => {
    /** A version that an API entity calls deprecated. */
    async function publishDeprecated({
      contracts,
    }: Awaited<ReturnType<typeof replica>>) {
      const contract = await contracts.ensure({
        registry: 'catalog',
        subject: 'api:default/shipping',
      });
      const versions = new VersionStore({ knex });
      const version = await knex.transaction(tx =>
        versions.add(
          tx,
          { digest: 'a', text: '{}' },
          {
            contract_id: contract.id,
            number: 1,
            version: '1.0.0',
            format: 'openapi',
            state: 'deprecated',
            published_at_ms: START_MS,
            recorded_at_ms: START_MS,
            published_by: null,
            source: 'catalog',
            source_url: null,
            changelog: null,
            deprecated_at_ms: START_MS,
            sunset_at_ms: null,
            replacement: null,
            verdict_state: 'first',
            breaking: 0,
            verdict: '{}',
            guarantees: null,
            override_reason: null,
            override_by: null,
          },
        ),
      );
      return { versions, version: version! };
    }

    const listed = async ({ reader }: Awaited<ReturnType<typeof replica>>) =>
      (
        await reader.list(
          { past: true },
          { limit: 10, offset: 0 },
          () => {},
          () => ({ mayManage: true, mayOverride: true, mayAnswer: true }),
        )
      ).items;

    it('ends without a date until somebody completes it, and is told from then on', async () => {
      const one = await replica();
      const two = await replica();
      const { version } = await publishDeprecated(one);
      await Promise.all([one, two].map(each => each.catalogEndings.follow()));
      await pass(0, [one]);
      const [ending, ...others] = await listed(one);
      expect(others).toEqual([]);
      expect(ending).toMatchObject({
        title: 'api:default/shipping 1.0.0',
        status: 'blocked',
        announcedAt: new Date(START_MS).toISOString(),
        verdict: { sentence: 'No: Nobody said what replaces it.' },
      });
      expect(ending.sunsetAt).toBeUndefined();
      const subject = await one.subjects.ofEnding({
        kind: 'version',
        version_id: version.id,
      } as never);
      await one.planner.announce(
        subject!,
        {
          subject: ending.subject,
          sunsetAt: new Date(START_MS + 90 * DAY_MS).toISOString(),
          replacement: { kind: 'none', reason: 'Nobody has it' },
          note: 'Nothing to do',
        },
        'user:default/mira',
      );
      const [completed, ...more] = await listed(one);
      expect(more).toEqual([]);
      expect(completed).toMatchObject({
        id: ending.id,
        status: 'safe',
        announcedBy: 'user:default/mira',
      });
    });

    it('takes no replacement from `none yet`, and looks again soon where something around it changed', async () => {
      const one = await replica();
      const retiring = {
        ...desk,
        spec: {
          ...desk.spec,
          lifecycle: 'deprecated',
          retirement: { by: '2027-06-30', replacement: 'none yet' },
        },
      };
      await one.projection.upsert([
        { ref: 'integration:default/parcel-lookup', entity: retiring },
      ]);
      await one.catalogEndings.follow();
      await pass(0, [one]);
      const [ending] = await listed(one);
      expect(ending.verdict.findings).toContainEqual(
        expect.objectContaining({ kind: 'replacement-missing' }),
      );
      usage = calls(1);
      nowMs += 1_000;
      await one.store.hasten(nowMs);
      await one.keeper.lookAtDue();
      const [{ verdict }] = await listed(one);
      expect(verdict.asOf).toBe(new Date(nowMs).toISOString());
    });

    it('is taken back where the catalog no longer says so and nobody completed it', async () => {
      const one = await replica();
      const { versions, version } = await publishDeprecated(one);
      await one.catalogEndings.follow();
      await versions.changeLifecycle(version, { state: 'active' }, nowMs);
      await one.catalogEndings.follow();
      expect(await listed(one)).toMatchObject([{ status: 'withdrawn' }]);
    });

    it('takes from an integration as much of a plan as it declares, once', async () => {
      const one = await replica();
      const retiring = {
        ...desk,
        spec: {
          ...desk.spec,
          lifecycle: 'deprecated',
          retirement: {
            plan: 'The new desk takes over',
            by: '2027-06-30',
            replacement: 'none, the desk closes',
          },
        },
      };
      await one.projection.upsert([
        { ref: 'integration:default/parcel-lookup', entity: retiring },
      ]);
      await one.catalogEndings.follow();
      await pass(0, [one]);
      const [ending] = await listed(one);
      expect(ending).toMatchObject({
        title: 'parcel-lookup',
        sunsetAt: '2027-06-30T00:00:00.000Z',
        replacement: { kind: 'none', reason: 'the desk closes' },
        note: 'The new desk takes over',
      });
      await one.decisions.withdraw(
        (await one.store.find(ending.id))!,
        (await one.subjects.find(ending.subject))!,
        'It stays',
        'user:default/mira',
      );
      await one.catalogEndings.follow();
      expect(await listed(one)).toMatchObject([{ status: 'withdrawn' }]);
    });
  });
});
