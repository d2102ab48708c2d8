import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { QueueMeasure } from '../series/QueueLevels';
import { QueueMetricRule } from './QueueMetrics';

const measures: QueueMeasure[] = ['ready', 'unacknowledged', 'lag', 'age'];

/** @throws Error that names the field, where a value is not what it has to be */
export function readQueueMetrics(
  configs: readonly Config[],
): QueueMetricRule[] {
  return configs.map((config, at) => {
    const field = (name: string) =>
      `integrationTelemetry.queueMetrics[${at}].${name}`;
    const measure = config.getString('measure') as QueueMeasure;
    if (!measures.includes(measure)) {
      throw new InputError(
        `${field('measure')} has to be one of ${measures.join(', ')}, not ${measure}`,
      );
    }
    const factor = config.getOptionalNumber('factor');
    if (factor !== undefined && !(factor > 0)) {
      throw new InputError(
        `${field('factor')} has to be above 0, not ${factor}`,
      );
    }
    const queue = readNames(config, 'queue');
    if (queue.length === 0) {
      throw new InputError(`${field('queue')} has to name an attribute`);
    }
    return {
      metric: config.getString('metric'),
      measure,
      queue,
      group: config.has('group') ? readNames(config, 'group') : undefined,
      where: config.has('where')
        ? {
            attribute: config.getString('where.attribute'),
            in: config.getStringArray('where.in'),
          }
        : undefined,
      factor,
    };
  });
}

function readNames(config: Config, key: string): string[] {
  return typeof config.getOptional(key) === 'string'
    ? [config.getString(key)]
    : config.getStringArray(key);
}
