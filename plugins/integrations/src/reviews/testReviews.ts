import {
  DueReview,
  DueReviewPage,
  Finding,
  FindingPage,
  ReviewDetail,
  ReviewItem,
} from '@tieline/plugin-integrations-common/governance';
import { testFacets } from '../shared/testHealth';

/** An integration that is to be reviewed, for tests. */
export function testDue(
  name: string | undefined,
  fields: Partial<DueReview> = {},
): DueReview {
  return {
    ...(name && { integration: testFacets(name) }),
    cadenceDays: 91,
    cadenceSource: 'policy',
    allowedDays: 91,
    dueOn: '2027-06-01',
    isOverdue: false,
    early: [],
    mayHold: true,
    ...fields,
  };
}

/** One page of them. */
export function testDuePage(
  items: DueReview[],
  fields: Partial<DueReviewPage> = {},
): DueReviewPage {
  return {
    items,
    totalItems: items.length,
    overdue: items.filter(({ isOverdue }) => isOverdue).length,
    pageInfo: {},
    ...fields,
  };
}

/** An item of an agenda that nobody has looked at, for tests. */
export function testItem(fields: Partial<ReviewItem> = {}): ReviewItem {
  return {
    id: 'i1',
    kind: 'health',
    title: 'Health got worse',
    detail: 'Errors rose from 0.2 % to 1.4 %.',
    level: 'bad',
    isOwn: false,
    ...fields,
  };
}

/** An open review with what its agenda makes of it, for tests. */
export function testReview(fields: Partial<ReviewDetail> = {}): ReviewDetail {
  const agenda = fields.agenda ?? [testItem()];
  return {
    id: 'r1',
    subject: 'integration',
    title: 'Review of order-events',
    integration: testFacets('order-events'),
    state: 'open',
    openedAt: '2026-11-20T09:00:00.000Z',
    openedBy: 'user:default/mira.kask',
    people: ['user:default/jon.aalto'],
    items: agenda.length,
    openItems: agenda.filter(({ disposition }) => !disposition).length,
    since: '2026-08-20T09:00:00.000Z',
    agenda,
    findings: [],
    trail: [
      {
        at: '2026-11-20T09:00:00.000Z',
        by: 'user:default/mira.kask',
        what: 'began the review',
      },
    ],
    mustDecide: true,
    markdown: '# Review of order-events\n',
    mayHold: true,
    ...fields,
  };
}

/** A finding that is to be done, for tests. */
export function testFinding(fields: Partial<Finding> = {}): Finding {
  return {
    id: 'f1',
    state: 'open',
    title: 'Bound the retries',
    integration: testFacets('order-events'),
    ownerRef: 'group:default/fulfilment',
    dueOn: '2027-06-01',
    isOverdue: false,
    origin: 'review',
    reviewId: 'r1',
    createdAt: '2026-11-20T09:30:00.000Z',
    createdBy: 'user:default/mira.kask',
    mayChange: true,
    ...fields,
  };
}

/** One page of them. */
export function testFindingPage(items: Finding[]): FindingPage {
  return {
    items,
    totalItems: items.length,
    overdue: items.filter(({ isOverdue }) => isOverdue).length,
    pageInfo: {},
  };
}
