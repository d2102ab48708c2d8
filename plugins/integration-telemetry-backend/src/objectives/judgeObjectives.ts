import {
  HealthReason,
  Objective,
} from '@tieline/plugin-integrations-common/telemetry';
import { formatShare } from '../health/wording';

/** Why an integration needs somebody although few of its calls fail just now; undefined where it does not. */
export function judgeObjectives(
  objectives: readonly Objective[],
): HealthReason | undefined {
  const burning = objectives.flatMap(objective => {
    const firing = objective.burn?.find(rate => rate.firing);
    return firing ? [{ objective, firing }] : [];
  });
  const [worst] = burning.sort(
    (one, other) => other.firing.limit - one.firing.limit,
  );
  if (!worst) {
    return undefined;
  }
  const { objective, firing } = worst;
  const pace = Number((firing.long ?? 0).toPrecision(2));
  const left = objective.budgetLeft ?? 0;
  const what =
    objective.indicator === 'latency'
      ? `under ${objective.threshold}`
      : 'without error';
  return {
    code: 'budget-burn',
    status: 'degraded',
    headline: `Its error budget goes ${pace} times faster than it lasts`,
    short: `budget burns ${pace}×`,
    detail: `Promised: ${objective.target} % ${what} over ${objective.window}. ${
      left > 0
        ? `${formatShare(left)} of the budget is left.`
        : 'Nothing is left of the budget.'
    }`,
  };
}
