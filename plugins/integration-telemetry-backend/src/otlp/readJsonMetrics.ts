import { Attributes, MetricPoint } from './model';
import {
  asAttributes,
  asEnum,
  asNanos,
  asNumber,
  asNumbers,
  asObject,
  asObjects,
  asText,
  forEachJsonItem,
  Json,
} from './readJsonCommon';

const temporalities = [
  'AGGREGATION_TEMPORALITY_UNSPECIFIED',
  'AGGREGATION_TEMPORALITY_DELTA',
  'AGGREGATION_TEMPORALITY_CUMULATIVE',
];

const parts: Array<[string, MetricPoint['type']]> = [
  ['gauge', 'gauge'],
  ['sum', 'sum'],
  ['histogram', 'histogram'],
  ['exponentialHistogram', 'exponential'],
  ['summary', 'summary'],
];

function optionalNumber(value: unknown, name: string): number | undefined {
  return value === undefined || value === null
    ? undefined
    : asNumber(value, name);
}

function readExponential(point: Json): MetricPoint['exponential'] {
  const positive = asObject(point.positive, 'positive');
  return {
    scale: asNumber(point.scale, 'scale'),
    zeroCount: asNumber(point.zeroCount, 'zeroCount'),
    offset: asNumber(positive.offset, 'positive.offset'),
    counts: asNumbers(positive.bucketCounts, 'positive.bucketCounts'),
  };
}

function readMetric(metric: Json, resource: Attributes): MetricPoint[] {
  return parts.flatMap(([part, type]) => {
    if (metric[part] === undefined || metric[part] === null) {
      return [];
    }
    const data = asObject(metric[part], part);
    return asObjects(data.dataPoints, 'dataPoints').map(point => ({
      resource,
      name: asText(metric.name, 'name'),
      unit: asText(metric.unit, 'unit'),
      type,
      temporality: asEnum(
        data.aggregationTemporality,
        'aggregationTemporality',
        temporalities,
      ),
      monotonic: data.isMonotonic === true,
      attributes: asAttributes(point.attributes, 'attributes'),
      startNanos: asNanos(point.startTimeUnixNano, 'startTimeUnixNano'),
      timeNanos: asNanos(point.timeUnixNano, 'timeUnixNano'),
      value: asNumber(point.asDouble ?? point.asInt, 'asDouble'),
      count: asNumber(point.count, 'count'),
      sum: optionalNumber(point.sum, 'sum'),
      max: optionalNumber(point.max, 'max'),
      ...(type === 'histogram' && {
        explicit: {
          bounds: asNumbers(point.explicitBounds, 'explicitBounds'),
          counts: asNumbers(point.bucketCounts, 'bucketCounts'),
        },
      }),
      ...(type === 'exponential' && { exponential: readExponential(point) }),
    }));
  });
}

/**
 * Reads an `ExportMetricsServiceRequest` in OTLP's JSON encoding.
 *
 * @throws OtlpError with status 400 where the bytes are none
 */
export function readJsonMetrics(body: Uint8Array): MetricPoint[] {
  const points: MetricPoint[] = [];
  forEachJsonItem(
    body,
    { groups: 'resourceMetrics', scopes: 'scopeMetrics', items: 'metrics' },
    (item, resource) => points.push(...readMetric(item, resource)),
  );
  return points;
}
