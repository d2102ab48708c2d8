import { checkCases, findingOf } from '../../__testUtils__/checkCases';
import { neverSeen } from '../../__testUtils__/evidenceOf';
import { driftItem } from '../../__testUtils__/landscape';

const readAt = '2026-11-22T11:59:00.000Z';
const owner = (facts: object) => ({
  catalog: {
    owner: {
      entityRef: 'group:default/fulfilment',
      exists: true,
      people: 3,
      ...facts,
    },
  },
});

const cases = checkCases({
  'inventory-owner': [
    ['a group of three', {}, 'pass'],
    ['nobody', { catalog: { owner: undefined } }, 'fail'],
    [
      'a group that does not exist',
      owner({ exists: false, people: 0 }),
      'fail',
    ],
    ['a group of one', owner({ people: 1 }), 'fail'],
    ['a person', owner({ entityRef: 'user:default/ada', people: 1 }), 'fail'],
    [
      'an empty group below one with people',
      owner({
        people: 0,
        fallsTo: { entityRef: 'group:default/orders', people: 5 },
      }),
      'pass',
    ],
  ],
  'inventory-references': [
    ['all of them', {}, 'pass'],
    [
      'a target that is not there',
      { catalog: { unresolved: ['system:default/erp'] } },
      'fail',
    ],
    ['no source', { spec: { source: undefined } }, 'fail'],
  ],
  'inventory-platform': [
    ['a broker', {}, 'pass'],
    ['no broker', { spec: { via: [] } }, 'fail'],
    [
      'a pattern without platform',
      { spec: { type: 'point-to-point', via: [] } },
      'not-applicable',
    ],
  ],
  'inventory-endpoints': [
    ['one', {}, 'pass'],
    ['none', { spec: { endpoints: [] } }, 'fail'],
  ],
  'inventory-data-flows': [
    ['one', {}, 'pass'],
    ['none', { spec: { dataFlows: undefined } }, 'fail'],
  ],
  'inventory-without-mistakes': [
    ['none', {}, 'pass'],
    ['an unknown criticality', { spec: { criticality: 'huge' } }, 'fail'],
  ],
  'inventory-nothing-undeclared': [
    ['nothing', {}, 'pass'],
    ['a difference', { drift: { items: [driftItem('x')], readAt } }, 'fail'],
    [
      'only silence, which is no undeclared flow',
      { drift: { items: [driftItem('x', { kind: 'silent' })], readAt } },
      'pass',
    ],
    ['no comparison', { drift: 'not read' }, 'unmeasured'],
    ['nothing of it at all', { telemetry: neverSeen }, 'unmeasured'],
  ],
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});
