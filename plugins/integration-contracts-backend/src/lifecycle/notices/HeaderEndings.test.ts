import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { EndingNotice } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { integration } from '../../__testUtils__/landscape';
import { FlowStore } from '../../consumers/FlowStore';
import { openDatabase } from '../../database';
import { ContractStore } from '../../registry/ContractStore';
import { VersionStore } from '../../registry/VersionStore';
import { Outbox } from '../../telling/Outbox';
import { TelemetryReader } from '../consumers/TelemetryReader';
import { createEndings } from '../createEndings';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const START_MS = Date.parse('2026-09-01T08:00:00Z');
const at = (days: number) => new Date(START_MS + days * DAY_MS).toISOString();

const CAPTURE = 'integration:default/payment-capture';

/** Calls of a payment gateway that somebody else runs. */
const capture = (more: Record<string, unknown> = {}) =>
  integration('payment-capture', {
    type: 'api-gateway',
    interaction: 'request',
    source: 'web-shop',
    targets: ['payment-gateway'],
    owner: 'checkout',
    ...more,
  });

const endpoint = (version: string) => ({
  name: `captures-${version}`,
  protocol: 'https',
  address: `https://pay.example/${version}/captures`,
  role: 'call',
  version,
});

const notice = (more: Partial<EndingNotice> = {}): EndingNotice => ({
  id: 1,
  integrationRef: CAPTURE,
  environment: 'production',
  side: 'caller',
  operation: 'POST /v3/captures',
  address: 'pay.example',
  version: 'v3',
  consumer: 'order-service',
  deprecatedAt: at(-40),
  sunsetAt: at(100),
  saidSinceAt: at(-1),
  firstSeenAt: at(-1),
  lastSeenAt: at(0),
  ...more,
});

const rights = () => ({ mayManage: true, mayOverride: true, mayAnswer: true });

