import { isTraceId } from './checkTelemetry';
import { Attributes, LogRecord } from './model';
import { ProtobufReader } from './ProtobufReader';
import { forEachItem, readKeyValue } from './readProtobufCommon';

function readLogRecord(
  reader: ProtobufReader,
  resource: Attributes,
  keep?: (attribute: string) => boolean,
): LogRecord {
  const attributes = new Map<string, string>();
  let hasTraceId = false;
  let time = 0n;
  let observed = 0n;
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    switch (field) {
      case 1:
        time = reader.fixed64();
        break;
      case 6:
        readKeyValue(reader.message(), attributes, keep);
        break;
      case 9:
        hasTraceId = isTraceId(reader.hex());
        break;
      case 11:
        observed = reader.fixed64();
        break;
      default:
        reader.skip();
    }
  }
  return { resource, attributes, hasTraceId, timeNanos: time || observed };
}

/**
 * Reads an `ExportLogsServiceRequest` (opentelemetry/proto/collector/logs/v1),
 * but for what the logs say.
 *
 * @param keep - tells the attributes of log records that are needed
 * @throws OtlpError with status 400 where the bytes are none
 */
export function readProtobufLogs(
  body: Uint8Array,
  keep?: (attribute: string) => boolean,
): LogRecord[] {
  const items: LogRecord[] = [];
  forEachItem(body, (item, resource) =>
    items.push(readLogRecord(item, resource, keep)),
  );
  return items;
}
