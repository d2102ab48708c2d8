import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { RecordOutcome } from '../series/RecordCounts';
import { RecordMetricRule } from './RecordMetrics';

const outcomes: RecordOutcome[] = [
  'sent',
  'received',
  'rejected',
  'deduplicated',
];

/** @throws Error that names the field, where a value is not what it has to be */
export function readRecordMetrics(
  configs: readonly Config[],
): RecordMetricRule[] {
  return configs.map((config, at) => {
    const outcome = config.getString('outcome') as RecordOutcome;
    if (!outcomes.includes(outcome)) {
      throw new InputError(
        `integrationTelemetry.reconciliation.metrics[${at}].outcome has to be one of ${outcomes.join(', ')}, not ${outcome}`,
      );
    }
    const flow = config.getOptional('flow');
    const isOne = typeof flow === 'string';
    return {
      metric: config.getString('metric'),
      outcome,
      where: config.getOptionalConfigArray('where')?.map(condition => ({
        attribute: condition.getString('attribute'),
        in: condition.getStringArray('in'),
      })),
      flow: isOne
        ? [config.getString('flow')]
        : config.getOptionalStringArray('flow'),
      unit: config.getOptionalString('unit'),
    };
  });
}
