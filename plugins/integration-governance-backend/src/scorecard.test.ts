import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionFactory } from '@backstage/plugin-permission-node';
import {
  integrationPermissionRules,
  integrationResourceRef,
} from '@tieline/plugin-integrations-node';
import { contractEvidence, flowUnder } from './__testUtils__/contractsOf';
import { startGovernance, until, World } from './__testUtils__/startGovernance';
import {
  carefulSpec,
  driftItem,
  health,
  integration,
  surroundings,
} from './__testUtils__/landscape';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const hasCriticality = createConditionFactory(
  integrationPermissionRules.hasCriticality,
);
const now = () => new Date().toISOString();

const outcome = (body: any, checkId: string) =>
  body.outcomes.find((candidate: any) => candidate.checkId === checkId);

describe.each(databases.eachSupportedId())(
  'the scorecard on %s',
  databaseId => {
    let running: Awaited<ReturnType<typeof startGovernance>>;

    const start = async (world: Partial<World>) => {
      running = await startGovernance(await databases.init(databaseId), {
        ...world,
        entities: [...surroundings, ...(world.entities ?? [])],
      });
      await running.settled();
      return running;
    };

    afterEach(async () => {
      await running?.stop();
    });

    const scorecard = async (name: string) =>
      (await running.get(`/v1/scorecard/default/${name}`)).body;

    it('shows each outcome with reason, evidence, grade and next step, failing first', async () => {
      await start({
        entities: [
          integration('careful', carefulSpec),
          integration('order-events', {
            ...carefulSpec,
            criticality: 'critical',
          }),
        ],
        health: [health('careful', { at: now() })],
      });
      const { body: runbook } = await running.get(
        '/v1/runbooks/default/careful',
      );
      await running.put('/v1/runbooks/default/careful/confirmation', {
        covers: runbook.modes.map(({ id }: any) => id),
      });
      const careful = await until(
        () => scorecard('careful'),
        body =>
          outcome(body, 'inventory-nothing-undeclared')?.result === 'pass',
      );
      expect(careful.checklistVersion).toBe('2026-11');
      expect(careful.questions).toHaveLength(8);
      expect(outcome(careful, 'observability-error-rate')).toMatchObject({
        result: 'pass',
        reason: 'It is 0.2 % of calls.',
        evidence: [
          {
            source: 'telemetry (metrics, caller)',
            grade: 'observed',
            expiresAt: expect.any(String),
            href: '/catalog/default/integration/careful/health',
          },
        ],
      });
      expect(
        careful.score.answers
          .filter((answer: any) => answer.state === 'yes')
          .map((answer: any) => answer.questionId),
      ).toEqual(['inventory', 'observability', 'classification']);

      const critical = await scorecard('order-events');
      expect(outcome(critical, 'failure-retries')).toMatchObject({
        result: 'unmeasured',
        reason: 'YAML says 5 attempts. Needs tested, has declared.',
        needs: 'tested',
        evidence: [{ grade: 'declared', source: 'catalog' }],
      });
      expect(outcome(critical, 'failure-retries').nextStep).toEqual({
        text: 'Let the pipeline push a fault test of the retries',
        command: expect.stringContaining('default/order-events'),
      });
      const inOrder = critical.outcomes.map((item: any) => item.questionId);
      expect(inOrder).toEqual(
        critical.questions.flatMap(({ id }: any) =>
          inOrder.filter((given: string) => given === id),
        ),
      );
      const results = critical.outcomes
        .filter((item: any) => item.questionId === 'observability')
        .map((item: any) => item.result);
      expect(results.lastIndexOf('fail')).toBeLessThan(results.indexOf('pass'));
    });

    it('answers an unknown integration with 404 and says so', async () => {
      await start({});
      const response = await running.get('/v1/scorecard/default/nothing');
      expect(response.status).toBe(404);
      expect(response.body.error.message).toContain('default/nothing');
    });

    it('follows the catalog, and records each change of a result once', async () => {
      const { world } = await start({ entities: [integration('poor')] });
      const before = await scorecard('poor');
      expect(outcome(before, 'inventory-endpoints').result).toBe('fail');
      world.entities = [
        ...surroundings,
        integration('poor', { endpoints: (carefulSpec as any).endpoints }, '2'),
      ];
      const after = await until(
        () => scorecard('poor'),
        body =>
          outcome(body, 'inventory-endpoints').result === 'pass' &&
          body.transitions.some(({ to }: any) => to === 'pass'),
      );
      const changes = after.transitions.filter(
        (transition: any) => transition.checkId === 'inventory-endpoints',
      );
      expect(changes).toMatchObject([
        { from: 'fail', to: 'pass', title: 'It has an endpoint' },
        { from: null, to: 'fail' },
      ]);
      expect(outcome(after, 'inventory-endpoints').since).toBe(changes[0].at);
      expect(outcome(after, 'inventory-data-flows').since).toBe(
        outcome(before, 'inventory-data-flows').since,
      );
    });

    it('keeps health and results while telemetry is out, marks them, and says since when', async () => {
      const { world, get } = await start({
        entities: [integration('careful', carefulSpec)],
        health: [health('careful', { at: now() })],
      });
      const before = await until(
        () => scorecard('careful'),
        // Drift, health and what they are compared with come one after the other: all of it is in what is compared.
        body =>
          [
            'inventory-nothing-undeclared',
            'observability-seen',
            'classification-volume',
            'classification-latency',
            'classification-pattern',
          ].every(id => outcome(body, id)?.result === 'pass'),
      );
      world.telemetryIsUp = false;
      const page = await until(
        async () => (await get('/v1/integrations')).body,
        body => body.healthNotReadSince !== undefined,
      );
      expect(page.items[0].health.status).toBe('healthy');
      await running.post('/v1/evaluations', {});
      const after = await until(
        () => scorecard('careful'),
        body =>
          outcome(body, 'observability-seen').evidence[0].notRecheckedSince !==
          undefined,
      );
      expect(after.score).toEqual(before.score);
      expect(after.transitions).toEqual(before.transitions);
      world.telemetryIsUp = true;
      await until(
        async () => (await get('/v1/integrations')).body,
        body => body.healthNotReadSince === undefined,
      );
    });

    it('answers from what the contracts API tells, and says so while that never answered', async () => {
      const { world } = await start({
        entities: [integration('careful', carefulSpec)],
        contractsAreUp: false,
      });
      const before = await scorecard('careful');
      expect(outcome(before, 'contracts-mode')).toMatchObject({
        result: 'unmeasured',
        reason: 'No evidence yet: the contracts API has not answered.',
      });
      expect(outcome(before, 'contracts-mode').nextStep).toBeUndefined();

      world.contracts = [
        contractEvidence('another'),
        contractEvidence('careful', flowUnder()),
      ];
      world.contractsAreUp = true;
      const after = await until(
        () => scorecard('careful'),
        body => outcome(body, 'contracts-mode').result === 'pass',
      );
      expect(outcome(after, 'contracts-mode').evidence).toMatchObject([
        {
          value: 'Order events: 2.0.0 is compatible under BACKWARD',
          source: 'contracts',
          grade: 'tested',
          href: '/contracts/catalog/api%3Adefault%2Forder-events',
          at: expect.any(String),
        },
      ]);
      expect(outcome(after, 'contracts-failure-cases').result).toBe('pass');

      world.contracts = [
        contractEvidence('careful', flowUnder({ mode: 'NONE' })),
      ];
      const worse = await until(
        () => scorecard('careful'),
        body => outcome(body, 'contracts-mode').result === 'fail',
      );
      expect(outcome(worse, 'contracts-mode').nextStep).toEqual({
        text: 'Set a mode, or publish a version that keeps to it',
        href: '/catalog/default/integration/careful/contracts',
      });
    });

    it('follows who takes an alarm, and which versions are seen', async () => {
      const lastAlarm = {
        id: 'a1',
        headline: '40 % of calls fail',
        since: '2026-11-20T08:00:00.000Z',
        state: 'cleared' as const,
        toldAt: '2026-11-20T08:00:00.000Z',
      };
      const { world } = await start({
        entities: [
          integration('careful', { ...carefulSpec, criticality: 'critical' }),
        ],
        contracts: [contractEvidence('careful', flowUnder())],
        health: [health('careful', { at: now(), lastAlarm })],
      });
      await until(
        () => scorecard('careful'),
        body =>
          outcome(body, 'observability-alarm-acknowledged').result === 'fail' &&
          outcome(body, 'retirement-versions').result === 'unmeasured',
      );
      world.health = [
        health('careful', {
          at: now(),
          lastAlarm: {
            ...lastAlarm,
            acknowledgedAt: '2026-11-20T08:10:00.000Z',
            acknowledgedBy: 'user:default/mira',
          },
          versions: [{ version: '2', lastSeenAt: now() }],
        }),
      ];
      const after = await until(
        () => scorecard('careful'),
        body =>
          outcome(body, 'observability-alarm-acknowledged').result === 'pass',
      );
      expect(outcome(after, 'retirement-versions')).toMatchObject({
        result: 'pass',
        needs: 'observed',
      });
      expect(outcome(after, 'contracts-observed-versions').result).toBe('pass');
    });

    it('runs the checklist for who may, tells the auditor, and shows the progress to who asked', async () => {
      const { post, get, auditor, auditEvent, world } = await start({
        entities: [integration('one'), integration('two')],
      });
      const begun = await post('/v1/evaluations', {
        entityRefs: ['integration:default/ONE'],
      });
      expect(begun.status).toBe(202);
      expect(begun.body).toMatchObject({ total: 1 });
      const ended = await until(
        async () => (await get(`/v1/evaluations/${begun.body.id}`)).body,
        body => body.finishedAt !== undefined,
      );
      expect(ended).toMatchObject({ total: 1, done: 1, changed: 0 });
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: 'checklist-run' }),
      );
      expect(auditEvent.success).toHaveBeenCalledTimes(1);

      const all = await post('/v1/evaluations', {});
      expect(all.body.total).toBe(2);
      const other = await get(`/v1/evaluations/${all.body.id}`).set(
        'Authorization',
        mockCredentials.user.header('user:default/somebody-else'),
      );
      expect(other.status).toBe(404);

      const lost = await post('/v1/evaluations', {
        entityRefs: ['integration:default/three'],
      });
      expect(lost.status).toBe(404);
      expect((await post('/v1/evaluations', { refs: [] })).status).toBe(400);
      const big = { entityRefs: [Array(9_000_000).join('x')] };
      expect((await post('/v1/evaluations', big)).status).toBe(413);

      world.decisions['integration.checklist.run'] = {
        result: AuthorizeResult.DENY,
      };
      expect((await post('/v1/evaluations', {})).status).toBe(403);
      expect(auditEvent.fail).toHaveBeenCalledTimes(2);
    });

    it('rolls teams up with their sub-groups, weighted by criticality', async () => {
      await start({
        entities: [
          integration('careful', carefulSpec),
          integration('poor', { owner: 'checkout', criticality: 'critical' }),
          integration('bills', { owner: 'back-office' }),
          integration('ownerless', { owner: undefined }),
        ],
        health: [health('careful', { at: now() })],
      });
      await until(
        () => scorecard('careful'),
        body =>
          outcome(body, 'inventory-nothing-undeclared')?.result === 'pass',
      );
      const { body } = await running.get('/v1/scorecard?groupBy=team');
      const groups = body.groups.map((group: any) => [
        group.depth,
        group.key,
        group.integrations,
        group.parentKey,
      ]);
      // The organisation itself says nothing that the total doesn't.
      expect(groups).toEqual([
        [0, 'group:default/back-office', 1, undefined],
        [0, 'group:default/orders', 2, undefined],
        [1, 'group:default/checkout', 1, 'group:default/orders'],
        [1, 'group:default/fulfilment', 1, 'group:default/orders'],
        [0, 'none', 1, undefined],
      ]);
      const share = (name: string) => {
        const { score } = body.rows.find(
          (row: any) => row.integration.name === name,
        );
        return [score.yes, score.applicable];
      };
      const [carefulYes, carefulOf] = share('careful');
      const [poorYes, poorOf] = share('poor');
      const orders = body.groups.find(
        (group: any) => group.key === 'group:default/orders',
      );
      expect(orders.yesShare).toBeCloseTo(
        (3 * carefulYes + 4 * poorYes) / (3 * carefulOf + 4 * poorOf),
        10,
      );
      const inventory = orders.answers.find(
        (answer: any) => answer.questionId === 'inventory',
      );
      expect(inventory).toMatchObject({ yes: 1, notYet: 1, unmeasured: 0 });
      expect(body.rows.map((row: any) => row.groupKey)).toEqual([
        'group:default/back-office',
        'group:default/checkout',
        'group:default/fulfilment',
        'none',
      ]);
      expect(body.total).toMatchObject({ key: 'all', integrations: 4 });
      const narrowed = await running.get(
        '/v1/scorecard?groupBy=criticality&owner=group:default/fulfilment',
      );
      expect(narrowed.body.groups).toMatchObject([
        { key: 'high', integrations: 1 },
      ]);
      for (const groupBy of [
        'system',
        'domain',
        'pattern',
        'interaction',
        'platform',
      ]) {
        const grouped = await running.get(`/v1/scorecard?groupBy=${groupBy}`);
        expect(grouped.body.rows).toHaveLength(4);
        expect(grouped.body.total).toEqual(body.total);
      }
      const short = await running.get('/v1/scorecard?withRows=false');
      expect(short.body).toMatchObject({ groups: body.groups, rows: [] });
    });

    it('answers one level of the groups at a time, and says how many are within each', async () => {
      const { world } = await start({
        entities: [
          integration('one', { owner: 'fulfilment', criticality: 'high' }),
          integration('two', { owner: 'checkout', criticality: 'low' }),
          integration('three', { owner: 'back-office', criticality: 'medium' }),
          integration('ownerless', { owner: undefined, criticality: 'low' }),
        ],
      });
      const read = async (query: string) =>
        (await running.get(`/v1/scorecard?${query}`)).body;
      const all = await read('withRows=false');
      const find = (...names: string[]) =>
        all.groups.filter(({ key }: any) => names.includes(key));
      const [backOffice, orders, checkout, fulfilment] = [
        'back-office',
        'orders',
        'checkout',
        'fulfilment',
      ].map(name => `group:default/${name}`);
      expect(
        new Map(
          all.groups.map(({ key, childGroups }: any) => [key, childGroups]),
        ),
      ).toEqual(
        new Map([
          [backOffice, 0],
          [orders, 2],
          [checkout, 0],
          [fulfilment, 0],
          ['none', 0],
        ]),
      );
      const top = await read('withRows=false&within=top');
      expect(top).toEqual({ ...all, groups: find(backOffice, orders, 'none') });
      expect(top.groups).toHaveLength(3);
      const within = await read('withRows=false&within=group:default/ORDERS');
      expect(within).toEqual({ ...all, groups: find(checkout, fulfilment) });
      expect(within.groups).toHaveLength(2);

      for (const key of [fulfilment, 'none', 'group:default/nobody']) {
        expect(await read(`withRows=false&within=${key}`)).toEqual({
          ...all,
          groups: [],
        });
      }
      const withRows = await read('within=top');
      expect(withRows.rows).toEqual((await read('groupBy=team')).rows);
      expect(withRows.rows).toHaveLength(4);

      const narrowed = await read(
        `criticality=high&criticality=medium&within=${orders}`,
      );
      expect(narrowed.groups).toMatchObject([
        { key: fulfilment, parentKey: orders, depth: 1, integrations: 1 },
      ]);
      expect(narrowed.total.integrations).toBe(2);

      const byCriticality = await read('groupBy=criticality&within=top');
      expect(byCriticality.groups).toEqual(
        (await read('groupBy=criticality')).groups,
      );
      expect(
        byCriticality.groups.map(({ childGroups }: any) => childGroups),
      ).toEqual([0, 0, 0]);
      expect((await read('groupBy=criticality&within=high')).groups).toEqual(
        [],
      );
      const empty = await running.get('/v1/scorecard?within=');
      expect(empty.status).toBe(400);

      // Who may not read what is in a group learns nothing of it.
      world.decisions['integration.read'] = {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'integration-governance',
        resourceType: integrationResourceRef.resourceType,
        conditions: hasCriticality({ criticalities: ['medium'] }),
      };
      expect((await read('within=top')).groups).toMatchObject([
        { key: backOffice, integrations: 1, childGroups: 0 },
      ]);
      expect((await read(`within=${orders}`)).groups).toEqual([]);
    });

    it('counts what goes via two platforms in both, and once in all', async () => {
      await start({
        entities: [
          integration('two', { via: ['kafka-main', 'edge-gateway'] }),
          integration('one', { via: ['edge-gateway'] }),
        ],
      });
      const { body } = await running.get('/v1/scorecard?groupBy=platform');
      const counts = body.groups.map((group: any) => [
        group.key,
        group.integrations,
      ]);
      expect(new Map(counts)).toEqual(
        new Map([
          ['resource:default/edge-gateway', 2],
          ['resource:default/kafka-main', 1],
        ]),
      );
      expect(body.total.integrations).toBe(2);
    });

    it('answers for a past day as it was then, with the evidence of then', async () => {
      const knex = await databases.init(databaseId);
      running = await startGovernance(knex, {
        entities: [...surroundings, integration('poor', { endpoints: [] })],
      });
      await running.settled();
      await running.post('/v1/evidence/default/poor', {
        testResults: [{ level: 'unit', tests: 4, failed: 1 }],
      });
      // What happened until now was yesterday.
      const yesterday = new Date(Date.now() - 86_400_000);
      await knex('transitions').update({ at: yesterday });
      await running.post('/v1/evidence/default/poor', {
        testResults: [{ level: 'unit', tests: 4, failed: 0 }],
      });
      const on = (day: Date) =>
        running.get(
          `/v1/scorecard/default/poor?on=${day.toISOString().slice(0, 10)}`,
        );
      const then = (await on(yesterday)).body;
      expect(then.checklistVersion).toBe('2026-11');
      expect(outcome(then, 'delivery-unit-tests')).toMatchObject({
        result: 'fail',
        reason: '1 of 4 unit tests failed.',
        evidence: [{ value: '4 unit tests, 1 failed', grade: 'tested' }],
      });
      expect(then.score.answers).toHaveLength(8);
      const today = (await on(new Date())).body;
      expect(outcome(today, 'delivery-unit-tests').result).toBe('pass');
      const before = await on(new Date(Date.now() - 3 * 86_400_000));
      expect(before.body).toMatchObject({
        outcomes: [],
        score: { applicable: 0, answers: [] },
      });
      const future = await on(new Date(Date.now() + 2 * 86_400_000));
      expect(future.status).toBe(400);
    });

    it('asks which group a history is of, and for days in their order', async () => {
      await start({});
      const [nameless, upsideDown, all] = [
        await running.get('/v1/scorecard-history?groupBy=team'),
        await running.get(
          '/v1/scorecard-history?from=2026-02-01&to=2026-01-01',
        ),
        await running.get('/v1/scorecard-history'),
      ];
      expect(nameless.body.error.message).toBe('key is missing: which team?');
      expect(upsideDown.body.error.message).toContain('later than');
      expect([nameless.status, upsideDown.status]).toEqual([400, 400]);
      expect(all.body).toEqual({ points: [] });
    });

    it('counts declared against undeclared for who may know of drift', async () => {
      const { world } = await start({
        entities: [integration('one')],
        drift: [driftItem('a'), driftItem('b', { kind: 'silent' })],
      });
      const { body } = await until(
        () => running.get('/v1/scorecard'),
        ({ body: portfolio }) => portfolio.inventory !== undefined,
      );
      expect(body.inventory).toEqual({ declared: 1, undeclared: 1 });
      world.decisions['integration.drift.read'] = {
        result: AuthorizeResult.DENY,
      };
      const hidden = await running.get('/v1/scorecard');
      expect(hidden.body).not.toHaveProperty('inventory');
    });

    it('serves the checklist, and its own description', async () => {
      await start({});
      const checklist = await running.get('/v1/checklist');
      expect(checklist.body.questions).toHaveLength(8);
      expect(checklist.body.checks.length).toBeGreaterThanOrEqual(36);
      const description = await running.get('/openapi.json');
      expect(Object.keys(description.body.paths)).toContainEqual(
        expect.stringContaining('/v1/scorecard/{namespace}/{name}'),
      );
    });
  },
);
