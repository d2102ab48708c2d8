import { ConfigReader } from '@backstage/config';
import { PATTERNS } from '@tieline/plugin-integrations-common';
import { CostRange } from '@tieline/plugin-integrations-common/governance';
import fc from 'fast-check';
import { Surroundings } from '../../evidence/Surroundings';
import { PriceBook } from '../PriceBook';
import { countCalls, countRecords, windowAt } from './countVolume';
import { groupRunCosts } from './groupRunCosts';
import { platformShares } from './platformShares';
import { growthBetween, growthOf, runsOutOn } from './quotas';
import { runCostOf } from './RunCostCalculator';
import { RunFacts } from './runCostParts';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 200);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261130);
const check = (property: fc.IProperty<any>) =>
  fc.assert(property, { numRuns: RUNS, seed });

const now = new Date('2026-11-28T12:00:00Z');
const window = windowAt(now);
const calls = fc.option(fc.nat({ max: 50_000_000 }), { nil: undefined });
const cents = (value: number) => Math.round(value * 100);

const facts: fc.Arbitrary<RunFacts> = fc
  .record({
    pattern: fc.option(fc.constantFrom(...PATTERNS), { nil: undefined }),
    count: fc.integer({ min: 1, max: 40 }),
    deliveries: calls,
    readers: fc.integer({ min: 1, max: 9 }),
    perYear: fc.option(fc.nat({ max: 1_000_000 }), { nil: undefined }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    minutes: fc.nat({ max: 10_080 }),
  })
  .map(({ deliveries, readers, perYear, share, minutes, ...rest }) => ({
    ...rest,
    deliveries,
    messages:
      deliveries === undefined ? undefined : Math.round(deliveries / readers),
    volumeSource: undefined,
    measuredDays: 30,
    platforms: [
      {
        entityRef: 'resource:default/kafka',
        title: 'kafka',
        share,
        perYear:
          perYear === undefined
            ? undefined
            : {
                id: 'platform',
                title: 'The platform',
                unit: '€ a year',
                source: 'contract',
                value: { low: perYear / 2, expected: perYear, high: perYear },
              },
      },
    ],
    interventions: { count: 1, minutes },
  }));

describe('what integrations cost to run', () => {
  let book: PriceBook;

  beforeAll(async () => {
    book = await PriceBook.read(new ConfigReader({}));
  });

  const costOf = (one: RunFacts) => runCostOf(book, one, window);

  it('is low, expected and high in this order, and the sum of its parts', () => {
    check(
      fc.property(facts, one => {
        const { perMonth, parts } = costOf(one);
        for (const range of [perMonth, ...parts.map(part => part.range)]) {
          expect(range.low).toBeGreaterThanOrEqual(0);
          expect(range.low).toBeLessThanOrEqual(range.expected);
          expect(range.expected).toBeLessThanOrEqual(range.high);
        }
        for (const bound of ['low', 'expected', 'high'] as const) {
          const sum = parts.reduce(
            (all, { range }) => all + cents(range[bound]),
            0,
          );
          expect(sum).toBe(cents(perMonth[bound]));
        }
      }),
    );
  });

  it('is never less for more volume', () => {
    check(
      fc.property(facts, fc.nat({ max: 5_000_000 }), (one, more) => {
        const { deliveries = 0, messages = 0 } = one;
        const before = costOf(one).perMonth;
        const after = costOf({
          ...one,
          deliveries: deliveries + more,
          messages: messages + more,
        }).perMonth;
        expect(after.expected).toBeGreaterThanOrEqual(before.expected);
      }),
    );
  });

  it('adds up what people did by hand, minute by minute', () => {
    const byHand = (minutes: number): CostRange =>
      costOf({
        pattern: undefined,
        count: 1,
        deliveries: undefined,
        messages: undefined,
        volumeSource: undefined,
        measuredDays: 0,
        platforms: [],
        interventions: { count: 1, minutes },
      }).perMonth;
    check(
      fc.property(fc.nat(10_080), fc.nat(10_080), (one, other) => {
        const apart = byHand(one).expected + byHand(other).expected;
        // Each is rounded to the cent.
        expect(Math.abs(byHand(one + other).expected - apart)).toBeLessThan(
          0.011,
        );
      }),
    );
    expect(byHand(480)).toEqual({ low: 650, expected: 800, high: 1000 });
  });

  it('names what nobody knows, and has no figure in its place', () => {
    check(
      fc.property(facts, one => {
        const { calls: counted, unmeasured, parts, perMessage } = costOf(one);
        expect(unmeasured.includes('volume')).toBe(
          one.deliveries === undefined,
        );
        expect(unmeasured.includes('pattern')).toBe(one.pattern === undefined);
        expect(unmeasured.includes('cost of resource:default/kafka')).toBe(
          one.platforms[0].perYear === undefined,
        );
        expect(counted).toBe(one.messages ?? null);
        expect(perMessage !== undefined).toBe(Boolean(one.messages));
        expect(
          one.deliveries === undefined &&
            parts.some(({ id }) => id === 'traffic'),
        ).toBe(false);
      }),
    );
  });

  it('takes each transaction at the price of the tier that it lies in', () => {
    const licence = (deliveries: number) =>
      costOf({
        pattern: 'ipaas',
        count: 0,
        deliveries,
        messages: deliveries,
        volumeSource: 'telemetry',
        measuredDays: 30,
        platforms: [],
        interventions: { count: 0, minutes: 0 },
      }).parts[0].range.expected;
    // 250 × 2.40 + 4,750 × 1.20 + 1,000 × 0.50
    expect(licence(6_000_000)).toBe(600 + 5_700 + 500);
    expect(licence(250_000)).toBe(600);
  });
});

describe('the shares of a platform', () => {
  const users = fc
    .array(calls, { minLength: 1, maxLength: 30 })
    .map(all =>
      all.map((each, at) => ({ entityRef: `integration:${at}`, calls: each })),
    );

  it('add up to all of it', () => {
    check(
      fc.property(users, all => {
        const shares = [...platformShares(all).values()];
        expect(shares).toHaveLength(all.length);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('are equal where nobody measured', () => {
    check(
      fc.property(users, all => {
        const shares = platformShares(all);
        for (const { entityRef, calls: counted } of all) {
          const isEqual =
            Math.abs(shares.get(entityRef)! - 1 / all.length) < 1e-9;
          expect(counted !== undefined || isEqual).toBe(true);
        }
      }),
    );
  });

  it('are never smaller for more volume', () => {
    check(
      fc.property(
        users,
        fc.nat({ max: 50_000_000 }),
        fc.nat({ max: 1_000_000 }),
        (others, counted, more) => {
          const shareWith = (volume: number) =>
            platformShares([
              { entityRef: 'integration:grows', calls: volume },
              { entityRef: 'integration:other', calls: 1_000 },
              ...others,
            ]).get('integration:grows')!;
          expect(shareWith(counted + more)).toBeGreaterThanOrEqual(
            shareWith(counted) - 1e-9,
          );
        },
      ),
    );
  });
});

describe('groups of run costs', () => {
  const range = fc.nat({ max: 1e8 }).map(value => ({
    low: value / 200,
    expected: value / 100,
    high: value / 50,
  }));
  const name = (prefix: string) =>
    fc.constantFrom(undefined, `${prefix}:default/a`, `${prefix}:default/b`);
  const figures = fc.array(
    fc.record({
      facets: fc.record({
        entityRef: fc.constant('integration:default/x'),
        namespace: fc.constant('default'),
        name: fc.constant('x'),
        targetRefs: fc.constant<string[]>([]),
        viaRefs: fc.subarray(['resource:default/k', 'resource:default/g']),
        ownerRef: name('group'),
        systemRef: name('system'),
        pattern: fc.constantFrom(undefined, 'ipaas' as const),
      }),
      perMonth: range,
      calls,
      interventionMinutes: fc.nat({ max: 100 }),
    }),
    { maxLength: 20 },
  );

  it('add up to the whole, whatever they are grouped by', () => {
    check(
      fc.property(
        figures,
        fc.constantFrom('team', 'platform', 'pattern', 'system'),
        (all, by) => {
          const groups = groupRunCosts(by as 'team', all, new Surroundings([]));
          const sum = (of: Array<{ perMonth: CostRange }>) =>
            of.reduce((total, one) => total + cents(one.perMonth.expected), 0);
          expect(sum(groups)).toBe(sum(all));
          expect(
            groups.reduce((total, one) => total + one.integrations, 0),
          ).toBe(all.length);
        },
      ),
    );
  });
});

describe('what is counted of 30 days', () => {
  const day = (on: string) => `${on}T00:00:00.000Z`;
  const count = (points: Record<string, number | null>) =>
    countCalls(
      {
        source: 'spans',
        side: 'callee',
        at: Object.keys(points).map(day),
        values: { throughputPerMinute: Object.values(points) },
      },
      window,
    );

  it('takes today for what has passed of it, and a day without a point for a quiet one', () => {
    expect(
      count({
        '2026-09-30': 1,
        '2026-10-29': 2,
        '2026-10-30': 3,
        '2026-11-27': null,
        '2026-11-28': 10,
      }),
    ).toEqual({
      calls: 3 * 1440 + 10 * 720,
      days: 29.5,
      callsBefore: 1440 + 2 * 1440,
      source: 'telemetry (spans, callee), 30 days',
    });
  });

  it('says of how many days it is where it began later', () => {
    expect(count({ '2026-11-24': 1, '2026-11-27': 1 })).toEqual({
      calls: 2880,
      days: 4.5,
      callsBefore: undefined,
      source: 'telemetry (spans, callee), 5 of 30 days',
    });
  });

  it('is none where all of it was before, and unknown where there never was any', () => {
    expect(count({ '2026-10-01': 5 }).calls).toBe(0);
    expect(count({ '2026-11-20': null }).calls).toBeUndefined();
    expect(countCalls({}, window).calls).toBeUndefined();
  });

  it('adds up the records of runs that say how many', () => {
    const run = (startedAt: string, records?: number) => ({
      state: 'on-time' as const,
      run: {
        id: startedAt,
        startedAt,
        result: 'succeeded' as const,
        recordsIn: records,
      },
    });
    const runs = [
      run('2026-10-20T02:00:00Z', 5),
      run('2026-11-20T02:00:00Z', 70),
      run('2026-11-21T02:00:00Z'),
      run('2026-11-22T02:00:00Z', 30),
    ];
    expect(countRecords(runs, window)).toMatchObject({
      calls: 100,
      days: 29.5,
    });
    expect(countRecords([runs[2]], window).calls).toBeUndefined();
  });
});

describe('a quota', () => {
  it('grows by what both times was measured on every day', () => {
    const volume = { source: 'telemetry' };
    expect(
      growthOf([
        { ...volume, calls: 130, days: 29.5, callsBefore: 100 },
        { ...volume, calls: 106, days: 29.5, callsBefore: 100 },
        { ...volume, calls: 900, days: 29.5, callsBefore: undefined },
        { ...volume, calls: 900, days: 12, callsBefore: 10 },
        { ...volume, calls: undefined, days: 0, callsBefore: undefined },
      ]),
    ).toBeCloseTo(0.2, 9);
    expect(
      growthOf([{ ...volume, calls: 5, days: 29.5, callsBefore: 0 }]),
    ).toBeUndefined();
  });

  it('runs out when compound growth reaches it', () => {
    // 1.21 = 1.1 × 1.1: two times 30 days.
    expect(growthBetween(100, 121, 60)).toBeCloseTo(0.1);
    expect(growthBetween(100, 100, 90)).toBe(0);
    expect(growthBetween(0, 5, 90)).toBeUndefined();
    expect(growthBetween(4, 5, 29)).toBeUndefined();
    expect(runsOutOn(100, 121.001, 0.1, now)).toBe('2027-01-27');
    expect(runsOutOn(121, 121, -0.5, now)).toBe('2026-11-28');
    expect(runsOutOn(100, 121, 0, now)).toBeUndefined();
    expect(runsOutOn(100, 121, undefined, now)).toBeUndefined();
    // 0.5 % a month takes 38 times 30 days for 21 %: just over three years.
    expect(runsOutOn(100, 121, 0.005, now)).toBeUndefined();
  });

  it('runs out no later for faster growth', () => {
    const growth = fc.double({ min: 0.001, max: 3, noNaN: true });
    check(
      fc.property(
        growth,
        growth,
        fc.integer({ min: 1, max: 100 }),
        (a, b, used) => {
          const [slow, fast] = [a, b].sort((one, other) => one - other);
          const last = '9999';
          expect(
            (runsOutOn(used, 100, fast, now) ?? last) <=
              (runsOutOn(used, 100, slow, now) ?? last),
          ).toBe(true);
        },
      ),
    );
  });
});
