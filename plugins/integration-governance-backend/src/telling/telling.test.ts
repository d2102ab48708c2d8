import { TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  carefulSpec,
  driftItem,
  health,
  integration,
  surroundings,
} from '../__testUtils__/landscape';
import { startGovernance, until } from '../__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const dayAhead = (days: number) => daysAgo(-days).toISOString().slice(0, 10);
const refOf = (name: string) => `integration:default/${name}`;
const unit = (failed: number) => ({ level: 'unit', tests: 9, failed });
const passing = { testResults: [unit(0)] };
const failing = { testResults: [unit(1)] };

describe.each(databases.eachSupportedId())('telling on %s', databaseId => {
  type Running = Awaited<ReturnType<typeof startGovernance>>;
  let running: Running;
  let replica: Running | undefined;
  /** Whether every other integration is without a failure. */
  let isQuiet: boolean;
  let knex: Awaited<ReturnType<typeof databases.init>>;

  const critical = { ...carefulSpec, criticality: 'critical' };
  const start = (config: JsonObject = {}, world: object = {}) =>
    startGovernance(knex, {
      ...world,
      config,
      notifications: running?.world.notifications ?? [],
      entities: [
        ...surroundings,
        integration('careful', critical),
        isQuiet
          ? integration('quiet', { ...critical, owner: 'back-office' })
          : integration('prices', { criticality: 'medium' }),
      ],
      health: [health('careful', { at: new Date().toISOString() })],
    });

  const begin = async (config?: JsonObject, world?: object) => {
    running = undefined as unknown as Running;
    running = await start({ digest: false, ...config }, world);
    await running.settled();
  };

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    replica = undefined;
    isQuiet = false;
  });

  afterEach(async () => {
    await running.stop();
    await replica?.stop();
  });

  const push = async (name: string, evidence: object) => {
    const { status } = await running.post(
      `/v1/evidence/default/${name}`,
      evidence,
    );
    expect(status).toBe(200);
  };
  const evaluate = async (name: string) => {
    const { body } = await running.post('/v1/evaluations', {
      entityRefs: [refOf(name)],
    });
    await until(
      async () => (await running.get(`/v1/evaluations/${body.id}`)).body,
      ({ finishedAt }) => finishedAt !== undefined,
    );
  };
  /** What was told of a topic, when nothing is left to tell. */
  const told = async (topic: string) => {
    await until(
      () => knex('telling_outbox').whereNull('given_up_at_ms'),
      rows => rows.length === 0,
    );
    return running.world.notifications
      .filter(({ payload }) => payload.topic === topic)
      .map(({ recipients, payload }) => ({ ...recipients, ...payload }) as any);
  };
  const askWaiver = async (rest: object = {}) =>
    (
      await running.post('/v1/waivers', {
        entityRef: refOf('careful'),
        checkId: 'delivery-unit-tests',
        reason: 'The supplier has no tests',
        until: dayAhead(30),
        ...rest,
      })
    ).body.id;
  const decide = (id: string, body: object) =>
    running.postAs('boss', `/v1/waivers/${id}/decision`, body);

  describe('of checks', () => {
    it('tells the owner once of what fails in an evaluation, and nobody of the first', async () => {
      await begin();
      await push('careful', passing);
      expect(await told('scorecard-check')).toEqual([]);
      await push('careful', {
        testResults: [unit(1), { level: 'integration', tests: 2, failed: 2 }],
      });
      const [message, ...others] = await told('scorecard-check');
      expect(others).toEqual([]);
      expect(message).toMatchObject({
        type: 'entity',
        entityRef: 'group:default/fulfilment',
        title: 'careful: 2 checks fail',
        severity: 'high',
        link: '/catalog/default/integration/careful/scorecard',
        scope: expect.stringContaining(refOf('careful')),
        description: expect.stringMatching(
          /^Unit tests passed lately: .*\n.+: .*$/,
        ),
      });
      await evaluate('careful');
      expect(await told('scorecard-check')).toHaveLength(1);
      await push('careful', passing);
      await push('careful', failing);
      expect(await told('scorecard-check')).toHaveLength(2);
    });

    it.each([
      ['nobody of a less critical one', {}, 0],
      [
        'the owner of one as critical as is wished',
        { minCriticality: 'medium' },
        1,
      ],
    ])('tells %s', async (_what, notifications, count) => {
      await begin({ notifications });
      await push('prices', passing);
      await push('prices', failing);
      expect(await told('scorecard-check')).toHaveLength(count);
    });

    it('tells of evidence that has run out', async () => {
      await begin();
      await push('careful', passing);
      await knex('evidence_pieces').update({ at: daysAgo(400) });
      await evaluate('careful');
      expect(await told('scorecard-check')).toMatchObject([
        {
          title: 'careful: evidence of 1 check has run out',
          severity: 'normal',
          description: expect.stringContaining('good for 90 days'),
        },
      ]);
    });

    it('tells nobody of what a platform passes on', async () => {
      await begin({ notifications: { minCriticality: 'medium' } });
      const drill = (passed: boolean) =>
        running.post('/v1/evidence/default/edge-gateway?kind=resource', {
          faultTests: [
            {
              scenario: 'the target is down',
              controls: ['retries'],
              passed,
              environment: 'staging',
            },
          ],
        });
      const retries = async () => {
        const { body } = await running.get('/v1/scorecard/default/prices');
        return body.outcomes.find(
          (one: any) => one.checkId === 'failure-retries',
        );
      };
      const { status } = await drill(true);
      expect(status).toBe(200);
      await drill(false);
      const outcome = await until(retries, ({ result }) => result !== 'pass');
      expect(outcome.inheritedFrom).toBe('resource:default/edge-gateway');
      expect(await told('scorecard-check')).toEqual([]);
    });

    it('tells nobody of what another checklist judges otherwise', async () => {
      await begin();
      await push('careful', failing);
      expect(await told('scorecard-check')).toHaveLength(1);
      await push('careful', passing);
      // As if the pass had been judged by the version before.
      await knex('results').update({ checklist_version: '2025-01' });
      await push('careful', failing);
      expect(await told('scorecard-check')).toHaveLength(1);
    });

    it('tells once, whichever replica evaluates', async () => {
      await begin();
      await push('careful', passing);
      replica = await start({ digest: false });
      await replica.settled();
      await knex('evidence_pieces').update({ at: daysAgo(400) });
      const run = (at: Running) =>
        at.post('/v1/evaluations', { entityRefs: [refOf('careful')] });
      await Promise.all([run(running), run(replica)]);
      await evaluate('careful');
      expect(await told('scorecard-check')).toHaveLength(1);
    });

    it('tells nobody of what is old because its source is out', async () => {
      await begin();
      const seen = async () => {
        const { body } = await running.get('/v1/scorecard/default/careful');
        return body.outcomes.find(
          (one: any) => one.checkId === 'observability-seen',
        );
      };
      await until(seen, ({ result }) => result === 'pass');
      running.world.telemetryIsUp = false;
      await until(
        async () => {
          await evaluate('careful');
          return seen();
        },
        ({ evidence }) => evidence[0].notRecheckedSince !== undefined,
      );
      // As if it had been out for so long that nothing holds any more.
      const { summary } = await knex('health_snapshots').first();
      await knex('health_snapshots').update({
        summary: summary.replace(/"20\d\d-/g, '"2024-'),
      });
      await evaluate('careful');
      expect(await seen()).toMatchObject({
        result: 'unmeasured',
        nextStep: expect.anything(),
      });
      expect(await told('scorecard-check')).toEqual([]);
    });

    it.each([
      ['nobody of what a new integration’s first reading shows', 0, 0],
      ['the owner of what is read for the first time much later', 2, 1],
    ])('tells %s', async (_what, ageInDays, count) => {
      const item = driftItem('old-version', {
        kind: 'mismatched',
        integrationRef: refOf('careful'),
      });
      await begin({}, { telemetryIsUp: false, drift: [item] });
      await knex('results').update({ since: daysAgo(ageInDays) });
      running.world.telemetryIsUp = true;
      await until(
        async () =>
          (await running.get('/v1/scorecard/default/careful')).body.outcomes,
        outcomes =>
          outcomes.some(
            ({ checkId, result }: any) =>
              checkId === 'inventory-nothing-undeclared' && result === 'fail',
          ),
      );
      expect(await told('scorecard-check')).toHaveLength(count);
    });

    it('tries again what nobody took', async () => {
      await begin();
      await push('careful', passing);
      running.world.notificationsAreDown = true;
      await push('careful', failing);
      await until(
        () => knex('telling_outbox').first(),
        row => row?.attempts === 1 && running.logger.warn.mock.calls.length > 0,
      );
      running.world.notificationsAreDown = false;
      await knex('telling_outbox').update({ due_at_ms: 0 });
      await running.runTask('tell');
      expect(await told('scorecard-check')).toHaveLength(1);
    });
  });

  describe('of waivers', () => {
    const approvers = { waivers: { approvers: ['architecture'] } };

    it('tells approvers that one waits, and who asked and the owner what was decided', async () => {
      await begin(approvers);
      const id = await askWaiver();
      await decide(id, { approved: true });
      const messages = await told('scorecard-waiver');
      expect(messages).toMatchObject([
        {
          entityRef: 'group:default/architecture',
          excludeEntityRef: ['user:default/mock'],
          title: 'Waiver asked for: “Unit tests passed lately” of careful',
          link: `/waivers?waiver=${id}`,
        },
        {
          entityRef: 'user:default/mock',
          title: `Waiver approved until ${dayAhead(30)}: “Unit tests passed lately” of careful`,
        },
        {
          entityRef: 'group:default/fulfilment',
          excludeEntityRef: ['user:default/mock', 'user:default/boss'],
        },
      ]);
      await running.post(`/v1/waivers/${id}/withdrawal`, {});
      expect((await told('scorecard-waiver')).slice(3)).toMatchObject([
        { title: expect.stringContaining('taken back') },
        { title: expect.stringContaining('taken back') },
      ]);
    });

    it('tells why one was refused', async () => {
      await begin();
      await decide(await askWaiver(), {
        approved: false,
        reason: 'Write them',
      });
      expect(await told('scorecard-waiver')).toMatchObject([
        {
          title: expect.stringContaining('refused'),
          description: 'Write them',
        },
        { entityRef: 'group:default/fulfilment' },
      ]);
    });

    it('tells once that one ends, and once that it has, whichever replica looks', async () => {
      await begin();
      replica = await start({ digest: false });
      const look = async () => {
        await Promise.all([running.runTask('tell'), replica!.runTask('tell')]);
        return (await told('scorecard-waiver')).slice(2);
      };
      const id = await askWaiver();
      await decide(id, { approved: true });
      expect(await look()).toEqual([]);
      await knex('waivers').update({ until_day: dayAhead(14) });
      await look();
      expect(await look()).toMatchObject([
        { title: expect.stringContaining(`ends on ${dayAhead(14)}`) },
        { entityRef: 'group:default/fulfilment' },
      ]);
      await knex('waivers').update({ until_day: dayAhead(-1) });
      await look();
      const ended = (await look()).slice(2);
      expect(ended).toMatchObject([
        { title: expect.stringContaining('has ended') },
        { entityRef: 'group:default/fulfilment' },
      ]);
      expect(ended).toHaveLength(2);
    });
  });

  it('reminds of goals and of pilots that go on for too long, each once a stage', async () => {
    await begin();
    replica = await start({ digest: false });
    const look = async () => {
      await Promise.all([running.runTask('tell'), replica!.runTask('tell')]);
      return told('scorecard-goal');
    };
    const goal = await running.post('/v1/goals', {
      title: 'Critical ones are tested',
      checkIds: ['delivery-unit-tests'],
      filter: { criticality: ['critical'] },
      dueOn: dayAhead(7),
      ownerRef: 'group:default/orders',
    });
    const pilot = await running.post('/v1/pilots', {
      entityRef: refOf('careful'),
      checkIds: ['delivery-unit-tests'],
      title: 'Tests for careful',
      until: dayAhead(20),
    });
    expect([goal.status, pilot.status]).toEqual([201, 201]);
    await look();
    expect(await look()).toMatchObject([
      {
        entityRef: 'group:default/orders',
        title: 'Critical ones are tested: 7 days left',
        description: expect.stringContaining('0 of 1 integration there'),
        link: `/scorecard?view=improvement&goal=${goal.body.id}`,
      },
    ]);
    await knex('goals').update({ due_day: dayAhead(-1) });
    await knex('pilots').update({ until_day: dayAhead(-1) });
    await look();
    const later = (await look()).slice(1);
    expect(later).toMatchObject([
      { title: expect.stringContaining('its day has passed') },
      {
        entityRef: 'group:default/fulfilment',
        title: expect.stringContaining('Tests for careful'),
        link: `/scorecard?view=improvement&pilot=${pilot.body.id}`,
      },
    ]);
    expect(later).toHaveLength(2);
  });

  describe('of the week', () => {
    const dayNames = [
      ...['sunday', 'monday', 'tuesday', 'wednesday', 'thursday'],
      ...['friday', 'saturday'],
    ];
    /** A digest that was due a day or two ago, as if the portal had been down. */
    const digest = {
      weekday: dayNames[daysAgo(2).getUTCDay()],
      hour: 12,
    };

    it('tells each team once how it stands, late if it must, and nobody who has nothing to hear', async () => {
      isQuiet = true;
      await begin({ digest });
      await running.runTask('tell');
      // A portal that is new has no week behind it.
      expect(await told('scorecard-digest')).toEqual([]);
      await push('careful', passing);
      await push('careful', failing);
      await knex('transitions')
        .whereNot('to_result', 'fail')
        .update({ at: daysAgo(30) });
      await knex('transitions')
        .whereNull('from_result')
        .update({ at: daysAgo(30) });
      const id = await askWaiver({
        checkId: 'delivery-integration-tests',
        until: dayAhead(5),
      });
      await decide(id, { approved: true });
      replica = await start({ digest });
      await Promise.all([running.runTask('tell'), replica.runTask('tell')]);
      await running.runTask('tell');
      const { count } = (await knex('results')
        .where({ entity_ref: refOf('careful'), result: 'fail' })
        .whereNotNull('next_step')
        .count({ count: '*' })
        .first()) as { count: number };
      const messages = await told('scorecard-digest');
      expect(messages).toMatchObject([
        {
          entityRef: 'group:default/fulfilment',
          title: 'Your integrations this week',
          link: '/scorecard?group=team&opened=group%3Adefault%2Ffulfilment&trendOf=group%3Adefault%2Ffulfilment',
        },
      ]);
      expect(messages).toHaveLength(1);
      expect(messages[0].description.split('\n')).toEqual([
        expect.stringMatching(new RegExp(`^${count} checks? fails? that you`)),
        'Since a week ago: 0 better, 1 worse.',
        `1 waiver ends within 14 days, the first on ${dayAhead(5)}.`,
      ]);
    });

    it('is left out where it is not wanted', async () => {
      await begin();
      await knex('transitions').update({ at: daysAgo(30) });
      await running.runTask('tell');
      expect(await told('scorecard-digest')).toEqual([]);
    });
  });
});
