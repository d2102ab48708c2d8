import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { declaredEnvironment } from '../health/HealthEvaluator';

type Endpoint = NonNullable<ProjectedIntegration['spec']['endpoints']>[number];

/** The endpoints of the environment that an integration is judged in. */
export function declaredEndpoints(
  integration: ProjectedIntegration,
): Endpoint[] {
  const environment = declaredEnvironment(integration);
  return (integration.spec.endpoints ?? []).filter(
    endpoint =>
      endpoint.environment === undefined ||
      endpoint.environment === environment,
  );
}

/** The host of an endpoint's address, without scheme, port and path. */
export function hostOf(address: string): string {
  return address
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d+$/, '')
    .toLocaleLowerCase('en-US');
}

/** The topic or queue at the end of an endpoint's address. */
export function topicOf(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1);
}

/** An entity, and the system that it is part of. */
export function widened(
  resolver: ServiceResolver,
  entityRef: string | undefined,
): string[] {
  const system = entityRef && resolver.systemOf(entityRef);
  return [entityRef, system].filter(ref => ref !== undefined) as string[];
}

/** Whom an integration names: its source, targets and platforms. */
export function namedRefs({ facets }: ProjectedIntegration): Set<string> {
  const { sourceRef, targetRefs, viaRefs } = facets;
  return new Set([
    ...(sourceRef ? [sourceRef] : []),
    ...targetRefs,
    ...viaRefs,
  ]);
}

/** What people call an integration. */
export function titleOf({ facets }: ProjectedIntegration): string {
  return facets.title ?? facets.name;
}
