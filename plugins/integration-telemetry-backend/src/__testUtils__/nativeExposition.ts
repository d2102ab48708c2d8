import { parse } from 'protobufjs';

/** As far as tests need it. Source: `io/prometheus/client/metrics.proto`. */
const { root } = parse(`
  syntax = "proto2";
  message LabelPair { optional string name = 1; optional string value = 2; }
  message Counter { optional double value = 1; }
  message BucketSpan { optional sint32 offset = 1; optional uint32 length = 2; }
  message Histogram {
    optional uint64 sample_count = 1;
    optional double sample_sum = 2;
    optional sint32 schema = 5;
    optional double zero_threshold = 6;
    optional uint64 zero_count = 7;
    repeated BucketSpan positive_span = 12;
    repeated sint64 positive_delta = 13;
  }
  message Metric {
    repeated LabelPair label = 1;
    optional Counter counter = 3;
    optional Histogram histogram = 7;
  }
  message MetricFamily {
    optional string name = 1;
    optional int32 type = 3;
    repeated Metric metric = 4;
  }
`);

const COUNTER = 0;
const HISTOGRAM = 4;
const SCHEMA = 3;

export const NATIVE_CONTENT_TYPE =
  'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited';

/** Calls that all took as long, with their durations as a native histogram. */
export function nativeExposition(
  labels: Record<string, string>,
  calls: { count: number; durationSeconds: number },
): Buffer {
  const { count, durationSeconds } = calls;
  const type = root.lookupType('MetricFamily');
  const label = Object.entries(labels).map(([name, value]) => ({
    name,
    value,
  }));
  const offset = Math.ceil(Math.log2(durationSeconds) * 2 ** SCHEMA);
  const families = [
    {
      name: 'traces_span_metrics_calls_total',
      type: COUNTER,
      metric: [{ label, counter: { value: count } }],
    },
    {
      name: 'traces_span_metrics_duration_seconds',
      type: HISTOGRAM,
      metric: [
        {
          label,
          histogram: {
            sampleCount: count,
            sampleSum: count * durationSeconds,
            schema: SCHEMA,
            zeroThreshold: 1e-9,
            zeroCount: 0,
            positiveSpan: [{ offset, length: 1 }],
            positiveDelta: [count],
          },
        },
      ],
    },
  ];
  return Buffer.concat(
    families.map(family => type.encodeDelimited(type.create(family)).finish()),
  );
}
