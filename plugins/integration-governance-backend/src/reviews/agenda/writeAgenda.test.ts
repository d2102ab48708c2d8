import { flowUnder } from '../../__testUtils__/contractsOf';
import { driftItem, health as summaryOf } from '../../__testUtils__/landscape';
import { AgendaItem, IntegrationFacts } from './agendaFacts';
import { writeAgenda } from './writeAgenda';

const at = '2026-11-22T12:00:00.000Z';
const facets: IntegrationFacts['facets'] = {
  entityRef: 'integration:default/orders',
  namespace: 'default',
  name: 'orders',
  ownerRef: 'group:default/checkout',
  targetRefs: ['component:default/erp'],
  viaRefs: ['resource:default/kafka'],
};
const health = (rest: Partial<Parameters<typeof summaryOf>[1]> = {}) => ({
  value: summaryOf('orders', { at, ...rest }),
});
const contract = flowUnder();
const questions = [
  { id: 'inventory', title: 'Inventory' },
  { id: 'review', title: 'Review' },
] as IntegrationFacts['questions'];

/** Of an integration that is as it should be, but for what a test changes. */
function facts(rest: Partial<IntegrationFacts> = {}): IntegrationFacts {
  return {
    now: new Date(at),
    since: new Date('2026-05-22T12:00:00.000Z'),
    isFirst: false,
    nextReviewOn: '2027-05-23',
    facets,
    before: { facets, throughputPerMinute: 90 },
    health: health(),
    alarms: { value: { total: 0, items: [] } },
    contracts: {
      value: [
        {
          data: 'orders',
          reference: contract.reference,
          contract: contract.contract,
          newVersions: { value: [] },
          modeThen: 'BACKWARD',
        },
      ],
    },
    drift: { value: [] },
    questions,
    answers: { inventory: 'yes', review: 'yes' },
    answersThen: { inventory: 'yes', review: 'yes' },
    beganToFail: [],
    waivers: [],
    findings: [],
    ...rest,
  };
}

function itemsOf(
  kind: AgendaItem['kind'],
  rest: Partial<IntegrationFacts> = {},
): AgendaItem[] {
  return writeAgenda(facts(rest)).filter(item => item.kind === kind);
}

function shownOf(
  kind: AgendaItem['kind'],
  rest: Partial<IntegrationFacts> = {},
) {
  return itemsOf(kind, rest).map(({ title, level }) => [title, level]);
}

const objective = (state: 'met' | 'missed' | 'unmeasured') => ({
  indicator: 'availability' as const,
  target: 99.5,
  window: '30d',
  state,
  value: state === 'unmeasured' ? null : 99.1234,
});
const finding = (title: string, dueOn: string) => ({
  id: title,
  state: 'open' as const,
  title,
  ownerRef: 'group:default/checkout',
  dueOn,
  origin: 'review' as const,
  createdAt: '2026-05-22T12:00:00.000Z',
  createdBy: 'user:default/ada',
});

it('has an item of each subject where nothing happened, and not one of them is bad', () => {
  const items = writeAgenda(facts());
  expect(new Set(items.map(({ kind }) => kind))).toEqual(
    new Set([
      'health',
      'contracts',
      'drift',
      'score',
      'waivers',
      'findings',
      'change',
    ]),
  );
  expect(items.filter(({ level }) => level === 'bad')).toEqual([]);
});

it.each([
  ['healthy', 'good'],
  ['degraded', 'bad'],
  ['failing', 'bad'],
  ['silent', 'bad'],
  ['unknown', 'unknown'],
] as const)('calls health that is %s %s', (status, level) => {
  expect(shownOf('health', { health: health({ status }) })[0]).toEqual([
    `Health is ${status}`,
    level,
  ]);
});

it('never calls good what nobody measures', () => {
  const items = writeAgenda(
    facts({
      health: { value: undefined },
      before: undefined,
      isFirst: true,
      answers: undefined,
      answersThen: undefined,
      contracts: { value: [] },
    }),
  );
  const good = items.filter(({ level }) => level === 'good');
  expect(good.map(({ kind }) => kind)).toEqual(['drift', 'findings']);
  expect(items.find(({ title }) => title === '0 alarms')).toMatchObject({
    level: 'unknown',
  });
});

