import { Attributes, Context } from '@opentelemetry/api';
import { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace';

/** What says who looked at what: addresses, browsers, searches. */
const PERSONAL = [
  'client.address',
  'network.peer.address',
  'network.peer.port',
  'url.query',
  'user_agent.original',
];

/** Hands spans on without what tells people apart. */
export class DiscreetSpanProcessor implements SpanProcessor {
  readonly #next: SpanProcessor;

  constructor(next: SpanProcessor) {
    this.#next = next;
  }

  onStart(span: Span, parentContext: Context): void {
    this.#next.onStart(span, parentContext);
  }

  onEnd(span: ReadableSpan): void {
    const attributes = span.attributes as Attributes;
    for (const name of PERSONAL) {
      delete attributes[name];
    }
    this.#next.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#next.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#next.shutdown();
  }
}
