import {
  DriftDetail,
  DriftItem,
  DriftPage,
} from '@tieline/plugin-integrations-common/telemetry';

/** A difference for tests of pages. */
export function testDriftItem(
  id: string,
  options: Partial<DriftItem> = {},
): DriftItem {
  return {
    id,
    kind: 'undeclared',
    headline: `${id} calls erp-order-api`,
    detail: '1,950 calls in the last 24 h. Not in the catalog.',
    environment: 'production',
    source: { name: id, address: id },
    target: {
      name: 'erp-order-api',
      entityRef: 'component:default/erp-order-api',
    },
    protocol: 'http',
    destination: '/reports/open-orders',
    firstSeenAt: '2025-11-03T02:00:00.000Z',
    lastSeenAt: '2025-11-18T02:10:00.000Z',
    callsLastDay: 1950,
    errorRate: 0.01,
    evidence: [
      {
        what: 'Observed',
        value: '1,950 calls in the last 24 h',
        source: 'telemetry of erp-order-api',
        at: '2025-11-18T02:10:00.000Z',
      },
    ],
    ...options,
  };
}

/** The same with what can be done about it. */
export function testDriftDetail(
  item: DriftItem,
  options: Partial<DriftDetail> = {},
): DriftDetail {
  return {
    ...item,
    days: [{ date: '2025-11-18', calls: 1950, errors: 19 }],
    adoption: {
      yaml: 'kind: Integration\n',
      guesses: ['from the protocol http'],
      alsoTakes: { total: 1, headlines: ['10.20.4.17 calls something else'] },
    },
    candidates: [
      {
        integrationRef: 'integration:default/order-to-erp',
        because: 'same target',
      },
    ],
    ...options,
  };
}

/** One page of differences. */
export function testDriftPage(
  items: DriftItem[],
  options: Partial<DriftPage> = {},
): DriftPage {
  const count = (kind: DriftItem['kind']) =>
    items.filter(item => item.kind === kind).length;
  return {
    items,
    totalItems: items.length,
    kindCounts: {
      undeclared: count('undeclared'),
      silent: count('silent'),
      mismatched: count('mismatched'),
    },
    dismissedItems: 0,
    environments: ['production'],
    leftOut: 0,
    pageInfo: {},
    ...options,
  };
}
