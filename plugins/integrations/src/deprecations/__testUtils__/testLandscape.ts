import {
  EndingConsumer,
  EndingPage,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { testConsumer, testEndingSummary } from '../testEndings';

const DAY_MS = 86_400_000;

/** Calls on each day, the last one too. */
export function everyDay(first: string, last: string, calls = 400) {
  const days: EndingConsumer['days'] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS) {
    days.push({ date: new Date(at).toISOString().slice(0, 10), calls });
  }
  return days;
}

const version = (subject: string, name: string) =>
  ({
    kind: 'version',
    contract: { registry: 'catalog', subject: `api:default/${subject}` },
    version: name,
  }) as const;

/** A job at a quarter's end that asks for more time. */
export const quarterClose = testConsumer('finance-quarter-close', {
  id: 14,
  state: 'quiet',
  ownerRef: 'group:default/finance-systems',
  entityRef: 'component:default/finance-quarter-close',
  firstSeenAt: '2026-03-31T12:00:00.000Z',
  lastSeenAt: '2026-09-30T12:00:00.000Z',
  cadenceDays: 92,
  days: [
    { date: '2026-06-30', calls: 12 },
    { date: '2026-09-30', calls: 12 },
  ],
  extension: {
    state: 'asked',
    until: '2027-01-15T12:00:00.000Z',
    reason: 'The books close on 31 December.',
    askedAt: '2026-11-10T09:00:00.000Z',
    askedBy: 'user:default/jon.aalto',
  },
});

/** Ends before its last consumer will have left. */
export const tooLate: EndingSummary = testEndingSummary({
  id: 1,
  subject: version('shipping-api', '1'),
  title: 'shipping-api v1',
  status: 'too-late',
  activeSince: '2026-05-01T12:00:00.000Z',
  announcedAt: '2026-09-01T12:00:00.000Z',
  sunsetAt: '2026-11-30T12:00:00.000Z',
  replacement: {
    kind: 'version',
    contract: { registry: 'catalog', subject: 'api:default/shipping-api' },
    version: '2',
  },
  replacementTitle: 'shipping-api v2',
  usageReadAt: '2026-11-18T09:52:40.000Z',
  forecast: {
    outcome: 'expected',
    lastAt: '2027-01-21T12:00:00.000Z',
    fromAt: '2027-01-08T12:00:00.000Z',
    untilAt: '2027-02-12T12:00:00.000Z',
    confidence: 0.9,
    daysPastSunset: 52,
    explanation: 'Calls fall by 3 % a week.',
  },
  consumers: [
    testConsumer('support-desk', {
      id: 13,
      entityRef: 'component:default/support-desk',
      callsPerDay: 410,
      firstSeenAt: '2026-06-01T00:00:00.000Z',
      lastSeenAt: '2026-11-18T09:49:00.000Z',
      days: everyDay('2026-06-01', '2026-11-18'),
      reminders: 2,
    }),
    quarterClose,
    testConsumer('warehouse-pick', {
      id: 11,
      ownerRef: 'group:default/fulfilment',
      state: 'left',
      firstSeenAt: '2026-06-01T00:00:00.000Z',
      lastSeenAt: '2026-10-03T12:00:00.000Z',
      days: everyDay('2026-06-01', '2026-10-03'),
    }),
  ],
  verdict: {
    answer: 'no',
    sentence: 'No: support-desk was seen 4 minutes ago.',
    asOf: '2026-11-18T09:53:00.000Z',
    findings: [
      {
        kind: 'seen',
        outcome: 'blocks',
        title: 'support-desk was seen 4 min ago',
        detail: '410 calls a day, two reminders',
        consumerIds: [13],
      },
      {
        kind: 'extension',
        outcome: 'blocks',
        title: 'finance-quarter-close asks for more time',
        consumerIds: [14],
      },
      {
        kind: 'replacement-objective',
        outcome: 'holds',
        title: 'v2 meets its objectives',
      },
    ],
  },
});

