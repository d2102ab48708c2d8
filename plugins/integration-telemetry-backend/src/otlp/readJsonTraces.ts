import { EndingHeaders } from './endingHeaders';
import { Attributes, Decoded, Span } from './model';
import { forEachJsonItem, JsonItems } from './readJsonCommon';
import {
  asAttributes,
  asEnum,
  asHex,
  asNanos,
  asObject,
  asObjects,
  asText,
  Json,
} from './readJsonValues';

const kinds = [
  'UNSPECIFIED',
  'INTERNAL',
  'SERVER',
  'CLIENT',
  'PRODUCER',
  'CONSUMER',
];
const statusCodes = ['UNSET', 'OK', 'ERROR'];

function readSpan(span: Json, resource: Attributes): Span {
  const endingHeaders: EndingHeaders = {};
  return {
    resource,
    traceId: asHex(span.traceId, 'traceId'),
    spanId: asHex(span.spanId, 'spanId'),
    parentSpanId: asHex(span.parentSpanId, 'parentSpanId'),
    traceState: asText(span.traceState, 'traceState'),
    name: asText(span.name, 'name'),
    kind: asEnum(span.kind, 'kind', 'SPAN_KIND_', kinds),
    startNanos: asNanos(span.startTimeUnixNano, 'startTimeUnixNano'),
    endNanos: asNanos(span.endTimeUnixNano, 'endTimeUnixNano'),
    statusCode: asEnum(
      asObject(span.status, 'status').code,
      'status.code',
      'STATUS_CODE_',
      statusCodes,
    ),
    attributes: asAttributes(
      span.attributes,
      'attributes',
      undefined,
      endingHeaders,
    ),
    endingHeaders,
    links: asObjects(span.links, 'links').map(link => ({
      traceId: asHex(link.traceId, 'traceId'),
      spanId: asHex(link.spanId, 'spanId'),
    })),
  };
}

/**
 * Reads an `ExportTraceServiceRequest` in OTLP's JSON encoding. Spans that are
 * misshapen are rejected, and only those.
 *
 * @throws OtlpError with status 400 where nothing of the body can be read
 */
export function readJsonTraces(body: Uint8Array): Decoded<Span> {
  const spans = new JsonItems<Span>();
  forEachJsonItem(
    body,
    {
      groups: 'resourceSpans',
      scopes: 'scopeSpans',
      libraries: 'instrumentationLibrarySpans',
      items: 'spans',
    },
    spans,
    (item, { about }) => spans.take(() => readSpan(item, about())),
  );
  return spans;
}
