import {
  Audit,
  AuditPage,
} from '@tieline/plugin-integrations-common/governance';
import { testFacets } from '../shared/testHealth';

/** A pass that waits to be looked at, for tests. */
export function testAudit(fields: Partial<Audit> = {}): Audit {
  return {
    id: 'a1',
    quarter: '2026-Q4',
    state: 'open',
    integration: testFacets('order-events'),
    checkId: 'failure-drill',
    questionId: 'failure-handling',
    title: 'A drill within its shelf life',
    tests: 'Whether a failure was drilled.',
    reason: 'The last drill was in October.',
    evidence: [
      {
        value: 'drilled',
        source: 'user:default/jon.aalto',
        grade: 'attested',
        at: '2026-10-02T09:00:00.000Z',
      },
    ],
    sampledAt: '2026-11-01T09:00:00.000Z',
    mayDecide: true,
    ...fields,
  };
}

/** A quarter's sample, for tests. */
export function testAuditPage(
  items: Audit[],
  fields: Partial<AuditPage> = {},
): AuditPage {
  const counts: AuditPage['counts'] = {};
  for (const { state } of items) {
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return {
    items,
    totalItems: items.length,
    quarter: '2026-Q4',
    quarters: ['2026-Q4', '2026-Q3'],
    passes: 412,
    counts,
    pageInfo: {},
    ...fields,
  };
}
