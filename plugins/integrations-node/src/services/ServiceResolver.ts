import { Entity, stringifyEntityRef } from '@backstage/catalog-model';

/**
 * The annotation that names the OpenTelemetry services of an entity: a list,
 * separated by commas, of `[service.namespace/]service.name`.
 *
 * @public
 */
export const OTEL_SERVICES_ANNOTATION = 'tieline.dev/otel-services';

/**
 * Finds the catalog entity behind an OpenTelemetry service: by the annotation
 * `tieline.dev/otel-services`, else a Component of that name, else none. The
 * one resolver of attribution, drift, usage and retirement.
 *
 * @public
 */
export class ServiceResolver {
  readonly #annotated = new Map<string, string>();
  readonly #components = new Map<string, string>();
  readonly #systems = new Map<string, string>();

  /** @param entities - of any kind; those that can be a service are picked */
  constructor(entities: readonly Entity[]) {
    for (const entity of entities) {
      const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
      const services =
        entity.metadata.annotations?.[OTEL_SERVICES_ANNOTATION] ?? '';
      for (const service of services.split(',').map(name => name.trim())) {
        if (service && !this.#annotated.has(service)) {
          this.#annotated.set(service, ref);
        }
      }
      if (entity.kind.toLocaleLowerCase('en-US') === 'component') {
        const name = entity.metadata.name;
        if (!this.#components.has(name)) {
          this.#components.set(name, ref);
        }
      }
      const system = entity.relations?.find(
        relation =>
          relation.type === 'partOf' &&
          relation.targetRef.startsWith('system:'),
      );
      if (system) {
        this.#systems.set(ref, system.targetRef);
      }
    }
  }

  /**
   * The full entity reference of a service, or undefined.
   *
   * @param name - `service.name`
   * @param namespace - `service.namespace`, where there is one
   */
  resolve(name: string, namespace?: string): string | undefined {
    return (
      (namespace && this.#annotated.get(`${namespace}/${name}`)) ||
      this.#annotated.get(name) ||
      this.#components.get(name)
    );
  }

  /** The system that an entity is part of; the entity itself where it is one. */
  systemOf(entityRef: string): string | undefined {
    return entityRef.startsWith('system:')
      ? entityRef
      : this.#systems.get(entityRef);
  }
}
