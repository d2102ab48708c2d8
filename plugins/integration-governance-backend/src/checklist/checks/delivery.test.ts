import { describeChecks } from '../../__testUtils__/describeChecks';


describeChecks({
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
