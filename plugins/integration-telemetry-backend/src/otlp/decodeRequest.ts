import { checkLogs, checkPoints, checkSpans } from './checkTelemetry';
import { OtlpEncoding } from './encoding';
import { Decoded, LogRecord, MetricPoint, Span } from './model';
import { readJsonLogs } from './readJsonLogs';
import { readJsonMetrics } from './readJsonMetrics';
import { readJsonTraces } from './readJsonTraces';
import { readProtobufLogs } from './readProtobufLogs';
import { readProtobufMetrics } from './readProtobufMetrics';
import { readProtobufTraces } from './readProtobufTraces';

/** Protobuf is read whole or not at all: a damaged part damages what follows. */
function all<Item>(items: Item[]): Decoded<Item> {
  return { items, rejected: 0 };
}

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
    encoding === 'json' ? readJsonTraces(body) : all(readProtobufTraces(body)),
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
    encoding === 'json'
      ? readJsonMetrics(body)
      : all(readProtobufMetrics(body)),
  );
}

/**
 * Log records of a request's body, without anything that they say.
 *
 * @param keep - tells the attributes of log records that attribution needs;
 *   all are kept where it is missing
 * @throws OtlpError with status 400 where it can't be decoded
 */
export function decodeLogs(
  encoding: OtlpEncoding,
  body: Uint8Array,
  keep?: (attribute: string) => boolean,
): Decoded<LogRecord> {
  return checkLogs(
    encoding === 'json'
      ? readJsonLogs(body, keep)
      : all(readProtobufLogs(body, keep)),
  );
}
