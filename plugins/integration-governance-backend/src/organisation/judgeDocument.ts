import {
  Evidence,
  OrganisationAnswer,
  OrganisationDocument,
} from '@tieline/plugin-integrations-common/governance';
import { DocumentKind } from './documentKinds';

const DAY_MS = 86_400_000;

/**
 * Whether a document is there, owned and reviewed.
 *
 * @param ownerExists - whether the catalog knows its owner
 */
export function judgeDocument(
  kind: DocumentKind,
  document: OrganisationDocument | undefined,
  ownerExists: boolean,
  now: Date,
): Omit<OrganisationAnswer, 'shares'> {
  const answer = (
    state: OrganisationAnswer['state'],
    reason: string,
    nextStep?: string,
  ): Omit<OrganisationAnswer, 'shares'> => ({
    questionId: kind.questionId,
    state,
    reason,
    evidence: document ? [evidenceOf(document)] : [],
    document,
    documentId: kind.id,
    nextStep: nextStep === undefined ? undefined : { text: nextStep },
  });
  if (!document) {
    return answer(
      'not-yet',
      `${kind.title}: nobody said where it is.`,
      'Record where it is, who owns it and when it was reviewed',
    );
  }
  const { title, ownerRef, reviewedOn, reviewEveryDays } = document;
  if (!ownerRef) {
    return answer('not-yet', `${title} has no owner.`, 'Name its owner');
  }
  if (!ownerExists) {
    return answer(
      'not-yet',
      `${title} is owned by ${ownerRef}, which the catalog does not know.`,
      'Name an owner that is in the catalog',
    );
  }
  if (!reviewedOn) {
    return answer(
      'not-yet',
      `${title} was never reviewed.`,
      'Review it and record the day',
    );
  }
  const dueOn = reviewDueOn(reviewedOn, reviewEveryDays);
  return dueOn < now.toISOString().slice(0, 10)
    ? answer(
        'not-yet',
        `${title} was to be reviewed by ${dueOn}.`,
        'Review it and record the day',
      )
    : answer(
        'yes',
        `${title} is owned, and reviewed on ${reviewedOn}; the next review is due by ${dueOn}.`,
      );
}

function evidenceOf(document: OrganisationDocument): Evidence {
  const { title, href, reviewedOn, recordedAt, recordedBy } = document;
  const isConfigured = recordedBy === 'configuration';
  return {
    value: reviewedOn ? `${title}, reviewed on ${reviewedOn}` : title,
    source: recordedBy,
    href,
    grade: isConfigured ? 'declared' : 'attested',
    at: recordedAt,
    expiresAt:
      reviewedOn &&
      `${reviewDueOn(reviewedOn, document.reviewEveryDays)}T23:59:59.999Z`,
  };
}

function reviewDueOn(reviewedOn: string, everyDays: number): string {
  return new Date(Date.parse(reviewedOn) + everyDays * DAY_MS)
    .toISOString()
    .slice(0, 10);
}
