import {
  formatPerMessage,
  minutesWords,
  missingWords,
  perMessageRange,
} from './runCostWords';

describe('runCostWords', () => {
  it.each([
    [1, '1 minute'],
    [45, '45 minutes'],
    [60, '1 hour'],
    [120, '2 hours'],
    [125, '2\u00a0h\u00a05\u00a0min'],
  ])('says %d minutes as %s', (minutes, words) => {
    expect(minutesWords(minutes)).toBe(words);
  });

  it('says what a message costs also far below a cent', () => {
    expect(formatPerMessage(0.000_317, 'EUR')).toBe('0.00032\u00a0€');
    expect(formatPerMessage(1_234, 'EUR')).toBe('1,230\u00a0€');
    expect(perMessageRange({ low: 0.0012, high: 0.0041 }, 'EUR')).toBe(
      '0.0012 to 0.0041\u00a0€',
    );
    expect(perMessageRange({ low: 0.2, high: 0.2 }, 'CHF')).toBe(
      '0.2\u00a0CHF',
    );
  });

  it('names what is not in a cost', () => {
    expect(
      missingWords(['pattern', 'platform', 'cost of resource:default/kafka']),
    ).toBe(
      'Nobody knows its pattern, the platform that it goes via and what kafka costs, so that is not in it.',
    );
  });
});
