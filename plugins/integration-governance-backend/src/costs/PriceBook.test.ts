import { ConfigReader } from '@backstage/config';
import { PriceBook } from './PriceBook';

const read = (prices: object) =>
  PriceBook.read(
    new ConfigReader({ integrationGovernance: { prices } } as never),
  );

describe('the price list', () => {
  it('ships examples that say so', async () => {
    const { list } = await PriceBook.read(new ConfigReader({}));
    expect(list.currency).toBe('EUR');
    expect(list.items.every(({ isExample }) => isExample)).toBe(true);
    expect(new Set(list.items.map(({ source }) => source))).toEqual(
      new Set(['example']),
    );
    expect(new Set(list.items.map(({ id }) => id)).size).toBe(
      list.items.length,
    );
    for (const { low, expected, high } of list.items) {
      expect([low, expected, high]).toEqual(
        [low, expected, high].sort((left, right) => left - right),
      );
    }
    expect(list.items.find(({ id }) => id === 'day-rate')!.unit).toBe(
      '€ a day',
    );
  });

  it('takes the organisation’s own figure, with its source', async () => {
    const book = await read({
      'day-rate': { low: 700, expected: 720, high: 900, source: 'HR 2026' },
      'platform-share': { expected: 0.3, source: 'platform team' },
    });
    expect(book.get('day-rate')).toMatchObject({
      low: 700,
      expected: 720,
      high: 900,
      source: 'HR 2026',
      isExample: false,
      title: 'A day of an engineer',
    });
    expect(book.get('platform-share')).toMatchObject({
      low: 0.3,
      high: 0.3,
    });
    expect(book.get('leaving').isExample).toBe(true);
  });

  it('takes another currency once everything is in it', async () => {
    const { list } = await PriceBook.read(new ConfigReader({}));
    const money = list.items.filter(({ unit }) => unit.includes('€'));
    const all = Object.fromEntries(
      money.map(({ id, expected }) => [
        id,
        { expected, source: 'ours', currency: 'CHF' },
      ]),
    );
    const book = await read(all);
    expect(book.list.currency).toBe('CHF');
    expect(book.get('day-rate').unit).toBe('CHF a day');
    delete all['connection-ipaas'];
    await expect(read(all)).rejects.toThrow(
      'integrationGovernance.prices.connection-ipaas.currency is EUR, that of others CHF.',
    );
  });

  it.each([
    [{ 'day-rat': { expected: 1, source: 'x' } }, 'day-rat is no price'],
    [{ 'day-rate': { source: 'x' } }, 'day-rate.expected is missing'],
    [{ 'day-rate': { expected: 5 } }, 'day-rate.source is missing'],
    [
      { 'day-rate': { expected: -1, source: 'x' } },
      'day-rate.expected is -1: it has to be from 0',
    ],
    [
      { 'day-rate': { low: 9, expected: 5, source: 'x' } },
      'day-rate.low, 9, is above expected, 5',
    ],
    [
      { 'day-rate': { high: 3, expected: 5, source: 'x' } },
      'day-rate.high, 3, is below expected, 5',
    ],
    [
      { 'day-rate': { expected: 5, source: 'x', hihg: 9 } },
      'day-rate.hihg is not known',
    ],
    [
      { 'tier-ipaas-1': { low: 1, expected: 5, source: 'x' } },
      'tier-ipaas-1 is where a tier ends, which has no range',
    ],
    [
      { 'tier-ipaas-1': { expected: 9_000_000, source: 'x' } },
      'tier-ipaas-1.expected is above tier-ipaas-2',
    ],
    [
      { leaving: { expected: 5, source: 'x', currency: 'EUR' } },
      'leaving.currency has no meaning',
    ],
    [
      { 'day-rate': { expected: 5, source: 'x', currency: 'euro' } },
      'day-rate.currency is euro: give three letters',
    ],
  ])('refuses %j, and says where it is wrong', async (prices, message) => {
    await expect(read(prices)).rejects.toThrow(
      `integrationGovernance.prices.${message}`,
    );
  });
});
