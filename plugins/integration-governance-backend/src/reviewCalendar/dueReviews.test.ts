import { mockServices } from '@backstage/backend-test-utils';
import { EarlyReason } from '@tieline/plugin-integrations-common/governance';
import {
  cadenceOf,
  defaultCadencePolicy,
  readCadencePolicy,
} from './CadencePolicy';
import { dueDateOf } from './dueDate';
import { findEarlyReasons } from './earlyReasons';
import { volumeDoubled } from './volumeDoubled';

const early = (at: string): EarlyReason => ({
  kind: 'process',
  text: 'It changed.',
  at,
});

describe('the cadence', () => {
  it.each([
    ['critical', undefined, 91, 'policy'],
    ['high', undefined, 182, 'policy'],
    ['medium', undefined, 365, 'policy'],
    ['low', undefined, 365, 'policy'],
    ['high', '90d', 90, 'catalog'],
    ['high', 'P1Y', 182, 'policy'],
    ['high', '182d', 182, 'policy'],
    ['high', 'now and then', 182, 'policy'],
    ['high', '1h', 1, 'catalog'],
    [undefined, undefined, 365, 'policy'],
  ] as const)('of %s that declares %s is %d days by the %s', (...given) => {
    const [criticality, declared, days, source] = given;
    expect(
      cadenceOf(defaultCadencePolicy, criticality, declared),
    ).toMatchObject({ days, source });
  });

  it('is what the organisation configured', () => {
    const policy = readCadencePolicy(
      mockServices.rootConfig({
        data: {
          integrationGovernance: {
            reviews: { cadence: { critical: '30d', portfolio: { days: 180 } } },
          },
        },
      }),
    );
    expect(policy).toEqual({
      byCriticality: { low: 365, medium: 365, high: 182, critical: 30 },
      portfolio: 180,
    });
  });

  it('is refused by its key where it is no time at all', () => {
    const config = mockServices.rootConfig({
      data: { integrationGovernance: { reviews: { cadence: { high: '1h' } } } },
    });
    expect(() => readCadencePolicy(config)).toThrow(
      /integrationGovernance\.reviews\.cadence\.high/,
    );
  });
});

describe('the day by which a review is due', () => {
  const base = { cadenceDays: 91, firstSeenOn: '2026-01-01', early: [] };

  it.each([
    ['never reviewed: 30 days of grace', {}, '2026-01-31'],
    [
      'the last review and the cadence',
      { lastReview: { signedOn: '2026-03-01' } },
      '2026-05-31',
    ],
    [
      'what the last review said, where that is earlier',
      { lastReview: { signedOn: '2026-03-01', nextReviewOn: '2026-04-15' } },
      '2026-04-15',
    ],
    [
      'the cadence, where the last review said later',
      { lastReview: { signedOn: '2026-03-01', nextReviewOn: '2026-12-31' } },
      '2026-05-31',
    ],
    [
      'two weeks after the first reason',
      {
        lastReview: { signedOn: '2026-03-01' },
        early: [early('2026-04-09T22:00:00Z'), early('2026-04-01T10:00:00Z')],
      },
      '2026-04-15',
    ],
    [
      'not later for a reason that comes late',
      {
        lastReview: { signedOn: '2026-03-01' },
        early: [early('2026-05-30T10:00:00Z')],
      },
      '2026-05-31',
    ],
  ])('is %s', (_what, given, dueOn) => {
    expect(dueDateOf({ ...base, ...given })).toBe(dueOn);
  });
});

describe('volume', () => {
  const days = (level: number, wobble = 0.1) =>
    Array.from(
      { length: 14 },
      (_, day) => level * (1 + wobble * ((day % 5) / 2 - 1)),
    );

  it('doubled where its level is twice what it was', () => {
    const levels = volumeDoubled(days(1_000), days(2_100));
    expect(levels!.before).toBeCloseTo(1_000);
    expect(levels!.now).toBeCloseTo(2_100);
  });

  it.each([
    ['it grew by less', days(1_000), days(1_900)],
    [
      'a few days stand out',
      days(1_000),
      days(1_000).map((level, day) => (day < 6 ? level * 20 : level)),
    ],
    [
      'days differ widely among themselves',
      days(1_000).map((level, day) => (day % 3 === 0 ? level * 5 : level)),
      days(2_100),
    ],
    ['too few days were measured', days(1_000), days(5_000).slice(0, 6)],
    ['too few were before', days(1_000).slice(0, 6), days(5_000)],
    ['it is next to nothing', days(2), days(5)],
    ['nothing was measured', [], []],
  ])('did not double where %s', (_what, before, now) => {
    expect(volumeDoubled(before, now)).toBeUndefined();
  });

  it('doubled where there was none before', () => {
    expect(volumeDoubled(days(0), days(500))?.before).toBe(0);
  });
});

describe('a reason to look earlier', () => {
  const facets = {
    ownerRef: 'group:default/checkout',
    viaRefs: ['resource:default/kafka', 'resource:default/gateway'],
  };
  const given = {
    before: facets,
    now: facets,
    processChanges: [],
    known: [],
    at: new Date('2026-11-28T12:00:00Z'),
  };

  it('is none where all is as it was, in whichever order', () => {
    expect(
      findEarlyReasons({
        ...given,
        now: { ...facets, viaRefs: [...facets.viaRefs].reverse() },
      }),
    ).toEqual([]);
  });

  it('says what it was and what it is, with the instant', () => {
    expect(
      findEarlyReasons({
        ...given,
        now: { ownerRef: 'group:default/payments', viaRefs: [] },
        volume: { before: 1_000, now: 2_500 },
        processChanges: [
          {
            process: 'Order to cash',
            note: 'Invoices first.',
            at: '2026-11-01T00:00:00Z',
          },
        ],
      }),
    ).toEqual([
      {
        kind: 'process',
        text: 'The business process “Order to cash” changed: Invoices first.',
        at: '2026-11-01T00:00:00Z',
      },
      {
        kind: 'volume',
        text: 'Volume doubled since the last review: from 1,000 to 2,500 a day.',
        at: '2026-11-28T12:00:00.000Z',
      },
      {
        kind: 'platform',
        text: 'At the last review it went via resource:default/gateway, resource:default/kafka; now it goes via no platform.',
        at: '2026-11-28T12:00:00.000Z',
      },
      {
        kind: 'owner',
        text: 'At the last review group:default/checkout owned it; now group:default/payments does.',
        at: '2026-11-28T12:00:00.000Z',
      },
    ]);
  });

  it('keeps the instant at which it was first found', () => {
    const now = { ...facets, ownerRef: 'group:default/payments' };
    const [first] = findEarlyReasons({ ...given, now });
    const [again] = findEarlyReasons({
      ...given,
      now,
      known: [first],
      at: new Date('2026-12-24T12:00:00Z'),
    });
    expect(again).toEqual(first);
  });

  it('compares nothing where there was no review', () => {
    expect(
      findEarlyReasons({
        ...given,
        before: undefined,
        now: { ownerRef: undefined, viaRefs: [] },
      }),
    ).toEqual([]);
  });
});
