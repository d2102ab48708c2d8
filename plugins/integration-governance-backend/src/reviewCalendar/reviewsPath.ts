import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';

/** The page of an integration's reviews, as a path of the portal. */
export function reviewsPath({
  namespace,
  name,
}: Pick<IntegrationFacets, 'namespace' | 'name'>): string {
  return `/reviews?integration=${namespace}/${name}`;
}
