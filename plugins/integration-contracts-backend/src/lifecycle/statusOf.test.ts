import { RetirementFinding } from '@tieline/plugin-integrations-common/contracts';
import { statusOf } from './statusOf';

const DAY_MS = 86_400_000;
const now = Date.parse('2026-11-27T00:00:00Z');
const at = (days: number) => new Date(now + days * DAY_MS).toISOString();

const status = (
  answer: 'yes' | 'no' | 'unknown',
  more: Partial<Parameters<typeof statusOf>[0]> = {},
  kinds: RetirementFinding['kind'][] = ['seen'],
) =>
  statusOf({
    announcedMs: now - 40 * DAY_MS,
    sunsetMs: now + 60 * DAY_MS,
    forecast: { outcome: 'expected', lastAt: at(30) },
    nowMs: now,
    verdict: {
      answer,
      findings: kinds.map(kind => ({ kind, outcome: 'blocks', title: '' })),
    },
    ...more,
  });

describe('statusOf', () => {
  it('is on track while time is left and consumers leave in it', () => {
    expect(status('no')).toBe('on-track');
  });

  it('is too late where the last consumer leaves after the date', () => {
    expect(
      status('no', { forecast: { outcome: 'expected', lastAt: at(61) } }),
    ).toBe('too-late');
  });

  it('is too late where nobody leaves in the second half of the time', () => {
    const forecast = { outcome: 'not-in-sight' } as const;
    expect(status('no', { forecast })).toBe('on-track');
    expect(status('no', { forecast, sunsetMs: now + 30 * DAY_MS })).toBe(
      'too-late',
    );
  });

  it('is overdue once the date has passed and something is in the way', () => {
    expect(status('no', { sunsetMs: now })).toBe('overdue');
    expect(status('yes', { sunsetMs: now - DAY_MS })).toBe('safe');
  });

  it('is blocked by what time does not mend, and without a date', () => {
    expect(status('no', {}, ['seen', 'replacement-objective'])).toBe('blocked');
    expect(status('no', { sunsetMs: undefined })).toBe('blocked');
  });

  it('is unknown where nobody can say, and over where it is over', () => {
    expect(status('unknown', { sunsetMs: now - DAY_MS })).toBe('unknown');
    expect(status('no', { overHow: 'withdrawn' })).toBe('withdrawn');
  });
});
