import { CallJudge } from '../../attribution/CallJudge';
import { AttributionIndex } from '../../attribution/AttributionIndex';
import { LabelReader } from './LabelReader';

function judge(
  labels: Record<string, string>,
  matcher: object = {},
  version?: { attribute: string; pattern: string },
) {
  const index = new AttributionIndex([
    {
      ref: 'integration:default/orders',
      matchers: [
        {
          conditions: Object.entries(matcher).map(([attribute, equals]) => ({
            attribute,
            equals: String(equals),
          })),
          version,
        },
      ],
    },
  ]);
  const reader = new LabelReader(Object.keys(labels), index.attributes);
  const report = reader.read(labels);
  return (
    report &&
    new CallJudge({ index, defaultEnvironment: 'production' }).judge(report)
  );
}

const server = {
  service_name: 'orders',
  span_name: 'GET /orders/{id}',
  span_kind: 'SPAN_KIND_SERVER',
  status_code: 'STATUS_CODE_UNSET',
};

describe('LabelReader', () => {
  it.each([
    ['the connector', server],
    [
      'Tempo',
      {
        service: 'orders',
        span_name: 'GET /orders/{id}',
        span_kind: 'SPAN_KIND_SERVER',
        status_code: 'STATUS_CODE_UNSET',
      },
    ],
    [
      'the processor before it',
      {
        service_name: 'orders',
        operation: 'GET /orders/{id}',
        span_kind: 'SPAN_KIND_SERVER',
        status_code: 'STATUS_CODE_UNSET',
      },
    ],
  ])('attributes what %s writes by attributes, route and all', (_, labels) => {
    expect(
      judge(labels, { 'service.name': 'orders', 'http.route': '/orders/{id}' }),
    ).toMatchObject({
      series: {
        subject: 'integration:default/orders',
        source: 'metrics',
        side: 'callee',
        kind: 'serve',
        operation: 'GET /orders/{id}',
      },
      outcome: 'success',
    });
  });

  it('reads extra dimensions, whose dots became underscores', () => {
    expect(
      judge(
        {
          ...server,
          span_kind: 'SPAN_KIND_CLIENT',
          span_name: 'POST',
          server_address: 'pay.example.com',
          http_response_status_code: '429',
          tenant_tier: 'gold',
          deployment_environment_name: 'staging',
        },
        { 'server.address': 'pay.example.com', 'tenant.tier': 'gold' },
      ),
    ).toMatchObject({
      series: {
        subject: 'integration:default/orders',
        environment: 'staging',
        side: 'caller',
        operation: 'POST',
        consumer: 'orders',
      },
      outcome: 'error',
      failure: '429',
    });
  });

  it.each([
    ['process orders', 'SPAN_KIND_CONSUMER', 'process', 'orders process'],
    ['orders process', 'SPAN_KIND_CONSUMER', 'process', 'orders process'],
    ['publish orders', 'SPAN_KIND_PRODUCER', 'publish', 'orders publish'],
  ])('finds the destination in %s', (name, kind, call, operation) => {
    expect(
      judge(
        { ...server, span_name: name, span_kind: kind },
        { 'messaging.destination.name': 'orders' },
      ),
    ).toMatchObject({
      series: {
        subject: 'integration:default/orders',
        kind: call,
        operation,
      },
    });
  });

  it('reads the contract’s version where its attribute is a dimension', () => {
    expect(
      judge(
        { ...server, api_version: '2026-11' },
        { 'service.name': 'orders' },
        { attribute: 'api.version', pattern: '^\\d+' },
      )?.series.version,
    ).toBe('2026');
  });

  it('counts an error of the span where no code says so', () => {
    expect(
      judge(
        { ...server, status_code: 'STATUS_CODE_ERROR' },
        { 'service.name': 'orders' },
      )?.outcome,
    ).toBe('error');
  });

  it('makes no call of what crosses no boundary', () => {
    expect(judge({ ...server, span_kind: 'SPAN_KIND_INTERNAL' })).toBe(
      undefined,
    );
    expect(
      judge({
        ...server,
        span_name: 'settle orders',
        span_kind: 'SPAN_KIND_CONSUMER',
      }),
    ).toBe(undefined);
  });

  it('makes an undeclared flow of what no integration takes', () => {
    expect(
      judge({
        ...server,
        span_kind: 'SPAN_KIND_CLIENT',
        server_address: 'fx.example.com',
      }),
    ).toMatchObject({
      flow: {
        source: { name: 'orders' },
        target: { name: 'fx.example.com' },
        protocol: 'http',
        destination: '/orders/{id}',
      },
    });
  });

  it('asks for durations without the labels that only tell how calls ended', () => {
    const labels = [...Object.keys(server), 'http_response_status_code'];

    expect(new LabelReader(labels, []).durationLabels).toEqual([
      'service_name',
      'span_kind',
      'span_name',
    ]);
    expect(
      new LabelReader(labels, ['http.response.status_code']).durationLabels,
    ).toContain('http_response_status_code');
  });
});
