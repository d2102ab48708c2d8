import { checkCases, findingOf } from '../../__testUtils__/checkCases';

const cases = checkCases({
  'delivery-repository': [
    ['one', {}, 'pass'],
    ['none', { spec: { delivery: {} } }, 'fail'],
  ],
  'delivery-pipeline': [
    ['one', {}, 'pass'],
    ['none', { spec: { delivery: undefined } }, 'fail'],
  ],
  'delivery-rollout': [
    ['a canary', {}, 'pass'],
    ['all at once', { spec: { delivery: { rollout: 'all-at-once' } } }, 'fail'],
    ['none', { spec: { delivery: {} } }, 'fail'],
  ],
  'delivery-documented': [
    ['a template', {}, 'pass'],
    [
      'documentation',
      { spec: { delivery: { documentation: 'https://wiki.example.com' } } },
      'pass',
    ],
    ['neither', { spec: { delivery: {} } }, 'fail'],
  ],
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});
