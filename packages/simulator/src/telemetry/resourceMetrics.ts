import { ValueType } from '@opentelemetry/api';
import { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  ExponentialHistogram,
  Histogram,
  MetricData,
  ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { hrTime, InstrumentName, instruments, Reading } from './Reading';

const scope = { name: '@tieline/simulator' };

/**
 * Puts readings of one reporter into the form that the SDK's exporters take.
 *
 * A meter of the SDK stamps what it measures with the wall clock, which allows
 * neither history nor replay: so its data model is filled here instead.
 */
export function toResourceMetrics(
  resource: Resource,
  readings: Reading[],
): ResourceMetrics {
  const byMetric = new Map<string, Reading[]>();
  for (const reading of readings) {
    const key = `${reading.instrument} ${formOf(reading.value)}`;
    const known = byMetric.get(key);
    if (known) {
      known.push(reading);
    } else {
      byMetric.set(key, [reading]);
    }
  }
  return {
    resource,
    scopeMetrics: [{ scope, metrics: [...byMetric.values()].map(toMetric) }],
  };
}

function formOf(value: Reading['value']): string {
  if (typeof value === 'number') {
    return 'number';
  }
  return 'scale' in value ? 'exponential' : 'explicit';
}

function toMetric(readings: Reading[]): MetricData {
  const [{ instrument, value }] = readings;
  const descriptor = describe(instrument);
  const aggregationTemporality = AggregationTemporality.DELTA;
  if (typeof value === 'number') {
    return instruments[instrument].form === 'gauge'
      ? {
          descriptor,
          aggregationTemporality,
          dataPointType: DataPointType.GAUGE,
          dataPoints: toPoints<number>(readings),
        }
      : {
          descriptor,
          aggregationTemporality,
          dataPointType: DataPointType.SUM,
          isMonotonic: true,
          dataPoints: toPoints<number>(readings),
        };
  }
  return 'scale' in value
    ? {
        descriptor,
        aggregationTemporality,
        dataPointType: DataPointType.EXPONENTIAL_HISTOGRAM,
        dataPoints: toPoints<ExponentialHistogram>(readings),
      }
    : {
        descriptor,
        aggregationTemporality,
        dataPointType: DataPointType.HISTOGRAM,
        dataPoints: toPoints<Histogram>(readings),
      };
}

function describe(name: InstrumentName) {
  const { form, description } = instruments[name];
  return {
    name,
    description,
    unit: form === 'duration' ? 's' : '{message}',
    valueType: form === 'duration' ? ValueType.DOUBLE : ValueType.INT,
  };
}

function toPoints<T>(readings: Reading[]) {
  return readings.map(({ attributes, period, value }) => ({
    startTime: hrTime(period.fromMs),
    endTime: hrTime(period.toMs),
    attributes,
    value: value as T,
  }));
}
