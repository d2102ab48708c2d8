import { checkCases, findingOf, foundBy } from '../../__testUtils__/checkCases';
import {
  ending,
  flowUnder,
  toldOfContracts,
} from '../../__testUtils__/contractsOf';
import { seenByTelemetry } from '../../__testUtils__/evidenceOf';

const uses = (...endings: Array<Parameters<typeof ending>[0]>) => ({
  contracts: toldOfContracts(
    flowUnder({}, { endings: endings.map(one => ending(one)) }),
  ),
});
const past = { sunsetAt: '2026-11-01T00:00:00.000Z' };
const notRead = { contracts: 'not read' as const };
const noContract = { catalog: { contracts: [] } };
const seen = (version: string, lastSeenAt: string) =>
  seenByTelemetry({ versions: [{ version, lastSeenAt }] });
const retired = (endedAt: string) =>
  toldOfContracts(
    flowUnder(
      {},
      {
        versions: [
          { version: '2.0.0', state: 'active' },
          { version: '1.0.0', state: 'retired', endedAt },
        ],
      },
    ),
  );

const cases = checkCases({
  'retirement-versions': [
    ['a version in the matchers', {}, 'pass'],
    ['none', { spec: { telemetry: undefined } }, 'fail'],
    [
      'a version in the traffic',
      {
        spec: { telemetry: undefined },
        telemetry: seen('1', '2026-11-22T11:00:00.000Z'),
      },
      'pass',
    ],
  ],
  'retirement-deprecations': [
    ['a whole plan', uses({}), 'pass'],
    ['no date', uses({ sunsetAt: undefined }), 'fail'],
    ['no replacement', uses({ replacement: undefined }), 'fail'],
    [
      'none, with a reason',
      uses({ replacement: { kind: 'none', reason: 'Nobody needs it' } }),
      'pass',
    ],
    ['none, without', uses({ replacement: { kind: 'none' } }), 'fail'],
    ['somebody who was not told', uses({ untold: ['label-printer'] }), 'fail'],
    ['nothing deprecated', {}, 'not-applicable'],
    ['no answer yet', notRead, 'unmeasured'],
    ['no contract', noContract, 'not-applicable'],
  ],
  'retirement-sunset-traffic': [
    [
      'use that went before the end',
      uses({ ...past, lastSeenAt: '2026-10-20T08:00:00.000Z' }),
      'pass',
    ],
    ['no use', uses(past), 'pass'],
    [
      'use after the end',
      uses({ ...past, lastSeenAt: '2026-11-20T08:00:00.000Z' }),
      'fail',
    ],
    [
      'use that nobody knows of',
      uses({ ...past, usageReadAt: undefined }),
      'unmeasured',
    ],
    [
      'an end that is to come',
      uses({ lastSeenAt: '2026-11-22T08:00:00.000Z' }),
      'not-applicable',
    ],
    [
      'a retired version in the traffic',
      {
        contracts: retired('2026-11-01T00:00:00.000Z'),
        telemetry: seen('v1', '2026-11-20T08:00:00.000Z'),
      },
      'fail',
    ],
    [
      'one that was last seen before',
      {
        contracts: retired('2026-11-01T00:00:00.000Z'),
        telemetry: seen('v1', '2026-10-20T08:00:00.000Z'),
      },
      'not-applicable',
    ],
    ['no answer yet', notRead, 'unmeasured'],
  ],
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});

it('grades what was seen above what YAML says of versions', () => {
  const graded = (options: object) =>
    foundBy('retirement-versions', options).evidence[0].grade;
  expect(graded({})).toBe('declared');
  expect(graded({ telemetry: seen('1', '2026-11-22T11:00:00.000Z') })).toBe(
    'observed',
  );
});

it('names what a plan lacks, once for several flows under a contract, and leads to the ending', () => {
  const flow = flowUnder(
    {},
    { endings: [ending({ sunsetAt: undefined, untold: ['label-printer'] })] },
  );
  expect(
    foundBy('retirement-deprecations', {
      contracts: toldOfContracts(flow, { ...flow, data: 'returns' }),
    }),
  ).toMatchObject({
    reason: 'Order events 1.0.0 lacks a sunset date, word to label-printer.',
    evidence: [{ href: '/deprecations?ending=7', grade: 'attested' }],
  });
});

it('dates what was seen by the look at the traffic', () => {
  expect(
    foundBy('retirement-sunset-traffic', uses(past)).evidence,
  ).toMatchObject([{ grade: 'observed', at: '2026-11-22T11:58:00.000Z' }]);
});
