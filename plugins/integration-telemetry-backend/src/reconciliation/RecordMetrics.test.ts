import { MetricPoint } from '../otlp/model';
import { RecordMetrics } from './RecordMetrics';

function point(
  name: string,
  attributes: Record<string, string>,
  more: Partial<MetricPoint> = {},
): MetricPoint {
  return {
    name,
    value: 7,
    attributes: new Map(Object.entries(attributes)),
    resource: new Map(),
    scope: '',
    unit: '',
    type: 'sum',
    temporality: 1,
    monotonic: true,
    hasNoValue: false,
    startNanos: 0n,
    timeNanos: 0n,
    count: 0,
    ...more,
  };
}

const ours = 'tieline.reconciliation.records';
const rejected = { 'tieline.reconciliation.outcome': 'rejected' };

describe('RecordMetrics', () => {
  it('reads the metric that is made for it, with flow and unit', () => {
    expect(
      new RecordMetrics().read(
        point(
          ours,
          { ...rejected, 'tieline.reconciliation.flow': 'returns' },
          { unit: '{orders}' },
        ),
      ),
    ).toEqual({
      outcome: 'rejected',
      flow: 'returns',
      unit: 'orders',
      records: 7,
      isCumulative: false,
    });
  });

  it.each<[string, MetricPoint]>([
    ['no known outcome', point(ours, {})],
    ['another name', point('records', rejected)],
    ['no value', point(ours, rejected, { hasNoValue: true })],
    ['a value below zero', point(ours, rejected, { value: -1 })],
    ['a value that is none', point(ours, rejected, { value: NaN })],
    ['a value that may fall', point(ours, rejected, { monotonic: false })],
    ['a histogram', point(ours, rejected, { type: 'histogram' })],
  ])('reads nothing from a point with %s', (_, item) => {
    expect(new RecordMetrics().read(item)).toBeUndefined();
  });

  it('reads counters of others by rules, also where they come as gauges', () => {
    const metrics = new RecordMetrics([
      {
        metric: 'sink_record_send_total',
        outcome: 'received',
        where: [
          { attribute: 'connector', in: ['orders', 'returns'] },
          { attribute: 'state', in: ['done'] },
        ],
        flow: ['topic', 'connector'],
        unit: 'orders',
      },
    ]);
    const gauge = { type: 'gauge' as const, temporality: 0, monotonic: false };
    const fits = { connector: 'orders', state: 'done' };
    expect(
      metrics.read(point('jmx/sink_record_send_total', fits, gauge)),
    ).toEqual({
      outcome: 'received',
      flow: 'orders',
      unit: 'orders',
      records: 7,
      isCumulative: true,
    });
    const other = { connector: 'orders', state: 'failed' };
    expect(
      metrics.read(point('sink_record_send_total', other, gauge)),
    ).toBeUndefined();
  });

  it('reads a metric that is configured by these rules alone, and keeps no ids of flows', () => {
    const metrics = new RecordMetrics([
      { metric: ours, outcome: 'sent', flow: ['flow'] },
    ]);
    expect(
      metrics.read(point(ours, { ...rejected, flow: 'file.4f9a2c71d0e8' })),
    ).toMatchObject({ outcome: 'sent', flow: 'file.{id}' });
  });
});
