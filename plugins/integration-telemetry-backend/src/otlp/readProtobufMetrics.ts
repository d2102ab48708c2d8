import { Attributes, MetricPoint, TEMPORALITY } from './model';
import {
  ProtobufReader,
  readDouble,
  readFixed64,
  readVarint,
} from './ProtobufReader';
import { forEachItem, readKeyValue } from './readProtobufCommon';

type PointType = MetricPoint['type'];

const typesByField: Record<number, PointType> = {
  5: 'gauge',
  7: 'sum',
  9: 'histogram',
  10: 'exponential',
  11: 'summary',
};

/** Where the attributes of a data point stand, by its type. */
const attributesField: Record<PointType, number> = {
  gauge: 7,
  sum: 7,
  histogram: 9,
  exponential: 1,
  summary: 7,
};

/** Where its flags stand. */
const flagsField: Record<PointType, number> = {
  gauge: 8,
  sum: 8,
  histogram: 10,
  exponential: 10,
  summary: 8,
};

function readQuantile(reader: ProtobufReader) {
  const pair = { quantile: 0, value: 0 };
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field === 1) {
      pair.quantile = reader.double();
    } else if (field === 2) {
      pair.value = reader.double();
    } else {
      reader.skip();
    }
  }
  return pair;
}

function readBuckets(reader: ProtobufReader) {
  const buckets = { offset: 0, counts: [] as number[] };
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field === 1) {
      buckets.offset = reader.sint32();
    } else if (field === 2) {
      reader.repeated(buckets.counts, readVarint);
    } else {
      reader.skip();
    }
  }
  return buckets;
}

/** Reads a field of the one type of point; false where it has no such field. */
type FieldReader = (
  reader: ProtobufReader,
  field: number,
  point: MetricPoint,
) => boolean;

const readNumberField: FieldReader = (reader, field, point) => {
  if (field === 4) {
    point.value = reader.double();
  } else if (field === 6) {
    point.value = Number(reader.sfixed64());
  } else {
    return false;
  }
  return true;
};

/** What histograms and summaries have in common. */
const readCountField: FieldReader = (reader, field, point) => {
  if (field === 4) {
    point.count = readFixed64(reader);
  } else if (field === 5) {
    point.sum = reader.double();
  } else {
    return false;
  }
  return true;
};

const readHistogramField: FieldReader = (reader, field, point) => {
  const explicit = point.explicit!;
  if (field === 6) {
    reader.repeated(explicit.counts, readFixed64);
  } else if (field === 7) {
    reader.repeated(explicit.bounds, readDouble);
  } else if (field === 12) {
    point.max = reader.double();
  } else {
    return readCountField(reader, field, point);
  }
  return true;
};

const readExponentialField: FieldReader = (reader, field, point) => {
  const exponential = point.exponential!;
  switch (field) {
    case 6:
      exponential.scale = reader.sint32();
      return true;
    case 7:
      exponential.zeroCount = readFixed64(reader);
      return true;
    case 8:
      Object.assign(exponential, readBuckets(reader.message()));
      return true;
    case 9:
      exponential.negativeCounts = readBuckets(reader.message()).counts;
      return true;
    case 13:
      point.max = reader.double();
      return true;
    case 14:
      exponential.zeroThreshold = reader.double();
      return true;
    default:
      return readCountField(reader, field, point);
  }
};

const readSummaryField: FieldReader = (reader, field, point) => {
  if (field === 6) {
    point.quantiles!.push(readQuantile(reader.message()));
    return true;
  }
  return readCountField(reader, field, point);
};

const fieldReaders: Record<PointType, FieldReader> = {
  gauge: readNumberField,
  sum: readNumberField,
  histogram: readHistogramField,
  exponential: readExponentialField,
  summary: readSummaryField,
};

function readPoint(reader: ProtobufReader, point: MetricPoint): MetricPoint {
  const attributes = new Map<string, string>();
  const readField = fieldReaders[point.type];
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field === attributesField[point.type]) {
      readKeyValue(reader.message(), attributes);
    } else if (field === flagsField[point.type]) {
      point.hasNoValue = reader.uint32() % 2 === 1;
    } else if (field === 2) {
      point.startNanos = reader.fixed64();
    } else if (field === 3) {
      point.timeNanos = reader.fixed64();
    } else if (!readField(reader, field, point)) {
      reader.skip();
    }
  }
  point.attributes = attributes;
  return point;
}

function readMetric(
  reader: ProtobufReader,
  resource: Attributes,
  scope: string,
) {
  const metric = { name: '', unit: '' };
  const data: Array<{ type: PointType; reader: ProtobufReader }> = [];
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field === 1) {
      metric.name = reader.text();
    } else if (field === 3) {
      metric.unit = reader.text();
    } else if (typesByField[field]) {
      data.push({ type: typesByField[field], reader: reader.message() });
    } else {
      reader.skip();
    }
  }
  return data.flatMap(part => {
    const { type } = part;
    let temporality: number =
      type === 'summary' ? TEMPORALITY.cumulative : TEMPORALITY.unspecified;
    let monotonic = false;
    const points: MetricPoint[] = [];
    const body = part.reader;
    for (let field = body.nextField(); field; field = body.nextField()) {
      if (field === 1) {
        points.push(
          readPoint(body.message(), {
            ...metric,
            resource,
            scope,
            type,
            temporality,
            monotonic,
            hasNoValue: false,
            attributes: new Map(),
            startNanos: 0n,
            timeNanos: 0n,
            value: 0,
            count: 0,
            ...(type === 'histogram' && {
              explicit: { bounds: [], counts: [] },
            }),
            ...(type === 'exponential' && {
              exponential: {
                scale: 0,
                zeroCount: 0,
                zeroThreshold: 0,
                offset: 0,
                counts: [],
                negativeCounts: [],
              },
            }),
            ...(type === 'summary' && { quantiles: [] }),
          }),
        );
      } else if (field === 2 && type !== 'gauge' && type !== 'summary') {
        temporality = body.uint32();
      } else if (field === 3 && type === 'sum') {
        monotonic = body.uint32() !== 0;
      } else {
        body.skip();
      }
    }
    points.forEach(point => Object.assign(point, { temporality, monotonic }));
    return points;
  });
}

/**
 * Reads an `ExportMetricsServiceRequest` (opentelemetry/proto/collector/metrics/v1).
 *
 * @throws OtlpError with status 400 where the bytes are none
 */
export function readProtobufMetrics(body: Uint8Array): MetricPoint[] {
  const points: MetricPoint[] = [];
  forEachItem(body, (item, resource, scope) => {
    readMetric(item, resource, scope).forEach(point => points.push(point));
  });
  return points;
}