it('says of each source that is out that it is, and since when', () => {
  const outSince = '2026-11-22T09:00:00.000Z';
  const out = { outSince };
  const items = writeAgenda(
    facts({
      ...{ health: out, alarms: out, contracts: out, drift: out },
      ...{ cost: out, regrets: out, drill: out },
    }),
  ).filter(({ title }) => /: not known$/.test(title));
  expect(items.map(({ title, level }) => [title, level])).toEqual([
    ['Health: not known', 'unknown'],
    ['Alarms: not known', 'unknown'],
    ['Contracts: not known', 'unknown'],
    ['Drift: not known', 'unknown'],
    ['Cost: not known', 'unknown'],
    ['Decisions: not known', 'unknown'],
    ['Drills: not known', 'unknown'],
    ['Volume: not known', 'unknown'],
  ]);
  expect(items[0].detail).toContain(outSince);
});

it('holds what was promised against what came of it', () => {
  const withObjectives = (...states: Array<'met' | 'missed' | 'unmeasured'>) =>
    itemsOf('health', {
      health: health({ objectives: states.map(objective) }),
    })[1];
  expect(withObjectives('met', 'missed')).toMatchObject({
    title: '1 of 2 objectives met',
    level: 'bad',
    detail: expect.stringContaining(
      'availability: 99.5 % promised over 30d, 99.123 % so far (missed).',
    ),
  });
  expect(withObjectives('met', 'unmeasured').level).toBe('unknown');
  expect(withObjectives('met').level).toBe('good');
});

it('counts alarms, and says how many are still on', () => {
  const alarm = (state: 'open' | 'cleared') => ({
    state,
    headline: '3 % of calls fail',
    since: '2026-09-01T00:00:00.000Z',
  });
  const of = (...states: Array<'open' | 'cleared'>) =>
    itemsOf('health', {
      alarms: {
        value: { total: 70, items: states.map(alarm) as any },
      },
    }).at(-1);
  expect(of('open', 'cleared')).toMatchObject({
    title: '70 alarms',
    level: 'bad',
    detail:
      '70 alarms since the last review, 2026-05-22, 1 still on. 3 % of calls fail (2026-09-01), 3 % of calls fail (2026-09-01).',
  });
  expect(of('cleared')).toMatchObject({ level: 'neutral' });
});

it('tells new versions of a contract, what of them breaks, and another mode', () => {
  const version = contract.contract!.latest!;
  const of = (rest: object) =>
    itemsOf('contracts', {
      contracts: {
        value: [
          {
            data: 'orders',
            reference: 'catalog/orders',
            contract: contract.contract,
            newVersions: { value: [] },
            ...rest,
          },
        ],
      },
    })[0];
  expect(of({ newVersions: { value: [version] } })).toMatchObject({
    title: 'Contract catalog/orders: 1 new version',
    level: 'good',
    detail: expect.stringContaining('2.0.0 on 2026-10-01 (compatible)'),
  });
  expect(
    of({ newVersions: { value: [{ ...version, breaking: 2 }] } }),
  ).toMatchObject({
    title: 'Contract catalog/orders: 1 new version, breaking',
    level: 'bad',
    checkId: 'contracts-mode',
    detail: expect.stringContaining('2 breaking changes'),
  });
  expect(
    of({ newVersions: { value: [{ ...version, verdict: 'unchecked' }] } })
      .level,
  ).toBe('unknown');
  expect(of({ modeThen: 'FULL' })).toMatchObject({
    level: 'neutral',
    detail: expect.stringContaining('Its mode is BACKWARD; it was FULL.'),
  });
  expect(of({ contract: undefined })).toMatchObject({
    level: 'bad',
    checkId: 'contracts-found',
  });
  expect(of({ reference: undefined })).toMatchObject({
    title: '1 data flow has no contract',
    checkId: 'contracts-every-flow',
  });
  expect(of({ newVersions: { outSince: undefined } }).level).toBe('unknown');
});

