import { checkPoints, checkSpans } from './checkTelemetry';
import { OtlpEncoding } from './encoding';
import { Decoded, MetricPoint, Span } from './model';
import { readJsonMetrics } from './readJsonMetrics';
import { readJsonTraces } from './readJsonTraces';
import { readProtobufMetrics } from './readProtobufMetrics';
import { readProtobufTraces } from './readProtobufTraces';

/**
 * Spans of a request's body.
 *
 * @throws OtlpError with status 400 where it can't be decoded
 */
export function decodeTraces(
  encoding: OtlpEncoding,
  body: Uint8Array,
): Decoded<Span> {
  return checkSpans(
    encoding === 'json' ? readJsonTraces(body) : readProtobufTraces(body),
  );
}

/**
 * Data points of a request's body.
 *
 * @throws OtlpError with status 400 where it can't be decoded
 */
export function decodeMetrics(
  encoding: OtlpEncoding,
  body: Uint8Array,
): Decoded<MetricPoint> {
  return checkPoints(
    encoding === 'json' ? readJsonMetrics(body) : readProtobufMetrics(body),
  );
}
