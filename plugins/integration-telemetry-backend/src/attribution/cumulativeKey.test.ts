import { MetricPoint } from '../otlp/model';
import { cumulativeKey } from './cumulativeKey';

const point: MetricPoint = {
  resource: new Map([['service.name', 'shop']]),
  scope: 'http@1',
  name: 'http.client.request.duration',
  unit: 's',
  type: 'histogram',
  temporality: 2,
  monotonic: false,
  hasNoValue: false,
  attributes: new Map([
    ['a', '1'],
    ['b', '2'],
  ]),
  startNanos: 5n,
  timeNanos: 10n,
  value: 0,
  count: 3,
};

describe('cumulativeKey', () => {
  it('is the same for all points of a stream, whatever the order of attributes', () => {
    const attributes = new Map([...point.attributes].reverse());
    const next = { ...point, timeNanos: 20n, count: 7, attributes };
    expect(cumulativeKey(next)).toBe(cumulativeKey(point));
  });

  it.each<Partial<MetricPoint>>([
    { resource: new Map([['service.name', 'till']]) },
    { scope: 'undici@1' },
    { name: 'http.server.request.duration' },
    { type: 'exponential' },
    { unit: 'ms' },
    { attributes: new Map([['a', '1']]) },
    { attributes: new Map([['a', '1","b']]) },
    // Another process of the same service.
    { startNanos: 6n },
  ])('is another for another stream', other => {
    expect(cumulativeKey({ ...point, ...other })).not.toBe(
      cumulativeKey(point),
    );
  });
});
