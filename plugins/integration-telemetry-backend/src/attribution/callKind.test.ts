import { SPAN_KIND } from '../otlp/model';
import { callKindOfPoint, callKindOfSpan } from './callKind';

const map = (values: Record<string, string>) => new Map(Object.entries(values));

describe('callKindOfSpan', () => {
  const of = (kind: keyof typeof SPAN_KIND, operation?: string) =>
    callKindOfSpan({
      kind: SPAN_KIND[kind],
      attributes: map(
        operation === undefined
          ? {}
          : {
              'messaging.system': 'kafka',
              'messaging.operation.type': operation,
            },
      ),
    });

  it.each([
    ['client', undefined, 'call'],
    ['server', undefined, 'serve'],
    ['internal', undefined, undefined],
    ['producer', undefined, 'publish'],
    ['consumer', undefined, 'process'],
    ['producer', 'send', 'publish'],
    ['client', 'send', 'publish'],
    ['client', 'publish', 'publish'],
    ['consumer', 'process', 'process'],
    ['consumer', 'receive', 'process'],
    // To wait for messages and to settle them is no delivery.
    ['client', 'receive', undefined],
    ['client', 'settle', undefined],
    ['consumer', 'settle', undefined],
    // What a batch sends later.
    ['producer', 'create', undefined],
    ['client', 'unheard-of', undefined],
  ] as const)('takes a %s span that does %s as %s', (kind, operation, call) => {
    expect(of(kind, operation)).toBe(call);
  });

  it('knows the operation by its older name', () => {
    const attributes = map({
      'messaging.system': 'rabbitmq',
      'messaging.operation': 'publish',
    });
    expect(callKindOfSpan({ kind: SPAN_KIND.client, attributes })).toBe(
      'publish',
    );
  });
});

describe('callKindOfPoint', () => {
  const of = (name: string, attributes = {}, type = 'histogram') =>
    callKindOfPoint({
      name,
      type: type as 'histogram',
      attributes: map(attributes),
    });

  it.each([
    ['http.client.request.duration', 'call'],
    ['http.client.duration', 'call'],
    ['http.server.request.duration', 'serve'],
    ['http.server.duration', 'serve'],
    ['rpc.client.call.duration', 'call'],
    ['rpc.client.duration', 'call'],
    ['rpc.server.call.duration', 'serve'],
    ['rpc.server.duration', 'serve'],
    ['messaging.publish.duration', 'publish'],
    ['messaging.process.duration', 'process'],
    ['messaging.receive.duration', undefined],
    ['db.client.operation.duration', 'call'],
    ['http.server.request.body.size', undefined],
    ['jvm.gc.duration', undefined],
  ])('takes %s as %s', (name, kind) => {
    expect(of(name)).toBe(kind);
    expect(of(name, {}, 'exponential')).toBe(kind);
    expect(of(name, {}, 'summary')).toBe(kind);
    expect(of(name, {}, 'sum')).toBeUndefined();
    expect(of(name, {}, 'gauge')).toBeUndefined();
  });

  it('takes operations of messaging clients only where they publish', () => {
    const name = 'messaging.client.operation.duration';
    const key = 'messaging.operation.type';
    expect(of(name, { [key]: 'send' })).toBe('publish');
    expect(of(name, { [key]: 'receive' })).toBeUndefined();
    expect(of(name, { [key]: 'settle' })).toBeUndefined();
    expect(of(name)).toBeUndefined();
  });

  it.each([
    'messaging.client.sent.messages',
    'messaging.client.consumed.messages',
    'messaging.publish.messages',
    'messaging.process.messages',
  ])('does not count %s beside the durations of the same calls', name => {
    expect(of(name, {}, 'sum')).toBeUndefined();
  });
});
