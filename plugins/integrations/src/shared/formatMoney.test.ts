import {
  currencySign,
  formatExactMoney,
  formatMoney,
  formatMoneyRange,
  scaleEnd,
} from './formatMoney';

describe('money', () => {
  it('says an amount and a range with the unit of the larger end', () => {
    expect(formatMoney(57_900, 'EUR')).toBe('58\u00a0k€');
    expect(formatMoney(4_320, 'EUR')).toBe('4.3\u00a0k€');
    expect(formatMoney(1_240_000, 'CHF')).toBe('1.2\u00a0M\u00a0CHF');
    expect(formatMoney(640, 'USD')).toBe('640\u00a0$');
    expect(formatMoneyRange({ low: 800, high: 171_000 }, 'EUR')).toBe(
      '0.8 to 171\u00a0k€',
    );
    expect(formatMoneyRange({ low: 58_100, high: 58_200 }, 'EUR')).toBe(
      '58\u00a0k€',
    );
  });

  it('says amounts to the cent, so that they add up', () => {
    expect(formatExactMoney(38_424.09, 'EUR')).toBe('38,424.09\u00a0€');
    expect(formatExactMoney(0, 'EUR')).toBe('0.00\u00a0€');
  });

  it('takes a currency that has no sign, or is none', () => {
    expect(currencySign('EUR')).toBe('€');
    expect(currencySign('CHF')).toBe('CHF');
    expect(currencySign('points')).toBe('points');
  });

  it.each([
    [228_000, 300_000],
    [100_000, 100_000],
    [140_000, 150_000],
    [610, 1_000],
    [0, 1],
  ])('ends a scale of %d at %d', (largest, end) => {
    expect(scaleEnd(largest)).toBeCloseTo(end, 6);
  });
});

describe('formatMoney', () => {
  it.each([
    [640, 'EUR', '640\u00a0€'],
    [0, 'EUR', '0\u00a0€'],
    [1_234, 'EUR', '1.2\u00a0k€'],
    [58_400, 'EUR', '58\u00a0k€'],
    [1_200_000, 'USD', '1.2\u00a0M$'],
    [-58_400, 'EUR', '−58\u00a0k€'],
    [-0.2, 'EUR', '0\u00a0€'],
    [58_400, 'tokens', '58\u00a0k\u00a0tokens'],
  ])('says %d %s as %s', (value, currency, text) => {
    expect(formatMoney(value, currency)).toBe(text);
  });
});

describe('formatMoneyRange', () => {
  it.each([
    [58_000, 171_000, '58 to 171\u00a0k€'],
    [58_100, 58_300, '58\u00a0k€'],
    [-190_000, -40_000, '−190 to −40\u00a0k€'],
    [-20_000, 5_000, '−20 to 5\u00a0k€'],
    [300, 1_400_000, '0 to 1.4\u00a0M€'],
  ])('says %d to %d as %s', (low, high, text) => {
    expect(formatMoneyRange({ low, high }, 'EUR')).toBe(text);
  });
});
