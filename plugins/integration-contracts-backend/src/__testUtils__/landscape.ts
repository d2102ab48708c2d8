import { Entity } from '@backstage/catalog-model';

/** An integration from the web shop to the ERP. */
export function integration(
  name: string,
  spec: Record<string, unknown> = {},
  etag = '1',
): Entity {
  return {
    apiVersion: 'tieline.dev/v1alpha1',
    kind: 'Integration',
    metadata: { name, namespace: 'default', etag },
    spec: {
      type: 'event-driven',
      lifecycle: 'production',
      source: 'erp',
      targets: ['web-shop'],
      ...spec,
    } as Entity['spec'],
  };
}

/** An API entity whose definition is a JSON Schema. */
export function api(
  name: string,
  definition: string,
  more: {
    etag?: string;
    annotations?: Record<string, string>;
    lifecycle?: string;
    type?: string;
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name,
      namespace: 'default',
      etag: more.etag ?? definition,
      annotations: more.annotations ?? {},
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/checkout' }],
    spec: {
      type: more.type ?? 'jsonschema',
      lifecycle: more.lifecycle ?? 'production',
      owner: 'checkout',
      definition,
    },
  };
}
