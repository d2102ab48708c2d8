import { Decoded, MetricPoint, TEMPORALITY } from './model';
import { forEachJsonItem, JsonItems, JsonPlace } from './readJsonCommon';
import {
  asAttributes,
  asEnum,
  asNanos,
  asNumber,
  asNumbers,
  asObject,
  asObjects,
  asText,
  Json,
} from './readJsonValues';

const temporalities = ['UNSPECIFIED', 'DELTA', 'CUMULATIVE'];
const pointFlags = ['DO_NOT_USE', 'NO_RECORDED_VALUE_MASK'];

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

function temporalityOf(data: Json, type: MetricPoint['type']): number {
  switch (type) {
    case 'gauge':
      return TEMPORALITY.unspecified;
    case 'summary':
      return TEMPORALITY.cumulative;
    default:
      return asEnum(
        data.aggregationTemporality,
        'aggregationTemporality',
        'AGGREGATION_TEMPORALITY_',
        temporalities,
      );
  }
}

function readExponential(point: Json): MetricPoint['exponential'] {
  const positive = asObject(point.positive, 'positive');
  const negative = asObject(point.negative, 'negative');
  return {
    scale: asNumber(point.scale, 'scale'),
    zeroCount: asNumber(point.zeroCount, 'zeroCount'),
    zeroThreshold: asNumber(point.zeroThreshold, 'zeroThreshold'),
    offset: asNumber(positive.offset, 'positive.offset'),
    counts: asNumbers(positive.bucketCounts, 'positive.bucketCounts'),
    negativeCounts: asNumbers(negative.bucketCounts, 'negative.bucketCounts'),
  };
}

function readPoint(
  point: Json,
  metric: Json,
  data: Json,
  type: MetricPoint['type'],
  place: JsonPlace,
): MetricPoint {
  const flags = asEnum(point.flags, 'flags', 'DATA_POINT_FLAGS_', pointFlags);
  const isNumber = type === 'gauge' || type === 'sum';
  const hasExtremes = type === 'histogram' || type === 'exponential';
  return {
    resource: place.about(),
    scope: place.scope(),
    name: asText(metric.name, 'name'),
    unit: asText(metric.unit, 'unit'),
    type,
    temporality: temporalityOf(data, type),
    monotonic: type === 'sum' && data.isMonotonic === true,
    hasNoValue: flags % 2 === 1,
    attributes: asAttributes(point.attributes, 'attributes'),
    startNanos: asNanos(point.startTimeUnixNano, 'startTimeUnixNano'),
    timeNanos: asNanos(point.timeUnixNano, 'timeUnixNano'),
    value: isNumber ? asNumber(point.asDouble ?? point.asInt, 'asDouble') : 0,
    count: isNumber ? 0 : asNumber(point.count, 'count'),
    sum: isNumber ? undefined : optionalNumber(point.sum, 'sum'),
    max: hasExtremes ? optionalNumber(point.max, 'max') : undefined,
    ...(type === 'histogram' && {
      explicit: {
        bounds: asNumbers(point.explicitBounds, 'explicitBounds'),
        counts: asNumbers(point.bucketCounts, 'bucketCounts'),
      },
    }),
    ...(type === 'exponential' && { exponential: readExponential(point) }),
    ...(type === 'summary' && {
      quantiles: asObjects(point.quantileValues, 'quantileValues').map(
        ({ quantile, value }) => ({
          quantile: asNumber(quantile, 'quantile'),
          value: asNumber(value, 'value'),
        }),
      ),
    }),
  };
}

/**
 * Reads an `ExportMetricsServiceRequest` in OTLP's JSON encoding. Data points
 * that are misshapen are rejected, and only those.
 *
 * @throws OtlpError with status 400 where nothing of the body can be read
 */
export function readJsonMetrics(body: Uint8Array): Decoded<MetricPoint> {
  const points = new JsonItems<MetricPoint>();
  forEachJsonItem(
    body,
    {
      groups: 'resourceMetrics',
      scopes: 'scopeMetrics',
      libraries: 'instrumentationLibraryMetrics',
      items: 'metrics',
    },
    points,
    (metric, place) => {
      for (const [part, type] of parts) {
        const held = metric[part];
        const list = held === undefined || held === null ? [] : [held];
        points.eachObject(list, part, data =>
          points.eachObject(data.dataPoints, 'dataPoints', point =>
            points.take(() => readPoint(point, metric, data, type, place)),
          ),
        );
      }
    },
  );
  return points;
}
