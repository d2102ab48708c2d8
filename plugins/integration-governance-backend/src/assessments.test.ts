import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionFactory } from '@backstage/plugin-permission-node';
import {
  integrationPermissionRules,
  IntegrationProjection,
  integrationResourceRef,
} from '@tieline/plugin-integrations-node';
import Papa from 'papaparse';
import {
  carefulSpec,
  health,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance, until } from './__testUtils__/startGovernance';
import { AssessmentOffice } from './assessments/AssessmentOffice';
import { AssessmentStore } from './assessments/AssessmentStore';
import { ActiveChecklist } from './checklist/ActiveChecklist';
import { Checklist } from './checklist/Checklist';
import { ChunkListener, Evaluator } from './scorecard/Evaluator';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const hasCriticality = createConditionFactory(
  integrationPermissionRules.hasCriticality,
);
const names = (items: any[]): string[] =>
  items.map(item => item.integration.name);

const careful = (spec: object = {}, etag = '1') =>
  integration('careful', { ...carefulSpec, ...spec }, etag);
const ending = integration('ending', {
  lifecycle: 'deprecated',
  criticality: 'critical',
  owner: undefined,
  retirement: { plan: '=1+1', by: '2099-01-01', replacement: 'none: closed' },
});
const plain = integration('plain', { criticality: 'low' });

