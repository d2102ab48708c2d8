import { Exemplar } from '../series/Exemplar';
import { traceLink } from './traceLink';

const exemplar: Exemplar = {
  subject: 'integration:default/orders',
  environment: 'production',
  reason: 'failed',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  atMs: 1_763_459_580_000,
  durationMs: 12,
  operation: 'POST /orders',
  consumer: 'web shop',
  failure: '503',
};

describe('traceLink', () => {
  it('fills in what a tool needs to find the trace', () => {
    const link = traceLink(
      'https://grafana.example.com/explore?trace={traceId}&span={spanId}&service={service}&from={fromMs}&to={toMs}',
      'link',
    );
    expect(link(exemplar)).toBe(
      'https://grafana.example.com/explore?trace=0af7651916cd43dd8448eb211c80319c&span=b7ad6b7169203331&service=web%20shop&from=1763455980000&to=1763463180000',
    );
  });

  it.each([
    ['https://jaeger.example.com/{trace}', /names \{trace\}; there are/],
    ['data:text/html,{traceId}', /https:\/\//],
  ])('refuses %s with the field’s name', (template, message) => {
    expect(() => traceLink(template, 'traces.link')).toThrow(message);
    expect(() => traceLink(template, 'traces.link')).toThrow(/^traces\.link/);
  });
});
