import { TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { acmeChecksModule } from './__examples__/ownChecksModule';
import {
  carefulSpec,
  health,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance, until, World } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const now = () => new Date().toISOString();

const coverage = `
version: 2026-12
checks:
  - id: own-coverage
    question: delivery
    title: Four of five lines are covered
    tests: What the pipeline says of its line coverage.
    needs: tested
    shelfLifeDays: 30
    weight: 2
    low: true
    condition:
      facts.line-coverage: { $atLeast: 80 }
    nextStep: { text: Push the coverage, command: 'tieline evidence push {ref} --fact line-coverage=81' }
  - id: inventory-owner
    title: Somebody owns it
  - id: observability-runbook
    enabled: false
`;

describe.each(databases.eachSupportedId())(
  'versions of the checklist on %s',
  databaseId => {
    let knex: Knex;
    let running: Awaited<ReturnType<typeof startGovernance>>;
    const others: Array<typeof running> = [];

    const start = async (world: Partial<World> = {}) => {
      knex = await databases.init(databaseId);
      running = await startGovernance(knex, {
        entities: [
          ...surroundings,
          integration('careful', carefulSpec),
          integration('plain', { owner: 'checkout' }),
        ],
        health: [health('careful', { at: now() })],
        ...world,
      });
      await running.settled();
    };
    const again = async (config: JsonObject = {}) => {
      const other = await startGovernance(knex, {
        ...running.world,
        features: [],
        config,
      });
      others.push(other);
      return other;
    };
    const draft = (text: string, rest: object = {}) =>
      running.post('/v1/checklists', { text, ...rest });
    const previewed = (version: string) =>
      until(
        async () => (await running.get(`/v1/checklists/${version}`)).body,
        body => body.preview?.state === 'done',
      );
    const scorecard = async (name: string, from = running) =>
      (await from.get(`/v1/scorecard/default/${name}`)).body;
    const judgedBy = (version: string, from = running) =>
      until(
        () => scorecard('careful', from),
        body => body.checklistVersion === version,
      );

    afterEach(async () => {
      for (const one of [running, ...others.splice(0)]) {
        await one?.stop();
      }
    });

    it('counts by what ships, says so of each check, and lists it', async () => {
      await start();
      const { body } = await running.get('/v1/checklists');
      expect(body.items).toEqual([
        expect.objectContaining({
          version: '2026-11',
          state: 'active',
          origin: 'shipped',
          questions: 8,
          mayManage: true,
        }),
      ]);
      const { checks } = (await running.get('/v1/checklist')).body;
      expect(
        checks.find(({ id }: any) => id === 'inventory-owner'),
      ).toMatchObject({
        origin: 'shipped',
        low: true,
        nextStep: { text: 'Name a team of two or more as spec.owner' },
      });
    });

    it('shows what a draft would change, for whom, before it counts for anything', async () => {
      await start();
      const { status, body } = await draft(coverage, { note: 'Test more' });
      expect([status, body]).toEqual([
        201,
        expect.objectContaining({
          version: '2026-12',
          state: 'draft',
          origin: 'sent',
          note: 'Test more',
          createdBy: 'user:default/mock',
        }),
      ]);
      const detail = await previewed('2026-12');
      expect(detail.preview).toMatchObject({
        total: 2,
        done: 2,
        affected: 2,
        teams: expect.arrayContaining([
          { ownerRef: 'group:default/fulfilment', affected: 1, worse: 0 },
        ]),
      });
      expect(detail.comparedWith).toBe('2026-11');
      expect(detail.differences).toEqual([
        expect.objectContaining({
          kind: 'changed',
          id: 'inventory-owner',
          changes: [
            {
              property: 'title',
              before: 'A team owns it',
              after: 'Somebody owns it',
            },
          ],
        }),
        expect.objectContaining({ kind: 'added', id: 'own-coverage' }),
        expect.objectContaining({
          kind: 'removed',
          id: 'observability-runbook',
        }),
      ]);
      const effects = (await running.get('/v1/checklists/2026-12/effects'))
        .body;
      expect(effects.totalItems).toBe(2);
      expect(
        effects.items.find(
          ({ integration: { name } }: any) => name === 'careful',
        ).changes,
      ).toEqual([
        {
          checkId: 'own-coverage',
          title: 'Four of five lines are covered',
          from: null,
          to: 'unmeasured',
          reason: 'There is no evidence of facts.line-coverage.',
        },
        expect.objectContaining({ checkId: 'observability-runbook', to: null }),
      ]);
      // Nothing of it counts.
      expect((await scorecard('careful')).checklistVersion).toBe('2026-11');
    });

    it('compares a draft anew once another version counts', async () => {
      await start();
      await draft(coverage);
      await draft(
        coverage
          .replace('2026-12', 'later')
          .replace('Somebody owns it', 'Somebody looks after it'),
      );
      const before = await previewed('later');
      expect(before).toMatchObject({
        comparedWith: '2026-11',
        preview: { affected: 2 },
      });
      await running.post('/v1/checklists/2026-12/activation', {});
      const after = await until(
        () => previewed('later'),
        ({ comparedWith }) => comparedWith === '2026-12',
      );
      expect(after.preview.affected).toBe(0);
    });

    it('tells of effects only to whom may read the integration', async () => {
      await start();
      await draft(coverage);
      await previewed('2026-12');
      running.world.decisions['integration.read'] = {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'integration-governance',
        resourceType: 'integration',
        conditions: {
          rule: 'IS_OWNER',
          resourceType: 'integration',
          params: { claims: ['group:default/fulfilment'] },
        },
      } as any;
      const effects = (await running.get('/v1/checklists/2026-12/effects'))
        .body;
      expect(
        effects.items.map(({ integration: { name } }: any) => name),
      ).toEqual(['careful']);
      const { preview } = (await running.get('/v1/checklists/2026-12')).body;
      expect([preview.affected, preview.teams]).toEqual([
        1,
        [{ ownerRef: 'group:default/fulfilment', affected: 1, worse: 0 }],
      ]);
    });

    it('judges by a version once it is activated, here and on another replica, and keeps what was judged before', async () => {
      await start();
      const other = await again();
      await draft(coverage);
      const { status, body } = await running.post(
        '/v1/checklists/2026-12/activation',
        {},
      );
      expect([status, body.state, body.activatedBy]).toEqual([
        200,
        'active',
        'user:default/mock',
      ]);
      const judged = await judgedBy('2026-12');
      expect(
        judged.outcomes.find(({ checkId }: any) => checkId === 'own-coverage'),
      ).toMatchObject({
        result: 'unmeasured',
        needs: 'tested',
        nextStep: {
          command:
            'tieline evidence push default/careful --fact line-coverage=81',
        },
      });
      expect(
        judged.transitions.find(
          ({ checkId }: any) => checkId === 'observability-runbook',
        ).title,
      ).toBe('There is a runbook');
      await until(
        async () => (await other.get('/v1/checklist')).body.version,
        version => version === '2026-12',
      );
      const past = (await running.get('/v1/checklists/2026-11')).body;
      expect([past.state, past.endedBy]).toEqual(['past', 'user:default/mock']);

      await running.post('/v1/evidence/default/careful', {
        facts: [{ name: 'line-coverage', value: 81.5 }],
      });
      const covered = await until(
        () => scorecard('careful'),
        ({ outcomes }) =>
          outcomes.find(({ checkId }: any) => checkId === 'own-coverage')
            .result === 'pass',
      );
      expect(
        covered.outcomes.find(({ checkId }: any) => checkId === 'own-coverage'),
      ).toMatchObject({
        reason: 'Line-coverage is 81.5.',
        evidence: [{ value: 'line-coverage is 81.5', grade: 'tested' }],
      });
    });

    it('answers for a past day by the checklist of then, with checks that are gone', async () => {
      await start();
      await draft(coverage, { activate: true });
      await judgedBy('2026-12');
      // As if all of it but the activation had been a week ago.
      const weekAgo = new Date(Date.now() - 7 * 86_400_000);
      await knex('transitions')
        .where({ checklist_version: '2026-11' })
        .update({ at: weekAgo });
      await knex('checklist_activations')
        .where({ version: '2026-11' })
        .update({ at: weekAgo });
      const day = weekAgo.toISOString().slice(0, 10);
      const before = (
        await running.get(`/v1/scorecard/default/careful?on=${day}`)
      ).body;
      expect(before.checklistVersion).toBe('2026-11');
      const titles = before.outcomes.map(({ title }: any) => title);
      expect(titles).toEqual(
        expect.arrayContaining(['A team owns it', 'There is a runbook']),
      );
      expect(titles).not.toContain('Four of five lines are covered');
      const today = (
        await running.get(
          `/v1/scorecard/default/careful?on=${now().slice(0, 10)}`,
        )
      ).body;
      expect(today.checklistVersion).toBe('2026-12');
      expect(today.outcomes.map(({ title }: any) => title)).toEqual(
        expect.arrayContaining([
          'Somebody owns it',
          'Four of five lines are covered',
        ]),
      );
    });

    it('takes the same text once, gives a name that is taken a number, and lets one activation win', async () => {
      await start();
      const twice = await Promise.all([draft(coverage), draft(coverage)]);
      expect(twice.map(({ body }) => body.version)).toEqual([
        '2026-12',
        '2026-12',
      ]);
      const other = await draft(coverage.replace('Four', 'Some'));
      expect(other.body.version).toBe('2026-12-2');
      const both = await Promise.all(
        ['2026-12', '2026-12-2'].map(version =>
          running.post(`/v1/checklists/${version}/activation`, {}),
        ),
      );
      // On one connection the second one follows the first.
      const active = (await running.get('/v1/checklists')).body.items.filter(
        ({ state }: any) => state === 'active',
      );
      expect(active).toHaveLength(1);
      expect(both.map(({ status }) => status)).toContain(200);
      const same = await draft(
        (await running.get(`/v1/checklists/${active[0].version}`)).body.text,
        { activate: true },
      );
      expect([same.status, same.body.version, same.body.state]).toEqual([
        201,
        active[0].version,
        'active',
      ]);
      const again2 = await running.post(
        `/v1/checklists/${active[0].version}/activation`,
        {},
      );
      expect([again2.status, again2.body.error.message]).toEqual([
        409,
        expect.stringContaining('counts already'),
      ]);
    });

    it('puts a draft away, and nothing but a draft', async () => {
      await start();
      await draft(coverage);
      const gone = await running.post('/v1/checklists/2026-12/discard', {});
      expect([gone.status, gone.body.state]).toEqual([200, 'discarded']);
      for (const [path, message] of [
        ['2026-12/discard', 'only a draft'],
        ['2026-11/discard', 'only a draft'],
        ['2026-12/activation', 'was put away'],
        ['2026-11/preview', 'Only a draft'],
      ]) {
        const { status, body } = await running.post(
          `/v1/checklists/${path}`,
          {},
        );
        expect([status, body.error.message]).toEqual([
          409,
          expect.stringContaining(message),
        ]);
      }
      expect(
        (await running.post('/v1/checklists/none/activation', {})).status,
      ).toBe(404);
    });

    it('is changed only with the permission, and every change is audited', async () => {
      await start();
      running.world.decisions['integration.checklist.manage'] = {
        result: AuthorizeResult.DENY,
      };
      expect((await draft(coverage)).status).toBe(403);
      expect(running.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: 'checklist-draft' }),
      );
      expect(running.auditEvent.fail).toHaveBeenCalled();
      expect(
        (await running.post('/v1/checklists/2026-11/activation', {})).status,
      ).toBe(403);
      expect(
        (await running.get('/v1/checklists')).body.items[0].mayManage,
      ).toBe(false);
    });

    it('takes over a preview that a replica left, and evaluates it again on request', async () => {
      await start();
      await draft(coverage);
      await previewed('2026-12');
      await knex('checklist_effects').delete();
      await knex('checklist_versions')
        .where({ version: '2026-12' })
        .update({
          preview_state: 'running',
          preview_run: 'of one that is gone',
          preview_beat_at: new Date(Date.now() - 120_000),
        });
      await again();
      expect((await previewed('2026-12')).preview.affected).toBe(2);
      const { status } = await running.post(
        '/v1/checklists/2026-12/preview',
        {},
      );
      expect(status).toBe(202);
      expect((await previewed('2026-12')).preview.affected).toBe(2);
    });

    it('makes a changed configuration a draft, once, and never lets it count by itself', async () => {
      await start();
      const checklist = {
        version: 'ours-1',
        checks: [{ id: 'inventory-owner', weight: 9 }],
      };
      const replicas = await Promise.all([
        again({ checklist }),
        again({ checklist }),
      ]);
      const { items } = (await replicas[0].get('/v1/checklists')).body;
      expect(
        items.map(({ version, state, origin }: any) => [
          version,
          state,
          origin,
        ]),
      ).toEqual([
        ['ours-1', 'draft', 'configuration'],
        ['2026-11', 'active', 'shipped'],
      ]);
    });

    it('lets a configuration count at once where no checklist counted before, and keeps what judged results otherwise', async () => {
      const checklist = {
        version: 'ours-1',
        checks: [{ id: 'inventory-owner', weight: 9 }],
      };
      await start({ config: { checklist } });
      const states = async (from: typeof running) =>
        (await from.get('/v1/checklists')).body.items.map(
          ({ version, state }: any) => `${version} ${state}`,
        );
      expect(await states(running)).toEqual(['ours-1 active']);
      // As a database is that is older than versions.
      await knex('checklist_versions').delete();
      await knex('checklist_activations').delete();
      expect(await states(await again({ checklist }))).toEqual([
        'ours-1 draft',
        '2026-11 active',
      ]);
    });

    it('takes checks in code from a module, and leaves them unmeasured where it is gone', async () => {
      const id = 'acme-credentials-outlive-test';
      const text = `version: with-code\nchecks:\n  - id: ${id}\n    weight: 7\n`;
      await start({ features: [acmeChecksModule] });
      await draft(text, { activate: true });
      await judgedBy('with-code');
      const { checks } = (await running.get('/v1/checklist')).body;
      expect(checks.find((check: any) => check.id === id)).toMatchObject({
        origin: 'module',
        weight: 7,
        questionId: 'review',
      });
      await running.post('/v1/evidence/default/careful', {
        facts: [{ name: 'penetration-test.day', value: '2026-09-01' }],
      });
      await until(
        () => scorecard('careful'),
        ({ outcomes }) =>
          outcomes.find(({ checkId }: any) => checkId === id).result === 'pass',
      );
      await running.stop();
      running = await again();
      others.pop();
      const outcomes = await until(
        async () => {
          await running.post('/v1/evaluations', {});
          return (await scorecard('careful')).outcomes;
        },
        found =>
          found.find(({ checkId }: any) => checkId === id).result ===
          'unmeasured',
      );
      expect(outcomes.find(({ checkId }: any) => checkId === id).reason).toBe(
        `No module of this installation provides the check ${id}.`,
      );
      const refused = await draft(text.replace('with-code', 'again'));
      expect([refused.status, refused.body.error.message]).toEqual([
        400,
        `checks[0] (line 3): nothing evaluates the check ${id}: give it a condition, or install the module that provides it`,
      ]);
    });

    const runFor = async (name: string) => {
      const { body } = await running.post('/v1/evaluations', {
        entityRefs: [`integration:default/${name}`],
      });
      expect(body.steps).toHaveLength(11);
      return until(
        async () => (await running.get(`/v1/evaluations/${body.id}`)).body,
        ({ finishedAt }) => finishedAt !== undefined,
      );
    };

    it('runs for one integration step by step, on evidence that is read anew', async () => {
      await start();
      const ran = await runFor('careful');
      expect([ran.done, ran.steps.map(({ id }: any) => id)]).toEqual([
        1,
        [
          ...['catalog', 'telemetry', 'contracts', 'inventory'],
          ...['observability', 'contracts', 'delivery', 'failure-handling'],
          ...['classification', 'review', 'retirement'],
        ],
      ]);
      expect(ran.steps[0]).toEqual({
        id: 'catalog',
        title: 'What the catalog says',
        state: 'done',
        detail: 'It is as the catalog has it now.',
      });
      expect(ran.steps[1].detail).toMatch(/^It was read at 20.* UTC\.$/);
      expect(ran.steps[3]).toMatchObject({
        title: '1 Inventory',
        state: 'done',
        answer: { questionId: 'inventory', state: 'yes' },
        detail: expect.stringMatching(/^\d of \d checks passed\.$/),
      });
      expect(ran.steps.at(-2)).toMatchObject({
        detail: expect.stringMatching(/failed: |not measured: /),
      });
      expect((await running.post('/v1/evaluations', {})).body.steps).toBe(
        undefined,
      );
    });

    it('says what could not be read anew, and since when', async () => {
      await start();
      running.world.telemetryIsUp = false;
      running.world.contractsAreUp = false;
      const ran = await runFor('careful');
      expect(ran.steps[1]).toMatchObject({
        state: 'failed',
        detail: expect.stringMatching(
          /^It does not answer; what was read at .* UTC stands\.$/,
        ),
      });
      expect(ran.steps.slice(3).map(({ state }: any) => state)).toEqual(
        Array(8).fill('done'),
      );
    });

    it('starts with a configuration that it can not take, and logs the field', async () => {
      await start({ config: { checklist: { version: 'ours-1', chekcs: [] } } });
      expect((await running.get('/v1/checklist')).body.version).toBe('2026-11');
      expect(running.logger.error).toHaveBeenCalledWith(
        expect.stringMatching(/integrationGovernance\.checklist: .*chekcs/),
      );
      const other = await again({
        checklist: {
          version: 'ours-1',
          checks: [{ id: 'own', condition: { wrong: 1 } }],
        },
      });
      expect((await other.get('/v1/checklist')).body.version).toBe('2026-11');
      expect(other.logger.error).toHaveBeenCalledWith(
        expect.stringContaining(
          'integrationGovernance.checklist.checks[0].condition.wrong: is no evidence',
        ),
      );
    });
  },
);
