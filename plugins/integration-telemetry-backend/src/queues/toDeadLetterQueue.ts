import { DeadLetterQueue } from '@tieline/plugin-integrations-common/telemetry';
import { QueueState } from './judgeQueue';

const iso = (ms: number) => new Date(ms).toISOString();

/** The wire's shape of what lies in a dead-letter queue. */
export function toDeadLetterQueue(state: QueueState): DeadLetterQueue {
  return {
    queue: state.queue,
    depth: state.depth,
    at: iso(state.atMs),
    ageMeasured: state.isAgeMeasured,
    ...(state.oldestMs !== undefined && {
      oldestSeconds: Math.round(state.oldestMs / 1000),
    }),
    ...(state.growthPerHour !== undefined && {
      growthPerHour: state.growthPerHour,
    }),
    ...(state.grownSince && { growingSince: iso(state.grownSince.atMs) }),
    ...(state.drainedAtMs !== undefined && {
      drainedAt: iso(state.drainedAtMs),
    }),
  };
}
