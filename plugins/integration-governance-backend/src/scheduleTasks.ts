import {
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { AuditSampler } from './audits/AuditSampler';
import { Improvement } from './improvement/createImprovement';
import { readInterval } from './readInterval';
import { Reviews } from './reviews/createReviews';
import { Evaluator } from './scorecard/Evaluator';
import { RetentionJob } from './scorecard/RetentionJob';
import { RollUpHistory } from './scorecard/RollUpHistory';

const MINUTE_MS = 60_000;

/** What is looked at now and then, whether or not anything changed. */
export async function scheduleTasks(options: {
  config: RootConfigService;
  scheduler: SchedulerService;
  evaluator: Evaluator;
  history: RollUpHistory;
  improvement: Improvement;
  reviews: Reviews;
  retention: RetentionJob;
  sampler: AuditSampler;
}): Promise<void> {
  const { scheduler, improvement } = options;
  await scheduler.scheduleTask({
    id: 'evaluate',
    frequency: {
      milliseconds: Math.max(
        MINUTE_MS,
        readInterval(options.config, 'evaluationInterval', 5 * MINUTE_MS),
      ),
    },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 10 },
    fn: async () => {
      await options.evaluator.evaluate();
      await options.history.record(new Date());
      await improvement.goals.history.record(new Date());
      await improvement.pilots.office.stopAbandoned(new Date());
      await options.reviews.findings.office.closeMissed();
    },
  });
  await scheduler.scheduleTask({
    id: 'forget-what-is-gone',
    frequency: { hours: 6 },
    initialDelay: { minutes: 10 },
    timeout: { minutes: 10 },
    fn: () => options.retention.run(new Date()),
  });
  await scheduler.scheduleTask({
    id: 'draw-audit-sample',
    frequency: { hours: 1 },
    initialDelay: { minutes: 15 },
    timeout: { minutes: 10 },
    fn: () => options.sampler.draw(new Date()),
  });
}
