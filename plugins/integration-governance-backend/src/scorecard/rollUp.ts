import {
  CRITICALITIES,
  Criticality,
} from '@tieline/plugin-integrations-common';
import {
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

/** Low 1, medium 2, high 3, critical 4; without one it weighs as medium. */
function weightOf(criticality: Criticality | undefined): number {
  return CRITICALITIES.indexOf(criticality ?? 'medium') + 1;
}

/** The share of yes of what applies; null where nothing applies or nothing was evaluated. */
export function yesShareOf(
  members: readonly ScoredIntegration[],
): number | null {
  let yes = 0;
  let applicable = 0;
  for (const { integration, score } of members) {
    const weight = weightOf(integration.criticality);
    yes += weight * (score?.yes ?? 0);
    applicable += weight * (score?.applicable ?? 0);
  }
  return applicable > 0 ? yes / applicable : null;
}

/**
 * The answers of a group of integrations. Yes, not yet and unmeasured stay
 * apart.
 */
export function rollUp(
  group: Pick<RollUp, 'key' | 'title' | 'depth'> &
    Partial<Pick<RollUp, 'kind' | 'parentKey'>>,
  members: readonly ScoredIntegration[],
  questionIds: readonly string[],
): RollUp {
  const answers = questionIds.map((questionId): RollUpAnswer => {
    const states = members.map(
      ({ score }) =>
        score?.answers.find(answer => answer.questionId === questionId)?.state,
    );
    const count = (...wanted: Array<string | undefined>) =>
      states.filter(state => wanted.includes(state)).length;
    return {
      questionId,
      yes: count('yes'),
      notYet: count('not-yet'),
      // What was never evaluated is not known either.
      unmeasured: count('unmeasured', undefined),
      waived: count('waived'),
      notApplicable: count('not-applicable'),
    };
  });
  return {
    ...group,
    integrations: members.length,
    answers,
    yesShare: yesShareOf(members),
  };
}

/** Worst first: the smaller share of yes, then the more critical, then by name. */
export function compareScored(
  left: ScoredIntegration,
  right: ScoredIntegration,
): number {
  return (
    (yesShareOf([left]) ?? 0) - (yesShareOf([right]) ?? 0) ||
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
