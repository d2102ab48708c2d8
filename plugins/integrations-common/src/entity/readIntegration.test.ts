import { readIntegration } from './readIntegration';

const read = (spec: unknown) =>
  readIntegration({
    apiVersion: 'tieline.dev/v1alpha1',
    kind: 'Integration',
    metadata: { name: 'orders' },
    spec: spec as any,
  });

const minimal = {
  type: 'event-driven',
  lifecycle: 'production',
  source: 'web-shop',
  targets: ['erp'],
};

describe('readIntegration', () => {
  it('has nothing to say about a minimal entity', () => {
    expect(read(minimal)).toEqual({ spec: minimal, findings: [] });
  });

  it('names field, mistake and way out, and keeps the rest', () => {
    const { spec, findings } = read({
      ...minimal,
      type: 'carrier-pigeon',
      reliability: { timeout: 'soon', circuitBreaker: true },
      endpoints: [
        { name: 'a', protocol: 5, address: 'kafka:9092', role: 'publish' },
        { name: 'b', protocol: 'https', address: 'x', role: 'call' },
      ],
    });
    expect(findings.map(finding => finding.message)).toEqual([
      expect.stringMatching(
        /^spec\.type must be one of event-driven, .*, not "carrier-pigeon"$/,
      ),
      'spec.endpoints[0].protocol must be text, not 5',
      'spec.reliability.timeout must be a duration such as 30s, 5m, 2h, 30d or PT5M, not "soon"',
    ]);
    expect(spec).toEqual({
      lifecycle: 'production',
      source: 'web-shop',
      targets: ['erp'],
      reliability: { circuitBreaker: true },
      endpoints: [{ name: 'b', protocol: 'https', address: 'x', role: 'call' }],
    });
  });

  it('says what is missing', () => {
    const { spec, findings } = read({ type: 'ipaas', lifecycle: 'production' });
    expect(findings).toEqual([
      { path: 'spec.source', message: 'spec.source is missing' },
      { path: 'spec.targets', message: 'spec.targets is missing' },
    ]);
    expect(spec).toEqual({ type: 'ipaas', lifecycle: 'production' });
  });

  it('says which objectives can’t be measured as they stand, and keeps them', () => {
    const objective = { target: 99, window: '30d' };
    const objectives = [
      { ...objective, indicator: 'latency' },
      { ...objective, indicator: 'availability' },
      { ...objective, indicator: 'freshness', threshold: '30s' },
      { ...objective, indicator: 'freshness', threshold: '1m' },
      { ...objective, indicator: 'freshness', threshold: 'soon' },
      { ...objective, indicator: 'freshness' },
    ];
    const { spec, findings } = read({ ...minimal, objectives });
    expect(findings.map(finding => finding.message)).toEqual([
      expect.stringContaining(
        'spec.objectives[4].threshold must be a duration',
      ),
      'spec.objectives[0].threshold is missing: latency is measured against one',
      'spec.objectives[2].threshold must be a minute or more, not "30s": when calls succeeded is known by the minute',
      'spec.objectives[5].threshold is missing: freshness is measured against one',
    ]);
    expect(spec.objectives).toHaveLength(6);
    // Runs come by their schedule.
    const ofRuns = {
      ...minimal,
      type: 'batch-file',
      objectives: [objectives[5]],
    };
    expect(read(ofRuns).findings).toEqual([]);
  });

  it('reports an ambiguous matcher once', () => {
    const { spec, findings } = read({
      ...minimal,
      telemetry: {
        matchers: [
          { conditions: [{ attribute: 'a', equals: 'x', prefix: 'y' }] },
          { conditions: [{ attribute: 'a', equals: 'x' }] },
        ],
      },
    });
    expect(findings).toEqual([
      {
        path: 'spec.telemetry.matchers[0].conditions[0]',
        message:
          'spec.telemetry.matchers[0].conditions[0] must have exactly one of equals, prefix and in',
      },
    ]);
    expect(spec.telemetry?.matchers).toHaveLength(1);
  });

  it.each([
    ['cron', '0 5 * *', 'a cron expression of five fields'],
    ['timeZone', 'Mars/Olympus', 'an IANA time zone'],
    ['expectedBy', '5 o’clock', 'a local time'],
    ['maxDuration', 'soon', 'a duration'],
  ])('knows a wrong %s', (field, value, expected) => {
    const { findings } = read({
      ...minimal,
      dataFlows: [
        { data: 'stock', schedule: { cron: '0 5 * * *', [field]: value } },
      ],
    });
    expect(findings).toHaveLength(1);
    expect(findings[0].path).toBe(`spec.dataFlows[0].schedule.${field}`);
    expect(findings[0].message).toContain(expected);
  });

  it('takes out a date on which nothing is expected that is none', () => {
    const exclude = ['2026-12-25', 'Boxing Day'];
    const { spec, findings } = read({
      ...minimal,
      dataFlows: [{ data: 'stock', schedule: { cron: '0 5 * * *', exclude } }],
    });
    expect(findings.map(({ path }) => path)).toEqual([
      'spec.dataFlows[0].schedule.exclude[1]',
    ]);
    expect(spec.dataFlows?.[0].schedule?.exclude).toEqual(['2026-12-25']);
  });

  it('survives whatever stands in the place of a spec', () => {
    for (const spec of [undefined, {}, { type: null }, { targets: 'erp' }]) {
      expect(read(spec).findings.length).toBeGreaterThan(0);
    }
  });
});
