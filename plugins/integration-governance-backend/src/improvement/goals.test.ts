import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { GoalRequest } from '@tieline/plugin-integrations-common/governance';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { onlyOwnedBy } from '../__testUtils__/decisions';
import {
  carefulSpec,
  integration,
  surroundings,
} from '../__testUtils__/landscape';
import { startGovernance } from '../__testUtils__/startGovernance';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { Checklist } from '../checklist/Checklist';
import { EvidencePieceStore } from '../evidence/told/EvidencePieceStore';
import { HealthStore } from '../evidence/HealthStore';
import { EvaluationRuns } from '../scorecard/EvaluationRuns';
import { RetentionJob } from '../scorecard/RetentionJob';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { createImprovement } from './createImprovement';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY_MS = 86_400_000;
const dayAhead = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const refOf = (name: string) => `integration:default/${name}`;
const passing = { testResults: [{ level: 'unit', tests: 9, failed: 0 }] };
const failing = { testResults: [{ level: 'unit', tests: 9, failed: 1 }] };

describe.each(databases.eachSupportedId())('goals on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startGovernance>>;
  let knex: Awaited<ReturnType<typeof databases.init>>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    running = await startGovernance(knex, {
      entities: [
        ...surroundings,
        integration('payments', { criticality: 'critical' }),
        integration('basket', { criticality: 'critical' }),
        integration('careful', { ...carefulSpec, criticality: 'critical' }),
        integration('prices', { criticality: 'medium' }),
        integration('ledger', { criticality: 'low', owner: 'back-office' }),
      ],
    });
    await running.settled();
  });

  afterEach(() => running.stop());

  const push = (name: string, evidence: object) =>
    running.post(`/v1/evidence/default/${name}`, evidence);
  const request = (rest: object = {}): GoalRequest => ({
    title: 'Every critical one is tested',
    checkIds: ['delivery-unit-tests'],
    filter: { criticality: ['critical'] },
    dueOn: dayAhead(60),
    ownerRef: 'Group:default/orders',
    ...rest,
  });
  const set = (rest?: object) => running.post('/v1/goals', request(rest));
  const show = async (id: string) =>
    (await running.get(`/v1/goals/${id}`)).body;
  /** As if everything of an integration so far had happened so many days ago. */
  const age = (name: string, days: number) =>
    knex('transitions')
      .where('entity_ref', refOf(name))
      .update({ at: new Date(Date.now() - days * DAY_MS) });

  it('are set, burn down, and are met', async () => {
    await push('basket', passing);
    for (const name of ['payments', 'basket', 'careful']) {
      await age(name, 40);
    }
    await knex('transitions')
      .where({ entity_ref: refOf('basket'), check_id: 'delivery-unit-tests' })
      .where('to_result', 'pass')
      .update({ at: new Date(Date.now() - 20 * DAY_MS) });
    const response = await set();
    expect(response.status).toBe(201);
    const goal = response.body;
    expect(goal).toMatchObject({
      state: 'late',
      total: 3,
      met: 1,
      ownerRef: 'group:default/orders',
      setBy: 'user:default/mock',
      mayManage: true,
      // One in 40 days; there are two more.
      forecast: {
        by: dayAhead(80),
        basis: expect.stringContaining('40 days ago 3 were missing, today 2'),
      },
    });
    const detail = await show(goal.id);
    expect(detail.points).toHaveLength(41);
    expect(detail.points[0]).toEqual({ day: dayAhead(-40), total: 3, met: 0 });
    expect(detail.points.at(-21)).toEqual({
      day: dayAhead(-20),
      total: 3,
      met: 1,
    });
    expect(detail.open.map((one: any) => one.integration.name)).toEqual([
      'careful',
      'payments',
    ]);
    expect(detail.open[0].missing).toMatchObject([
      {
        checkId: 'delivery-unit-tests',
        questionId: 'delivery',
        title: 'Unit tests passed lately',
        result: 'unmeasured',
        nextStep: { command: expect.stringContaining('default/careful') },
      },
    ]);

    await push('payments', passing);
    const sooner = await show(goal.id);
    expect(sooner).toMatchObject({ state: 'on-track', met: 2 });
    expect(sooner.forecast.by).toBe(dayAhead(20));
    await push('careful', passing);
    const met = await show(goal.id);
    expect(met).toMatchObject({ state: 'met', total: 3, met: 3, open: [] });
    expect(met.forecast.by).toBeUndefined();
    expect(met.points.at(-1)).toEqual({ day: dayAhead(0), total: 3, met: 3 });

    // One that comes later counts too.
    running.world.entities.push(
      integration('returns', { criticality: 'critical' }),
    );
    await running.settled();
    expect(await show(goal.id)).toMatchObject({ total: 4, met: 3 });
  });

  it('take each check of a question, and no waiver for a pass', async () => {
    const { body: question } = await set({
      checkIds: [],
      questionIds: ['inventory'],
    });
    const { body: scorecard } = await running.get(
      '/v1/scorecard?criticality=critical',
    );
    const answer = scorecard.total.answers.find(
      (one: any) => one.questionId === 'inventory',
    );
    expect(question).toMatchObject({ total: 3, met: answer.yes });

    const { body: waiver } = await running.post('/v1/waivers', {
      entityRef: refOf('payments'),
      checkId: 'delivery-unit-tests',
      reason: 'No tests',
      until: dayAhead(9),
    });
    await running.postAs('boss', `/v1/waivers/${waiver.id}/decision`, {
      approved: true,
    });
    const detail = await show((await set()).body.id);
    expect(detail).toMatchObject({ total: 3, met: 0 });
    expect(
      detail.open.find((one: any) => one.integration.name === 'payments')
        .missing,
    ).toMatchObject([{ result: 'waived', waiver: { id: waiver.id } }]);
    // Low criticality is spared that check: it is neither there nor missing.
    const { body: all } = await set({ filter: {} });
    expect(all.total).toBe(4);
    const { body: none } = await set({ filter: { criticality: ['low'] } });
    expect(none).toMatchObject({
      state: 'unknown',
      total: 0,
      forecast: { basis: 'It applies to no integration.' },
    });
  });

  it('say nothing of the future where nothing has moved', async () => {
    for (const name of ['payments', 'basket', 'careful']) {
      await age(name, 30);
    }
    const { body } = await set();
    expect(body.state).toBe('unknown');
    expect(body.forecast).toEqual({
      basis: '30 days ago 3 were missing, today 3: nothing has moved.',
    });
  });

  it('are listed worst first, then by date', async () => {
    const met = (await set({ checkIds: ['inventory-owner'], title: 'Met' }))
      .body;
    const later = (await set({ title: 'Later', dueOn: dayAhead(90) })).body;
    const sooner = (await set({ title: 'Sooner', dueOn: dayAhead(80) })).body;
    const missed = (await set({ title: 'Missed' })).body;
    await knex('goals')
      .where('id', missed.id)
      .update({ due_day: dayAhead(-1) });
    const closed = (await set({ title: 'Closed', ownerRef: undefined })).body;
    const closure = await running.post(`/v1/goals/${closed.id}/closure`, {
      reason: 'Given up',
    });
    expect(closure.body).toMatchObject({
      state: 'closed',
      closeReason: 'Given up',
      closedBy: 'user:default/mock',
      mayManage: false,
    });
    const ids = async (query = '') =>
      (await running.get(`/v1/goals${query}`)).body.items.map(
        ({ title }: any) => title,
      );
    expect(await ids()).toEqual(
      [missed, sooner, later, met, closed].map(({ title }) => title),
    );
    expect(await ids('?state=met&state=missed')).toEqual(['Missed', 'Met']);
    expect(await ids('?owner=none')).toEqual(['Closed']);
    expect(
      (await running.post(`/v1/goals/${closed.id}/closure`, { reason: 'x' }))
        .status,
    ).toBe(409);
    expect(
      (await running.put(`/v1/goals/${closed.id}`, request())).status,
    ).toBe(409);
  });

  it('are changed, and then counted anew for the days before', async () => {
    await push('prices', passing);
    for (const name of ['payments', 'basket', 'careful', 'prices']) {
      await age(name, 30);
    }
    const { body } = await set();
    const changed = await running.put(
      `/v1/goals/${body.id}`,
      request({ filter: {}, title: 'Every one', dueOn: dayAhead(9) }),
    );
    expect(changed.body).toMatchObject({
      title: 'Every one',
      total: 4,
      met: 1,
      dueOn: dayAhead(9),
    });
    const detail = await show(body.id);
    expect(detail.points[0]).toEqual({ day: dayAhead(-30), total: 4, met: 1 });
    expect(
      running.auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual(expect.arrayContaining(['goal-set', 'goal-change']));
  });

  it.each([
    ['neither check nor question', { checkIds: [] }, /checkIds and question/],
    ['an unknown check', { checkIds: ['nonsense'] }, /checkIds: .*nonsense/],
    ['an unknown question', { questionIds: ['x'] }, /questionIds: .* x/],
    ['today as its last day', { dueOn: dayAhead(0) }, /dueOn/],
    ['an owner that is none', { ownerRef: 'orders' }, /ownerRef/],
    ['an empty title', { title: ' ' }, /title is empty/],
  ])('refuse %s', async (_what, given, message) => {
    const response = await set(given);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(message);
    expect((await running.get('/v1/goals')).body.items).toEqual([]);
  });

  it('are for those with the permission', async () => {
    const { body } = await set();
    running.world.decisions = {
      'integration.goal.manage': { result: AuthorizeResult.DENY },
    };
    expect((await set()).status).toBe(403);
    expect((await running.put(`/v1/goals/${body.id}`, request())).status).toBe(
      403,
    );
    const list = (await running.get('/v1/goals')).body;
    expect(list.maySet).toBe(false);
    expect(list.items).toMatchObject([{ mayManage: false }]);
  });

  it('count what the caller may read, and tell nobody of the rest', async () => {
    await push('basket', passing);
    const { body } = await set();
    const recorded = await knex('goal_days');
    running.world.decisions = {
      'integration.read': onlyOwnedBy('fulfilment'),
    };
    const own = await show(body.id);
    expect(own).toMatchObject({ total: 1, met: 0, state: 'unknown' });
    expect(own.points).toEqual([]);
    expect(own.forecast.basis).toContain('only a part');
    expect(own.open.map((one: any) => one.integration.name)).toEqual([
      'careful',
    ]);
    // What one caller may not see is no loss for the history.
    expect(await knex('goal_days')).toEqual(recorded);
    // Of a set that they may read as a whole they see everything.
    running.world.decisions['integration.goal.manage'] = {
      result: AuthorizeResult.ALLOW,
    };
    const { body: whole } = await set({
      filter: { owner: ['group:default/Fulfilment'] },
    });
    expect((await show(whole.id)).points).toHaveLength(1);
  });

  describe('for those who remind and forget', () => {
    const improvement = async () =>
      createImprovement({
        knex,
        projection: await IntegrationProjection.create({
          database: mockServices.database({ knex }),
        }),
        checklist: new ActiveChecklist(await Checklist.readShipped()),
        scorecards: new ScorecardStore({
          knex,
          checklist: new ActiveChecklist(await Checklist.readShipped()),
        }),
        health: new HealthStore(knex),
      });
    const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

    it('record every day once, the last of a day', async () => {
      const { body } = await set();
      const { goals } = await improvement();
      await goals.history.record(inDays(1));
      await push('basket', passing);
      await goals.history.record(inDays(1));
      await goals.history.record(inDays(3));
      const days = await knex('goal_days')
        .where('goal_id', body.id)
        .orderBy('day')
        .select('day', 'total', 'met');
      expect(days).toEqual([
        { day: dayAhead(0), total: 3, met: 0 },
        { day: dayAhead(1), total: 3, met: 1 },
        { day: dayAhead(3), total: 3, met: 1 },
      ]);
    });

    it('are recorded when somebody looks at them, too', async () => {
      const { body } = await set();
      await push('basket', passing);
      await running.get('/v1/goals');
      expect(
        await knex('goal_days').where('goal_id', body.id).select('met'),
      ).toEqual([{ met: 1 }]);
    });

    it('are changed by one of two who do so at once', async () => {
      const { body } = await set();
      const { goals } = await improvement();
      const given = await goals.office.find(body.id);
      await goals.office.change(given, request({ title: 'One' }));
      await expect(
        goals.office.change(given, request({ title: 'Other' })),
      ).rejects.toThrow('Somebody else has changed it just now');
      expect((await show(body.id)).title).toBe('One');
    });

    it('remind as the last day comes nearer, and not of what is met', async () => {
      const { body } = await set({ dueOn: dayAhead(60) });
      await set({ checkIds: ['inventory-owner'], dueOn: dayAhead(60) });
      const { goals } = await improvement();
      const due = async (days: number) =>
        (await goals.reader.dueForReminder(inDays(days))).map(
          ({ goal, daysLeft, occasion }) => [goal.id, daysLeft, occasion],
        );
      const occasion = (stage: string) => `${body.id}/${dayAhead(60)}/${stage}`;
      expect(await due(29)).toEqual([]);
      expect(await due(30)).toEqual([[body.id, 30, occasion('30')]]);
      expect(await due(40)).toEqual([[body.id, 20, occasion('30')]]);
      expect(await due(53)).toEqual([[body.id, 7, occasion('7')]]);
      expect(await due(60)).toEqual([[body.id, 0, occasion('0')]]);
      expect(await due(61)).toEqual([[body.id, -1, occasion('missed')]]);
      for (const name of ['payments', 'basket', 'careful']) {
        await push(name, passing);
      }
      expect(await due(61)).toEqual([]);
    });

    it('name pilots past their day, and stop those whose integration is gone', async () => {
      const start = async (name: string, until: string) =>
        (
          await running.post('/v1/pilots', {
            entityRef: refOf(name),
            checkIds: ['delivery-unit-tests'],
            title: name,
            until,
          })
        ).body.id;
      const one = await start('payments', dayAhead(5));
      const other = await start('careful', dayAhead(3));
      const { pilots } = await improvement();
      const overdue = async (days: number) =>
        (await pilots.store.overdue(inDays(days))).map(({ id }) => id);
      expect(await overdue(3)).toEqual([]);
      expect(await overdue(4)).toEqual([other]);
      expect(await overdue(6)).toEqual([other, one]);

      running.world.entities = running.world.entities.filter(
        ({ metadata }) => metadata.name !== 'careful',
      );
      await running.settled();
      await pilots.office.stopAbandoned(new Date());
      expect((await running.get(`/v1/pilots/${other}`)).body.state).toBe(
        'active',
      );
      await pilots.office.stopAbandoned(inDays(2));
      expect((await running.get(`/v1/pilots/${other}`)).body).toMatchObject({
        state: 'stopped',
        stopReason: 'The integration left the catalog.',
        integration: { name: 'careful', criticality: 'critical' },
      });
      expect((await running.get(`/v1/pilots/${one}`)).body.state).toBe(
        'active',
      );
    });

    it('keep a practice when its integration is gone for good, for those who could read it', async () => {
      const start = async (name: string) =>
        (
          await running.post('/v1/pilots', {
            entityRef: refOf(name),
            checkIds: ['delivery-unit-tests'],
            title: name,
          })
        ).body.id;
      const practice = await start('careful');
      await running.put(`/v1/pilots/${practice}/write-up`, {
        outcome: 'worked',
        text: 'Do as we did.',
      });
      const given = await start('payments');
      await running.post(`/v1/pilots/${given}/stop`, { reason: 'No time' });
      running.world.entities = running.world.entities.filter(
        ({ metadata }) => !['careful', 'payments'].includes(metadata.name),
      );
      await running.settled();
      const { pilots } = await improvement();
      const checklist = new ActiveChecklist(await Checklist.readShipped());
      const job = new RetentionJob({
        projection: await IntegrationProjection.create({
          database: mockServices.database({ knex }),
        }),
        scorecards: new ScorecardStore({ knex, checklist }),
        runs: new EvaluationRuns({
          stepwise: undefined as never,
          knex,
          evaluator: undefined as never,
          logger: mockServices.logger.mock(),
        }),
        pieces: new EvidencePieceStore(knex),
        pilots: pilots.store,
      });
      await job.run(inDays(31));
      expect((await running.get(`/v1/pilots/${given}`)).status).toBe(404);
      const seen = await running.get(`/v1/pilots/${practice}`);
      expect(seen.body).toMatchObject({
        state: 'closed',
        integration: { name: 'careful', ownerRef: 'group:default/fulfilment' },
        checks: [{ before: 'unmeasured', after: 'unmeasured' }],
        points: [{ day: dayAhead(0) }],
      });
      expect(
        await knex('results').where('entity_ref', refOf('careful')),
      ).toEqual([]);
      running.world.decisions = {
        'integration.read': onlyOwnedBy('fulfilment'),
      };
      expect((await running.get(`/v1/pilots/${practice}`)).status).toBe(200);
      running.world.decisions = { 'integration.read': onlyOwnedBy('checkout') };
      expect((await running.get(`/v1/pilots/${practice}`)).status).toBe(404);
    });
  });

  it('go back where something gets worse', async () => {
    await push('basket', passing);
    const { body } = await set();
    expect(body.met).toBe(1);
    await push('basket', failing);
    expect(await show(body.id)).toMatchObject({ met: 0, total: 3 });
  });
});
