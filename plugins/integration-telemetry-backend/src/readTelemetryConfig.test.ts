import { ConfigReader } from '@backstage/config';
import { readTelemetryConfig } from './readTelemetryConfig';

const MIB = 1024 * 1024;

const read = (integrationTelemetry?: object) =>
  readTelemetryConfig(
    new ConfigReader(
      JSON.parse(JSON.stringify({ integrationTelemetry })),
    ) as never,
  );

describe('readTelemetryConfig', () => {
  it('needs nothing to be configured', () => {
    expect(read()).toEqual({
      maxBodyBytes: 64 * MIB,
      maxBytesInFlight: 256 * MIB,
      listen: undefined,
      hasOwnThread: true,
      hasOwnRoundsThread: true,
      defaultEnvironment: 'production',
      tokens: [],
      cardinality: { perIntegration: 500, overall: 200_000 },
      retention: {
        minutesMs: 172_800_000,
        hoursMs: 7_776_000_000,
        daysMs: 63_072_000_000,
      },
      reconciliation: { tolerance: 0.001, minRecords: 5 },
      recordMetrics: [],
      queueMetrics: [],
      callers: {
        apiKeyAttributes: [],
        accountAttributes: [],
        accountsInClear: false,
      },
      alarms: {
        settleMs: 60_000,
        clearAfterMs: 300_000,
        tellsRecoveries: false,
        webhooks: [],
      },
      outbound: {
        allowedHosts: undefined,
        allowPrivateAddresses: undefined,
      },
      evaluationIntervalMs: 10_000,
      catalogIntervalMs: undefined,
      engines: [],
    });
  });

  it('serves OTLP on its standard port of this machine only, unless told otherwise', () => {
    expect(read({ otlp: { listen: {} } }).listen).toEqual({
      host: '127.0.0.1',
      port: 4318,
    });
    expect(
      read({ otlp: { listen: { host: '0.0.0.0', port: '14318' } } }).listen,
    ).toEqual({ host: '0.0.0.0', port: 14_318 });
    expect(read({ otlp: { listen: false } }).listen).toBeUndefined();
  });

  it.each([
    [{ listen: true }, /otlp\.listen has to be false, or host and port/],
    [{ listen: { port: 70_000 } }, /otlp\.listen\.port .* from 0 to 65535/],
    [{ listen: { port: 'off' } }, /otlp\.listen\.port/],
    [{ maxBodyBytes: 0 }, /otlp\.maxBodyBytes has to be a whole number/],
    [{ maxBytesInFlight: 1000 }, /otlp\.maxBytesInFlight \(1000\)/],
    [{ tokens: [{}] }, /otlp\.tokens\[0\]\.subject/],
    [
      { tokens: [{ subject: 'a' }, { subject: 'a' }] },
      /otlp\.tokens\[1\]\.subject: a is bound twice/,
    ],
    [
      { tokens: [{ subject: 'a', environments: [] }] },
      /otlp\.tokens\[0\]\.environments is empty/,
    ],
    [
      { tokens: [{ subject: 'a', owners: ['checkout', 'group:'] }] },
      /otlp\.tokens\[0\]\.owners\[1\]/,
    ],
    [
      {
        tokens: [
          {
            subject: 'a',
            environments: ['staging', 'test'],
            defaultEnvironment: 'production',
          },
        ],
      },
      /otlp\.tokens\[0\]\.defaultEnvironment \(production\) has to be one of/,
    ],
  ])('names the field of %j that is wrong', (otlp, message) => {
    expect(() => read({ otlp })).toThrow(message);
  });

  it.each(['perIntegration', 'overall'])(
    'names the field cardinality.%s when it is no number of series',
    key => {
      expect(() => read({ cardinality: { [key]: 0.5 } })).toThrow(
        `integrationTelemetry.cardinality.${key} has to be a whole number from 1 on, not 0.5`,
      );
    },
  );

  it.each([
    [
      { queueMetrics: [{ metric: 'depth', measure: 'size', queue: 'q' }] },
      /queueMetrics\[0\]\.measure has to be one of ready, .* not size/,
    ],
    [
      { queueMetrics: [{ metric: 'depth', measure: 'lag', queue: [] }] },
      /queueMetrics\[0\]\.queue/,
    ],
    [
      { reconciliation: { metrics: [{ metric: 'a', outcome: 'lost' }] } },
      /reconciliation\.metrics\[0\]\.outcome has to be one of sent, .* not lost/,
    ],
    [{ traces: { link: 'jaeger/{traceId}' } }, /traces\.link has to begin/],
    [{ alarms: { webhooks: [{ url: 'https://x' }] } }, /secret/],
  ])('names what is wrong with %j', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });

  it('takes one attribute for a flow, or several', () => {
    const metrics = [
      { metric: 'a', outcome: 'sent', flow: 'topic' },
      {
        metric: 'b',
        outcome: 'received',
        where: [{ attribute: 'state', in: ['done'] }],
        flow: ['topic', 'queue'],
        unit: 'orders',
      },
    ];
    expect(read({ reconciliation: { metrics } }).recordMetrics).toEqual([
      { metric: 'a', outcome: 'sent', flow: ['topic'] },
      metrics[1],
    ]);
  });

  it('lets as much in flight as the largest body has', () => {
    expect(read({ otlp: { maxBodyBytes: 512 * MIB } }).maxBytesInFlight).toBe(
      512 * MIB,
    );
  });

  it('takes owners by their short names, and one environment as the default', () => {
    const { tokens } = read({
      otlp: {
        tokens: [
          {
            subject: 'checkout',
            environments: ['staging'],
            owners: ['Checkout', 'user:default/Ada.Lind'],
          },
          { subject: 'platform', defaultEnvironment: 'test' },
        ],
      },
    });

    expect(tokens).toEqual([
      {
        subject: 'checkout',
        environments: new Set(['staging']),
        owners: new Set(['group:default/checkout', 'user:default/ada.lind']),
        defaultEnvironment: 'staging',
      },
      { subject: 'platform', defaultEnvironment: 'test' },
    ]);
  });
});
