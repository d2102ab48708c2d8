import {
  Waiver,
  WaiverPage,
} from '@tieline/plugin-integrations-common/governance';
import { testFacets } from '../shared/testHealth';

/** A waiver that waits for a decision, for tests. */
export function testWaiver(fields: Partial<Waiver> = {}): Waiver {
  return {
    id: 'w1',
    integration: testFacets('order-events'),
    checkId: 'bounded-retries',
    questionId: 'failure-handling',
    title: 'Bounded retries',
    state: 'asked',
    reason: 'The broker is replaced in March.',
    until: '2027-03-31',
    askedBy: 'user:default/jon.aalto',
    askedAt: '2026-11-20T09:00:00.000Z',
    mayDecide: true,
    ...fields,
  };
}

/** One page of waivers, with their counts. */
export function testWaiverPage(items: Waiver[]): WaiverPage {
  const counts: WaiverPage['counts'] = {};
  for (const { state } of items) {
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return { items, totalItems: items.length, counts, pageInfo: {} };
}
