import { CallTotals } from '../series/CallTotals';
import { CallFacts, judgeCalls } from './judgeCalls';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const nowMs = Date.parse('2026-11-22T09:53:00Z');

function totals(count: number, errors: number, counting = 0): CallTotals {
  const result = new CallTotals();
  result.count = count;
  result.errors = errors;
  result.countingRejections = counting;
  return result;
}

const facts = (changes: Partial<CallFacts>): CallFacts => ({
  nowMs,
  noun: 'call',
  hasMatchers: true,
  lastSeenMs: nowMs - MINUTE_MS,
  servicesSeenMs: nowMs,
  servicesSinceMs: nowMs - 100 * HOUR_MS,
  silentAfterMs: HOUR_MS,
  totals: totals(1000, 0),
  windowMs: 15 * MINUTE_MS,
  samplingUnknown: false,
  ...changes,
});

describe('judgeCalls', () => {
  it.each([
    [0, 0, 'healthy'],
    [49, 0, 'healthy'],
    [50, 0, 'degraded'],
    [30, 20, 'degraded'],
    [249, 0, 'degraded'],
    [250, 0, 'failing'],
  ])(
    'with %d errors and %d refusals in 1,000 calls says %s',
    (errors, refusals, status) => {
      expect(
        judgeCalls(facts({ totals: totals(1000, errors, refusals) })).status,
      ).toBe(status);
    },
  );

  it('tells the number, the cause, what is usual and since when', () => {
    const bad = totals(6816, 2140);
    bad.addFailure('503', 2000);
    bad.addFailure('500', 140);
    expect(
      judgeCalls(
        facts({
          totals: bad,
          usualErrorRate: 0.003,
          errorsSinceMs: nowMs - 41 * MINUTE_MS,
        }),
      ),
    ).toEqual({
      code: 'errors',
      status: 'failing',
      headline: '31.4 % of calls fail with 503; usually 0.3 %',
      short: '31.4 % errors for 41 min',
      detail: '2,140 of 6,816 calls in the last 15 min',
      since: '2026-11-22T09:12:00.000Z',
    });
  });

  it.each([
    [0, 'call', 'No call failed in the last 15 min', 'no errors'],
    [0, 'message', 'No message failed in the last 15 min', 'no errors'],
    [1, 'call', 'less than 0.01 % of calls fail', 'less than 0.01 % errors'],
    [20, 'call', '0.02 % of calls fail', '0.02 % errors'],
    [2_000, 'call', '2 % of calls fail', '2 % errors'],
  ])(
    'writes %d errors in 100,000 like a sentence, a %s each',
    (errors, noun, headline, short) => {
      expect(
        judgeCalls(facts({ noun, totals: totals(100_000, errors) })),
      ).toMatchObject({ status: 'healthy', headline, short });
    },
  );

  it('names a window of a day as pages do', () => {
    const rare = facts({ totals: totals(24, 1), windowMs: 24 * HOUR_MS });
    expect(judgeCalls(rare)).toMatchObject({
      headline: '4.2 % of calls fail',
      detail: '1 of 24 calls in the last 24 h',
    });
    expect(
      judgeCalls({ ...rare, totals: totals(24, 0), noun: 'message' }).headline,
    ).toBe('No message failed in the last 24 h');
  });

  it('is silent once its services go on without it for long enough', () => {
    const gone = facts({ lastSeenMs: nowMs - 5 * HOUR_MS, usualPerHour: 40 });
    expect(judgeCalls(gone)).toMatchObject({
      status: 'silent',
      headline: 'No calls for 5 h, its services are alive',
      detail: 'Usually 40 an hour at this time. Silent after 1 h.',
      since: '2026-11-22T04:53:00.000Z',
    });
    expect(judgeCalls({ ...gone, silentAfterMs: 6 * HOUR_MS }).status).toBe(
      'healthy',
    );
  });

  it('cannot tell where its services say nothing either', () => {
    const gone = { lastSeenMs: nowMs - 5 * HOUR_MS };
    expect(
      judgeCalls(facts({ ...gone, servicesSeenMs: nowMs - 5 * HOUR_MS })),
    ).toMatchObject({
      status: 'unknown',
      headline: 'No telemetry from its services for 5 h',
    });
    expect(
      judgeCalls(facts({ lastSeenMs: undefined, servicesSeenMs: undefined })),
    ).toMatchObject({
      status: 'unknown',
      headline: 'No telemetry from its services yet',
    });
  });

  it('is unknown, never good, with too few calls or an unknown sampling rate', () => {
    expect(judgeCalls(facts({ totals: totals(12, 0) }))).toMatchObject({
      code: 'too-few-calls',
      status: 'unknown',
      headline: '12 calls a day: too few for an error rate',
    });
    expect(judgeCalls(facts({ samplingUnknown: true }))).toMatchObject({
      code: 'sampling-unknown',
      status: 'unknown',
    });
    expect(
      judgeCalls(facts({ hasMatchers: false, lastSeenMs: undefined })),
    ).toMatchObject({ code: 'no-matchers', status: 'unknown' });
  });
});
