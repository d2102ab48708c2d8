import {
  GoalFilter,
  GoalForecast,
  GoalState,
} from '@tieline/plugin-integrations-common/governance';
import { Checklist } from '../checklist/Checklist';
import { dayOf } from '../waivers/Waiver';

/** What a set of integrations is to pass by a day, as it is stored. */
export interface StoredGoal {
  id: string;
  revision: number;
  title: string;
  checkIds: string[];
  questionIds: string[];
  filter: GoalFilter;
  /** ISO 8601 day: the last one, in UTC. */
  dueOn: string;
  ownerRef?: string;
  setBy: string;
  setAt: string;
  closedAt?: string;
  closedBy?: string;
  closeReason?: string;
}

/** Of how many integrations how many are there. */
export interface GoalCounts {
  total: number;
  met: number;
}

/** Where a goal stood at the end of a day, in UTC. */
export interface GoalPoint extends GoalCounts {
  day: string;
}

/** A forecast, and whether it rests on anything. */
export interface JudgedForecast extends GoalForecast {
  /** `away`: it moves, but not towards the goal, or too slowly to ever get there. */
  pace: 'towards' | 'away' | 'none';
}

/**
 * The checks that an integration has to pass. A question is answered yes where
 * each of its checks that apply passes: so it stands for its checks.
 */
export function goalCheckIds(
  goal: Pick<StoredGoal, 'checkIds' | 'questionIds'>,
  checklist: Pick<Checklist, 'items'>,
): string[] {
  return checklist.items
    .filter(
      ({ id, question }) =>
        goal.checkIds.includes(id) || goal.questionIds.includes(question),
    )
    .map(({ id }) => id);
}

/** Where a goal stands. */
export function stateOfGoal(
  goal: Pick<StoredGoal, 'dueOn' | 'closedAt'>,
  { total, met }: GoalCounts,
  forecast: JudgedForecast,
  now: Date,
): GoalState {
  if (goal.closedAt) {
    return 'closed';
  }
  if (total > 0 && met === total) {
    return 'met';
  }
  if (goal.dueOn < dayOf(now)) {
    return 'missed';
  }
  if (forecast.pace === 'none') {
    return 'unknown';
  }
  return forecast.by !== undefined && forecast.by <= goal.dueOn
    ? 'on-track'
    : 'late';
}
