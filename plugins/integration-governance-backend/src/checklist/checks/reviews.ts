import { parseDurationMs } from '@tieline/plugin-integrations-common';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import { ReviewEvidence } from '../../evidence/IntegrationEvidence';
import {
  cadenceOf,
  defaultCadencePolicy,
} from '../../reviewCalendar/CadencePolicy';
import { dayOf } from '../../waivers/Waiver';
import { CheckFunction, declared, fail, pass, unmeasured } from '../finding';
import { counted, withStop } from './words';

const DAY_MS = 86_400_000;

const noCadence = 'No cadence is stated, so nobody looks at it regularly.';
const noRecord = 'No review is recorded.';

type LastReview = NonNullable<ReviewEvidence['last']>;

const cadence: CheckFunction = evidence => {
  const stated = evidence.spec.review?.cadence;
  const ms = stated && parseDurationMs(stated);
  if (!ms) {
    return fail(noCadence, declared(evidence, 'no cadence'));
  }
  const criticality = evidence.facets.criticality ?? 'medium';
  const allowedDays =
    evidence.reviews?.allowedDays ??
    cadenceOf(defaultCadencePolicy, criticality).allowedDays;
  return ms > allowedDays * DAY_MS
    ? fail(
        `Every ${stated} is too seldom: ${criticality} takes at least every ${allowedDays} days.`,
        declared(evidence, stated),
      )
    : pass(`It is to be reviewed every ${stated}.`, declared(evidence, stated));
};

const held: CheckFunction = (evidence, { now }) => {
  const { last, regularlyDueOn: dueOn } = evidence.reviews ?? {};
  if (!last || !dueOn) {
    const stated = evidence.spec.review?.cadence;
    return stated
      ? unmeasured(noRecord, declared(evidence, stated))
      : fail(noCadence, declared(evidence, 'no cadence'));
  }
  const heldOn = dayOf(new Date(last.signedAt));
  return dueOn < dayOf(now)
    ? fail(
        `The last review was on ${heldOn}; the next was due by ${dueOn}.`,
        recorded(last, `signed on ${heldOn}`),
      )
    : pass(
        `It was reviewed on ${heldOn}; the next review is due by ${dueOn}.`,
        recorded(last, `signed on ${heldOn}`),
      );
};

const agenda: CheckFunction = ({ reviews }) => {
  const last = reviews?.last;
  if (!last) {
    return unmeasured(noRecord);
  }
  // Nobody can sign a review while something on its agenda is open.
  const items = counted(last.items, 'item', 'items');
  return pass(
    `The review of ${dayOf(new Date(last.signedAt))} left nothing open of ${items} on its agenda.`,
    recorded(last, `${items}, all dispositioned`),
  );
};

const findings: CheckFunction = ({ reviews }, { now }) => {
  const { last, findings: open = [] } = reviews ?? {};
  const today = dayOf(now);
  const overdue = open.filter(({ dueOn }) => dueOn < today);
  if (overdue.length > 0) {
    const [{ title, dueOn, createdAt, reviewId }] = overdue;
    return fail(
      withStop(
        `${counted(overdue.length, 'finding is', 'findings are')} overdue, the first since ${dueOn}: ${title}`,
      ),
      asOf(now, {
        value: `${title}, found on ${dayOf(new Date(createdAt))}, due by ${dueOn}`,
        href: reviewId && hrefOf(reviewId),
      }),
    );
  }
  if (!last) {
    return unmeasured('No findings are recorded.');
  }
  const state =
    open.length > 0
      ? `${counted(open.length, 'is', 'are')} open, and none is overdue`
      : 'none is open';
  return pass(
    `Of the findings ${state}.`,
    asOf(now, {
      value: counted(open.length, 'open finding', 'open findings'),
      href: hrefOf(last.id),
    }),
  );
};

const afterChange: CheckFunction = ({ reviews }, { now }) => {
  const { last, early = [] } = reviews ?? {};
  const [first] = early;
  if (first && first.dueOn < dayOf(now)) {
    return fail(
      withStop(`It was to be reviewed again by ${first.dueOn}. ${first.text}`),
      last ? recorded(last, first.text) : asOf(now, { value: first.text }),
    );
  }
  if (!last) {
    return unmeasured(noRecord);
  }
  return pass(
    first
      ? withStop(
          `It is to be reviewed again by ${first.dueOn}, and that is not over. ${first.text}`,
        )
      : `Nothing big changed since the review of ${dayOf(new Date(last.signedAt))}.`,
    asOf(now, {
      value: first?.text ?? 'volume, platform, owner and processes compared',
      href: hrefOf(last.id),
    }),
  );
};

const keepOrEnd: CheckFunction = ({ reviews }) => {
  const last = reviews?.last;
  if (!last) {
    return unmeasured(noRecord);
  }
  const heldOn = dayOf(new Date(last.signedAt));
  if (!last.keepOrEnd) {
    return unmeasured(
      `The review of ${heldOn} did not say whether it stays.`,
      recorded(last, 'no decision'),
    );
  }
  const { decision, endOn } = last.keepOrEnd;
  const decided = {
    keep: 'that it stays',
    change: 'that it is changed',
    end: endOn ? `that it ends on ${endOn}` : 'that it ends',
  }[decision];
  return pass(
    `The review of ${heldOn} decided ${decided}.`,
    recorded(last, decision),
  );
};

/** What a signed review shows. */
function recorded(
  { id, signedAt, signedBy }: LastReview,
  value: string,
): Evidence {
  return {
    value,
    source: `review signed by ${signedBy}`,
    href: hrefOf(id),
    grade: 'attested',
    at: signedAt,
  };
}

/** What the records of reviews show on a day: read again each time, not only when one is held. */
function asOf(
  now: Date,
  { value, href }: { value: string; href?: string },
): Evidence {
  return {
    value,
    source: 'records of reviews',
    href,
    grade: 'attested',
    at: `${dayOf(now)}T00:00:00.000Z`,
  };
}

function hrefOf(reviewId: string): string {
  return `/reviews/${encodeURIComponent(reviewId)}`;
}

export const reviewChecks: Record<string, CheckFunction> = {
  'review-cadence': cadence,
  'review-held': held,
  'review-agenda': agenda,
  'review-findings': findings,
  'review-after-change': afterChange,
  'retirement-keep-or-end': keepOrEnd,
};
