import {
  CRITICALITIES,
  Criticality,
} from '@tieline/plugin-integrations-common';
import {
  AnswerState,
  RollUp,
  RollUpAnswer,
  Score,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';

/** An integration with its score, which is missing before the first evaluation. */
export interface ScoredIntegration {
  integration: IntegrationFacets;
  score?: Score;
}

/** So many integrations of one criticality with the same answers. */
export interface ScoreTally {
  criticality: Criticality | undefined;
  /** By question; missing where nothing was evaluated yet. */
  states?: ReadonlyMap<string, AnswerState>;
  count: number;
}

/** Low 1, medium 2, high 3, critical 4; without one it weighs as medium. */
export function weightOf(criticality: Criticality | undefined): number {
  return CRITICALITIES.indexOf(criticality ?? 'medium') + 1;
}

/** One integration as a tally of its own. */
export function tallyOf({ integration, score }: ScoredIntegration): ScoreTally {
  return {
    criticality: integration.criticality,
    states:
      score &&
      new Map(
        score.answers.map(({ questionId, state }) => [questionId, state]),
      ),
    count: 1,
  };
}

/** Answered yes, and applicable, both weighted by criticality. */
export function weighTallies(tallies: readonly ScoreTally[]): {
  yes: number;
  applicable: number;
} {
  let yes = 0;
  let applicable = 0;
  for (const { criticality, states, count } of tallies) {
    const weight = weightOf(criticality) * count;
    for (const state of states?.values() ?? []) {
      yes += state === 'yes' ? weight : 0;
      applicable += state === 'not-applicable' ? 0 : weight;
    }
  }
  return { yes, applicable };
}

/** The share of yes of what applies; null where nothing applies or nothing was evaluated. */
export function yesShareOf(tallies: readonly ScoreTally[]): number | null {
  const { yes, applicable } = weighTallies(tallies);
  return applicable > 0 ? yes / applicable : null;
}

/**
 * The answers of a group of integrations. Yes, not yet and unmeasured stay
 * apart.
 */
export function rollUp(
  group: Pick<RollUp, 'key' | 'title' | 'depth'> &
    Partial<Pick<RollUp, 'kind' | 'parentKey' | 'childGroups'>>,
  tallies: readonly ScoreTally[],
  questionIds: readonly string[],
): RollUp {
  const answers = questionIds.map((questionId): RollUpAnswer => {
    const counts: RollUpAnswer = {
      questionId,
      yes: 0,
      notYet: 0,
      unmeasured: 0,
      waived: 0,
      notApplicable: 0,
    };
    for (const { states, count } of tallies) {
      counts[fieldOf(states?.get(questionId))] += count;
    }
    return counts;
  });
  return {
    ...group,
    integrations: tallies.reduce((sum, { count }) => sum + count, 0),
    answers,
    yesShare: yesShareOf(tallies),
  };
}

function fieldOf(
  state: AnswerState | undefined,
): Exclude<keyof RollUpAnswer, 'questionId'> {
  switch (state) {
    case 'yes':
      return 'yes';
    case 'not-yet':
      return 'notYet';
    case 'waived':
      return 'waived';
    case 'not-applicable':
      return 'notApplicable';
    default:
      // What was never evaluated is not known either.
      return 'unmeasured';
  }
}

/** Worst first: the smaller share of yes, then the more critical, then by name. */
export function compareScored(
  left: ScoredIntegration,
  right: ScoredIntegration,
): number {
  return (
    (yesShareOf([tallyOf(left)]) ?? 0) - (yesShareOf([tallyOf(right)]) ?? 0) ||
    weightOf(right.integration.criticality) -
      weightOf(left.integration.criticality) ||
    left.integration.name.localeCompare(right.integration.name)
  );
}

/** Worst first among siblings. */
export function compareRollUps(left: RollUp, right: RollUp): number {
  return (
    (left.yesShare ?? 0) - (right.yesShare ?? 0) ||
    right.integrations - left.integrations ||
    left.title.localeCompare(right.title)
  );
}
