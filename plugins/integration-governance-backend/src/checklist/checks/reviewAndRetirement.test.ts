import { checkCases, findingOf, foundBy } from '../../__testUtils__/checkCases';
import { ReviewEvidence } from '../../evidence/IntegrationEvidence';

const reviewed = (
  last: Partial<NonNullable<ReviewEvidence['last']>> = {},
  rest: Partial<ReviewEvidence> = {},
): { reviews: ReviewEvidence } => ({
  reviews: {
    allowedDays: 182,
    regularlyDueOn: '2027-01-10',
    early: [],
    findings: [],
    last: {
      id: 'review-1',
      signedAt: '2026-10-10T12:00:00.000Z',
      signedBy: 'user:default/mira',
      items: 4,
      ...last,
    },
    ...rest,
  },
});
const finding = (dueOn: string) => ({
  title: 'Renew the certificate',
  dueOn,
  createdAt: '2026-10-10T12:00:00.000Z',
});
const early = (dueOn: string) => ({
  text: 'Volume doubled.',
  at: '2026-11-01T12:00:00.000Z',
  dueOn,
});
const neverReviewed = { ...reviewed().reviews, last: undefined };

const cases = checkCases({
  'review-cadence': [
    ['a quarter', {}, 'pass'],
    ['a year for a high one', { spec: { review: { cadence: 'P1Y' } } }, 'fail'],
    [
      'a year for a medium one',
      { spec: { review: { cadence: 'P1Y' }, criticality: 'medium' } },
      'pass',
    ],
    [
      'two years',
      { spec: { review: { cadence: 'P2Y' }, criticality: 'low' } },
      'fail',
    ],
    ['none', { spec: { review: undefined } }, 'fail'],
    [
      'a quarter, where the organisation allows a month',
      reviewed({}, { allowedDays: 30 }),
      'fail',
    ],
  ],
  'review-held': [
    ['a cadence, and no record', {}, 'unmeasured'],
    ['none signed', { reviews: neverReviewed }, 'unmeasured'],
    ['one in time', reviewed(), 'pass'],
    [
      'one of which today is the last day',
      reviewed({}, { regularlyDueOn: '2026-11-22' }),
      'pass',
    ],
    [
      'one that is too long ago',
      reviewed({}, { regularlyDueOn: '2026-11-21' }),
      'fail',
    ],
    [
      'one in time, and no cadence declared',
      { ...reviewed(), spec: { review: undefined } },
      'pass',
    ],
    ['no cadence', { spec: { review: undefined } }, 'fail'],
  ],
  'review-agenda': [
    ['no record', {}, 'unmeasured'],
    ['a signed review', reviewed(), 'pass'],
  ],
  'review-findings': [
    ['no record', {}, 'unmeasured'],
    ['none', reviewed(), 'pass'],
    [
      'one that is due today',
      reviewed({}, { findings: [finding('2026-11-22')] }),
      'pass',
    ],
    [
      'one that is overdue',
      reviewed({}, { findings: [finding('2026-11-21')] }),
      'fail',
    ],
    [
      'one of a drill that is overdue, and no review',
      { reviews: { ...neverReviewed, findings: [finding('2026-11-21')] } },
      'fail',
    ],
  ],
  'review-after-change': [
    ['no record', {}, 'unmeasured'],
    ['nothing changed', reviewed(), 'pass'],
    [
      'a change with time left',
      reviewed({}, { early: [early('2026-11-22')] }),
      'pass',
    ],
    [
      'a change with no time left',
      reviewed({}, { early: [early('2026-11-21')] }),
      'fail',
    ],
    [
      'a change with no time left, never reviewed',
      { reviews: { ...neverReviewed, early: [early('2026-11-21')] } },
      'fail',
    ],
  ],
  'retirement-keep-or-end': [
    ['no record', {}, 'unmeasured'],
    ['a review that did not say', reviewed(), 'unmeasured'],
    ['to keep', reviewed({ keepOrEnd: { decision: 'keep' } }), 'pass'],
    [
      'to end',
      reviewed({ keepOrEnd: { decision: 'end', endOn: '2027-06-30' } }),
      'pass',
    ],
  ],
  'retirement-plan': [
    [
      'a whole plan',
      {
        spec: {
          retirement: {
            plan: 'Ends.',
            by: '2027-01-31',
            replacement: 'none, unused',
          },
        },
      },
      'pass',
    ],
    ['no date', { spec: { retirement: { plan: 'Ends.' } } }, 'fail'],
    ['none', {}, 'fail'],
  ],
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});

it('says what was decided, and where that is recorded', () => {
  const found = foundBy(
    'retirement-keep-or-end',
    reviewed({ keepOrEnd: { decision: 'end', endOn: '2027-06-30' } }),
  );
  expect(found).toMatchObject({
    reason: 'The review of 2026-10-10 decided that it ends on 2027-06-30.',
    evidence: [
      {
        grade: 'attested',
        source: 'review signed by user:default/mira',
        href: '/reviews/review-1',
        at: '2026-10-10T12:00:00.000Z',
      },
    ],
  });
});
