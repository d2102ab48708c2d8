import {
  INTERACTIONS,
  Pattern,
  PATTERNS,
} from '@tieline/plugin-integrations-common';
import { Profile } from '@tieline/plugin-integrations-common/governance';
import fc from 'fast-check';
import { DecisionMatrix } from './DecisionMatrix';
import { rankPatterns } from './rankPatterns';
import { warnOfProfile } from './warnings';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Case {
  what: string;
  profile: Profile;
  first: Pattern;
  second: Pattern;
  nearTie?: boolean;
  warning?: string;
}

const cases: Case[] = [
  {
    what: 'a nightly warehouse load of 2 million rows',
    profile: {
      interaction: 'batch',
      volumePerDay: 2_000_000,
      latencyMs: 8 * HOUR_MS,
      criticality: 'medium',
      ordering: 'none',
      delivery: 'at-least-once',
      consumers: 1,
      transformation: 'light',
      saasEndpoints: 0,
      endpoints: 2,
    },
    first: 'batch-file',
    second: 'custom-code',
  },
  {
    what: '40 messages a day between two systems',
    profile: {
      interaction: 'event',
      volumePerDay: 40,
      volumePerDayInTwoYears: 60,
      peakPerSecond: 1,
      latencyMs: 5 * MINUTE_MS,
      criticality: 'medium',
      ordering: 'none',
      delivery: 'at-least-once',
      consumers: 1,
      transformation: 'none',
      saasEndpoints: 0,
      endpoints: 2,
      skills: { broker: 'none', ipaas: 'some' },
    },
    first: 'point-to-point',
    second: 'ipaas',
    nearTie: true,
    warning: 'over-engineering',
  },
  {
    what: 'order events for 3 consumers, 4,000 a day',
    profile: {
      interaction: 'event',
      volumePerDay: 4_000,
      volumePerDayInTwoYears: 9_000,
      peakPerSecond: 3,
      latencyMs: 5 * MINUTE_MS,
      criticality: 'high',
      ordering: 'per-key',
      delivery: 'at-least-once',
      consumers: 3,
      transformation: 'light',
      saasEndpoints: 0,
      endpoints: 4,
      skills: { broker: 'some' },
    },
    first: 'event-driven',
    second: 'ipaas',
  },
  {
    what: 'a stream of 20,000 events a second',
    profile: {
      interaction: 'stream',
      volumePerDay: 1_700_000_000,
      peakPerSecond: 20_000,
      latencyMs: 1_000,
      criticality: 'high',
      ordering: 'per-key',
      delivery: 'at-least-once',
      consumers: 5,
      transformation: 'light',
      skills: { broker: 'strong' },
    },
    first: 'event-driven',
    second: 'custom-code',
  },
  {
    what: 'a CRM to a mailing service, both SaaS, few specialists',
    profile: {
      interaction: 'event',
      volumePerDay: 3_000,
      latencyMs: 15 * MINUTE_MS,
      criticality: 'medium',
      ordering: 'none',
      delivery: 'at-least-once',
      consumers: 1,
      transformation: 'light',
      saasEndpoints: 2,
      endpoints: 2,
      skills: { broker: 'none', gateway: 'none', mesh: 'none', ipaas: 'some' },
    },
    first: 'ipaas',
    second: 'point-to-point',
  },
  {
    what: 'a synchronous price quote with 200 ms and many callers',
    profile: {
      interaction: 'request',
      volumePerDay: 500_000,
      peakPerSecond: 40,
      latencyMs: 200,
      criticality: 'high',
      ordering: 'none',
      delivery: 'at-most-once',
      consumers: 12,
      transformation: 'none',
      saasEndpoints: 0,
    },
    first: 'api-gateway',
    second: 'service-mesh',
  },
  {
    what: '60 microservices that call each other',
    profile: {
      interaction: 'request',
      volumePerDay: 30_000_000,
      peakPerSecond: 2_000,
      latencyMs: 50,
      criticality: 'high',
      ordering: 'none',
      delivery: 'at-least-once',
      consumers: 60,
      transformation: 'none',
      saasEndpoints: 0,
      skills: { mesh: 'strong', gateway: 'some' },
    },
    first: 'service-mesh',
    second: 'api-gateway',
  },
  {
    what: 'files exchanged with a partner',
    profile: {
      interaction: 'batch',
      volumePerDay: 5_000,
      latencyMs: 24 * HOUR_MS,
      criticality: 'medium',
      ordering: 'none',
      delivery: 'at-least-once',
      consumers: 1,
      transformation: 'light',
      saasEndpoints: 1,
      endpoints: 2,
    },
    first: 'batch-file',
    second: 'ipaas',
    nearTie: true,
  },
  {
    what: 'a heavy, unique transformation at very high throughput',
    profile: {
      interaction: 'stream',
      volumePerDay: 500_000_000,
      peakPerSecond: 50_000,
      latencyMs: 20,
      criticality: 'high',
      ordering: 'per-key',
      delivery: 'at-least-once',
      consumers: 1,
      transformation: 'heavy',
      saasEndpoints: 0,
      skills: { broker: 'strong' },
    },
    first: 'custom-code',
    second: 'event-driven',
  },
  {
    what: 'events in strict total order',
    profile: {
      interaction: 'event',
      volumePerDay: 20_000,
      peakPerSecond: 5,
      latencyMs: 10_000,
      criticality: 'high',
      ordering: 'total',
      delivery: 'at-least-once',
      consumers: 2,
      transformation: 'none',
      skills: { broker: 'some' },
    },
    first: 'event-driven',
    second: 'point-to-point',
  },
  {
    what: 'payments, exactly once, for two readers',
    profile: {
      interaction: 'event',
      volumePerDay: 50_000,
      peakPerSecond: 20,
      latencyMs: 5_000,
      criticality: 'critical',
      ordering: 'per-key',
      delivery: 'exactly-once',
      consumers: 2,
      transformation: 'light',
      saasEndpoints: 0,
      skills: { broker: 'strong' },
    },
    first: 'event-driven',
    second: 'api-gateway',
  },
  {
    what: 'a batch that is needed within five minutes',
    profile: {
      interaction: 'batch',
      volumePerDay: 100_000,
      latencyMs: 5 * MINUTE_MS,
      consumers: 1,
    },
    first: 'ipaas',
    second: 'point-to-point',
    warning: 'mixed-pipeline',
  },
];

