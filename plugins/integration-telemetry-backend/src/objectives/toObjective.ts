import { IntegrationObjective } from '@tieline/plugin-integrations-common';
import { Objective } from '@tieline/plugin-integrations-common/telemetry';
import { formatDuration } from '../health/wording';
import { Events, JudgedBudget } from './judgeBudget';

function declared(objective: IntegrationObjective) {
  const { indicator, target, window, threshold, promisedTo } = objective;
  return {
    indicator,
    target,
    window,
    ...(threshold !== undefined && { threshold }),
    ...(promisedTo !== undefined && { promisedTo }),
  };
}

/** An objective of which nothing is known, and why. */
export function unmeasured(
  objective: IntegrationObjective,
  explanation: string,
): Objective {
  return { ...declared(objective), state: 'unmeasured', explanation };
}

/** An objective with what became of it. */
export function toObjective(
  objective: IntegrationObjective,
  events: Events,
  budget: JudgedBudget,
  nowMs: number,
): Objective {
  const { total, bad } = events;
  const isMissed = budget.left === null ? bad > 0 : budget.left <= 0;
  const kept = budget.firing ? 'at-risk' : 'met';
  return {
    ...declared(objective),
    state: isMissed ? 'missed' : kept,
    good: rounded(total - bad),
    total: rounded(total),
    value: Number(((1 - bad / total) * 100).toFixed(4)),
    budgetLeft: budget.left,
    burn: budget.burn,
    ...(budget.lastsMs !== undefined && {
      exhaustedAt: new Date(nowMs + budget.lastsMs).toISOString(),
    }),
    explanation: explain(budget),
  };
}

function explain(budget: JudgedBudget): string {
  const { left, firing, lastsMs } = budget;
  if (left === null) {
    return 'No budget: always.';
  }
  if (left <= 0) {
    return 'Nothing is left of the budget.';
  }
  if (lastsMs !== undefined) {
    return `Gone in ${formatDuration(lastsMs)} at this pace.`;
  }
  return firing
    ? 'Burns faster than it lasts.'
    : 'Lasts to the end of the window.';
}

function rounded(count: number): number {
  return Number(count.toFixed(2));
}
