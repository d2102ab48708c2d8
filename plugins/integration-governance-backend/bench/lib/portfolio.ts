import { Entity } from '@backstage/catalog-model';
import { HealthSummary } from '@tieline/plugin-integrations-common/telemetry';
import { toFacets } from '@tieline/plugin-integrations-node';
import { readIntegration } from '@tieline/plugin-integrations-common';

/** Integrations in one team, system and domain, and on one platform, on average. */
const PER_TEAM = 26;
const PER_SYSTEM = 12;
const SYSTEMS_PER_DOMAIN = 30;
const PER_PLATFORM = 200;

const PATTERNS = [
  ['event-driven', 'event'],
  ['api-gateway', 'request'],
  ['batch-file', 'batch'],
  ['ipaas', 'request'],
  ['point-to-point', 'request'],
] as const;
const CRITICALITIES = ['low', 'medium', 'medium', 'high', 'critical'] as const;

const relation = (type: string, targetRef: string) => ({ type, targetRef });

const entity = (
  kind: string,
  name: string,
  relations: object[] = [],
  spec: object = {},
): Entity =>
  ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', etag: '1' },
    spec,
    relations,
  }) as Entity;

/** A portfolio of so many integrations with what stands around them; the same on each call. */
export function createPortfolio(size: number): {
  surroundings: Entity[];
  integrations: Entity[];
} {
  const teams = Math.ceil(size / PER_TEAM);
  const systems = Math.ceil(size / PER_SYSTEM);
  const domains = Math.ceil(systems / SYSTEMS_PER_DOMAIN);
  const platforms = Math.ceil(size / PER_PLATFORM);
  const departments = Math.ceil(teams / 8);
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
  const surroundings = [
    ...numbers(departments).map(n => entity('Group', `department-${n}`)),
    ...numbers(teams).flatMap(n => [
      entity('Group', `team-${n}`, [
        relation('childOf', `group:default/department-${n % departments}`),
        relation('hasMember', `user:default/person-${n}-a`),
        relation('hasMember', `user:default/person-${n}-b`),
      ]),
      entity('User', `person-${n}-a`),
      entity('User', `person-${n}-b`),
    ]),
    ...numbers(domains).map(n => entity('Domain', `domain-${n}`)),
    ...numbers(systems).map(n =>
      entity('System', `system-${n}`, [
        relation('partOf', `domain:default/domain-${n % domains}`),
      ]),
    ),
    ...numbers(platforms).map(n => entity('Resource', `platform-${n}`)),
  ];
  const integrations = numbers(size).map(n => {
    const [type, interaction] = PATTERNS[n % PATTERNS.length];
    const system = n % systems;
    return {
      apiVersion: 'tieline.dev/v1alpha1',
      kind: 'Integration',
      metadata: { name: `integration-${n}`, namespace: 'default', etag: '1' },
      spec: {
        type,
        interaction,
        lifecycle: 'production',
        owner: `team-${n % teams}`,
        system: `system-${system}`,
        source: `system-${system}`,
        targets: [`system-${(n * 7 + 1) % systems}`],
        via: [`platform-${n % platforms}`],
        criticality: CRITICALITIES[(n * 3) % CRITICALITIES.length],
        endpoints: [
          {
            name: 'main',
            protocol: 'https',
            address: `https://service-${n}.example.com/v1`,
            role: 'call',
            environment: 'production',
            auth: { method: 'oauth2', credentialExpires: '2028-01-01' },
          },
        ],
        dataFlows: [
          {
            data: `data ${n % 400}`,
            direction: 'source-to-target',
            classification: 'internal',
            personalData: false,
            contract: { subject: `subject-${n % 900}` },
          },
        ],
        reliability:
          n % 3 === 0
            ? {}
            : {
                timeout: '5s',
                retry: { strategy: 'exponential', maxAttempts: 4 },
                idempotency: { key: 'id', deduplication: true },
              },
        review: n % 2 === 0 ? { cadence: '180d' } : undefined,
        delivery: {
          repository: `https://git.example.com/service-${n}`,
          pipeline: `pipeline-${n}`,
          rollout: 'canary',
        },
      },
      relations: [
        relation('ownedBy', `group:default/team-${n % teams}`),
        relation('partOf', `system:default/system-${system}`),
      ],
    } as unknown as Entity;
  });
  return { surroundings, integrations };
}

/** Health of an integration as telemetry tells it. */
export function healthOf(integration: Entity, at: string): HealthSummary {
  const { spec } = readIntegration(JSON.parse(JSON.stringify(integration)));
  return {
    integration: toFacets(integration, spec),
    environment: 'production',
    status: 'healthy',
    reasons: [],
    evaluatedAt: at,
    lastSeenAt: at,
    calls: {
      from: at,
      to: at,
      calls: 1500,
      errors: 3,
      rejections: 0,
      throughputPerMinute: 100,
      errorRate: 0.002,
      p50Ms: 20,
      p95Ms: 80,
      p99Ms: 140,
      source: 'metrics',
      side: 'caller',
    },
  } as unknown as HealthSummary;
}