describe('the matrix that ships', () => {
  it.each(cases)('ranks $what', async one => {
    const { file } = await DecisionMatrix.read();
    const ranked = rankPatterns(file, one.profile);
    const found = ranked.map(
      ({ item, score }) => `${item.pattern} ${score.toFixed(1)}`,
    );
    expect({
      found,
      first: ranked[0].item.pattern,
      second: ranked[1].item.pattern,
      nearTie: ranked[0].nearTieWith === ranked[1].item.pattern,
      warnings: warnOfProfile(file, one.profile, ranked).map(({ id }) => id),
    }).toEqual({
      found,
      first: one.first,
      second: one.second,
      nearTie: one.nearTie ?? false,
      warnings: one.warning ? [one.warning] : [],
    });
  });

  it('lets a platform with room win over a new one, and an unknown one not', async () => {
    const { file } = await DecisionMatrix.read();
    const { profile } = cases[5];
    const mesh = (hasRoom?: boolean) =>
      rankPatterns(file, profile, [
        {
          pattern: 'service-mesh',
          entityRef: 'resource:default/mesh',
          hasRoom,
          detail: '10 of 100 a second',
        },
      ]).find(({ item }) => item.pattern === 'service-mesh')!;
    const none = rankPatterns(file, profile, []).find(
      ({ item }) => item.pattern === 'service-mesh',
    )!;
    expect(mesh(true).score).toBeGreaterThan(none.score + 5);
    expect(mesh(undefined).score).toBe(none.score);
    expect(mesh(false).score).toBeLessThan(none.score);
    expect(mesh(undefined).needs.map(({ text }) => text)).toContain(
      'mesh runs nearby, but nobody knows whether it has room',
    );
  });

  // As calculated by hand in docs/decisions.md.
  it('comes to what is calculated by hand', async () => {
    const { file } = await DecisionMatrix.read();
    const scores = (profile: Profile) =>
      Object.fromEntries(
        rankPatterns(file, profile).map(({ item, score }) => [
          item.pattern,
          Number(score.toFixed(1)),
        ]),
      );
    expect(
      scores({ interaction: 'event', volumePerDay: 4_000, consumers: 3 }),
    ).toMatchObject({ 'event-driven': 62.7, ipaas: 57.1 });
    expect(
      scores({ interaction: 'request', volumePerDay: 40, latencyMs: 1_000 }),
    ).toMatchObject({
      'point-to-point': 60.4,
      'api-gateway': 60.7,
      'service-mesh': 56.7,
    });
    const [first, second] = rankPatterns(file, {
      interaction: 'request',
      volumePerDay: 40,
      latencyMs: 1_000,
    });
    expect([first.item.pattern, first.nearTieWith]).toEqual([
      'point-to-point',
      'api-gateway',
    ]);
    expect(second.nearTieWith).toBe('point-to-point');
  });

  const wishes = fc.record({
    volumePerDay: fc.integer({ min: 0, max: 2_000_000_000 }),
    interaction: fc.constantFrom(...INTERACTIONS),
    latencyMs: fc.option(fc.integer({ min: 1, max: 100_000_000 }), {
      nil: undefined,
    }),
    consumers: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    delivery: fc.option(
      fc.constantFrom(
        'at-most-once' as const,
        'at-least-once' as const,
        'exactly-once' as const,
      ),
      { nil: undefined },
    ),
  });

  it('ranks each pattern once, the same each time, whatever the order of the data', async () => {
    const { file } = await DecisionMatrix.read();
    fc.assert(
      fc.property(
        wishes,
        fc.shuffledSubarray([...PATTERNS], { minLength: 7 }),
        (profile, order) => {
          const names = (patterns: readonly Pattern[]) =>
            rankPatterns(
              {
                ...file,
                patterns: patterns.map(name =>
                  file.patterns.find(({ pattern }) => pattern === name)!,
                ),
              },
              profile,
            ).map(({ item }) => item.pattern);
          expect(names(order)).toEqual(names(PATTERNS));
          expect([...names(order)].sort()).toEqual([...PATTERNS].sort());
        },
      ),
    );
  });

  it('never lowers a pattern for a need that it alone meets', async () => {
    const { file } = await DecisionMatrix.read();
    fc.assert(
      fc.property(wishes, fc.constantFrom(...PATTERNS), (profile, only) => {
        const matrix = {
          ...file,
          patterns: file.patterns.map(item => ({
            ...item,
            fits: {
              ...item.fits,
              ordering: [
                { score: item.pattern === only ? 1 : 0, text: '{value}' },
              ],
            },
          })),
        };
        const behind = (of: Profile) => {
          const order = rankPatterns(matrix, of).map(
            ({ item }) => item.pattern,
          );
          return order.slice(order.indexOf(only) + 1);
        };
        expect(behind({ ...profile, ordering: 'total' })).toEqual(
          expect.arrayContaining(behind(profile)),
        );
      }),
    );
  });

  it('puts what is ruled out behind everything else', async () => {
    const { file } = await DecisionMatrix.read();
    fc.assert(
      fc.property(wishes, profile => {
        const out = rankPatterns(file, profile).map(one => one.isRuledOut);
        expect(out).toEqual([...out].sort());
      }),
    );
  });

  it('names the path of a change that can not be taken', async () => {
    const changed = (changes: object) =>
      DecisionMatrix.read({ version: 'ours', ...changes });
    await expect(
      changed({ needs: [{ id: 'latency', weight: 'much' }] }),
    ).rejects.toThrow(
      'integrationGovernance.decisionMatrix.needs[4].weight is to be a number from 0 to 1000',
    );
    await expect(changed({ patterns: [{ pattern: 'fax' }] })).rejects.toThrow(
      'integrationGovernance.decisionMatrix.patterns[0].pattern is none of event-driven',
    );
    await expect(DecisionMatrix.read({ nearTie: 2 })).rejects.toThrow(
      'integrationGovernance.decisionMatrix.version',
    );
    const ours = await changed({
      owner: 'group:default/office',
      reviewedOn: '2026-10-01',
      needs: [{ id: 'latency', weight: 40 }],
    });
    expect(ours.toWire()).toMatchObject({
      version: 'ours',
      isShipped: false,
      ownerRef: 'group:default/office',
      reviewDueOn: '2027-10-01',
    });
    expect(ours.file.needs[4]).toMatchObject({ id: 'latency', weight: 40 });
    expect(ours.file.needs[3].weight).toBe(6);
  });
});
