import { PortfolioFacts } from './agendaFacts';
import { writePortfolioAgenda } from './writePortfolioAgenda';

const answer = (yes: number, notYet: number) => ({
  ...{ questionId: 'inventory', yes, notYet },
  ...{ unmeasured: 0, waived: 0, notApplicable: 5 },
});

function facts(rest: Partial<PortfolioFacts> = {}): PortfolioFacts {
  return {
    now: new Date('2026-11-22T12:00:00.000Z'),
    since: new Date('2025-11-22T12:00:00.000Z'),
    isFirst: false,
    nextReviewOn: '2027-11-22',
    integrations: 15,
    questions: [
      { id: 'inventory', title: 'Inventory' },
    ] as PortfolioFacts['questions'],
    answers: [answer(8, 2)],
    answersThen: [answer(9, 1)],
    painPoints: [],
    overdueReviews: [],
    neverReviewed: [],
    overdueFindings: [],
    waivers: [],
    ownerless: [],
    undeclared: { value: { count: 0, callsADay: 0 } },
    ...rest,
  };
}

const itemWith = (text: RegExp, rest: Partial<PortfolioFacts> = {}) =>
  writePortfolioAgenda(facts(rest)).find(({ title }) => text.test(title));

it('compares each question with the last review', () => {
  expect(itemWith(/^1 Inventory/)).toMatchObject({
    title: '1 Inventory: 80 % yes, 90 % then',
    detail:
      '8 of 10 integrations that it applies to. 9 of 10 at the last review, 2025-11-22.',
    level: 'bad',
  });
  expect(itemWith(/^1 Inventory/, { answersThen: undefined })).toMatchObject({
    title: '1 Inventory: 80 % yes',
    level: 'neutral',
  });
  expect(itemWith(/^1 Inventory/, { answers: [] })).toMatchObject({
    level: 'unknown',
  });
  expect(itemWith(/^1 Inventory/, { answers: [answer(10, 0)] })).toMatchObject({
    level: 'good',
  });
});

it('says what is late, missing and undeclared', () => {
  expect(
    itemWith(/^Reviews/, { overdueReviews: ['a'], neverReviewed: ['b', 'c'] }),
  ).toMatchObject({
    title: 'Reviews: 1 overdue, 2 never held',
    detail: 'Overdue: a. Never reviewed: b, c.',
    level: 'bad',
  });
  expect(itemWith(/no owner/, { ownerless: ['a'] })).toMatchObject({
    level: 'bad',
  });
  expect(
    itemWith(/not declared/, {
      undeclared: { value: { count: 2, callsADay: 9_000 } },
    }),
  ).toMatchObject({ detail: 'They carry 9,000 calls a day.', level: 'bad' });
  expect(
    itemWith(/^Undeclared/, { undeclared: { outSince: undefined } }),
  ).toMatchObject({ level: 'unknown' });
});

it('compares assessments, and names the most expensive', () => {
  expect(itemWith(/^No two assessments/)).toMatchObject({ level: 'unknown' });
  expect(
    itemWith(/^Assessments/, {
      assessments: {
        title: 'Autumn',
        before: 'Spring',
        yesShare: 0.5,
        yesShareBefore: 0.4,
        changes: { better: 4, worse: 1 },
      },
    }),
  ).toMatchObject({
    title: 'Assessments: 40 % yes in “Spring”, 50 % in “Autumn”',
    detail: 'Since “Spring”: 4 better, 1 worse.',
    level: 'bad',
  });
  const integration = { name: 'orders', title: 'Orders' } as any;
  expect(
    itemWith(/most expensive/, {
      mostExpensive: {
        value: [
          {
            integration,
            currency: 'EUR',
            perMonth: { low: 1, expected: 2_000, high: 3_000 },
          },
        ],
      },
    }),
  ).toMatchObject({ detail: 'A month: Orders about 2,000 EUR.' });
});