it('names what differs from the declared', () => {
  expect(
    itemsOf('drift', { drift: { value: [driftItem('till')] } }),
  ).toMatchObject([
    {
      title: '1 difference between declared and observed',
      detail: 'till calls the ERP (last seen 2026-11-22).',
      level: 'bad',
      checkId: 'inventory-nothing-undeclared',
    },
  ]);
});

it('compares the score, and names each check that began to fail', () => {
  const [score, check] = itemsOf('score', {
    answers: { inventory: 'not-yet', review: 'yes' },
    answersThen: { inventory: 'yes', review: 'unmeasured' },
    beganToFail: [
      {
        checkId: 'inventory-endpoints',
        questionId: 'inventory',
        title: 'It has an endpoint',
        result: 'fail',
        reason: 'No endpoint is named',
        since: '2026-10-01T00:00:00.000Z',
      },
    ],
  });
  expect(score).toMatchObject({
    title: 'Score: 1 of 2 questions answered yes, 1 of 2 then',
    detail:
      'Compared with the state at the last review. No longer yes: Inventory. Yes now: Review. Not yes: Inventory.',
    level: 'bad',
  });
  expect(check).toMatchObject({
    title: 'Began to fail: It has an endpoint',
    detail: 'No endpoint is named. So since 2026-10-01.',
    checkId: 'inventory-endpoints',
    level: 'bad',
  });
});

it('lists waivers that end, and findings with what is overdue first', () => {
  const waiver = {
    id: '1',
    entityRef: facets.entityRef,
    checkId: 'delivery-unit-tests',
    decided: 'approved' as const,
    reason: 'No tests yet.',
    until: '2027-01-31',
    askedBy: 'user:default/ada',
    askedAt: at,
    title: 'Unit tests passed lately',
  };
  expect(itemsOf('waivers', { waivers: [waiver] })).toMatchObject([
    {
      title: 'A waiver ends on 2027-01-31: Unit tests passed lately',
      checkId: 'delivery-unit-tests',
    },
  ]);
  expect(
    shownOf('findings', {
      findings: [finding('Later', '2026-11-22'), finding('Late', '2026-11-21')],
    }),
  ).toEqual([
    ['Overdue: Late', 'bad'],
    ['Open: Later', 'neutral'],
  ]);
});

it('sees that volume doubled, and that owner and platform are others', () => {
  const before = { facets, throughputPerMinute: 50 };
  expect(shownOf('change', { before })[0]).toEqual([
    'Volume has doubled: 100 calls a minute',
    'bad',
  ]);
  const other = {
    ...facets,
    ownerRef: undefined,
    viaRefs: ['resource:default/edge'],
  };
  expect(
    itemsOf('change', { before: { ...before, facets: other } })[1],
  ).toMatchObject({
    title: 'Changed: owner, platform',
    detail:
      'The owner was missing, and is group:default/checkout. The platform was resource:default/edge, and is resource:default/kafka.',
    level: 'neutral',
  });
});

it('asks what it is given besides: cost, decisions and drills', () => {
  const items = writeAgenda(
    facts({
      cost: {
        value: {
          perMonth: { low: 900, expected: 1_200, high: 1_500 },
          currency: 'EUR',
          unmeasured: [],
        },
      },
      regrets: {
        value: [
          {
            decision: { id: 'd', title: 'Orders', pattern: 'event-driven' },
            reasons: [
              {
                field: 'volume',
                assumed: 1_000,
                observed: 9_000,
                unit: 'a day',
              },
            ],
            recommendedToday: 'api-gateway',
          } as any,
        ],
      },
      drill: { value: undefined },
    }),
  );
  const of = (kind: string) => items.find(item => item.kind === kind);
  expect(of('cost')).toMatchObject({
    title: 'It costs about 1,200 EUR a month',
    level: 'neutral',
  });
  expect(of('decision')).toMatchObject({
    title: 'Outside its assumptions: Orders',
    detail:
      'Its volume is 9,000 a day, 1,000 was assumed. It was decided for event-driven; today the matrix says api-gateway.',
    level: 'bad',
  });
  expect(of('drills')).toMatchObject({
    level: 'unknown',
    checkId: 'failure-drill',
  });
});
