import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';

/** Whether an integration is declared between two services, whoever of them calls. */
export type EdgeCheck = (client: string, server: string) => boolean;

/**
 * A service graph says who calls whom and nothing of how: an edge counts as
 * declared where any integration joins both ends, or the systems they are
 * part of.
 */
export function declaredEdges(
  integrations: readonly ProjectedIntegration[],
  resolver: ServiceResolver,
): EdgeCheck {
  const pairs = new Set<string>();
  for (const { facets } of integrations) {
    for (const target of facets.targetRefs) {
      pairs.add(`${facets.sourceRef} ${target}`);
      pairs.add(`${target} ${facets.sourceRef}`);
    }
  }
  const endsOf = (service: string) => {
    const ref = resolver.resolve(service);
    return ref === undefined ? [] : [ref, resolver.systemOf(ref) ?? ref];
  };
  return (client, server) =>
    endsOf(client).some(from =>
      endsOf(server).some(to => pairs.has(`${from} ${to}`)),
    );
}
