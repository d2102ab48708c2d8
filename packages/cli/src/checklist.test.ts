import {
  ChecklistVersionDetail,
  Evaluation,
} from '@tieline/plugin-integrations-common/governance';
import { runHere } from './testUtils/runHere';
import { TestFolder } from './testUtils/TestFolder';
import { Answer, Asked, errorAnswer, TestPortal } from './testUtils/TestPortal';

jest.setTimeout(60_000);

const api = '/api/integration-governance/v1';
const at = '2026-11-27T10:00:00.000Z';
const ok = (body: unknown): Answer => ({ status: 200, body });
const facets = {
  entityRef: 'integration:default/tracking-mails',
  namespace: 'default',
  name: 'tracking-mails',
  targetRefs: [],
  viaRefs: [],
};

const draft = (
  preview: ChecklistVersionDetail['preview'],
  rest: Partial<ChecklistVersionDetail> = {},
): ChecklistVersionDetail => ({
  version: '2026-12',
  state: 'draft',
  origin: 'sent',
  questions: 8,
  checks: 41,
  createdAt: at,
  mayManage: true,
  text: '',
  checklist: { version: '2026-12', questions: [], checks: [] },
  comparedWith: '2026-11',
  differences: [
    {
      kind: 'changed',
      of: 'check',
      id: 'inventory-owner',
      title: 'A team owns it',
      changes: [{ property: 'weight', before: '3', after: '5' }],
    },
  ],
  preview,
  ...rest,
});
const running = { state: 'running' as const, total: 4, done: 1 };
const done = (worse: number) => ({
  ...{
    state: 'done' as const,
    total: 4,
    done: 4,
    affected: 2,
    better: 1,
    worse,
  },
  questions: [
    { questionId: 'inventory', before: 3, after: 2 },
    { questionId: 'review', before: 1, after: 1 },
  ],
  teams: [{ ownerRef: 'none', affected: 2, worse }],
});
const effects = {
  items: [
    {
      integration: facets,
      before: { yes: 3, applicable: 8 },
      after: { yes: 2, applicable: 8 },
      changes: [
        {
          ...{ checkId: 'inventory-owner', title: 'A team owns it' },
          ...{ from: 'pass', to: 'fail', reason: 'Nobody does.' },
        },
      ],
    },
  ],
  totalItems: 1,
  pageInfo: {},
};

