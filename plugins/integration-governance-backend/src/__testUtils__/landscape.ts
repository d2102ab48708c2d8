import { Entity } from '@backstage/catalog-model';
import {
  DriftItem,
  HealthSummary,
} from '@tieline/plugin-integrations-common/telemetry';

type Spec = Record<string, unknown>;

const relation = (type: string, targetRef: string) => ({ type, targetRef });

/** A group with people of its own. */
export function group(
  name: string,
  options: { parent?: string; children?: string[]; people?: string[] } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default', etag: `group-${name}` },
    spec: { type: 'team', children: options.children ?? [] },
    relations: [
      ...(options.parent
        ? [relation('childOf', `group:default/${options.parent}`)]
        : []),
      ...(options.children ?? []).map(child =>
        relation('parentOf', `group:default/${child}`),
      ),
      ...(options.people ?? []).map(person =>
        relation('hasMember', `user:default/${person}`),
      ),
    ],
  };
}

export function user(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default', etag: `user-${name}` },
    spec: {},
  };
}

export function system(
  name: string,
  options: { criticality?: string; domain?: string } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name,
      namespace: 'default',
      etag: `system-${name}`,
      annotations: options.criticality
        ? { 'tieline.dev/criticality': options.criticality }
        : {},
    },
    spec: {},
    relations: options.domain
      ? [relation('partOf', `domain:default/${options.domain}`)]
      : [],
  };
}

export function entity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', etag: `${kind}-${name}` },
    spec: {},
  };
}

export function integration(name: string, spec: Spec = {}, etag = '1'): Entity {
  return {
    apiVersion: 'tieline.dev/v1alpha1',
    kind: 'Integration',
    metadata: { name, namespace: 'default', etag },
    spec: {
      type: 'api-gateway',
      lifecycle: 'production',
      owner: 'checkout',
      system: 'web-shop',
      source: 'web-shop',
      targets: ['erp'],
      via: ['edge-gateway'],
      criticality: 'high',
      ...spec,
    } as Entity['spec'],
  };
}

/** An integration of high criticality that says all that YAML can say. */
export const carefulSpec: Spec = {
  type: 'event-driven',
  interaction: 'event',
  owner: 'fulfilment',
  via: ['kafka-main'],
  endpoints: [
    {
      name: 'orders',
      protocol: 'kafka',
      address: 'kafka.example.com:9093/orders',
      role: 'publish',
      auth: { method: 'mtls', credentialExpires: '2099-01-31' },
    },
  ],
  dataFlows: [
    {
      data: 'orders',
      classification: 'confidential',
      personalData: true,
      retention: '7d',
      residency: 'EU',
      contract: { api: 'order-events' },
    },
  ],
  telemetry: {
    deadLetterQueues: ['orders.dlq'],
    matchers: [
      {
        conditions: [
          { attribute: 'messaging.destination.name', equals: 'orders' },
        ],
        version: { attribute: 'app.contract.version', pattern: '^(\\d+)' },
      },
    ],
  },
  objectives: [{ indicator: 'availability', target: 99.5, window: '30d' }],
  reliability: {
    retry: { strategy: 'exponential', maxAttempts: 5 },
    idempotency: { key: 'orderId', deduplication: true },
    deadLetter: 'orders.dlq',
  },
  profile: {
    volumePerDay: 144_000,
    latency: '5s',
    delivery: 'at-least-once',
    consumers: 3,
  },
  decision: { reason: 'Three teams read at their own pace.' },
  delivery: {
    repository: 'https://git.example.com/order-events',
    pipeline: 'https://ci.example.com/order-events',
    template: 'event-flow',
    rollout: 'canary',
  },
  operations: {
    runbook: { url: 'https://wiki.example.com/runbooks/order-events' },
    onCall: 'user:default/mira',
    dashboard: 'https://dashboards.example.com/d/order-events',
  },
  review: { cadence: '90d' },
};

/** Teams, systems and platforms that the integrations above name. */
export const surroundings: Entity[] = [
  group('nordmarkt', { children: ['orders', 'back-office'] }),
  group('orders', {
    parent: 'nordmarkt',
    children: ['checkout', 'fulfilment'],
  }),
  group('checkout', { parent: 'orders', people: ['ada', 'ben'] }),
  group('fulfilment', { parent: 'orders', people: ['mira', 'jon', 'kim'] }),
  group('back-office', { parent: 'nordmarkt', people: ['piet', 'rosa'] }),
  ...['ada', 'ben', 'mira', 'jon', 'kim', 'piet', 'rosa'].map(user),
  system('web-shop', { domain: 'sales' }),
  system('erp', { criticality: 'high', domain: 'finance' }),
  system('warehouse'),
  entity('Domain', 'sales'),
  entity('Domain', 'finance'),
  entity('Resource', 'kafka-main'),
  entity('Resource', 'edge-gateway'),
  entity('API', 'order-events'),
];

/** Health as the telemetry API tells it: 100 calls a minute, hardly an error. */
export function health(
  name: string,
  options: Partial<HealthSummary> & {
    at: string;
    errorRate?: number | null;
    p95Ms?: number | null;
    throughputPerMinute?: number | null;
  },
): HealthSummary {
  const { at, errorRate, p95Ms, throughputPerMinute, ...rest } = options;
  return {
    integration: {
      entityRef: `integration:default/${name}`,
      namespace: 'default',
      name,
      targetRefs: [],
      viaRefs: [],
    },
    environment: 'production',
    status: 'healthy',
    reasons: [
      {
        code: 'within-limits',
        status: 'healthy',
        headline: 'Within its limits',
      },
    ],
    evaluatedAt: at,
    lastSeenAt: at,
    calls: {
      from: new Date(Date.parse(at) - 900_000).toISOString(),
      to: at,
      calls: 1_500,
      errors: 3,
      throughputPerMinute:
        throughputPerMinute === undefined ? 100 : throughputPerMinute,
      errorRate: errorRate === undefined ? 0.002 : errorRate,
      rejectionRate: 0,
      p50Ms: 40,
      p95Ms: p95Ms === undefined ? 180 : p95Ms,
      p99Ms: 400,
      source: 'metrics',
      side: 'caller',
    },
    ...rest,
  };
}

export function driftItem(
  id: string,
  options: Partial<DriftItem> = {},
): DriftItem {
  return {
    id,
    kind: 'undeclared',
    headline: `${id} calls the ERP`,
    environment: 'production',
    firstSeenAt: '2026-11-20T08:00:00.000Z',
    lastSeenAt: '2026-11-22T08:00:00.000Z',
    evidence: [],
    ...options,
  };
}
