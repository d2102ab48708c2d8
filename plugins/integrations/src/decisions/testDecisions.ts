import {
  BuildOrBuy,
  Decision,
  DecisionDetail,
  DecisionPage,
  Reconsideration,
  ReconsiderationPage,
  Regret,
  RegretPage,
} from '@tieline/plugin-integrations-common/governance';
import { testDecision, testRecommendation } from '../decide/testDecide';
import { testFacets } from '../shared/testHealth';

const PROFILE = { interaction: 'event', volumePerDay: 4_000 } as const;

/** A recorded decision about an integration, for tests. */
export function testRecorded(fields: Partial<Decision> = {}): Decision {
  return {
    ...testDecision({
      title: 'Orders to the ERP',
      pattern: 'event-driven',
      profile: PROFILE,
    }),
    rank: 1,
    integration: testFacets('order-events', { title: 'Order events' }),
    ...fields,
  };
}

/** One page of recorded decisions, for tests. */
export function testDecisionPage(
  items: Decision[],
  page: Partial<DecisionPage> = {},
): DecisionPage {
  return {
    items,
    totalItems: items.length,
    mayRecord: true,
    pageInfo: {},
    ...page,
  };
}

/** A decision with its ranking and texts, for tests. */
export function testDecisionDetail(
  fields: Partial<DecisionDetail> = {},
): DecisionDetail {
  return {
    ...testRecorded(),
    recommendation: testRecommendation(PROFILE),
    markdown: '# Orders to the ERP',
    patch: 'spec:\n  type: event-driven\n',
    ...fields,
  };
}

/** A decision that no longer holds, for tests. */
export function testRegret(fields: Partial<Regret> = {}): Regret {
  return {
    id: 'r1',
    state: 'open',
    decision: testRecorded({
      id: 'd1',
      pattern: 'ipaas',
      recommended: 'ipaas',
    }),
    integration: testFacets('order-events', { title: 'Order events' }),
    reasons: [
      {
        field: 'volume',
        assumed: 4_000,
        observed: 11_200,
        observedLow: 10_400,
        observedHigh: 12_100,
        unit: 'a day',
        since: '2025-11-03T08:00:00.000Z',
        source: 'telemetry (metrics, caller)',
      },
    ],
    since: '2025-11-03T08:00:00.000Z',
    recommendedThen: 'ipaas',
    recommendedToday: 'event-driven',
    rankToday: 3,
    mayAcknowledge: true,
    ...fields,
  };
}

/** One page of decisions that no longer hold, for tests. */
export function testRegretPage(
  items: Regret[],
  page: Partial<RegretPage> = {},
): RegretPage {
  return { items, totalItems: items.length, pageInfo: {}, ...page };
}

/** An integration that would be decided differently, for tests. */
export function testReconsideration(
  fields: Partial<Reconsideration> = {},
): Reconsideration {
  return {
    integration: testFacets('stock-topic', { title: 'Stock topic' }),
    pattern: 'event-driven',
    recommended: 'point-to-point',
    rank: 4,
    isNearTie: false,
    reason: 'It is 9.1 points behind point-to-point.',
    costToday: { low: 64_000, expected: 88_000, high: 118_000 },
    costRecommended: { low: 20_000, expected: 30_000, high: 44_000 },
    costOfMoving: { low: 4_000, expected: 6_000, high: 9_000 },
    difference: { low: -94_000, expected: -52_000, high: -11_000 },
    warnings: [
      {
        id: 'over-engineering',
        title: 'A topic for twelve messages a day',
        detail: '12 messages a day go over a broker.',
      },
    ],
    missing: [],
    comparedAt: '2025-11-18T09:00:00.000Z',
    ...fields,
  };
}

/** One page of what would be decided differently, for tests. */
export function testReconsiderationPage(
  items: Reconsideration[],
  page: Partial<ReconsiderationPage> = {},
): ReconsiderationPage {
  return {
    items,
    totalItems: items.length,
    counts: { same: 14, nearTie: 3, different: 2, unknown: 1 },
    difference: { low: -190_000, expected: -120_000, high: -40_000 },
    currency: 'EUR',
    matrixVersion: '2026-11',
    comparedAt: '2025-11-18T09:00:00.000Z',
    prices: { total: 31, own: 0 },
    pageInfo: {},
    ...page,
  };
}

/** Build, buy or both, for tests. */
export function testBuildOrBuy(fields: Partial<BuildOrBuy> = {}): BuildOrBuy {
  const [first] = testRecommendation(PROFILE).ranked;
  const option = (
    id: 'build' | 'buy' | 'both',
    rank: number,
    thousands: [number, number, number],
  ): BuildOrBuy['options'][number] => {
    const [low, expected, high] = thousands.map(value => value * 1_000);
    return {
      id,
      rank,
      title: { build: 'Build', buy: 'Buy', both: 'Both' }[id],
      score: 70 - 8 * rank,
      speaksFor: [`${id} has something for it`],
      speaksAgainst: [`${id} has something against it`],
      reason: rank === 1 ? 'It is ahead.' : `It is behind, number ${rank}.`,
      cost: { ...first.cost, total: { low, expected, high } },
    };
  };
  return {
    answers: [
      { field: 'engineers', value: null, source: 'unknown' },
      { field: 'connectors', value: 6, source: 'catalog' },
      { field: 'integrations', value: 38, source: 'catalog' },
      {
        field: 'volumePerDay',
        value: 120_000,
        source: 'telemetry, 30 days',
      },
      { field: 'uniqueShare', value: 0.25, source: 'catalog' },
    ],
    options: [
      option('both', 1, [200, 300, 420]),
      option('buy', 2, [180, 260, 500]),
      option('build', 3, [300, 410, 600]),
    ],
    split: {
      ipaas: [
        {
          integration: testFacets('crm-sync', { title: 'CRM sync' }),
          reason: 'Both ends are software that somebody else runs.',
        },
      ],
      own: [
        {
          integration: testFacets('order-events', { title: 'Order events' }),
          reason: 'Three consumers read independently.',
        },
      ],
      unknown: [
        {
          integration: testFacets('old-link', { title: 'Old link' }),
          reason: 'Nobody knows its volume.',
        },
      ],
    },
    currency: 'EUR',
    prices: { total: 31, own: 0 },
    ...fields,
  };
}