describe('tieline checklist', () => {
  const folder = new TestFolder().write('checklist.yaml', 'version: 2026-12\n');
  let portal: TestPortal;
  const run = (...args: string[]) =>
    runHere(
      folder.path,
      ['checklist', args[0], '--portal', portal.url, ...args.slice(1)],
      { TIELINE_TOKEN: 'secret' },
    );
  /** Each address gives its answers one after the other, the last one again and again. */
  const answer = (given: Record<string, Answer[]>) => {
    portal.asked.length = 0;
    const left = new Map(
      Object.entries(given).map(([key, list]) => [key, [...list]]),
    );
    portal.answer = ({ method, path }: Asked) => {
      const list = left.get(`${method} ${path.split('?')[0].replace(api, '')}`);
      return list && list.length > 1 ? list.shift() : list?.[0];
    };
  };
  const asked = () =>
    portal.asked.map(
      ({ method, path }) => `${method} ${path.replace(api, '')}`,
    );

  beforeAll(async () => {
    portal = await TestPortal.start();
  });
  afterAll(async () => {
    await portal.stop();
    folder.remove();
  });

  const drafting = (worse: number) => ({
    'POST /checklists': [ok(draft(running))],
    'GET /checklists/2026-12': [ok(draft(running)), ok(draft(done(worse)))],
    'GET /checklists/2026-12/effects': [ok(effects)],
    'POST /checklists/2026-12/activation': [
      ok(draft(done(worse), { state: 'active' })),
    ],
  });

  it('drafts, waits for what it would change, and says for whom; nothing counts', async () => {
    answer(drafting(1));
    const { code, stdout, stderr } = await run(
      ...['apply', 'checklist.yaml', '--note', 'Why'],
    );
    expect([code, stderr]).toEqual([
      0,
      '2026-12: 1 of 4 integrations evaluated\n2026-12: 4 of 4 integrations evaluated\n',
    ]);
    expect(portal.asked[0].body).toEqual({
      text: 'version: 2026-12\n',
      note: 'Why',
      activate: false,
    });
    expect(asked()).not.toContain('POST /checklists/2026-12/activation');
    expect(stdout)
      .toBe(`Draft 2026-12: 8 questions, 41 checks, compared with 2026-11
  ~ check inventory-owner  A team owns it
      weight: 3 → 5

It would change 2 of 4 integrations: 1 better, 1 worse.
  inventory: yes 3 → 2
  without an owner: 2 affected, 1 worse

default/tracking-mails  3 of 8 → 2 of 8
  A team owns it: pass → fail. Nobody does.

Nothing of it counts yet. Activate it with --activate, or on its page.
`);
  });

  it('activates once what it changes is known', async () => {
    answer(drafting(1));
    const { code, stdout } = await run('apply', 'checklist.yaml', '--activate');
    expect([code, asked().at(-1)]).toEqual([
      0,
      'POST /checklists/2026-12/activation',
    ]);
    expect(stdout).toMatch(/^Activated 2026-12[^]*It counts from now on\.\n$/);
  });

  it('ends with 1 and activates nothing where that is asked for and something gets worse', async () => {
    const args = ['apply', 'checklist.yaml', '--activate', '--fail-on-worse'];
    answer(drafting(1));
    expect((await run(...args)).code).toBe(1);
    expect(asked()).not.toContain('POST /checklists/2026-12/activation');
    answer(drafting(0));
    expect((await run(...args, '--json')).code).toBe(0);
    expect(asked()).toContain('POST /checklists/2026-12/activation');
  });

  it('has nothing to do where the same counts already', async () => {
    const active = draft(undefined, { state: 'active', differences: [] });
    answer({
      'POST /checklists': [ok(active)],
      'GET /checklists/2026-12': [ok(active)],
    });
    const { code, stdout } = await run('apply', 'checklist.yaml', '--activate');
    expect([code, stdout]).toEqual([
      0,
      'It says the same as 2026-12, which counts already.\n',
    ]);
  });

  it.each([
    [
      errorAnswer(400, 'InputError', 'checks[0].condition (line 3): is empty'),
      /can not take it: checks\[0\]\.condition \(line 3\)/,
    ],
    [
      errorAnswer(403, 'NotAllowedError', 'no'),
      /Give it integration\.checklist\.manage and integration\.read/,
    ],
    [ok({}), /something else than a version of the checklist/],
  ])('ends with 2 where the portal answers %j', async (given, reason) => {
    answer({ 'POST /checklists': [given] });
    const { code, stdout, stderr } = await run('apply', 'checklist.yaml');
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      expect.stringMatching(reason),
    ]);
  });

  it('ends with 2 where what it would change could not be evaluated', async () => {
    answer({
      ...drafting(0),
      'GET /checklists/2026-12': [
        ok(draft({ state: 'failed', because: 'no space', total: 4, done: 1 })),
      ],
    });
    const { code, stderr } = await run('apply', 'checklist.yaml');
    expect([code, stderr]).toEqual([2, expect.stringContaining('no space')]);
  });

  const evaluation = (rest: Partial<Evaluation>): Answer =>
    ok({ id: '7', startedAt: at, total: 1, done: 0, changed: 0, ...rest });
  const scorecard = (result: string) => ({
    integration: facets,
    checklistVersion: '2026-11',
    score: {
      yes: 0,
      applicable: 1,
      answers: [{ questionId: 'inventory', state: 'not-yet' }],
    },
    questions: [{ id: 'inventory', number: 1, title: 'Inventory', text: '' }],
    outcomes: [
      {
        ...{ checkId: 'inventory-owner', questionId: 'inventory', result },
        ...{ title: 'A team owns it', reason: 'Nobody does.' },
        nextStep: { text: 'Name a team', href: '/catalog' },
      },
    ],
    transitions: [],
  });
  const step = (state: string, detail?: string) => ({
    ...{ id: 'telemetry', title: 'What telemetry shows', state, detail },
  });

  it('runs for one integration step by step and says what to do next', async () => {
    answer({
      'POST /evaluations': [evaluation({})],
      'GET /evaluations/7': [
        evaluation({ steps: [step('running')] as never }),
        evaluation({ steps: [step('done', 'Read.')] as never }),
        evaluation({
          steps: [step('done', 'Read.')] as never,
          finishedAt: at,
        }),
      ],
      'GET /scorecard/default/tracking-mails': [ok(scorecard('fail'))],
    });
    const { code, stdout, stderr } = await run('run', 'tracking-mails');
    expect(portal.asked[0].body).toEqual({
      entityRefs: ['integration:default/tracking-mails'],
    });
    expect([code, stderr]).toEqual([0, '· What telemetry shows: Read.\n']);
    expect(stdout)
      .toBe(`default/tracking-mails: 0 of 1 questions answered yes (checklist 2026-11)

1 Inventory: not yet
  fail  A team owns it: Nobody does.
      → Name a team: /catalog
`);
  });

  it.each([
    ['fail', ['--fail-on', 'fail'], 1],
    ['fail', [], 0],
    ['unmeasured', ['--fail-on', 'fail'], 0],
  ])('with %s and %j ends with %d', async (result, args, code) => {
    answer({
      'POST /evaluations': [evaluation({ finishedAt: at })],
      'GET /evaluations/7': [evaluation({ finishedAt: at })],
      'GET /scorecard/default/tracking-mails': [ok(scorecard(result))],
    });
    const ran = await run('run', 'tracking-mails', '--json', ...args);
    expect([ran.code, JSON.parse(ran.stdout).scorecard]).toEqual([
      code,
      scorecard(result),
    ]);
  });

  it('runs for the whole portfolio', async () => {
    const answers = [
      { questionId: 'inventory', yes: 3, notYet: 1, unmeasured: 2, waived: 0 },
    ];
    answer({
      'POST /evaluations': [evaluation({ total: 6 })],
      'GET /evaluations/7': [evaluation({ total: 6, done: 6, finishedAt: at })],
      'GET /scorecard': [
        ok({
          checklistVersion: '2026-11',
          questions: scorecard('fail').questions,
          total: { integrations: 6, answers },
        }),
      ],
    });
    const { code, stdout, stderr } = await run('run', '--fail-on', 'fail');
    expect([code, stderr]).toEqual([1, '6 of 6 integrations evaluated\n']);
    expect(stdout).toBe(`6 integrations (checklist 2026-11)
  1 Inventory: 3 yes, 1 not yet, 2 unmeasured, 0 waived
What to do next of one of them: tieline checklist run NAME
`);
  });

  it('shows what counts', async () => {
    const checklist = {
      version: 'ours',
      questions: [{ id: 'q', number: 1, title: 'Cost', text: 'What is it?' }],
      checks: [
        {
          ...{ id: 'own', questionId: 'q', title: 'Own', tests: 'T' },
          ...{ needs: 'tested', shelfLifeDays: 30, weight: 2 },
          ...{ origin: 'condition', condition: { 'facts.x': 1 } },
        },
      ],
    };
    answer({
      'GET /checklist': [ok(checklist)],
      'GET /checklists/old': [ok(draft(undefined))],
    });
    const { code, stdout } = await run('show');
    expect([code, stdout]).toEqual([
      0,
      `Checklist ours

1 Cost: What is it?
  own  Own
      needs tested; good for 30 days; weight 2; condition
      passes where {"facts.x":1}
`,
    ]);
    expect(
      JSON.parse((await run('show', 'old', '--json')).stdout).version,
    ).toBe('2026-12');
  });

  it.each([
    [['run', 'component:default/x'], /name of an Integration/],
    [['apply', 'none.yaml'], /There is no file none\.yaml/],
    [['run', 'x', '--fail-on', 'worse'], /tieline checklist run --help/],
  ])('ends with 2 for %j', async (args, reason) => {
    answer({});
    const { code, stderr } = await run(...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(reason)]);
  });
});