/** Something other than time is in the way. */
export const blocked: EndingSummary = testEndingSummary({
  id: 2,
  subject: version('customer-api', '2'),
  title: 'customer-api v2',
  ownerRef: 'group:default/customer-care',
  status: 'blocked',
  activeSince: '2026-02-01T12:00:00.000Z',
  announcedAt: '2026-08-15T12:00:00.000Z',
  sunsetAt: '2026-12-20T12:00:00.000Z',
  usageReadAt: '2026-11-18T09:52:40.000Z',
  forecast: {
    outcome: 'expected',
    lastAt: '2026-12-02T12:00:00.000Z',
    fromAt: '2026-11-24T12:00:00.000Z',
    untilAt: '2026-12-09T12:00:00.000Z',
    confidence: 0.9,
  },
  consumers: [
    testConsumer('10.20.4.17', {
      id: 22,
      kind: 'unnamed',
      ownerRef: undefined,
      integrationRefs: [],
      callsPerDay: 20,
      firstSeenAt: '2026-11-03T00:00:00.000Z',
      lastSeenAt: '2026-11-18T08:00:00.000Z',
      days: everyDay('2026-11-03', '2026-11-18', 20),
    }),
    testConsumer('loyalty-job', {
      id: 21,
      callsPerDay: 38,
      firstSeenAt: '2026-06-01T00:00:00.000Z',
      lastSeenAt: '2026-11-18T08:00:00.000Z',
      days: everyDay('2026-06-01', '2026-11-18', 38),
      movesAt: '2026-11-28T12:00:00.000Z',
    }),
  ],
  verdict: {
    answer: 'no',
    sentence: 'No: v3 misses its objective.',
    asOf: '2026-11-18T09:53:00.000Z',
    findings: [
      {
        kind: 'replacement-objective',
        outcome: 'blocks',
        title: 'v3 misses its objective',
      },
      {
        kind: 'unnamed',
        outcome: 'blocks',
        title: 'Nobody can be named for 10.20.4.17',
        consumerIds: [22],
      },
    ],
  },
});

/** Nobody can say. */
export const unknown: EndingSummary = testEndingSummary({
  id: 3,
  subject: version('price-file', '3'),
  title: 'price-file layout 3',
  status: 'unknown',
  announcedAt: '2026-10-01T12:00:00.000Z',
  sunsetAt: '2027-01-15T12:00:00.000Z',
  usageReadAt: '2026-11-16T07:00:00.000Z',
  forecast: { outcome: 'unknown' },
  verdict: {
    answer: 'unknown',
    sentence: 'Unknown: usage data is missing since 16 November.',
    asOf: '2026-11-18T09:53:00.000Z',
    findings: [
      {
        kind: 'usage-data',
        outcome: 'unknown',
        title: 'Usage data is missing',
      },
    ],
  },
});

/** Past its date, and nobody is left. */
export const safe: EndingSummary = testEndingSummary({
  id: 4,
  subject: version('orders', '2'),
  title: 'orders 2.x',
  status: 'safe',
  announcedAt: '2026-07-15T12:00:00.000Z',
  sunsetAt: '2026-10-31T12:00:00.000Z',
  usageReadAt: '2026-11-18T09:52:40.000Z',
  forecast: { outcome: 'left', lastAt: '2026-08-28T12:00:00.000Z' },
  consumers: [
    testConsumer('order-loader', {
      id: 41,
      ownerRef: 'group:default/data-platform',
      state: 'left',
      lastSeenAt: '2026-08-28T12:00:00.000Z',
      days: everyDay('2026-06-01', '2026-08-28'),
    }),
  ],
  verdict: {
    answer: 'yes',
    sentence: 'Yes: none was seen for 82 days, and all agreed.',
    asOf: '2026-11-18T09:53:00.000Z',
    findings: [{ kind: 'seen', outcome: 'holds', title: 'None was seen' }],
  },
});

/** A page of the list, worst first. */
export function testEndingPage(
  items: EndingSummary[] = [tooLate, blocked, unknown, safe],
  facts: Partial<EndingPage> = {},
): EndingPage {
  return {
    items,
    totalItems: items.length,
    asOf: '2026-11-18T09:53:00.000Z',
    statuses: items.map(({ status }) => ({ status, count: 1 })),
    ...facts,
  };
}
