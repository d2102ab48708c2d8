import { ConfigReader } from '@backstage/config';
import { Pattern, PATTERNS } from '@tieline/plugin-integrations-common';
import {
  CostRange,
  Profile,
} from '@tieline/plugin-integrations-common/governance';
import fc from 'fast-check';
import { CostCircumstances } from './CostModel';
import { PriceBook } from './PriceBook';
import { PriceListCostModel } from './PriceListCostModel';

// Generous, for machines that are busy with other suites.
jest.setTimeout(120_000);

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 100);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261127);
const check = (property: fc.IAsyncProperty<any>) =>
  fc.assert(property, { numRuns: RUNS, seed });

const volume = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 20_000 }),
  fc.integer({ min: 1, max: 50_000_000 }),
);
const skill = fc.constantFrom(
  'none' as const,
  'some' as const,
  'strong' as const,
);
const profiles: fc.Arbitrary<Profile> = fc.record(
  {
    interaction: fc.constant('event' as const),
    volumePerDay: volume,
    volumePerDayInTwoYears: volume,
    consumers: fc.integer({ min: 1, max: 40 }),
    endpoints: fc.integer({ min: 1, max: 40 }),
    saasEndpoints: fc.integer({ min: 0, max: 40 }),
    transformation: fc.constantFrom('none', 'light', 'heavy'),
    skills: fc.record({
      broker: skill,
      gateway: skill,
      mesh: skill,
      ipaas: skill,
    }),
  },
  { requiredKeys: ['interaction', 'volumePerDay'] },
);
const pattern = fc.constantFrom(...PATTERNS);
const circumstances: fc.Arbitrary<CostCircumstances> = fc.record(
  {
    withPlatform: fc.subarray([...PATTERNS]).map(each => new Set(each)),
    candidates: fc
      .subarray([...PATTERNS], { minLength: 2 })
      .map(each => new Set(each)),
  },
  { requiredKeys: [] },
);

type Figures = Record<string, CostRange & { source: string }>;

