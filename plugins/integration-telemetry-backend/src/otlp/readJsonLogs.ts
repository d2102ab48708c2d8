import { isTraceId } from './checkTelemetry';
import { Decoded, LogRecord } from './model';
import { forEachJsonItem, JsonItems } from './readJsonCommon';
import { asAttributes, asNanos } from './readJsonValues';

/**
 * Reads an `ExportLogsServiceRequest` in OTLP's JSON encoding, but for what the
 * logs say.
 *
 * @param keep - tells the attributes of log records that are needed
 * @throws OtlpError with status 400 where nothing of the body can be read
 */
export function readJsonLogs(
  body: Uint8Array,
  keep?: (attribute: string) => boolean,
): Decoded<LogRecord> {
  const logs = new JsonItems<LogRecord>();
  forEachJsonItem(
    body,
    {
      groups: 'resourceLogs',
      scopes: 'scopeLogs',
      libraries: 'instrumentationLibraryLogs',
      items: 'logRecords',
    },
    logs,
    (log, { about }) =>
      logs.take(() => {
        const { traceId } = log;
        return {
          resource: about(),
          attributes: asAttributes(log.attributes, 'attributes', keep),
          hasTraceId:
            typeof traceId === 'string' && isTraceId(traceId.toLowerCase()),
          timeNanos:
            asNanos(log.timeUnixNano, 'timeUnixNano') ||
            asNanos(log.observedTimeUnixNano, 'observedTimeUnixNano'),
        };
      }),
  );
  return logs;
}
