import { Pattern, PATTERNS } from '@tieline/plugin-integrations-common';
import {
  Decision,
  DecisionMatrix,
  DecisionRequest,
  KnownProfile,
  Profile,
  RankedPattern,
  Recommendation,
} from '@tieline/plugin-integrations-common/governance';
import { testFacets } from '../shared/testHealth';

/** What each costs in the tests, in thousands: lowest, expected, highest. */
const COSTS: Record<Pattern, [number, number, number]> = {
  'event-driven': [64, 88, 118],
  'api-gateway': [72, 107, 149],
  'service-mesh': [96, 131, 180],
  'custom-code': [110, 152, 228],
  ipaas: [58, 104, 171],
  'point-to-point': [49, 83, 160],
  'batch-file': [41, 57, 84],
};

/** A pattern in a ranking, for tests. */
export function testRanked(
  pattern: Pattern,
  rank: number,
  fields: Partial<RankedPattern> = {},
): RankedPattern {
  const [low, expected, high] = COSTS[pattern].map(value => value * 1000);
  return {
    pattern,
    rank,
    score: 70 - 4.5 * rank,
    matched: 8 - rank,
    needs: 8,
    fits: [
      { needId: 'consumers', fits: true, text: `3 consumers suit ${pattern}` },
      { needId: 'volume', fits: false, text: `4,000 a day strain ${pattern}` },
    ],
    reason:
      rank === 1
        ? 'It is ahead of ipaas, 65.5 to 61.0 points.'
        : `It is behind the first, number ${rank}.`,
    stepUp: `More of it than ${pattern} carries.`,
    leaving: {
      text: 'every consumer changes its client.',
      cost: { low: 12_000, expected: 15_000, high: 20_000 },
    },
    cost: {
      years: 3,
      currency: 'EUR',
      total: { low, expected, high },
      parts: [
        {
          id: 'development',
          title: 'Development',
          range: { low: low / 2, expected: expected / 2, high: high / 2 },
          formula: '(days to build + days each × endpoints) × day rate',
          inputs: [
            {
              id: 'day-rate',
              title: 'A day of an engineer',
              value: { low: 650, expected: 800, high: 1000 },
              unit: '€ a day',
              source: 'example',
            },
            {
              id: 'endpoints',
              title: 'Endpoints',
              value: { low: 4, expected: 4, high: 4 },
              unit: 'endpoints',
              source: 'profile',
            },
          ],
        },
        {
          id: 'licence',
          title: 'Licence',
          range: { low: low / 2, expected: expected / 2, high: high / 2 },
          formula: 'none',
          inputs: [],
        },
      ],
    },
    ...fields,
  };
}

/** A ranking in the given order, the other patterns after it, for tests. */
export function testRecommendation(
  profile: Profile,
  order: Pattern[] = ['event-driven', 'ipaas', 'api-gateway'],
  fields: Partial<Recommendation> = {},
): Recommendation {
  const patterns = [
    ...order,
    ...PATTERNS.filter(pattern => !order.includes(pattern)),
  ];
  return {
    profile,
    matrixVersion: '2026-11',
    matrixReviewedOn: '2026-11-01',
    ranked: patterns.map((pattern, index) => testRanked(pattern, index + 1)),
    unanswered: ['criticality', 'skills'],
    warnings: [],
    curves: PATTERNS.map(pattern => ({
      pattern,
      points: [0, 1_000, 6_200, 18_000].map(volumePerDay => ({
        volumePerDay,
        low: COSTS[pattern][0] * 1000,
        expected: COSTS[pattern][1] * 1000 + volumePerDay,
        high: COSTS[pattern][2] * 1000 + 2 * volumePerDay,
      })),
    })),
    breakEvens: [
      {
        cheaperBelow: 'ipaas',
        cheaperAbove: 'event-driven',
        volumePerDay: 6_200,
        low: 4_900,
        high: 8_100,
      },
    ],
    sensitivities: [
      {
        inputId: 'transactions-ipaas-1',
        title: 'Price per 1,000 iPaaS transactions',
        unit: '€',
        low: 1.9,
        expected: 2.4,
        high: 3.4,
        flipsAt: 2.1,
        to: 'ipaas',
      },
      {
        inputId: 'day-rate',
        title: 'A day of an engineer',
        unit: '€ a day',
        low: 650,
        expected: 800,
        high: 1000,
      },
    ],
    prices: { total: 31, own: 2 },
    ...fields,
  };
}

/** What is known of an integration, for tests. */
export function testKnownProfile(
  fields: Partial<KnownProfile> = {},
): KnownProfile {
  return {
    integration: testFacets('order-events', { title: 'Order events' }),
    profile: {
      interaction: 'event',
      volumePerDay: 4_312,
      latencyMs: 300_000,
      consumers: 3,
    },
    sources: [
      { field: 'interaction', source: 'catalog' },
      {
        field: 'volumePerDay',
        source: 'telemetry (metrics, caller), at the current rate',
        at: '2025-11-18T09:53:00.000Z',
      },
      { field: 'latencyMs', source: 'catalog (objective)' },
      { field: 'consumers', source: 'catalog (targets)' },
    ],
    missing: ['volumePerDayInTwoYears', 'criticality', 'skills'],
    ...fields,
  };
}

/** The matrix as the blank page shows it, for tests. */
export const testMatrix: DecisionMatrix = {
  version: '2026-11',
  title: 'Patterns by what an integration needs',
  nearTie: 4,
  needs: [{ id: 'volume', title: 'How much a day?', weight: 10 }],
  patterns: PATTERNS.map((pattern, index) => ({
    pattern,
    title: pattern,
    bestFor: `What ${pattern} is for`,
    costsYou: `What ${pattern} takes`,
    simplicity: index + 1,
    stepUp: 'More',
    leaving: 'Days',
  })),
};

/** A decision as it is recorded, for tests. */
export function testDecision(request: DecisionRequest): Decision {
  return {
    id: 'd1',
    title: request.title,
    pattern: request.pattern,
    recommended: 'event-driven',
    rank: 2,
    reason: request.reason ?? 'It is first.',
    profile: request.profile,
    matrixVersion: '2026-11',
    people: ['user:default/mira.kask'],
    decidedOn: '2025-11-18',
    recordedAt: '2025-11-18T09:53:00.000Z',
    recordedBy: 'user:default/mira.kask',
    source: 'portal',
  };
}
