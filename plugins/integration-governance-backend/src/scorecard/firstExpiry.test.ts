import { firstExpiry } from './firstExpiry';

const now = new Date('2026-11-26T12:00:00.000Z');
const evidence = (expiresAt?: string) => ({
  value: '40 unit tests, all passed',
  source: 'pipeline',
  grade: 'tested' as const,
  at: '2026-11-01T00:00:00.000Z',
  expiresAt,
});
const waiver = (state: 'approved' | 'asked', until: string) => ({
  id: 'w',
  state,
  until,
});

describe('firstExpiry', () => {
  it.each([
    [
      'the earliest of all evidence',
      [
        {
          evidence: [
            evidence('2026-12-02T00:00:00.000Z'),
            evidence('2026-12-01T00:00:00.000Z'),
          ],
        },
      ],
      '2026-12-01T00:00:00.000Z',
    ],
    [
      'nothing where all ran out before, or never does',
      [{ evidence: [evidence('2026-11-26T12:00:00.000Z'), evidence()] }],
      undefined,
    ],
    [
      'the end of a waiver’s last day, in UTC',
      [{ evidence: [], waiver: waiver('approved', '2026-11-26') }],
      '2026-11-27T00:00:00.000Z',
    ],
    [
      'nothing of a waiver that nobody approved',
      [{ evidence: [], waiver: waiver('asked', '2026-11-30') }],
      undefined,
    ],
  ])('is %s', (_, outcomes, expected) => {
    expect(firstExpiry(outcomes, now)?.toISOString()).toBe(expected);
  });
});