describe.each(databases.eachSupportedId())(
  'HeaderEndings on %s',
  databaseId => {
    let knex: Knex;
    let nowMs: number;
    let notices: EndingNotice[];
    let isOut: boolean;
    let told: Array<[ref: string, title: string]>;
    const logger = mockServices.logger.mock();

    async function replica() {
      const contracts = new ContractStore({
        knex,
        defaults: { mode: 'BACKWARD', policy: 'semantic' },
      });
      const outbox = new Outbox({
        knex,
        logger,
        now: () => nowMs,
        deliver: async message => {
          if (message.kind === 'notification') {
            const { recipients, payload } = message.payload;
            const ref =
              recipients.type === 'entity' ? String(recipients.entityRef) : '';
            told.push([ref, payload.title]);
          }
        },
      });
      const telemetry: Partial<TelemetryReader> = {
        readLastHeardMs: async () => nowMs,
        readUndeclared: async () => [],
        readUsage: async () => [
          {
            consumer: 'order-service',
            version: 'v3',
            firstSeenAt: at(-90),
            lastSeenAt: new Date(nowMs).toISOString(),
            calls: 100,
            errors: 0,
            share: 1,
            days: [],
            source: 'spans',
            side: 'caller',
          },
        ],
        readHealth: async () => ({ objectives: [] }) as never,
        readEndingNotices: async () => {
          if (isOut) {
            throw new Error('503');
          }
          return notices;
        },
      };
      const projection = await IntegrationProjection.create({
        database: mockServices.database({ knex }) as never,
      });
      const versions = new VersionStore({ knex });
      const flows = new FlowStore({ knex });
      const endings = createEndings({
        knex,
        projection,
        contracts,
        versions,
        flows,
        outbox,
        telemetry: telemetry as TelemetryReader,
        policy: {
          noticeDays: { low: 30, medium: 60, high: 90, critical: 180 },
          unseenDays: 14,
        },
        appUrl: 'http://localhost:7007',
        logger,
        now: () => nowMs,
      });
      return { ...endings, contracts, versions, flows, outbox, projection };
    }
    type Replica = Awaited<ReturnType<typeof replica>>;

    /** A contract with these versions, the first of which came first. */
    async function publish(
      { contracts, versions }: Replica,
      subject: string,
      names: string[],
    ) {
      const contract = await contracts.ensure({ registry: 'default', subject });
      for (const [nth, version] of names.entries()) {
        await knex.transaction(tx =>
          versions.add(
            tx,
            { digest: `${subject} ${version}`, text: '{}' },
            {
              contract_id: contract.id,
              number: nth + 1,
              version,
              format: 'openapi',
              state: 'active',
              published_at_ms: START_MS - (100 - nth) * DAY_MS,
              recorded_at_ms: START_MS,
              published_by: null,
              source: 'catalog',
              source_url: null,
              changelog: null,
              deprecated_at_ms: null,
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
      }
      return contract;
    }

    /** An integration whose data is under contracts with these versions. */
    async function setUp(
      versionsBySubject: Record<string, string[]> = {
        payments: ['2.9.0', '3.3.0', '3.4.0'],
      },
      spec: Record<string, unknown> = {},
    ) {
      const one = await replica();
      await one.projection.upsert([{ ref: CAPTURE, entity: capture(spec) }]);
      const contracts = [];
      for (const [subject, names] of Object.entries(versionsBySubject)) {
        contracts.push(await publish(one, subject, names));
      }
      await one.flows.replace(
        [CAPTURE],
        contracts.map(({ id }, position) => ({
          integrationRef: CAPTURE,
          position,
          contractId: id,
          data: `payments ${position}`,
          providerRef: 'system:default/payment-gateway',
        })),
      );
      return one;
    }

    const list = async ({ reader }: Replica) =>
      (
        await reader.list(
          { past: true },
          { limit: 10, offset: 0 },
          () => {},
          rights,
        )
      ).items;

    /** Reads what responses say then, and looks at what ends. */
    async function follow(one: Replica, days: number) {
      nowMs = START_MS + days * DAY_MS;
      await one.headerEndings.follow();
      await one.keeper.lookAtDue();
      await one.outbox.empty();
      const [failure] = logger.error.mock.calls;
      if (failure) {
        throw new Error(failure[0]);
      }
      return list(one);
    }

    const unknown = async ({ unknownNotices }: Replica, hasFlows = true) =>
      unknownNotices.list(() => {}, hasFlows);

    const subjectOf = (one: Replica, version: string) =>
      one.subjects.find({
        kind: 'version',
        contract: { registry: 'default', subject: 'payments' },
        version,
      });

    const announce = async (one: Replica, version: string) =>
      one.planner.announce(
        await subjectOf(one, version),
        {
          subject: { kind: 'version' },
          sunsetAt: at(200),
          replacement: { kind: 'none', reason: 'It was a trial' },
          note: 'Nothing to do',
        },
        'user:default/mira',
      );

    beforeEach(async () => {
      jest.resetAllMocks();
      knex = await databases.init(databaseId);
      await openDatabase(mockServices.database({ knex }) as never);
      nowMs = START_MS;
      notices = [notice()];
      isOut = false;
      told = [];
    });

    it('lets the newest version on the observed line end, and tells who uses it', async () => {
      const one = await setUp();
      notices = [
        notice({ url: 'https://pay.example/news' }),
        notice({ id: 2, operation: 'GET /v3/captures/{id}' }),
      ];
      const [ending, ...others] = await follow(one, 0);
      expect(others).toEqual([]);
      expect(ending).toMatchObject({
        title: 'payments 3.4.0',
        source: 'headers',
        isForeign: true,
        announcedAt: at(-40),
        sunsetAt: at(100),
        note: 'What is said about it is at https://pay.example/news',
      });
      const shown = await one.reader.read(
        (await one.store.find(ending.id))!,
        () => {},
        rights,
      );
      expect(shown!.events.at(-1)).toMatchObject({
        kind: 'announced',
        text: 'Responses of pay.example to GET /v3/captures/{id} and POST /v3/captures say that it ends on 10 Dec 2026',
      });
      expect(told).toEqual([
        ['group:default/checkout', 'payments 3.4.0 ends on 10 Dec 2026'],
      ]);
      const { version } = (await subjectOf(one, '3.4.0')) as never as {
        version: { state: string };
      };
      expect(version.state).toBe('deprecated');
      expect(await unknown(one)).toEqual({ items: [], totalItems: 0 });
      expect(await follow(one, 1)).toHaveLength(1);
    });

    it('begins one ending, on however many replicas', async () => {
      const one = await setUp();
      const two = await replica();
      await Promise.all(
        [one, two].map(({ headerEndings }) => headerEndings.follow()),
      );
      expect(await list(one)).toHaveLength(1);
    });

    it('moves with the date once it was said for a quarter of an hour, and tells of it once', async () => {
      const one = await setUp();
      await follow(one, 0);
      told = [];
      const changed = (days: number, sunset: number) =>
        notice({
          sunsetAt: at(sunset),
          saidSinceAt: new Date(
            START_MS + days * DAY_MS - 10 * MINUTE_MS,
          ).toISOString(),
          lastSeenAt: at(days),
        });
      notices = [changed(2, 160)];
      expect(await follow(one, 2)).toMatchObject([{ sunsetAt: at(100) }]);
      expect(await follow(one, 2.01)).toMatchObject([
        { sunsetAt: at(160), source: 'headers' },
      ]);
      await follow(one, 2.02);
      expect(told.filter(([, title]) => title.includes('changed'))).toEqual([
        ['group:default/checkout', 'The end of payments 3.4.0 changed'],
      ]);
      // Nothing is said any more: nobody takes the date back.
      notices = [changed(3, 160)].map(
        ({ sunsetAt: _sunsetAt, ...rest }) => rest,
      );
      expect(await follow(one, 3.5)).toMatchObject([{ sunsetAt: at(160) }]);
    });

    it('takes the earliest of what several places say, of those that are current', async () => {
      const one = await setUp();
      notices = [
        notice({ sunsetAt: at(10), lastSeenAt: at(-20) }),
        notice({ id: 2, address: 'eu.pay.example', sunsetAt: at(90) }),
        notice({ id: 3, operation: 'GET /v3/captures' }),
      ];
      expect(await follow(one, 0)).toMatchObject([{ sunsetAt: at(90) }]);
    });

    it('takes a date of a vendor that has passed as it is', async () => {
      const one = await setUp();
      notices = [notice({ sunsetAt: at(-3) })];
      expect(await follow(one, 0)).toMatchObject([
        { sunsetAt: at(-3), status: 'overdue' },
      ]);
    });

    it('leaves what a person announced or changed as it is', async () => {
      const one = await setUp();
      const id = await announce(one, '3.4.0');
      expect(await follow(one, 0)).toMatchObject([
        { id, sunsetAt: at(200), source: 'page' },
      ]);
    });

    it('goes on with the date where a person only said what to do', async () => {
      const one = await setUp();
      const [{ id }] = await follow(one, 0);
      const change = async (sunsetAt?: string) =>
        one.planner.change(
          (await one.store.find(id))!,
          await subjectOf(one, '3.4.0'),
          {
            sunsetAt,
            replacement: { kind: 'other', text: 'Version 4' },
            note: 'Call /v4',
          },
          'user:default/mira',
        );
      await change();
      notices = [notice({ sunsetAt: at(160) })];
      expect(await follow(one, 1)).toMatchObject([
        { sunsetAt: at(160), source: 'headers', replacementTitle: 'Version 4' },
      ]);
      const { version } = (await subjectOf(one, '3.4.0')) as never as {
        version: { replacement: string };
      };
      expect(version.replacement).toBe('Version 4');
      await change(at(170));
      notices = [notice({ sunsetAt: at(150) })];
      expect(await follow(one, 2)).toMatchObject([
        {
          sunsetAt: at(170),
          source: 'page',
          announcedBy: 'user:default/mira',
        },
      ]);
    });

    it('makes nothing twice of what was announced here of an older version on the line', async () => {
      const one = await setUp();
      const id = await announce(one, '3.3.0');
      expect(await follow(one, 0)).toMatchObject([{ id, source: 'page' }]);
    });

    it('calls nobody a vendor whose own service says so', async () => {
      const one = await setUp();
      notices = [notice(), notice({ id: 2, side: 'callee' })];
      expect(await follow(one, 0)).toMatchObject([{ isForeign: false }]);
    });

    it('leaves taken back what was, until another date is said', async () => {
      const one = await setUp();
      const [{ id }] = await follow(one, 0);
      await one.decisions.withdraw(
        (await one.store.find(id))!,
        await subjectOf(one, '3.4.0'),
        'The vendor says that it is a mistake',
        'user:default/mira',
      );
      notices = [
        notice({
          operation: 'GET /new',
          firstSeenAt: at(1),
          saidSinceAt: at(1),
          lastSeenAt: at(1),
        }),
      ];
      expect(await follow(one, 1)).toMatchObject([{ status: 'withdrawn' }]);
      notices = [
        notice({ sunsetAt: at(300), saidSinceAt: at(2), lastSeenAt: at(2) }),
      ];
      expect(
        (await follow(one, 2)).map(({ sunsetAt }) => sunsetAt).sort(),
      ).toEqual([at(100), at(300)].sort());
    });

    it('gives a date to what the catalog calls deprecated without one', async () => {
      const one = await setUp();
      const { version } = (await subjectOf(one, '3.4.0')) as never as {
        version: never;
      };
      await one.versions.changeLifecycle(
        version,
        { state: 'deprecated' },
        START_MS - 50 * DAY_MS,
      );
      await one.catalogEndings.follow();
      expect(await list(one)).toMatchObject([{ source: 'catalog' }]);
      expect(await follow(one, 0)).toMatchObject([
        {
          source: 'headers',
          sunsetAt: at(100),
          announcedAt: at(-50),
        },
      ]);
      expect(told).toHaveLength(1);
    });

    it('begins without a date where responses say no more than that it is deprecated', async () => {
      const one = await setUp();
      notices = [notice({ deprecatedAt: undefined, sunsetAt: undefined })];
      const [ending] = await follow(one, 0);
      expect(ending).toMatchObject({ source: 'headers', announcedAt: at(-1) });
      expect(ending.sunsetAt).toBeUndefined();
      expect(told).toEqual([]);
    });

    it.each<[string, string[], string | undefined, object, string]>([
      ['the only version', ['3.4.0'], undefined, {}, '3.4.0'],
      [
        'the declared version',
        ['2.9.0', '3.4.0'],
        undefined,
        { endpoints: [endpoint('v2')] },
        '2.9.0',
      ],
    ])(
      'takes %s where traffic shows none',
      async (_, names, version, spec, expected) => {
        const one = await setUp({ payments: names }, spec as never);
        notices = [notice({ version })];
        expect(await follow(one, 0)).toMatchObject([
          { title: `payments ${expected}` },
        ]);
      },
    );

    it.each<[string, Record<string, string[]>, Partial<EndingNotice>, object]>([
      [
        'no version of several is told',
        { payments: ['2.9.0', '3.4.0'] },
        { version: undefined },
        {},
      ],
      [
        'two versions are declared',
        { payments: ['2.9.0', '3.4.0'] },
        { version: undefined },
        { endpoints: [endpoint('v2'), endpoint('v3')] },
      ],
      ['the version is not registered', { payments: ['2.9.0'] }, {}, {}],
      [
        'two contracts have such a version',
        { payments: ['3.4.0'], refunds: ['3.1.0'] },
        {},
        {},
      ],
      ['there is no contract', {}, {}, {}],
    ])(
      'lists, and begins nothing, where %s',
      async (_, versions, more, spec) => {
        const one = await setUp(versions, spec as never);
        notices = [
          notice(more),
          notice({ ...more, id: 2, operation: 'GET /v3/captures' }),
        ];
        expect(await follow(one, 0)).toEqual([]);
        expect(await unknown(one)).toMatchObject({
          totalItems: 1,
          items: [
            {
              integrationRef: CAPTURE,
              integrationTitle: 'payment-capture',
              contracts: Object.keys(versions).map(subject => ({
                registry: 'default',
                subject,
              })),
              address: 'pay.example',
              operations: ['GET /v3/captures', 'POST /v3/captures'],
              consumers: ['order-service'],
              sunsetAt: at(100),
            },
          ],
        });
      },
    );

    it('lists calls that nobody declared only to those who may see them, and nothing of another environment', async () => {
      const one = await setUp();
      const flow = { integrationRef: undefined, flowId: 'a1' };
      notices = [
        notice({ ...flow, address: 'tax.example' }),
        notice({ ...flow, id: 2, environment: 'staging' }),
        notice({ id: 3, environment: 'staging' }),
      ];
      expect(await follow(one, 0)).toEqual([]);
      expect((await unknown(one)).items).toMatchObject([
        { address: 'tax.example', contracts: [] },
      ]);
      expect((await unknown(one, false)).items).toEqual([]);
    });

    it('lists no more what somebody announced who knew what it is', async () => {
      const one = await setUp({ payments: ['2.9.0', '3.4.0'] });
      notices = [notice({ version: undefined })];
      expect((await unknown(one)).totalItems).toBe(1);
      await announce(one, '2.9.0');
      expect((await unknown(one)).totalItems).toBe(0);
      expect(await follow(one, 0)).toMatchObject([{ source: 'page' }]);
    });

    it('shows nothing of integrations that may not be read', async () => {
      const one = await setUp({});
      const nothing = await one.unknownNotices.list(
        query => query.whereRaw('1 = 0'),
        true,
      );
      expect(nothing).toEqual({ items: [], totalItems: 0 });
    });

    it('says nothing of a version that is retired', async () => {
      const one = await setUp({ payments: ['3.4.0', '4.0.0'] });
      const { version } = (await subjectOf(one, '3.4.0')) as never as {
        version: never;
      };
      await one.versions.changeLifecycle(version, { state: 'retired' }, nowMs);
      expect(await follow(one, 0)).toEqual([]);
      expect(await unknown(one)).toEqual({ items: [], totalItems: 0 });
    });

    it('leaves everything as it is while telemetry does not answer', async () => {
      const one = await setUp({});
      isOut = true;
      expect(await follow(one, 0)).toEqual([]);
      await follow(one, 1);
      expect(logger.info).toHaveBeenCalledTimes(1);
      expect(await unknown(one)).toEqual({
        items: [],
        totalItems: 0,
        problem: 'Error: 503',
      });
      isOut = false;
      expect((await unknown(one)).items).toHaveLength(1);
    });
  },
);
