import {
  DrillOutcome,
  DrillOutcomeRequest,
} from '@tieline/plugin-integrations-common/governance';
import { isWebAddress } from '../shared/EntityLink';
import { FollowUp, missingOf, toFindingRequests } from './followUps';

/** The API's own bound. */
const MOST_MINUTES = 100_000;

/** What is said of a drill while it is recorded. */
export interface OutcomeDraft {
  outcome: DrillOutcome | '';
  /** Local, to the minute: `2025-11-18T09:53` */
  heldAt: string;
  /** As it was typed. */
  minutes: string;
  artefact: string;
  notes: string;
  followUps: FollowUp[];
}

/** What is wrong with the link; undefined where it will do. */
export function artefactProblem({
  outcome,
  artefact,
}: OutcomeDraft): string | undefined {
  const address = artefact.trim();
  if (!address) {
    return outcome === 'passed'
      ? 'A drill that passed needs it: a link to a record, a dashboard or a recording.'
      : undefined;
  }
  return isWebAddress(address)
    ? undefined
    : 'It has to begin with https:// or http://.';
}

/** What is wrong with the minutes; undefined where they will do, or are not said. */
export function minutesProblem({ minutes }: OutcomeDraft): string | undefined {
  const text = minutes.trim();
  return !text || (/^\d+$/.test(text) && Number(text) <= MOST_MINUTES)
    ? undefined
    : 'Whole minutes, 0 or more.';
}

/** What is missing before it can be recorded, in words. */
export function missingOfOutcome(draft: OutcomeDraft, now: Date): string[] {
  const { outcome, heldAt, notes, followUps } = draft;
  const heldMs = Date.parse(heldAt);
  return [
    ...(outcome ? [] : ['the outcome']),
    ...(heldMs <= now.getTime() ? [] : ['when it was held, not in the future']),
    ...(minutesProblem(draft) ? ['whole minutes'] : []),
    ...(artefactProblem(draft) ? ['the link to what shows it'] : []),
    ...(notes.trim() ? [] : ['how it went']),
    ...missingOf(followUps, now),
  ];
}

/** As the backend takes it, once nothing is missing. */
export function toOutcomeRequest(
  draft: OutcomeDraft & { outcome: DrillOutcome },
): DrillOutcomeRequest {
  const { outcome, heldAt, minutes, artefact, notes, followUps } = draft;
  return {
    outcome,
    heldAt: new Date(heldAt).toISOString(),
    notes: notes.trim(),
    ...(minutes.trim() && { minutesToRecover: Number(minutes) }),
    ...(artefact.trim() && { artefact: artefact.trim() }),
    ...(followUps.length && { followUps: toFindingRequests(followUps) }),
  };
}