describe('costs of any profile', () => {
  let shipped: PriceBook;
  let model: PriceListCostModel;

  beforeAll(async () => {
    shipped = await PriceBook.read(new ConfigReader({}));
    model = new PriceListCostModel(shipped);
  });

  const modelWith = async (prices: Figures) =>
    new PriceListCostModel(
      await PriceBook.read(
        new ConfigReader({ integrationGovernance: { prices } } as never),
      ),
    );
  /** Other figures for some prices; the ends of tiers stay. */
  const figures = fc
    .array(
      fc.tuple(
        fc.nat(),
        fc.array(fc.integer({ min: 0, max: 3000 }), {
          minLength: 3,
          maxLength: 3,
        }),
      ),
      { maxLength: 12 },
    )
    .map(changes => (book: PriceBook): Figures => {
      const open = book.list.items.filter(({ id }) => !id.startsWith('tier-'));
      return Object.fromEntries(
        changes.map(([index, factors]) => {
          const price = open[index % open.length];
          const [low, expected, high] = factors
            .sort((left, right) => left - right)
            .map(factor => (price.expected * factor) / 1000);
          return [price.id, { low, expected, high, source: 'ours' }];
        }),
      );
    });

  it('lie in their ranges, and add up to the cent', () =>
    check(
      fc.asyncProperty(
        figures,
        profiles,
        circumstances,
        pattern,
        async (changed, profile, around, which) => {
          const own = await modelWith(changed(shipped));
          const { total, parts } = own.estimate(which, profile, around);
          for (const range of [
            total,
            own.leaving(which, profile),
            ...parts.map(part => part.range),
          ]) {
            expect(range.low).toBeGreaterThanOrEqual(0);
            expect(range.expected).toBeGreaterThanOrEqual(range.low);
            expect(range.high).toBeGreaterThanOrEqual(range.expected);
          }
          for (const bound of ['low', 'expected', 'high'] as const) {
            const cents = parts.map(part =>
              Math.round(part.range[bound] * 100),
            );
            expect(Math.round(total[bound] * 100)).toBe(
              cents.reduce((sum, each) => sum + each, 0),
            );
          }
        },
      ),
    ));

  it('never fall with volume', () =>
    check(
      fc.asyncProperty(
        profiles,
        pattern,
        volume,
        volume,
        async (profile, which, more, later) => {
          const less = model.estimate(which, profile).total;
          const grown = model.estimate(which, {
            ...profile,
            volumePerDay: profile.volumePerDay + more,
            volumePerDayInTwoYears:
              (profile.volumePerDayInTwoYears ?? profile.volumePerDay) +
              more +
              later,
          }).total;
          for (const bound of ['low', 'expected', 'high'] as const) {
            expect(grown[bound]).toBeGreaterThanOrEqual(less[bound]);
          }
        },
      ),
    ));

  it('never fall with any price', () =>
    check(
      fc.asyncProperty(
        profiles,
        pattern,
        circumstances,
        fc.nat(),
        fc.double({ min: 1, max: 5, noNaN: true }),
        async (profile, which, around, index, factor) => {
          const open = shipped.list.items.filter(
            ({ id }) => !id.startsWith('tier-'),
          );
          const { id, low, expected, high } = open[index % open.length];
          const dearer = await modelWith({
            [id]: {
              low: low * factor,
              expected: expected * factor,
              high: high * factor,
              source: 'ours',
            },
          });
          const before = model.estimate(which, profile, around).total;
          const after = dearer.estimate(which, profile, around).total;
          for (const bound of ['low', 'expected', 'high'] as const) {
            expect(after[bound]).toBeGreaterThanOrEqual(before[bound]);
          }
        },
      ),
    ));

  it('meet at each break-even, which is where the cheapest changes and nowhere else', () =>
    check(
      fc.asyncProperty(
        figures,
        profiles,
        circumstances,
        async (changed, profile, around) => {
          const own = await modelWith(changed(shipped));
          const candidates = around.candidates ?? new Set(PATTERNS);
          const now = profile.volumePerDay;
          const later = profile.volumePerDayInTwoYears ?? now;
          const peak = Math.max(now, later);
          const costAt = (which: Pattern, at: number) =>
            own.estimate(
              which,
              {
                ...profile,
                volumePerDay: peak === 0 ? at : (now / peak) * at,
                volumePerDayInTwoYears: peak === 0 ? at : (later / peak) * at,
              },
              around,
            ).total.expected;
          const least = (at: number) =>
            Math.min(...[...candidates].map(each => costAt(each, at)));
          const found = own.breakEvens(profile, around);
          for (const {
            cheaperBelow,
            cheaperAbove,
            volumePerDay,
            low,
            high,
          } of found) {
            // A cent for each of five parts, and what a float can hold.
            const tolerance = 0.05 + costAt(cheaperBelow, volumePerDay) * 1e-9;
            const gap =
              costAt(cheaperBelow, volumePerDay) -
              costAt(cheaperAbove, volumePerDay);
            expect(Math.abs(gap)).toBeLessThanOrEqual(tolerance);
            expect(costAt(cheaperBelow, volumePerDay)).toBeLessThanOrEqual(
              least(volumePerDay) + tolerance,
            );
            expect(low ?? 0).toBeLessThanOrEqual(volumePerDay);
            expect(high ?? Infinity).toBeGreaterThanOrEqual(volumePerDay);
          }
          const edges = [
            0,
            ...found.map(each => each.volumePerDay),
            Math.max(10 * peak, 10_000),
          ];
          edges.slice(1).forEach((end, index) => {
            const [below, above] = [found[index - 1], found[index]];
            const holds = above?.cheaperBelow ?? below?.cheaperAbove;
            for (const share of holds ? [0.01, 0.3, 0.5, 0.9] : []) {
              const at = edges[index] + (end - edges[index]) * share;
              expect(costAt(holds!, at)).toBeLessThanOrEqual(
                least(at) * (1 + 1e-9) + 0.05,
              );
            }
          });
        },
      ),
    ));

  it('have another cheapest past each flipping value, and the same before it', () =>
    check(
      fc.asyncProperty(profiles, circumstances, async (profile, around) => {
        const candidates = [...(around.candidates ?? PATTERNS)];
        const shippedModel = model;
        const totals = (own: PriceListCostModel, asked: Profile) =>
          new Map(
            candidates.map(each => [
              each,
              own.estimate(each, asked, around).total.expected,
            ]),
          );
        const expected = totals(model, profile);
        const least = Math.min(...expected.values());
        const cheapest = candidates.filter(
          each => expected.get(each)! <= least + 0.05,
        );
        fc.pre(cheapest.length === 1);
        for (const {
          inputId,
          flipsAt,
          to,
          low,
          high,
          expected: middle,
        } of model.sensitivities(profile, around)) {
          if (flipsAt === undefined) {
            continue;
          }
          expect(flipsAt).toBeGreaterThanOrEqual(low);
          expect(flipsAt).toBeLessThanOrEqual(high);
          const costsAt = async (value: number) =>
            inputId === 'volumePerDayInTwoYears'
              ? totals(shippedModel, {
                  ...profile,
                  volumePerDayInTwoYears: value,
                })
              : totals(
                  await modelWith({
                    [inputId]: {
                      low: value,
                      expected: value,
                      high: value,
                      source: 'ours',
                    },
                  }),
                  profile,
                );
          const there = await costsAt(flipsAt);
          const own = there.get(cheapest[0])!;
          expect(Math.abs(there.get(to!)! - own)).toBeLessThanOrEqual(
            0.05 + own * 1e-6,
          );
          const before = await costsAt(middle + (flipsAt - middle) * 0.9);
          expect(before.get(cheapest[0])!).toBeLessThanOrEqual(
            Math.min(...before.values()) + 0.05,
          );
          const past = await costsAt(flipsAt + (flipsAt - middle) * 0.01);
          // Volume bends: past the place where it flips, a third may take over.
          const after =
            inputId === 'volumePerDayInTwoYears'
              ? Math.min(...past.values())
              : past.get(to!)!;
          expect(after).toBeLessThanOrEqual(past.get(cheapest[0])! + 0.05);
        }
      }),
    ));
});
