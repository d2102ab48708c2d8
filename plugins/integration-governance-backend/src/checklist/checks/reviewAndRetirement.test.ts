import { checkCases, findingOf } from '../../__testUtils__/checkCases';

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
  ],
  'review-held': [
    ['a cadence, and no record', {}, 'unmeasured'],
    ['no cadence', { spec: { review: undefined } }, 'fail'],
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
