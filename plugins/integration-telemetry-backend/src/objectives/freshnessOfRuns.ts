import { IntegrationObjective } from '@tieline/plugin-integrations-common';
import { Objective } from '@tieline/plugin-integrations-common/telemetry';
import { MatchedOccurrence } from '../runs/matchRuns';
import { judgeBudget } from './judgeBudget';
import { toObjective, unmeasured } from './toObjective';
import { windowMsOf } from './windowMsOf';

/**
 * A promise that scheduled runs come in time.
 *
 * @param otherwise - what to say where no run was due
 */
export function freshnessOfRuns(
  objective: IntegrationObjective,
  occurrences: readonly MatchedOccurrence[],
  otherwise: string,
  nowMs: number,
): Objective {
  const due = occurrences.filter(
    ({ state, dueMs }) =>
      dueMs !== undefined && state !== 'expected' && state !== 'running',
  );
  if (due.length === 0) {
    return unmeasured(objective, otherwise);
  }
  const bad = due.filter(
    ({ state }) => state !== 'on-time' && state !== 'short',
  ).length;
  const events = { total: due.length, bad };
  // Runs are too few for a pace: what is left of the budget says enough.
  return toObjective(
    objective,
    events,
    judgeBudget({
      target: objective.target,
      windowMs: windowMsOf(objective),
      windows: [],
      eventsOf: () => events,
    }),
    nowMs,
  );
}
