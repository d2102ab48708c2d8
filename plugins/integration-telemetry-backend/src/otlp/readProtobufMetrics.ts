import { Attributes, MetricPoint } from './model';
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

/** Reads a field that only this type of point has; false where it is none. */
function readTypedField(
  reader: ProtobufReader,
  field: number,
  point: MetricPoint,
): boolean {
  const { explicit, exponential } = point;
  if (point.type === 'gauge' || point.type === 'sum') {
    if (field === 4) {
      point.value = reader.double();
      return true;
    }
    if (field === 6) {
      point.value = Number(reader.sfixed64());
      return true;
    }
    return false;
  }
  if (field === 4) {
    point.count = readFixed64(reader);
    return true;
  }
  if (field === 5) {
    point.sum = reader.double();
    return true;
  }
  if (explicit) {
    if (field === 6) {
      reader.repeated(explicit.counts, readFixed64);
      return true;
    }
    if (field === 7) {
      reader.repeated(explicit.bounds, readDouble);
      return true;
    }
    if (field === 12) {
      point.max = reader.double();
      return true;
    }
  }
  if (exponential) {
    if (field === 6) {
      exponential.scale = reader.sint32();
      return true;
    }
    if (field === 7) {
      exponential.zeroCount = readFixed64(reader);
      return true;
    }
    if (field === 8) {
      Object.assign(exponential, readBuckets(reader.message()));
      return true;
    }
    if (field === 13) {
      point.max = reader.double();
      return true;
    }
  }
  return false;
}

function readPoint(reader: ProtobufReader, point: MetricPoint): MetricPoint {
  const attributes = new Map<string, string>();
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field === attributesField[point.type]) {
      readKeyValue(reader.message(), attributes);
    } else if (field === 2) {
      point.startNanos = reader.fixed64();
    } else if (field === 3) {
      point.timeNanos = reader.fixed64();
    } else if (!readTypedField(reader, field, point)) {
      reader.skip();
    }
  }
  point.attributes = attributes;
  return point;
}

function readMetric(reader: ProtobufReader, resource: Attributes) {
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
    let temporality = 0;
    let monotonic = false;
    const points: MetricPoint[] = [];
    const body = part.reader;
    for (let field = body.nextField(); field; field = body.nextField()) {
      if (field === 1) {
        const { type } = part;
        points.push(
          readPoint(body.message(), {
            ...metric,
            resource,
            type,
            temporality: 0,
            monotonic: false,
            attributes: new Map(),
            startNanos: 0n,
            timeNanos: 0n,
            value: 0,
            count: 0,
            ...(type === 'histogram' && {
              explicit: { bounds: [], counts: [] },
            }),
            ...(type === 'exponential' && {
              exponential: { scale: 0, zeroCount: 0, offset: 0, counts: [] },
            }),
          }),
        );
      } else if (field === 2 && part.type !== 'gauge') {
        temporality = body.uint32();
      } else if (field === 3 && part.type === 'sum') {
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
  forEachItem(body, (item, resource) => {
    readMetric(item, resource).forEach(point => points.push(point));
  });
  return points;
}
