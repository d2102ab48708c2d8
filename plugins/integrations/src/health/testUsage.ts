import {
  Usage,
  UsageItem,
} from '@tieline/plugin-integrations-common/telemetry';

/** One consumer's calls, for tests. */
export function testUsageItem(item: Partial<UsageItem> = {}): UsageItem {
  return {
    consumer: 'checkout',
    firstSeenAt: '2025-10-02T09:00:00.000Z',
    lastSeenAt: '2025-11-18T09:52:00.000Z',
    calls: 700,
    errors: 7,
    share: 0.7,
    days: [
      { date: '2025-11-17', calls: 300 },
      { date: '2025-11-18', calls: 400 },
    ],
    source: 'metrics',
    side: 'caller',
    ...item,
  };
}

/** Who uses an integration, for tests: nobody unless said otherwise. */
export function testUsage(usage: Partial<Usage> = {}): Usage {
  return {
    entityRef: 'integration:default/identity-profile-sync',
    environment: 'production',
    from: '2025-10-19T00:00:00.000Z',
    to: '2025-11-18T09:53:00.000Z',
    source: 'metrics',
    side: 'caller',
    items: [],
    elsewhere: [],
    totals: { calls: 0, errors: 0 },
    versionAttributes: [],
    ...usage,
  };
}
