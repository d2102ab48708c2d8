import { EndingHeaders } from './endingHeaders';
import { Attributes, Span } from './model';
import { ProtobufReader } from './ProtobufReader';
import { forEachItem, readKeyValue } from './readProtobufCommon';

function readStatusCode(reader: ProtobufReader): number {
  let code = 0;
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field === 3) {
      code = reader.uint32();
    } else {
      reader.skip();
    }
  }
  return code;
}

function readLink(reader: ProtobufReader): { traceId: string; spanId: string } {
  const link = { traceId: '', spanId: '' };
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field === 1) {
      link.traceId = reader.hex();
    } else if (field === 2) {
      link.spanId = reader.hex();
    } else {
      reader.skip();
    }
  }
  return link;
}

/**
 * Reads one `Span` (opentelemetry/proto/trace/v1).
 *
 * @param keep - tells the attributes that are needed; all where it is missing
 */
export function readSpan(
  reader: ProtobufReader,
  resource: Attributes,
  keep?: (attribute: string) => boolean,
): Span {
  const attributes = new Map<string, string>();
  const endingHeaders: EndingHeaders = {};
  const span: Span = {
    resource,
    traceId: '',
    spanId: '',
    parentSpanId: '',
    traceState: '',
    name: '',
    kind: 0,
    startNanos: 0n,
    endNanos: 0n,
    statusCode: 0,
    attributes,
    endingHeaders,
    links: [],
  };
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    switch (field) {
      case 1:
        span.traceId = reader.hex();
        break;
      case 2:
        span.spanId = reader.hex();
        break;
      case 3:
        span.traceState = reader.text();
        break;
      case 4:
        span.parentSpanId = reader.hex();
        break;
      case 5:
        span.name = reader.text();
        break;
      case 6:
        span.kind = reader.uint32();
        break;
      case 7:
        span.startNanos = reader.fixed64();
        break;
      case 8:
        span.endNanos = reader.fixed64();
        break;
      case 9:
        readKeyValue(reader.message(), attributes, keep, endingHeaders);
        break;
      case 13:
        span.links.push(readLink(reader.message()));
        break;
      case 15:
        span.statusCode = readStatusCode(reader.message());
        break;
      default:
        reader.skip();
    }
  }
  return span;
}

/**
 * Reads an `ExportTraceServiceRequest` (opentelemetry/proto/collector/trace/v1).
 *
 * @throws OtlpError with status 400 where the bytes are none
 */
export function readProtobufTraces(body: Uint8Array): Span[] {
  const spans: Span[] = [];
  forEachItem(body, (item, resource) => spans.push(readSpan(item, resource)));
  return spans;
}
