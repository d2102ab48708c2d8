import { Attributes, Span } from './model';
import {
  asAttributes,
  asEnum,
  asNanos,
  asObject,
  asObjects,
  asText,
  forEachJsonItem,
  Json,
} from './readJsonCommon';

const kinds = [
  'SPAN_KIND_UNSPECIFIED',
  'SPAN_KIND_INTERNAL',
  'SPAN_KIND_SERVER',
  'SPAN_KIND_CLIENT',
  'SPAN_KIND_PRODUCER',
  'SPAN_KIND_CONSUMER',
];
const statusCodes = [
  'STATUS_CODE_UNSET',
  'STATUS_CODE_OK',
  'STATUS_CODE_ERROR',
];

const hex = (value: unknown, name: string) =>
  asText(value, name).toLocaleLowerCase('en-US');

function readSpan(span: Json, resource: Attributes): Span {
  return {
    resource,
    traceId: hex(span.traceId, 'traceId'),
    spanId: hex(span.spanId, 'spanId'),
    parentSpanId: hex(span.parentSpanId, 'parentSpanId'),
    traceState: asText(span.traceState, 'traceState'),
    name: asText(span.name, 'name'),
    kind: asEnum(span.kind, 'kind', kinds),
    startNanos: asNanos(span.startTimeUnixNano, 'startTimeUnixNano'),
    endNanos: asNanos(span.endTimeUnixNano, 'endTimeUnixNano'),
    statusCode: asEnum(
      asObject(span.status, 'status').code,
      'status.code',
      statusCodes,
    ),
    attributes: asAttributes(span.attributes, 'attributes'),
    links: asObjects(span.links, 'links').map(link => ({
      traceId: hex(link.traceId, 'traceId'),
      spanId: hex(link.spanId, 'spanId'),
    })),
  };
}

/**
 * Reads an `ExportTraceServiceRequest` in OTLP's JSON encoding.
 *
 * @throws OtlpError with status 400 where the bytes are none
 */
export function readJsonTraces(body: Uint8Array): Span[] {
  const spans: Span[] = [];
  forEachJsonItem(
    body,
    { groups: 'resourceSpans', scopes: 'scopeSpans', items: 'spans' },
    (item, resource) => spans.push(readSpan(item, resource)),
  );
  return spans;
}
