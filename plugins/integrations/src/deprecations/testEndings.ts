import {
  Ending,
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';

/** A consumer as the API gives it, for tests. */
export function testConsumer(
  name: string,
  facts: Partial<EndingConsumer> = {},
): EndingConsumer {
  return {
    id: 1,
    name,
    kind: 'both',
    state: 'uses',
    ownerRef: 'group:default/customer-care',
    integrationRefs: [`integration:default/${name}`],
    versions: [],
    days: [],
    reminders: 0,
    mayAnswer: true,
    ...facts,
  };
}

/** An ending as the list gives it, for tests. */
export function testEndingSummary(
  facts: Partial<EndingSummary> = {},
): EndingSummary {
  return {
    id: 7,
    subject: {
      kind: 'version',
      contract: { registry: 'catalog', subject: 'api:default/shipping-api' },
      version: '1.9.4',
    },
    title: 'Shipping API 1.9.4',
    ownerRef: 'group:default/fulfilment',
    status: 'on-track',
    activeSince: '2026-05-01T00:00:00.000Z',
    announcedAt: '2026-09-01T00:00:00.000Z',
    sunsetAt: '2026-12-31T00:00:00.000Z',
    isForeign: false,
    consumers: [],
    hiddenConsumers: 0,
    verdict: {
      answer: 'no',
      sentence: 'No: support-desk was seen 4 minutes ago.',
      asOf: '2026-11-27T10:00:00.000Z',
      findings: [],
    },
    forecast: { outcome: 'unknown' },
    mayManage: true,
    mayOverride: true,
    ...facts,
  };
}

/** An ending with its history, for tests. */
export function testEnding(facts: Partial<Ending> = {}): Ending {
  return {
    ...testEndingSummary(facts),
    events: [],
    brownouts: [],
    untold: [],
    ...facts,
  };
}
