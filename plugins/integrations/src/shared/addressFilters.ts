import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** The integration of the address, `NAMESPACE/NAME`, as a full reference. */
export function integrationOf(values: URLSearchParams): string | undefined {
  const name = values.get('integration');
  if (!name) {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(name, {
        defaultKind: 'integration',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    // Nothing has such a name, and nothing is what is shown.
    return 'integration:default/-';
  }
}

/** How the address names an integration. */
export function toIntegrationName(integration: {
  namespace: string;
  name: string;
}): string {
  return `${integration.namespace}/${integration.name}`;
}

/** Which of the states the address asks for; none of them stands for all. */
export function statesOf<State extends string>(
  values: URLSearchParams,
  states: ReadonlyArray<{ id: State }>,
): State[] {
  const wanted = values.getAll('state');
  return states.map(({ id }) => id).filter(id => wanted.includes(id));
}
