import {
  Drill,
  DrillPage,
  DrillSuggestion,
  FailureMode,
  Runbook,
} from '@tieline/plugin-integrations-common/governance';
import { testFacets } from '../shared/testHealth';

/** A way to fail, for tests. */
export function testMode(fields: Partial<FailureMode> = {}): FailureMode {
  return {
    id: 'consumer-down',
    title: 'Consumer down',
    happens: 'The backlog grows.',
    patterns: ['event-driven'],
    interactions: ['event', 'stream'],
    template: '## Consumer down\n1. **Notice.** …\n',
    drill: 'Stop the consumer and see who is told.',
    ...fields,
  };
}

/** Another one. */
export const POISON = testMode({
  id: 'poison-message',
  title: 'Poison message',
  happens: 'One message fails again and again.',
  template: '## Poison message\n',
  drill: 'Send a message that the contract does not allow.',
});

/** What to drill next, for tests. */
export function testSuggestion(
  fields: Partial<DrillSuggestion> = {},
): DrillSuggestion {
  return {
    integration: testFacets('order-events'),
    failureMode: testMode(),
    score: 27,
    reasons: [
      'Never drilled, which counts as 3 years ago',
      'It had 2 alarms within 90 days',
    ],
    mayManage: true,
    ...fields,
  };
}

/** A planned drill, for tests. */
export function testDrill(fields: Partial<Drill> = {}): Drill {
  return {
    id: 'd1',
    integration: testFacets('order-events'),
    failureModeId: 'consumer-down',
    failureModeTitle: 'Consumer down',
    state: 'planned',
    environment: 'production',
    from: '2026-11-20T09:00:00.000Z',
    to: '2026-11-20T10:00:00.000Z',
    isSilenced: true,
    people: [],
    createdAt: '2026-11-10T09:00:00.000Z',
    createdBy: 'user:default/mira.kask',
    source: 'portal',
    findings: [],
    mayManage: true,
    ...fields,
  };
}

/** One page of them. */
export function testDrillPage(items: Drill[]): DrillPage {
  return { items, totalItems: items.length, pageInfo: {} };
}

/** A runbook that nobody has looked at, for tests. */
export function testRunbook(fields: Partial<Runbook> = {}): Runbook {
  return {
    integration: testFacets('order-events'),
    href: 'https://wiki.example.com/runbook',
    title: 'When order events stand still',
    modes: [
      { ...testMode(), isCovered: false },
      { ...POISON, isCovered: false },
    ],
    mayConfirm: true,
    ...fields,
  };
}
