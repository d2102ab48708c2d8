import { Attributes, MetricPoint, Span, SPAN_KIND } from '../otlp/model';
import { CallKind } from '../series/SeriesBatch';
import { Attributor } from './Attributor';
import { AttributionIndex } from './AttributionIndex';
import { CallerKeys } from './CallerKeys';
import { callKindOfPoint, callKindOfSpan, isReceiving } from './callKind';
import { describeCall, isDatabaseCall, reportingService } from './describeCall';
import { joinSpans } from './joinSpans';
import { failureOf, outcomeOf } from './outcome';
import { totalsOf } from './pointTotals';
import { RELEVANT_ATTRIBUTES } from './relevantAttributes';
import { isSamplingUnknown, weightOf } from './sampling';
import { SeriesBatch } from '../series/SeriesBatch';

/** Attributes that note which of them anybody asked for. */
class WatchedAttributes extends Map<string, string> {
  readonly #asked: Set<string>;

  constructor(values: Iterable<[string, string]>, asked: Set<string>) {
    super();
    for (const [name, value] of values) {
      super.set(name, value);
    }
    this.#asked = asked;
  }

  get(name: string): string | undefined {
    this.#asked.add(name);
    return super.get(name);
  }

  has(name: string): boolean {
    this.#asked.add(name);
    return super.has(name);
  }

  [Symbol.iterator](): never {
    throw new Error('Whoever walks all attributes may read any of them');
  }
}

const kinds = Object.values(SPAN_KIND);
const callKinds: CallKind[] = ['call', 'serve', 'publish', 'process'];

/** Each alone, none, all, and all but one: what is asked for hangs on what is there. */
function shapes(): Array<Array<[string, string]>> {
  const valuesOf = (name: string) =>
    name.startsWith('messaging.operation')
      ? ['send', 'receive', 'create', 'settle']
      : ['7', 'probabilistic'];
  const pairs = RELEVANT_ATTRIBUTES.flatMap(name =>
    valuesOf(name).map((value): [string, string] => [name, value]),
  );
  const systems = [
    'messaging.system',
    'rpc.system',
    'db.system',
    'http.method',
  ];
  return [
    [],
    pairs,
    ...pairs.map(pair => [pair]),
    ...pairs.map(pair => pairs.filter(([name]) => name !== pair[0])),
    ...systems.flatMap(system =>
      pairs.map((pair): Array<[string, string]> => [[system, 'x'], pair]),
    ),
  ];
}

function spanOf(kind: number, attributes: Attributes): Span {
  return {
    resource: attributes,
    traceId: 'a',
    spanId: 'b',
    parentSpanId: 'c',
    traceState: '',
    name: 'name',
    kind,
    startNanos: 1n,
    endNanos: 2n,
    statusCode: 0,
    attributes,
    links: [],
  };
}

function pointOf(name: string, attributes: Attributes): MetricPoint {
  return {
    resource: attributes,
    scope: '@',
    name,
    unit: 's',
    type: 'histogram',
    temporality: 1,
    monotonic: false,
    hasNoValue: false,
    attributes,
    startNanos: 1n,
    timeNanos: 2n,
    value: 0,
    count: 1,
    explicit: { bounds: [], counts: [1] },
  };
}

describe('the relevant attributes', () => {
  it('are all that attribution, outcome and sampling ever read, and each of them is read', () => {
    const asked = new Set<string>();
    const attributor = new Attributor({
      index: new AttributionIndex(),
      defaultEnvironment: 'production',
    });
    for (const shape of shapes()) {
      const attributes = new WatchedAttributes(shape, asked);
      for (const kind of callKinds) {
        describeCall(kind, attributes, attributes, 'name');
      }
      for (const kind of kinds) {
        const span = spanOf(kind, attributes);
        isReceiving(span);
        joinSpans([span, { ...span, spanId: 'd' }], callKindOfSpan);
        attributor.addSpans([span], new SeriesBatch());
      }
      const point = pointOf('messaging.client.operation.duration', attributes);
      callKindOfPoint(point);
      totalsOf(point, 'callee');
      attributor.addPoints([point], new SeriesBatch());
      reportingService(attributes);
      new CallerKeys().nameOf(attributes, attributes);
      isDatabaseCall(attributes);
      outcomeOf(attributes, 'callee');
      outcomeOf(attributes, 'caller');
      failureOf(attributes);
      weightOf('', attributes, attributes);
      isSamplingUnknown(attributes, attributes, '');
    }
    expect([...asked].sort()).toEqual([...RELEVANT_ATTRIBUTES].sort());
  });

  it('are named once each', () => {
    expect(new Set(RELEVANT_ATTRIBUTES).size).toBe(RELEVANT_ATTRIBUTES.length);
  });
});
