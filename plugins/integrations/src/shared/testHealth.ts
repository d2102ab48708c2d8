import { HealthStatus } from '@tieline/plugin-integrations-common';
import {
  IntegrationPage,
  IntegrationRow,
} from '@tieline/plugin-integrations-common/governance';
import {
  HealthPage,
  HealthSummary,
  IntegrationFacets,
} from '@tieline/plugin-integrations-common/telemetry';

/** An integration by its name, for tests. */
export function testFacets(
  name: string,
  facets: Partial<IntegrationFacets> = {},
): IntegrationFacets {
  return {
    entityRef: `integration:default/${name}`,
    namespace: 'default',
    name,
    ownerRef: 'group:default/checkout',
    systemRef: 'system:default/web-shop',
    pattern: 'api-gateway',
    interaction: 'request',
    criticality: 'critical',
    lifecycle: 'production',
    sourceRef: 'system:default/web-shop',
    targetRefs: ['system:default/payment-gateway', 'system:default/finance'],
    viaRefs: [],
    runbook: { url: 'https://wiki.example.com/runbook' },
    onCall: 'Jon Aalto',
    ...facets,
  };
}

/** Its health, with measured calls, for tests. */
export function testHealth(
  name: string,
  status: HealthStatus,
  health: Partial<HealthSummary> = {},
): HealthSummary {
  return {
    integration: testFacets(name),
    environment: 'production',
    status,
    reasons: [
      {
        code: 'errors',
        status,
        headline: `31.4 % of calls of ${name} fail with 503`,
        short: `31.4 % errors of ${name}`,
        detail: '2,140 of 6,816 calls in the last 15 min',
        since: '2025-11-18T09:12:00.000Z',
      },
    ],
    evaluatedAt: '2025-11-18T09:53:00.000Z',
    lastSeenAt: '2025-11-18T09:52:58.000Z',
    calls: {
      from: '2025-11-18T09:38:00.000Z',
      to: '2025-11-18T09:53:00.000Z',
      calls: 6816,
      errors: 2140,
      throughputPerMinute: 454,
      errorRate: 0.314,
      rejectionRate: 0,
      p50Ms: 240,
      p95Ms: 1900,
      p99Ms: 2600,
      source: 'metrics',
      side: 'caller',
    },
    ...health,
  };
}

/** A row of the table, for tests. */
export function testRow(
  name: string,
  status: HealthStatus,
  health: Partial<HealthSummary> = {},
): IntegrationRow {
  const summary = testHealth(name, status, health);
  return {
    integration: summary.integration,
    health: summary,
    score: { yes: 4, applicable: 8, answers: [] },
  };
}

/** A page of the joined list, for tests. */
export function testPage(
  items: IntegrationRow[],
  page: Partial<IntegrationPage> = {},
): IntegrationPage {
  return {
    items,
    totalItems: items.length,
    facets: {
      status: [{ value: 'failing', count: 1 }],
      owner: [
        { value: 'group:default/checkout', count: items.length },
        { value: 'none', count: 1 },
      ],
    },
    counts: { integrations: 38, systems: 14, teams: 8, platforms: 4 },
    healthReadAt: '2025-11-18T09:53:20.000Z',
    pageInfo: {},
    ...page,
  };
}

/** A page of the fleet's health, for tests. */
export function testHealthPage(items: HealthSummary[]): HealthPage {
  const statusCounts = {
    failing: 0,
    degraded: 0,
    silent: 0,
    unknown: 0,
    healthy: 0,
  };
  items.forEach(item => {
    statusCounts[item.status] += 1;
  });
  return { items, totalItems: items.length, statusCounts, pageInfo: {} };
}
