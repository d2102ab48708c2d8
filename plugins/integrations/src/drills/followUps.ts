import {
  CheckOutcome,
  FindingRequest,
} from '@tieline/plugin-integrations-common/governance';
import { laterDay, utcDay } from '../shared/days';

const OFFERED_DAYS = 30;

/** A finding while it is written. */
export interface FollowUp {
  /** Tells them apart while they have no title. */
  key: number;
  title: string;
  ownerRef: string | undefined;
  /** `2025-11-18` */
  dueOn: string;
  /** It is done once the integration passes this check; empty where its owner says so. */
  checkId: string;
}

/** A check that evidence of what was done would let pass. */
export type OpenCheck = Pick<CheckOutcome, 'checkId' | 'title'>;

/** Those that the integration does not pass: what it passes already closes nothing. */
export function openChecksOf(outcomes: readonly CheckOutcome[]): OpenCheck[] {
  return outcomes.filter(
    ({ result }) => result === 'fail' || result === 'unmeasured',
  );
}

/** One to be filled in. */
export function newFollowUp(
  key: number,
  ownerRef: string | undefined,
  now: Date,
): FollowUp {
  return {
    ...{ key, title: '', ownerRef, checkId: '' },
    dueOn: laterDay(now, OFFERED_DAYS),
  };
}

/** What is missing of the follow-ups, in words: `the title of follow-up 2`. */
export function missingOf(followUps: readonly FollowUp[], now: Date): string[] {
  return followUps.flatMap(({ title, ownerRef, dueOn }, index) => {
    const of = `of follow-up ${index + 1}`;
    return [
      ...(title.trim() ? [] : [`what is to be done ${of}`]),
      ...(ownerRef ? [] : [`the owner ${of}`]),
      ...(dueOn >= utcDay(now) ? [] : [`a day that is not past ${of}`]),
    ];
  });
}

/** As the backend takes them. */
export function toFindingRequests(
  followUps: readonly FollowUp[],
): FindingRequest[] {
  return followUps.map(({ title, ownerRef, dueOn, checkId }) => ({
    title: title.trim(),
    ownerRef: ownerRef ?? '',
    dueOn,
    ...(checkId && { checkId }),
  }));
}
