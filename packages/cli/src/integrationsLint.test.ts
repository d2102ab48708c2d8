import { runTieline } from './testUtils/runTieline';
import { TestFolder } from './testUtils/TestFolder';

jest.setTimeout(60_000);

const complete = `apiVersion: tieline.dev/v1alpha1
kind: Integration
metadata:
  name: order-events
spec:
  type: event-driven
  lifecycle: production
  owner: fulfilment
  source: web-shop
  targets: [warehouse, component:erp]
  via: [kafka-main]
  criticality: high
  endpoints:
    - { name: o, protocol: kafka, address: 'k:9093', role: publish }
  dataFlows:
    - { data: orders, classification: internal, contract: { api: orders } }
  telemetry:
    matchers:
      - conditions: [{ attribute: a, equals: b }]
  objectives:
    - { indicator: availability, target: 99, window: 30d }
  reliability:
    retry: { strategy: exponential, maxAttempts: 5 }
    deadLetter: orders.dlq
  operations:
    runbook: { url: 'https://wiki.example.com/orders' }
    onCall: fulfilment
  review: { cadence: 180d }
`;

const several = `apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: web-shop }
---
apiVersion: tieline.dev/v1alpha1
kind: Integration
metadata:
  name: order-events
spec:
  type: carrier-pigeon
  lifecycle: experimental
  source: group:default/web-shop
  targets: [erp, My System]
  reliability:
    timeout: soon
  dataflows: []
---
apiVersion: tieline.dev/v1alpha1
kind: Integration
metadata:
  name: poor
spec:
  type: batch-file
  lifecycle: production
  source: erp
  targets: [finance]
  dataFlows:
    - data: invoices
`;

describe('tieline integrations lint', () => {
  const folder = new TestFolder()
    .write('complete.yaml', complete)
    .write('catalog/a/several.yaml', several)
    .write('catalog/template.yaml', 'kind: {{ kind }}\n  x: [')
    .write('catalog/b.yml', complete)
    .write('broken.yaml', 'kind: Integration\nspec:\n  targets: [a\n')
    .write('systems.yaml', 'kind: System\nmetadata: { name: a }\n');
  const lint = (...args: string[]) =>
    runTieline(folder.path, ['integrations', 'lint', ...args]);
  const findingsOf = (stdout: string) =>
    JSON.parse(stdout).subjects.flatMap(
      ({ findings }: { findings: any[] }) => findings,
    );

  afterAll(() => folder.remove());

  it('has nothing to say about an entry with all that production needs', async () => {
    const { code, stdout } = await lint(
      ...['complete.yaml', '--fail-on', 'warning'],
    );
    expect([code, stdout]).toEqual([
      0,
      '✓ complete.yaml 1 integration\n1 result: all fine.\n',
    ]);
  });

  it('finds mistakes in each document of a file, with line and column', async () => {
    const { code, stdout } = await lint(
      ...['catalog/a/several.yaml', '--format', 'json'],
    );
    expect(code).toBe(1);
    expect(
      findingsOf(stdout)
        .filter(({ ruleId }: any) => !ruleId.startsWith('production'))
        .map(({ ruleId, level, place, pointer }: any) => [
          ...[ruleId, level, place.line, place.column, pointer],
        ]),
    ).toEqual([
      ['integration-value', 'error', 10, 3, 'spec.type'],
      ['integration-value', 'error', 15, 5, 'spec.reliability.timeout'],
      ['integration-reference', 'error', 12, 3, 'spec.source'],
      ['integration-unknown-field', 'warning', 16, 3, 'spec.dataflows'],
    ]);
  });

  it('warns of what an entry in production lacks, where it would stand', async () => {
    const { stdout } = await lint(
      ...['catalog/a/several.yaml', '--format', 'json'],
    );
    const gaps = findingsOf(stdout).filter(({ ruleId }: any) =>
      ruleId.startsWith('production'),
    );
    expect(gaps.map(({ ruleId }: any) => ruleId)).toEqual([
      'production-owner',
      'production-criticality',
      'production-platform',
      'production-endpoints',
      'production-contract',
      'production-classification',
      'production-objectives',
      'production-runbook',
      'production-on-call',
      'production-schedule',
      'production-failure-handling',
      'production-review',
    ]);
    expect(gaps[4]).toMatchObject({
      level: 'warning',
      message:
        'The data flow "invoices" has no contract, though it is in production.',
      place: { line: 28, column: 7 },
      pointer: 'spec.dataFlows[0].contract',
    });
  });

  it('searches folders, leaves other YAML alone, and finds names twice', async () => {
    const { code, stdout } = await lint('catalog');
    expect(code).toBe(1);
    expect(stdout).toContain('✗ catalog/a/several.yaml 2 integrations');
    expect(stdout).toContain('✗ catalog/b.yml 1 integration');
    expect(stdout).toContain(
      'integration:default/order-events is in catalog/a/several.yaml, line 8, already.',
    );
    expect(stdout).not.toContain('template');
  });

  it('ends with 1 for warnings only where asked', async () => {
    folder.write('poor.yaml', several.split('---\n')[2]);
    expect((await lint('poor.yaml')).code).toBe(0);
    expect((await lint('poor.yaml', '--fail-on', 'warning')).code).toBe(1);
  });

  it.each([
    [['broken.yaml'], /broken\.yaml:4:1: /],
    [['nowhere'], /There is no nowhere/],
    [['systems.yaml'], /There is no Integration in systems\.yaml/],
    [[], /missing required argument 'paths'/],
  ])('ends with 2 and the reason: %j', async (args, reason) => {
    const { code, stderr } = await lint(...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(reason)]);
    expect(stderr).toContain('What to do: ');
  });
});
