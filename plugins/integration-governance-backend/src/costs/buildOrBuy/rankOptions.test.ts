import { ConfigReader } from '@backstage/config';
import fc from 'fast-check';
import { PriceBook } from '../PriceBook';
import { PriceListCostModel } from '../PriceListCostModel';
import { Answers } from './Answers';
import { BuildOrBuyRules, readBuildOrBuyRules } from './BuildOrBuyRules';
import { optionCosts } from './optionCosts';
import { rankOptions } from './rankOptions';

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 200);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261201);
const check = (property: fc.IProperty<any>) =>
  fc.assert(property, { numRuns: RUNS, seed });

const maybe = (arbitrary: fc.Arbitrary<number>) =>
  fc.option(arbitrary, { nil: undefined });
const anyAnswers: fc.Arbitrary<Answers> = fc.record({
  integrations: fc.integer({ min: 1, max: 500 }),
  engineers: maybe(fc.integer({ min: 0, max: 60 })),
  connectors: maybe(fc.integer({ min: 0, max: 60 })),
  volumePerDay: maybe(fc.integer({ min: 0, max: 5_000_000 })),
  uniqueShare: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
});

describe('building against buying', () => {
  let rules: BuildOrBuyRules;
  let prices: { model: PriceListCostModel; book: PriceBook };

  beforeAll(async () => {
    rules = await readBuildOrBuyRules();
    const book = await PriceBook.read(new ConfigReader({}));
    prices = { book, model: new PriceListCostModel(book) };
  });

  const orderOf = (answers: Partial<Answers>) =>
    rankOptions(rules, {
      integrations: 30,
      engineers: undefined,
      connectors: undefined,
      volumePerDay: undefined,
      uniqueShare: undefined,
      ...answers,
    }).map(({ id }) => id);

  it('buys for few people, much software of others and little volume', () => {
    expect(
      orderOf({
        engineers: 1,
        connectors: 15,
        volumePerDay: 40_000,
        uniqueShare: 0.05,
      })[0],
    ).toBe('buy');
  });

  it('builds for many people, great volume and what is unique', () => {
    expect(
      orderOf({
        engineers: 12,
        connectors: 1,
        volumePerDay: 9_000_000,
        uniqueShare: 0.8,
      })[0],
    ).toBe('build');
  });

  it('does both for a large and mixed portfolio', () => {
    expect(
      orderOf({
        integrations: 120,
        engineers: 12,
        connectors: 9,
        volumePerDay: 800_000,
        uniqueShare: 0.3,
      })[0],
    ).toBe('both');
  });

  it('ranks each once, by points, and nears the simpler to the front', () => {
    check(
      fc.property(anyAnswers, answers => {
        const ranked = rankOptions(rules, answers);
        expect(ranked.map(({ id }) => id).sort()).toEqual([
          'both',
          'build',
          'buy',
        ]);
        ranked.forEach(({ score, rank, reason }, at) => {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          expect(rank).toBe(at + 1);
          expect(reason).not.toContain('{value}');
        });
        const best = Math.max(...ranked.map(({ score }) => score));
        expect(best - ranked[0].score).toBeLessThan(rules.nearTie);
        expect(
          ranked[0].score === best || ranked[0].nearTieWith !== undefined,
        ).toBe(true);
      }),
    );
  });

  it('costs no less for more volume, and the range holds what is expected', () => {
    check(
      fc.property(
        anyAnswers,
        fc.constantFrom('buy' as const, 'build' as const, 'both' as const),
        fc.nat({ max: 1_000_000 }),
        (answers, id, more) => {
          const { total, parts } = optionCosts(id, answers, prices);
          expect(total.low).toBeLessThanOrEqual(total.expected);
          expect(total.expected).toBeLessThanOrEqual(total.high);
          const cents = parts.reduce(
            (sum, { range }) => sum + Math.round(range.expected * 100),
            0,
          );
          expect(cents).toBe(Math.round(total.expected * 100));
          const grown = {
            ...answers,
            volumePerDay: (answers.volumePerDay ?? 0) + more,
          };
          expect(
            optionCosts(id, grown, prices).total.expected,
          ).toBeGreaterThanOrEqual(total.expected);
        },
      ),
    );
  });
});
