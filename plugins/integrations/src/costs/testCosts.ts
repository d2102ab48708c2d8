import {
  Intervention,
  InterventionPage,
  PriceList,
  Quota,
  RunCost,
  RunCostGroups,
  RunCostPage,
} from '@tieline/plugin-integrations-common/governance';
import { testFacets } from '../shared/testHealth';

const WINDOW = {
  from: '2025-10-19T00:00:00.000Z',
  to: '2025-11-18T00:00:00.000Z',
};

/** What an integration costs, measured, for tests. */
export function testRunCost(
  name: string,
  fields: Partial<RunCost> = {},
): RunCost {
  return {
    integration: testFacets(name),
    perMonth: { low: 300, expected: 400, high: 650 },
    parts: [
      {
        id: 'platform',
        title: 'Its share of the broker',
        range: { low: 200, expected: 250, high: 400 },
        formula: 'the broker a year × share × 30 ÷ 365',
        inputs: [
          {
            id: 'platform-event-driven',
            title: 'A broker',
            value: { low: 30_000, expected: 40_000, high: 60_000 },
            unit: '€ a year',
            source: 'example',
          },
          {
            id: 'share',
            title: 'Share',
            value: { low: 0.08, expected: 0.08, high: 0.08 },
            unit: 'of 1',
            source: 'measured volume',
          },
        ],
      },
      {
        id: 'interventions',
        title: 'Interventions',
        range: { low: 100, expected: 150, high: 250 },
        formula: 'minutes ÷ 60 ÷ 8 × day rate',
        inputs: [],
      },
    ],
    unmeasured: [],
    calls: 125_000,
    callsSource: 'metrics, as the caller saw them',
    perMessage: { low: 0.0024, expected: 0.0032, high: 0.0052 },
    interventions: { count: 2, minutes: 75 },
    currency: 'EUR',
    ...WINDOW,
    ...fields,
  };
}

/** One whose volume nobody measured, for tests. */
export function testUnmeasuredCost(name: string): RunCost {
  return testRunCost(name, {
    calls: null,
    callsSource: undefined,
    perMessage: undefined,
    unmeasured: ['volume', 'cost of resource:default/kafka'],
    interventions: { count: 0, minutes: 0 },
  });
}

/** A page of run costs, for tests. */
export function testRunCostPage(
  items: RunCost[],
  page: Partial<RunCostPage> = {},
): RunCostPage {
  return {
    items,
    totalItems: items.length,
    total: { low: 8_200, expected: 12_300, high: 17_000 },
    unmeasured: items.filter(({ calls }) => calls === null).length,
    currency: 'EUR',
    prices: { total: 60, own: 2 },
    ...WINDOW,
    pageInfo: {},
    ...page,
  };
}

/** Costs added up, for tests. */
export function testRunCostGroups(
  groupBy: string,
  groups: RunCostGroups['groups'] = [
    {
      key: 'group:default/checkout',
      title: 'Checkout',
      integrations: 5,
      unmeasured: 2,
      perMonth: { low: 5_000, expected: 8_000, high: 11_000 },
      calls: 4_000_000,
      perMessage: { low: 0.001, expected: 0.002, high: 0.003 },
      interventionMinutes: 90,
    },
    {
      key: 'none',
      title: 'none',
      integrations: 1,
      unmeasured: 1,
      perMonth: { low: 100, expected: 200, high: 300 },
      calls: null,
      interventionMinutes: 0,
    },
  ],
): RunCostGroups {
  return {
    groupBy,
    groups,
    total: { low: 5_100, expected: 8_200, high: 11_300 },
    currency: 'EUR',
    prices: { total: 60, own: 2 },
    ...WINDOW,
  };
}

/** A limit of a platform, for tests. */
export function testQuota(fields: Partial<Quota> = {}): Quota {
  return {
    platformRef: 'resource:default/ipaas',
    title: 'iPaaS',
    kind: 'transactions-per-month',
    limit: 2_000_000,
    used: 1_550_000,
    share: 0.775,
    growthPerMonth: 0.066,
    runsOutOn: '2027-03-14',
    integrations: 9,
    unmeasured: 0,
    source:
      'tieline.dev/quota-transactions-per-month of resource:default/ipaas',
    ...fields,
  };
}

/** What somebody did by hand, for tests. */
export function testIntervention(
  fields: Partial<Intervention> = {},
): Intervention {
  return {
    id: 'i1',
    integration: testFacets('order-events'),
    kind: 'restart',
    minutes: 15,
    at: '2025-11-17T09:30:00.000Z',
    by: 'user:default/mira.kask',
    note: 'The consumer hung.',
    alarmId: '7',
    mayTakeBack: true,
    ...fields,
  };
}

/** A page of what people did by hand, for tests. */
export function testInterventionPage(
  items: Intervention[],
  page: Partial<InterventionPage> = {},
): InterventionPage {
  return {
    items,
    totalItems: items.length,
    totalMinutes: items.reduce((sum, { minutes }) => sum + minutes, 0),
    pageInfo: {},
    ...page,
  };
}

/** Unit prices, one of which is the organisation's own, for tests. */
export const testPriceList: PriceList = {
  currency: 'EUR',
  version: '2026-11',
  items: [
    {
      id: 'day-rate',
      title: 'A day of an engineer',
      unit: '€ a day',
      low: 700,
      expected: 780,
      high: 900,
      source: 'HR rates 2026',
      isExample: false,
    },
    {
      id: 'connection-ipaas',
      title: 'A connection',
      unit: '€ a year',
      pattern: 'ipaas',
      low: 800,
      expected: 1_200,
      high: 1_800,
      source: 'example',
      isExample: true,
    },
  ],
};
