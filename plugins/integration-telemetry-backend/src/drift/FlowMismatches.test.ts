import { Entity } from '@backstage/catalog-model';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { FlowMismatches } from './FlowMismatches';

const resolver = new ServiceResolver(
  ['shop', 'warehouse', 'marketing'].map((system): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `${system}-service`, namespace: 'default' },
    relations: [{ type: 'partOf', targetRef: `system:default/${system}` }],
  })),
);

const orders = (protocol: string, address: string) =>
  ({
    facets: {
      entityRef: 'integration:default/orders',
      namespace: 'default',
      name: 'orders',
      sourceRef: 'system:default/shop',
      targetRefs: ['system:default/warehouse'],
      viaRefs: [],
    },
    spec: { endpoints: [{ name: 'x', protocol, address, role: 'call' }] },
    findings: [],
  }) as unknown as ProjectedIntegration;

const end = (system: string, address?: string) => ({
  name: `${system}-service`,
  address,
  entityRef: `component:default/${system}-service`,
});

const item = (options: Partial<DriftItem>): DriftItem => ({
  id: 'a',
  kind: 'undeclared',
  headline: 'a calls b',
  environment: 'production',
  source: end('shop'),
  target: end('warehouse', 'stock-2.example.com'),
  protocol: 'http',
  firstSeenAt: '2026-11-20T08:00:00.000Z',
  lastSeenAt: '2026-11-22T08:00:00.000Z',
  evidence: [{ what: 'Observed', value: '3 calls', source: 'telemetry' }],
  ...options,
});

const judge = (
  integrations: ProjectedIntegration[],
  observed: Partial<DriftItem>,
) =>
  new FlowMismatches({ integrations, resolver }).judge({
    item: item(observed),
    traffic: {},
  }).item;

describe('FlowMismatches', () => {
  const http = orders('https', 'https://stock.example.com:8443/v1');
  const topic = orders('kafka', 'kafka.example.com:9093/orders');
  const read = { protocol: 'kafka', destination: 'orders' };

  it('takes a call between the ends of an integration to an address it does not name for its own', () => {
    expect(judge([http], {})).toMatchObject({
      kind: 'mismatched',
      integrationRef: 'integration:default/orders',
      mismatch: {
        aspect: 'address',
        observed: 'stock-2.example.com',
        declared: ['stock.example.com'],
      },
    });
  });

  it('takes a reader of its topic that is none of its targets for its own', () => {
    expect(judge([topic], { ...read, target: end('marketing') })).toMatchObject(
      {
        kind: 'mismatched',
        mismatch: {
          aspect: 'target',
          observed: 'component:default/marketing-service',
          declared: ['system:default/warehouse'],
        },
      },
    );
  });

  it.each<[string, ProjectedIntegration[], Partial<DriftItem>]>([
    [
      'the address is declared, and only a matcher lacks',
      [http],
      { target: end('warehouse', 'Stock.example.com') },
    ],
    ['the ends are others', [http], { source: end('marketing') }],
    ['the environment is another', [http], { environment: 'staging' }],
    ['the protocol is another', [http], { protocol: 'grpc' }],
    ['a target reads the topic', [topic], { ...read }],
    ['nobody knows the reader', [topic], { ...read, target: { name: 'x' } }],
    [
      'the topic is that of two integrations',
      [topic, topic],
      { ...read, target: end('marketing') },
    ],
  ])('leaves a flow undeclared where %s', (_why, integrations, observed) => {
    expect(judge(integrations, observed).kind).toBe('undeclared');
  });
});
