import { IntegrationEvidence } from '../../evidence/IntegrationEvidence';

/** What counts as production where an integration doesn't say. */
const DEFAULT_ENVIRONMENT = 'production';

/** The environment that an integration is judged by. */
export function productionOf({ spec }: IntegrationEvidence): string {
  return spec.telemetry?.environment ?? DEFAULT_ENVIRONMENT;
}

/** How many people an alarm to its owner reaches. */
export function reachablePeople({ catalog }: IntegrationEvidence): number {
  return catalog.owner?.fallsTo?.people ?? catalog.owner?.people ?? 0;
}
