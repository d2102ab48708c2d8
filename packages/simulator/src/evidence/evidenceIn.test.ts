import { evidenceIn, nextEvidenceMs } from './evidenceIn';
import { PlannedEvidence } from './PlannedEvidence';

const HOUR_MS = 3_600_000;
const nowMs = Date.parse('2026-11-26T12:00:00Z');
const nothing: PlannedEvidence = {
  of: 'integration:default/tracking',
  pipeline: 'https://ci.example.com/tracking',
  testResults: [],
  deployments: [],
  dependencies: [],
  faultTests: [],
};
const unitTests = { level: 'unit', tests: 9, failed: 0, skipped: 0 } as const;
const nightly: PlannedEvidence = {
  ...nothing,
  testResults: [{ ...unitTests, every: '24h' }],
};

describe('what pipelines of the landscape found', () => {
  it('is told with its time, its run, and an id that does not depend on when it is looked at', () => {
    const plan: PlannedEvidence = {
      ...nothing,
      testResults: [
        { ...unitTests, failed: 2, daysAgo: 1 },
        { ...unitTests, daysAgo: 40 },
      ],
      faultTests: [
        {
          scenario: 'The broker is away',
          controls: ['retries'],
          passed: true,
          environment: 'staging',
          daysAgo: 0.5,
        },
      ],
    };
    const evidence = evidenceIn(plan, { toMs: nowMs });
    expect(evidence?.testResults).toEqual([
      {
        ...unitTests,
        at: '2026-10-17T12:00:00.000Z',
        href: expect.stringMatching(
          /^https:\/\/ci.example.com\/tracking\/runs\/\d+$/,
        ),
        id: 'demo tests unit 40 d',
      },
      expect.objectContaining({
        failed: 2,
        at: '2026-11-25T12:00:00.000Z',
        id: 'demo tests unit 1 d',
      }),
    ]);
    const idsOf = (toMs: number) =>
      Object.values(evidenceIn(plan, { toMs }) ?? {})
        .flat()
        .map(({ id }) => id);
    expect(idsOf(nowMs + 50 * HOUR_MS)).toEqual(idsOf(nowMs));
    expect(new Set(idsOf(nowMs)).size).toBe(3);
  });

  it('comes again and again, at the same times whenever the simulator was started', () => {
    const timesAt = (toMs: number) =>
      evidenceIn(nightly, { toMs })!.testResults!.map(({ at }) =>
        Date.parse(at!),
      );
    const times = timesAt(nowMs);
    expect(times).toHaveLength(3);
    expect(times[1] - times[0]).toBe(24 * HOUR_MS);
    expect(times[2]).toBeLessThanOrEqual(nowMs);
    expect(times[2]).toBeGreaterThan(nowMs - 24 * HOUR_MS);
    expect(timesAt(nowMs + 24 * HOUR_MS).slice(0, 2)).toEqual(times.slice(1));
    expect(nextEvidenceMs(nightly, nowMs)).toBe(times[2] + 24 * HOUR_MS);
  });

  it('has each run once, from one look to the next', () => {
    const nextMs = nextEvidenceMs(nightly, nowMs)!;
    expect(evidenceIn(nightly, { fromMs: nowMs, toMs: nextMs - 1 })).toBe(
      undefined,
    );
    const [run, ...rest] = evidenceIn(nightly, {
      fromMs: nowMs,
      toMs: nextMs,
    })!.testResults!;
    expect([run.at, rest]).toEqual([new Date(nextMs).toISOString(), []]);
    expect(
      evidenceIn(nightly, { fromMs: nextMs, toMs: nextMs + HOUR_MS }),
    ).toBe(undefined);
    expect(
      evidenceIn(nightly, { fromMs: nowMs, toMs: nextMs + 48 * HOUR_MS })!
        .testResults,
    ).toHaveLength(3);
  });

  it('gives a deployment of every week a version of its own', () => {
    const weekly: PlannedEvidence = {
      ...nothing,
      deployments: [
        {
          environment: 'production',
          result: 'succeeded',
          version: '{date}',
          every: '7d',
        },
      ],
    };
    const { deployments = [] } = evidenceIn(weekly, { toMs: nowMs })!;
    expect(deployments.map(({ version }) => version)).toEqual(
      deployments.map(({ at }) => at!.slice(0, 10).replaceAll('-', '.')),
    );
    expect(nextEvidenceMs(nothing, nowMs)).toBeUndefined();
  });
});
