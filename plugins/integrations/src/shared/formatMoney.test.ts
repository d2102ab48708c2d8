import { formatMoney, formatMoneyRange } from './formatMoney';

describe('formatMoney', () => {
  it.each([
    [640, 'EUR', '640\u00a0€'],
    [0, 'EUR', '0\u00a0€'],
    [1_234, 'EUR', '1.2\u00a0k€'],
    [58_400, 'EUR', '58\u00a0k€'],
    [1_200_000, 'USD', '1.2\u00a0M$'],
    [-58_400, 'EUR', '−58\u00a0k€'],
    [-0.2, 'EUR', '0\u00a0€'],
    [58_400, 'tokens', '58\u00a0ktokens'],
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
