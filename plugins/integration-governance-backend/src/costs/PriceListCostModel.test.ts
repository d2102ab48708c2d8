import { ConfigReader } from '@backstage/config';
import { Pattern, PATTERNS } from '@tieline/plugin-integrations-common';
import { Profile } from '@tieline/plugin-integrations-common/governance';
import { PriceBook } from './PriceBook';
import { PriceListCostModel } from './PriceListCostModel';

const every = (...patterns: Pattern[]) => new Set(patterns);
const SHARED: Pattern[] = ['event-driven', 'api-gateway', 'service-mesh'];

describe('costs from the shipped prices', () => {
  let model: PriceListCostModel;

  beforeAll(async () => {
    model = new PriceListCostModel(await PriceBook.read(new ConfigReader({})));
  });

  const partsOf = (...args: Parameters<PriceListCostModel['estimate']>) =>
    Object.fromEntries(
      model.estimate(...args).parts.map(({ id, range }) => [id, range]),
    );
  const costOf = (pattern: Pattern, profile: Profile, platforms?: Pattern[]) =>
    model.estimate(pattern, profile, {
      withPlatform: new Set(platforms),
    }).total.expected;
  const cheapest = (profile: Profile, platforms?: Pattern[]) =>
    [...PATTERNS].sort(
      (left, right) =>
        costOf(left, profile, platforms) - costOf(right, profile, platforms),
    );

  const shop: Profile = {
    interaction: 'event',
    volumePerDay: 4000,
    volumePerDayInTwoYears: 9000,
    consumers: 3,
    endpoints: 4,
    transformation: 'light',
    skills: { broker: 'some' },
  };
  const saas: Profile = {
    interaction: 'event',
    volumePerDay: 12_000,
    endpoints: 2,
    saasEndpoints: 2,
  };

  it('agrees with the first example in docs/costs.md', () => {
    // Volume: two years at (4,000 + 9,000) ÷ 2 = 6,500 a day × 730 days = 4.745 million,
    // and a year at 9,000 × 365 = 3.285 million: 8.03 million.
    expect(
      partsOf('event-driven', shop, { withPlatform: every('event-driven') }),
    ).toEqual({
      // (6 + 1.5 × 4 + 1) × 650; (9 + 2 × 4 + 2) × 800; (14 + 3 × 4 + 4) × 1,000
      development: { low: 8450, expected: 15_200, high: 30_000 },
      // 0.5 × 4 × 3 × 650; 0.75 × 4 × 3 × 800; 1.25 × 4 × 3 × 1,000
      maintenance: { low: 3900, expected: 7200, high: 15_000 },
      // 25,000 × 0.05 × 3 + 1 × 8.03; 40,000 × 0.1 × 3 + 3 × 8.03; 60,000 × 0.2 × 3 + 6 × 8.03
      infrastructure: { low: 3758.03, expected: 12_024.09, high: 36_048.18 },
      // 6 × 0.5 × 650; 10 × 0.5 × 800; 15 × 0.5 × 1,000
      training: { low: 1950, expected: 4000, high: 7500 },
      licence: { low: 0, expected: 0, high: 0 },
    });
    expect(
      model.estimate('event-driven', shop, {
        withPlatform: every('event-driven'),
      }).total,
    ).toEqual({ low: 18_058.03, expected: 38_424.09, high: 88_548.18 });
  });

  it('agrees with the second example in docs/costs.md, with tiers', () => {
    // 12,000 × 365 ÷ 12 = 365,000 transactions a month: 250,000 in the first tier, 115,000 in the second.
    expect(partsOf('ipaas', saas)).toEqual({
      // (2 + 0.5 × 2) × 650; (3 + 1 × 2) × 800; (5 + 2 × 2) × 1,000
      development: { low: 1950, expected: 4000, high: 9000 },
      // 0.5 × 2 × 3 × 650; 0.75 × 2 × 3 × 800; 1.25 × 2 × 3 × 1,000
      maintenance: { low: 1950, expected: 3600, high: 7500 },
      infrastructure: { low: 0, expected: 0, high: 0 },
      training: { low: 1300, expected: 2400, high: 5000 },
      // 700 × 2 × 3 + 36 × (250 × 1.9 + 115 × 0.8) = 4,200 + 36 × 567
      // 1,200 × 2 × 3 + 36 × (250 × 2.4 + 115 × 1.2) = 7,200 + 36 × 738
      // 2,000 × 2 × 3 + 36 × (250 × 3.4 + 115 × 1.8) = 12,000 + 36 × 1,057
      licence: { low: 24_612, expected: 33_768, high: 50_052 },
    });
    expect(model.estimate('ipaas', saas).total).toEqual({
      low: 29_812,
      expected: 43_768,
      high: 71_552,
    });
  });

  it('finds a break-even in the second tier', () => {
    // Broker: (9 + 2 × 2 + 5 × 2) × 800 + 3,600 + 12,000 + 10 × 800 = 42,000, and 3 × 1,095 ÷ 10⁶ = 0.003285 for each a day.
    // iPaaS: 17,200; 2.628 for each a day up to 250,000 ÷ (365 ÷ 12) = 8,219.18, which makes 21,600; then 1.314.
    // 17,200 + 21,600 + 1.314 × (v − 8,219.18) = 42,000 + 0.003285 × v, so v = 14,000 ÷ 1.310715.
    const [breakEven, ...others] = model.breakEvens(saas, {
      withPlatform: every('event-driven'),
      candidates: every('event-driven', 'ipaas'),
    });
    expect(others).toEqual([]);
    expect(breakEven).toMatchObject({
      cheaperBelow: 'ipaas',
      cheaperAbove: 'event-driven',
    });
    expect(breakEven.volumePerDay).toBeCloseTo(14_000 / 1.310715, 6);
    // The first tier at 3.40 moves it furthest down: 24,800 ÷ (3.40 × 1.095 − 0.003285), within the tier.
    expect(breakEven.low).toBeCloseTo(24_800 / 3.719715, 6);
    // A share of 0.2 of the platform moves it furthest up, by 12,000 €.
    expect(breakEven.high).toBeCloseTo(26_000 / 1.310715, 6);
  });

  it('says what each number consists of, and whose it is', () => {
    const { parts } = model.estimate('ipaas', saas);
    const licence = parts.find(({ id }) => id === 'licence')!;
    expect(licence.formula).toBe(
      'a connection × endpoints × 3 years + each month’s transactions, tier by tier',
    );
    expect(licence.inputs).toContainEqual({
      id: 'tier-ipaas-1',
      title: 'Where the first tier of transactions ends',
      value: { low: 250_000, expected: 250_000, high: 250_000 },
      unit: 'transactions a month',
      source: 'example',
    });
    expect(licence.inputs).toContainEqual({
      id: 'volumePerDay',
      title: 'Volume now',
      value: { low: 12_000, expected: 12_000, high: 12_000 },
      unit: 'a day',
      source: 'profile',
    });
  });

  it('says what leaving would take: a flow is rebuilt, a client only changed', () => {
    expect(model.leaving('ipaas', saas)).toEqual({
      low: 6 * 2 * 650,
      expected: 10 * 2 * 800,
      high: 15 * 2 * 1000,
    });
    expect(model.leaving('event-driven', saas).expected).toBe(3 * 2 * 800);
  });

  it('finds the iPaaS cheap for little between SaaS, and dear for much', () => {
    expect(cheapest({ ...saas, volumePerDay: 500 })[0]).toBe('ipaas');
    expect(cheapest({ ...saas, volumePerDay: 1_000_000 }, SHARED).at(-1)).toBe(
      'ipaas',
    );
  });

  it('finds a broker dear to begin with, and no longer where one runs with room', () => {
    const fanOut: Profile = {
      interaction: 'event',
      volumePerDay: 20_000,
      consumers: 10,
    };
    expect(costOf('event-driven', fanOut)).toBeGreaterThan(
      2 * costOf('event-driven', fanOut, SHARED),
    );
    expect(costOf('event-driven', fanOut, SHARED)).toBeLessThan(
      costOf('point-to-point', fanOut),
    );
  });

  it('finds point-to-point cheapest for two systems, and dear for many', () => {
    const two: Profile = { interaction: 'request', volumePerDay: 1000 };
    expect(cheapest(two)[0]).toBe('point-to-point');
    const many = { ...two, consumers: 10 };
    for (const hub of ['event-driven', 'api-gateway', 'batch-file'] as const) {
      expect(costOf('point-to-point', many)).toBeGreaterThan(
        1.25 * costOf(hub, many, SHARED),
      );
    }
  });

  it('finds batch cheapest for bulk, custom code dear in maintenance, and a mesh dear for few services', () => {
    const bulk: Profile = { interaction: 'batch', volumePerDay: 10_000_000 };
    expect(cheapest(bulk)[0]).toBe('batch-file');
    const two: Profile = { interaction: 'request', volumePerDay: 1000 };
    const maintenance = PATTERNS.map(
      pattern => [partsOf(pattern, two).maintenance.expected, pattern] as const,
    ).sort(([left], [right]) => right - left);
    expect(maintenance[0][1]).toBe('custom-code');
    expect(costOf('service-mesh', two)).toBeGreaterThan(
      4 * costOf('point-to-point', two),
    );
  });

  it('takes costs over volume from none to beyond two years, with every break-even', () => {
    const around = {
      withPlatform: every('event-driven'),
      candidates: every('event-driven', 'ipaas'),
    };
    const [breakEven] = model.breakEvens(shop, around);
    const curves = model.curves(shop, around);
    expect(curves.map(({ pattern }) => pattern)).toEqual([...PATTERNS]);
    const broker = curves.find(({ pattern }) => pattern === 'event-driven')!;
    const volumes = broker.points.map(({ volumePerDay }) => volumePerDay);
    expect(volumes).toEqual(
      expect.arrayContaining([0, 4000, 9000, breakEven.volumePerDay]),
    );
    expect(Math.max(...volumes)).toBeGreaterThanOrEqual(18_000);
    // What the card shows lies on the curve.
    expect(
      broker.points.find(({ volumePerDay }) => volumePerDay === 9000),
    ).toEqual({
      volumePerDay: 9000,
      ...model.estimate('event-driven', shop, around).total,
    });
  });

  it('puts what tips the choice first, and keeps what does not', () => {
    const around = {
      withPlatform: every('event-driven'),
      candidates: every('event-driven', 'ipaas'),
    };
    const found = model.sensitivities(saas, around);
    const flips = found.map(({ flipsAt }) => flipsAt !== undefined);
    expect(flips).toContain(true);
    expect(flips).toContain(false);
    expect(flips.lastIndexOf(true)).toBeLessThan(flips.indexOf(false));
    expect(found.length).toBeLessThanOrEqual(12);
    // iPaaS 43,768 against broker 42,039.42, over 250 × 36 = 9,000 thousands in the first tier.
    const first = found.find(
      ({ inputId }) => inputId === 'transactions-ipaas-1',
    );
    expect(first!.to).toBe('ipaas');
    expect(first!.flipsAt).toBeCloseTo(2.4 - (43_768 - 42_039.42) / 9000, 8);
  });
});