describe.each(databases.eachSupportedId())('assessments on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startGovernance>>;
  let knex: Awaited<ReturnType<typeof databases.init>>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    running = await startGovernance(knex, {
      entities: [...surroundings, careful(), ending, plain],
      health: [health('careful', { at: new Date().toISOString() })],
    });
    await running.settled();
  });

  afterEach(() => running.stop());

  const get = async (path: string) => (await running.get(path)).body;
  const assess = async (title?: string) => {
    const { status, body } = await running.post('/v1/assessments', { title });
    expect(status).toBe(202);
    return until(
      () => get(`/v1/assessments/${body.id}`),
      detail => detail.state !== 'running',
    );
  };
  const outcomeOf = (name: string, checkId: string) =>
    get(`/v1/scorecard/default/${name}`).then(
      ({ outcomes }) =>
        outcomes?.find((one: any) => one.checkId === checkId)?.result,
    );
  const onlyCritical = () => {
    running.world.decisions = {
      'integration.read': {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'integration-governance',
        resourceType: integrationResourceRef.resourceType,
        conditions: hasCriticality({ criticalities: ['critical'] }),
      },
    };
  };
  /** What another replica began, and left behind when it died. */
  const begunElsewhere = async (leaseUntil: Date) => {
    await knex('assessments').insert({
      id: 'elsewhere',
      title: 'Yearly',
      state: 'running',
      running_key: 'running',
      started_at: new Date(Date.now() - 60_000),
      started_by: 'user:default/other',
      lease_until: leaseUntil,
      checklist_version: '1',
      checklist: '{"version":"1","questions":[],"checks":[]}',
      total: 3,
      done: 1,
    });
    await knex('assessment_rows').insert({
      assessment_id: 'elsewhere',
      entity_ref: 'integration:default/careful',
      name: 'careful',
      answer_states: 'inventory=y',
      results: '',
      frozen: Buffer.from(''),
    });
  };

  it('evaluate everything now, are frozen, and say where it hurts', async () => {
    const done = await assess();
    const today = new Date().toISOString().slice(0, 10);
    expect(done).toMatchObject({
      state: 'done',
      title: `Assessment of ${today}`,
      startedBy: 'user:default/mock',
      frozenAt: expect.stringContaining(today),
      checklistVersion: '2026-11',
      total: 3,
      done: 3,
      integrations: 3,
      mayRun: true,
    });
    expect(done.comparedWith).toBeUndefined();
    expect(done.questions).toHaveLength(8);
    const portfolio = await get('/v1/scorecard?withRows=false');
    expect(done.answers).toEqual(portfolio.total.answers);
    expect(done.yesShare).toBe(portfolio.total.yesShare);
    expect(done.teams).toEqual(portfolio.groups);
    expect(done.painPoints).toHaveLength(3);
    const [worst, next] = done.painPoints;
    expect(worst.score).toBeCloseTo(
      worst.reach * worst.criticality * worst.distance,
    );
    expect(worst.score).toBeGreaterThanOrEqual(next.score);
    expect(worst.reach).toBe(worst.failed + worst.unmeasured);
    expect(worst.integrations[0]).toMatchObject({
      integration: { name: 'ending' },
      result: expect.stringMatching(/^(fail|unmeasured)$/),
    });
    expect(worst.nextStep.text).toBeTruthy();
    const { items, totalItems, mayRun } = await get('/v1/assessments');
    expect([totalItems, mayRun]).toEqual([1, true]);
    expect(items).toMatchObject([{ id: done.id, state: 'done' }]);
  });

  it('stay as they were, and show what changed since', async () => {
    const first = await assess('Before');
    await running.post('/v1/evidence/default/careful', {
      testResults: [{ level: 'unit', tests: 3, failed: 0 }],
    });
    const extra = integration('extra');
    running.world.entities = [...surroundings, careful(), plain, extra];
    await until(
      () => get('/v1/integrations?orderBy=name'),
      list => names(list.items).join() === 'careful,extra,plain',
    );
    const second = await assess('After');
    expect(second.comparedWith).toMatchObject({
      id: first.id,
      title: 'Before',
      checklistVersion: '2026-11',
      answers: first.answers,
      yesShare: first.yesShare,
      changes: { better: 1, new: 1, gone: 1, same: 1 },
    });
    const again = await get(`/v1/assessments/${first.id}`);
    expect(again).toEqual(first);

    const rows = await get(`/v1/assessments/${second.id}/rows`);
    expect(rows.items.map((row: any) => row.change)).toEqual([
      'new',
      'gone',
      'better',
      'same',
    ]);
    expect(rows.items[1]).toMatchObject({
      integration: { name: 'ending' },
      before: { yes: expect.any(Number) },
    });
    expect(rows.items[1].score).toBeUndefined();
    expect(rows.items[2]).toMatchObject({
      integration: { name: 'careful' },
      changes: [
        {
          checkId: 'delivery-unit-tests',
          title: 'Unit tests passed lately',
          from: 'unmeasured',
          to: 'pass',
        },
      ],
    });
    const worse = await get(
      `/v1/assessments/${first.id}/rows?compareWith=${second.id}&change=worse&change=gone`,
    );
    expect(worse.items.map((row: any) => row.change)).toEqual([
      'worse',
      'gone',
    ]);
    const owned = await get(
      `/v1/assessments/${second.id}/rows?owner=group:default/Fulfilment&owner=none`,
    );
    expect(names(owned.items)).toEqual(['ending', 'careful']);
    const page = await get(`/v1/assessments/${second.id}/rows?limit=3`);
    const rest = await get(
      `/v1/assessments/${second.id}/rows?limit=3&cursor=${page.pageInfo.nextCursor}`,
    );
    expect(names([...page.items, ...rest.items])).toEqual(names(rows.items));
    expect(rest.pageInfo.nextCursor).toBeUndefined();

    // Who may not read an integration sees it nowhere, not even when it is gone.
    onlyCritical();
    const seen = await get(`/v1/assessments/${second.id}/rows`);
    expect(names(seen.items)).toEqual(['ending']);
    const critical = await get(`/v1/assessments/${first.id}`);
    expect(critical).toMatchObject({ integrations: 1, total: 3 });
    expect(names(critical.painPoints[0].integrations)).toEqual(['ending']);
    expect(critical.teams.map((team: any) => team.key)).toEqual(['none']);
    const { text } = await running.get(
      `/v1/assessments/${first.id}/export?format=csv`,
    );
    expect(text).toContain('integration:default/ending');
    expect(text).not.toContain('integration:default/careful');
  });

  it('are exported with every check and its evidence, and no formulas', async () => {
    const { id, frozenAt } = await assess();
    const day = frozenAt.slice(0, 10);
    const csv = await running.get(`/v1/assessments/${id}/export?format=csv`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.headers['content-disposition']).toBe(
      `attachment; filename="tieline-assessment-${day}.csv"`,
    );
    const parsed = Papa.parse<Record<string, string>>(csv.text, {
      header: true,
      skipEmptyLines: true,
    });
    const checklist = await get('/v1/checklist');
    expect(parsed.errors).toEqual([]);
    expect(parsed.data).toHaveLength(3 * checklist.checks.length);
    const plan = parsed.data.find(
      row =>
        row.integration === 'integration:default/ending' &&
        row.check === 'retirement-plan',
    );
    expect(plan).toMatchObject({
      criticality: 'critical',
      owner: '',
      question: 'retirement',
      evidence: "'=1+1",
      source: 'catalog',
      grade: 'declared',
    });
    const json = await running.get(`/v1/assessments/${id}/export`);
    expect(json.headers['content-disposition']).toContain(`${day}.json`);
    expect(json.body.assessment).toMatchObject({ id, state: 'done' });
    expect(names(json.body.integrations)).toEqual([
      'careful',
      'ending',
      'plain',
    ]);
    const frozen = json.body.integrations[0];
    expect(frozen.throughputPerMinute).toBe(100);
    expect(frozen.outcomes).toHaveLength(checklist.checks.length);
    expect(
      frozen.outcomes.find((one: any) => one.checkId === 'inventory-endpoints'),
    ).toMatchObject({ result: 'pass', evidence: [{ grade: 'declared' }] });
  });

  it('run one at a time, and can be started again when who ran one died', async () => {
    await begunElsewhere(new Date(Date.now() + 60_000));
    const refused = await running.post('/v1/assessments', {});
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(/“Yearly”.*user:default\/other/);
    for (const part of ['rows', 'export']) {
      const early = await running.get(`/v1/assessments/elsewhere/${part}`);
      expect([early.status, early.body.error.message]).toEqual([
        409,
        expect.stringContaining('1 of 3'),
      ]);
    }
    const half = await get('/v1/assessments/elsewhere');
    expect(half).toMatchObject({ state: 'running', answers: [], teams: [] });

    await knex('assessments').update({ lease_until: new Date(1) });
    const dead = await get('/v1/assessments/elsewhere');
    expect(dead).toMatchObject({
      state: 'failed',
      because: expect.stringContaining('stopped at 1 of 3'),
    });
    expect(await knex('assessment_rows')).toEqual([]);
    expect((await assess('Again')).state).toBe('done');
    const unfit = await running.get(
      `/v1/assessments/elsewhere?compareWith=elsewhere`,
    );
    expect(unfit.status).toBe(400);
  });

  it('are not finished by who was given up for dead', async () => {
    const store = new AssessmentStore(knex);
    const checklist = { version: '1', questions: [], checks: [] };
    const id = await store.start(
      { title: 'Slow', startedBy: 'user:default/mock', checklist, total: 1 },
      new Date(0),
      new Date(1),
    );
    await store.failOverdue(new Date(2));
    const frozen = {
      integration: {
        entityRef: 'integration:default/careful',
        namespace: 'default',
        name: 'careful',
        targetRefs: [],
        viaRefs: [],
      },
      score: { yes: 0, applicable: 0, answers: [] },
      outcomes: [],
    };
    const late = { done: 1, leaseUntil: new Date(9) };
    expect(await store.freeze({ id: id!, checklist }, [frozen], late)).toBe(
      false,
    );
    expect(await store.finish(id!, 1, new Date(9))).toBe(false);
    expect(await knex('assessment_rows')).toEqual([]);
    expect((await get(`/v1/assessments/${id}`)).state).toBe('failed');
  });

  it.each([
    ['another checklist', '2', 'became 2 while it ran by 2026-11'],
    ['an error', undefined, 'the backend’s log says which'],
  ])('fail with %s in between', async (_what, version, because) => {
    const evaluator = {
      evaluate: async (
        refs: string[],
        _progress: unknown,
        onChunk: ChunkListener,
      ) => {
        if (version === undefined) {
          throw new Error('The database is away');
        }
        await onChunk([
          { entityRef: refs[0], checklistVersion: version },
        ] as any);
      },
    };
    const office = new AssessmentOffice({
      store: new AssessmentStore(knex),
      checklist: new ActiveChecklist(await Checklist.readShipped()),
      projection: await IntegrationProjection.create({
        database: mockServices.database({ knex }),
      }),
      evaluator: evaluator as unknown as Evaluator,
      logger: mockServices.logger.mock(),
    });
    const { id } = await office.start({ title: ' ' }, 'user:default/mock');
    await office.stop();
    expect(await get(`/v1/assessments/${id}`)).toMatchObject({
      state: 'failed',
      because: expect.stringContaining(because),
    });
    expect((await assess('Again')).state).toBe('done');
  });

  it('are kept, the newest forty', async () => {
    for (let nth = 0; nth < 41; nth += 1) {
      await knex('assessments').insert({
        id: `old-${nth}`,
        title: `Old ${nth}`,
        state: 'done',
        started_at: new Date(1_000 * (nth + 1)),
        started_by: 'user:default/mock',
        lease_until: new Date(1),
        checklist_version: '1',
        checklist: '{"version":"1","questions":[],"checks":[]}',
        total: 0,
        done: 0,
      });
    }
    await assess();
    const { items, totalItems } = await until(
      () => get('/v1/assessments?limit=500'),
      list => list.totalItems === 40,
    );
    expect(totalItems).toBe(40);
    expect(items.at(-1).title).toBe('Old 2');
  });

  it('take a permission to start, and one to read', async () => {
    const { id } = await assess();
    expect(await outcomeOf('careful', 'inventory-endpoints')).toBe('pass');
    running.world.decisions = {
      'integration.assessment.run': { result: AuthorizeResult.DENY },
    };
    expect((await running.post('/v1/assessments', {})).status).toBe(403);
    expect(running.auditEvent.fail).toHaveBeenCalled();
    expect((await get('/v1/assessments')).mayRun).toBe(false);
    expect((await get(`/v1/assessments/${id}`)).mayRun).toBe(false);
    running.world.decisions = {
      'integration.read': { result: AuthorizeResult.DENY },
    };
    const paths = ['', `/${id}`, `/${id}/rows`, `/${id}/export`];
    for (const path of paths) {
      expect((await running.get(`/v1/assessments${path}`)).status).toBe(403);
    }
  });

  it.each([
    ['an unknown one', '/nothing', 404, /no assessment nothing/],
    ['an unknown other', '/ID?compareWith=nothing', 404, /compareWith/],
    ['itself', '/ID?compareWith=ID', 400, /itself/],
    ['a forged cursor', '/ID/rows?cursor=abc', 400, /cursor/],
    ['an unknown change', '/ID/rows?change=odd', 400, /change/],
    ['an unknown format', '/ID/export?format=xml', 400, /format/],
  ])('answer %s in words', async (_what, path, status, message) => {
    const { id } = await assess();
    const response = await running.get(
      `/v1/assessments${path.replaceAll('ID', id)}`,
    );
    expect([response.status, response.body.error.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
  });
});
