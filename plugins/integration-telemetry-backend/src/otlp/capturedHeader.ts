import type { ProtobufReader } from './ProtobufReader';

/** Attributes that instrumentations capture a request's headers in: lists of text, mostly of one. */
const PREFIXES = [
  'http.request.header.',
  'rpc.request.metadata.',
  'rpc.grpc.request.metadata.',
  'rpc.connect_rpc.request.metadata.',
  'messaging.header.',
];

/**
 * Whether a list in an attribute stands for the only text in it.
 *
 * Source: https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/
 */
export function isCapturedHeader(attribute: string): boolean {
  return PREFIXES.some(prefix => attribute.startsWith(prefix));
}

/** The only text of an `ArrayValue` (opentelemetry/proto/common/v1); undefined where it holds anything else. */
export function readOnlyText(reader: ProtobufReader): string | undefined {
  const texts: Array<string | undefined> = [];
  for (let field = reader.nextField(); field; field = reader.nextField()) {
    if (field !== 1) {
      reader.skip();
      continue;
    }
    const value = reader.message();
    let text: string | undefined;
    for (let part = value.nextField(); part; part = value.nextField()) {
      text = part === 1 ? value.text() : undefined;
      if (part !== 1) {
        value.skip();
      }
    }
    texts.push(text);
  }
  return texts.length === 1 ? texts[0] : undefined;
}
