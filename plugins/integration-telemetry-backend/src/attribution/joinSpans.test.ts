import { Span, SPAN_KIND } from '../otlp/model';
import { callKindOfSpan } from './callKind';
import { joinSpans } from './joinSpans';

const SECOND = 1_000_000_000n;

function span(
  spanId: string,
  kind: keyof typeof SPAN_KIND,
  options: {
    from?: bigint;
    to?: bigint;
    parent?: string;
    links?: string[];
    attributes?: Record<string, string>;
  } = {},
): Span {
  const { from = 10n, to = from + 1n, links = [] } = options;
  return {
    resource: new Map(),
    traceId: 'trace',
    spanId,
    parentSpanId: options.parent ?? '',
    traceState: '',
    name: 'name',
    kind: SPAN_KIND[kind],
    startNanos: from * SECOND,
    endNanos: to * SECOND,
    statusCode: 0,
    attributes: new Map(Object.entries(options.attributes ?? {})),
    links: links.map(id => ({ traceId: 'trace', spanId: id })),
  };
}

const operation = (type: string) => ({
  'messaging.system': 'kafka',
  'messaging.operation.type': type,
});

const join = (...spans: Span[]) => joinSpans(spans, callKindOfSpan);

/** Seconds that each call took, by the id of its span. */
const latencies = (...spans: Span[]) =>
  Object.fromEntries(
    join(...spans).map(({ span: { spanId, endNanos }, startNanos }) => [
      spanId,
      Number((endNanos - startNanos) / SECOND),
    ]),
  );

describe('a message', () => {
  const published = span('publish', 'producer', { from: 10n, to: 11n });

  it('takes from its publication until it is processed, by parent or by link', () => {
    const at = { from: 14n, to: 16n };
    const byParent = span('byParent', 'consumer', { ...at, parent: 'publish' });
    const byLink = span('byLink', 'consumer', { ...at, links: ['publish'] });
    const alone = span('alone', 'consumer', { ...at, parent: 'unknown' });
    for (const spans of [
      [published, byParent, byLink, alone],
      [alone, byLink, byParent, published],
    ]) {
      expect(latencies(...spans)).toEqual({
        publish: 1,
        byParent: 6,
        byLink: 6,
        alone: 2,
      });
    }
  });

  it('counts from what created it, where a batch sent it', () => {
    const created = span('create', 'producer', {
      from: 9n,
      attributes: operation('create'),
    });
    const sent = span('send', 'client', {
      links: ['create'],
      attributes: operation('send'),
    });
    const processed = span('process', 'consumer', {
      from: 14n,
      to: 16n,
      links: ['create'],
    });
    expect(latencies(created, sent, processed)).toEqual({
      send: 1,
      process: 7,
    });
  });

  it('of a batch is the one that waited longest', () => {
    const later = span('later', 'producer', { from: 12n });
    const processed = span('process', 'consumer', {
      from: 14n,
      to: 16n,
      links: ['later', 'publish', 'unknown'],
    });
    expect(latencies(published, later, processed)).toMatchObject({
      process: 6,
    });
  });

  it('never takes less than its processing, whatever the clocks say', () => {
    const ahead = span('ahead', 'producer', { from: 20n });
    const processed = span('process', 'consumer', {
      from: 14n,
      to: 16n,
      links: ['ahead'],
    });
    expect(latencies(ahead, processed)).toMatchObject({ process: 2 });
  });

  it('knows who published it, also by link', () => {
    const processed = span('process', 'consumer', { links: ['publish'] });
    const [left, right] = join(published, processed);
    expect(left.callee).toBe(right);
    expect(right.caller).toBe(left);
  });

  it('that was received and processed counts once, and received only counts too', () => {
    const receive = (id: string) =>
      span(id, 'consumer', { attributes: operation('receive') });
    const processed = span('process', 'consumer', {
      parent: 'received',
      attributes: operation('process'),
    });
    expect(
      Object.keys(latencies(receive('received'), processed, receive('other'))),
    ).toEqual(['process', 'other']);
  });
});

describe('a call', () => {
  it('is joined with what it called by the parent, and never by a link', () => {
    const client = span('client', 'client');
    const server = span('server', 'server', { parent: 'client' });
    const linked = span('linked', 'server', { links: ['client'] });
    const [caller, callee, other] = join(client, server, linked);
    expect(caller.callee).toBe(callee);
    expect(callee.caller).toBe(caller);
    expect(other.caller).toBeUndefined();
    expect(callee.startNanos).toBe(server.startNanos);
  });

  it.each([
    'http.request.resend_count',
    'http.resend_count',
    'http.retry_count',
  ])('is told by its last attempt, counted in %s', name => {
    const attempt = (id: string, count?: number) =>
      span(id, 'client', {
        parent: 'handler',
        attributes: {
          'server.address': 'pay.example',
          ...(count !== undefined && { [name]: String(count) }),
        },
      });
    const other = span('other', 'client', { parent: 'handler' });
    const retried = join(
      attempt('second', 1),
      attempt('third', 2),
      attempt('first'),
      other,
    ).filter(({ isRetried }) => isRetried);
    expect(retried.map(item => item.span.spanId)).toEqual(['second', 'first']);
  });
});
