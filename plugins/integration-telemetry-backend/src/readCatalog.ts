import { Entity } from '@backstage/catalog-model';
import {
  IntegrationProjection,
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { AttributionRules } from './ingest/Attributors';
import { queuesOf } from './queues/queuesOf';
import type { TelemetryConfig } from './readTelemetryConfig';

/** Kinds that can stand for an OpenTelemetry service. */
const SERVICE_KINDS = ['component', 'resource', 'api', 'system'];

/** How metrics and environments are told, as configured. */
type AttributionConfig = Pick<
  TelemetryConfig,
  'defaultEnvironment' | 'queueMetrics' | 'recordMetrics'
> &
  Partial<Pick<TelemetryConfig, 'callers'>>;

/** What the plugin goes by of the catalog. */
export interface KnownCatalog {
  integrations: readonly ProjectedIntegration[];
  /** What can stand for a service. */
  entities: readonly Entity[];
  resolver: ServiceResolver;
  rules: AttributionRules;
}

/** Reads what is known of the catalog from the projection of it. */
export async function readCatalog(
  projection: IntegrationProjection,
  config: AttributionConfig,
): Promise<KnownCatalog> {
  const integrations = await projection.listIntegrations();
  const entities = await Promise.all(
    SERVICE_KINDS.map(kind => projection.listEntities(kind)),
  );
  return {
    integrations,
    entities: entities.flat(),
    resolver: new ServiceResolver(entities.flat()),
    rules: {
      defaultEnvironment: config.defaultEnvironment,
      queueMetrics: config.queueMetrics,
      recordMetrics: config.recordMetrics,
      callers: config.callers,
      integrations: integrations.map(({ facets, spec }) => ({
        ref: facets.entityRef,
        owner: facets.ownerRef,
        matchers: spec.telemetry?.matchers ?? [],
        queues: queuesOf(spec),
      })),
    },
  };
}

/** Before the catalog has been read. */
export function emptyCatalog(config: AttributionConfig): KnownCatalog {
  const { defaultEnvironment, queueMetrics, recordMetrics, callers } = config;
  return {
    integrations: [],
    entities: [],
    resolver: new ServiceResolver([]),
    rules: {
      defaultEnvironment,
      queueMetrics,
      recordMetrics,
      callers,
      integrations: [],
    },
  };
}
