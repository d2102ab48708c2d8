import {
  IntegrationObjective,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import { Objective } from '@tieline/plugin-integrations-common/telemetry';
import { formatCount, formatDuration } from '../health/wording';
import { QueueState } from '../queues/judgeQueue';
import { unmeasured } from './toObjective';

/**
 * A promise that no message lies in a dead-letter queue for longer than so
 * long, whatever its window: it is kept now, or it is not.
 */
export function deadLetterObjective(
  objective: IntegrationObjective,
  queues: readonly QueueState[],
): Objective {
  if (queues.length === 0) {
    return unmeasured(objective, 'Nobody measures its dead-letter queue.');
  }
  const thresholdMs =
    (objective.threshold && parseDurationMs(objective.threshold)) || 0;
  const filled = queues.filter(({ depth }) => depth > 0);
  const oldestMs = Math.max(0, ...filled.map(queue => queue.oldestMs ?? 0));
  const { explanation, ...rest } = unmeasured(objective, '');
  const isMissed = oldestMs > thresholdMs;
  return {
    ...rest,
    state: isMissed ? 'missed' : 'met',
    total: filled.reduce((sum, { depth }) => sum + depth, 0),
    budgetLeft: null,
    explanation:
      filled.length === 0
        ? 'The dead-letter queue is empty.'
        : `${formatCount(
            filled.reduce((sum, { depth }) => sum + depth, 0),
          )} messages, the oldest ${formatDuration(oldestMs)}.`,
    ...(isMissed && {
      since: new Date(
        Math.min(...filled.map(({ atMs, oldestMs: age = 0 }) => atMs - age)) +
          thresholdMs,
      ).toISOString(),
    }),
  };
}
