import { parseDurationMs } from './duration';

describe('parseDurationMs', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5h', 5_400_000],
    ['2 d', 172_800_000],
    ['1w', 604_800_000],
    ['PT5M', 300_000],
    ['P1DT2H', 93_600_000],
    ['P1Y', 31_536_000_000],
    ['PT0.5S', 500],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDurationMs(text)).toBe(milliseconds);
  });

  it.each(['', 'soon', '5', '5 minutes', 'P', 'PT', '-5m', 'P1S'])(
    'refuses %j',
    text => {
      expect(parseDurationMs(text)).toBeUndefined();
    },
  );
});
