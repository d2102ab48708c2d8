import { ENTITY_STATUS_CATALOG_PROCESSING_TYPE } from '@backstage/catalog-client';
import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { AlphaEntity, EntityStatusItem } from '@backstage/catalog-model/alpha';
import { InputError } from '@backstage/errors';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  LocationSpec,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  IntegrationFinding,
  isIntegrationEntity,
  ReadableIntegrationSpec,
  readIntegration,
  RELATION_CARRIES,
  RELATION_GOES_VIA,
  RELATION_HAS_SOURCE,
  RELATION_HAS_TARGET,
  RELATION_SOURCE_OF,
  RELATION_TARGET_OF,
} from '@tieline/plugin-integrations-common';

/** A field that refers to other entities, with the two relations it stands for. */
interface ReferenceField {
  references: (spec: ReadableIntegrationSpec) => string | string[] | undefined;
  defaultKind: string;
  outgoing: string;
  incoming: string;
}

const referenceFields: ReferenceField[] = [
  {
    references: spec => spec.source,
    defaultKind: 'system',
    outgoing: RELATION_HAS_SOURCE,
    incoming: RELATION_SOURCE_OF,
  },
  {
    references: spec => spec.targets,
    defaultKind: 'system',
    outgoing: RELATION_HAS_TARGET,
    incoming: RELATION_TARGET_OF,
  },
  {
    references: spec => spec.via,
    defaultKind: 'resource',
    outgoing: RELATION_GOES_VIA,
    incoming: RELATION_CARRIES,
  },
  {
    references: spec => spec.owner,
    defaultKind: 'group',
    outgoing: RELATION_OWNED_BY,
    incoming: RELATION_OWNER_OF,
  },
  {
    references: spec => spec.system,
    defaultKind: 'system',
    outgoing: RELATION_PART_OF,
    incoming: RELATION_HAS_PART,
  },
];

/**
 * Makes the catalog accept entities of kind Integration, relates them to
 * source, targets, platforms, owner and system, and reports mistakes on the
 * entity itself.
 *
 * A processor that throws or emits an error leaves a new entity without a
 * page, so a mistake in the spec is never an error here: it becomes an item in
 * the entity's status, where the catalog's own panel shows it.
 *
 * @public
 */
export class IntegrationEntityProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'IntegrationEntityProcessor';
  }

  /**
   * @throws InputError where spec is no group of fields, so that there is nothing to read
   */
  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (!isIntegrationEntity(entity)) {
      return false;
    }
    const spec: unknown = entity.spec;
    if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
      throw new InputError(
        'spec must be a group of fields with at least type, lifecycle, source and targets',
      );
    }
    return true;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (!isIntegrationEntity(entity)) {
      return entity;
    }
    const { spec, findings } = readIntegration(entity);
    emitRelations(entity, spec, emit);
    return findings.length ? withFindings(entity, findings) : entity;
  }
}

function emitRelations(
  entity: Entity,
  spec: ReadableIntegrationSpec,
  emit: CatalogProcessorEmit,
): void {
  const self = getCompoundEntityRef(entity);
  for (const field of referenceFields) {
    for (const reference of [field.references(spec) ?? []].flat()) {
      const other = parseEntityRef(reference, {
        defaultKind: field.defaultKind,
        defaultNamespace: self.namespace,
      });
      emit(
        processingResult.relation({
          source: self,
          type: field.outgoing,
          target: other,
        }),
      );
      emit(
        processingResult.relation({
          source: other,
          type: field.incoming,
          target: self,
        }),
      );
    }
  }
}

/** The type, the level and `error` are what the catalog's own panel of processing errors asks for. */
function withFindings(entity: Entity, findings: IntegrationFinding[]): Entity {
  const items = findings.map(({ message }): EntityStatusItem => ({
    type: ENTITY_STATUS_CATALOG_PROCESSING_TYPE,
    level: 'error',
    message,
    error: { name: 'InputError', message },
  }));
  const { status } = entity as AlphaEntity;
  const result: AlphaEntity = {
    ...entity,
    status: { ...status, items: [...(status?.items ?? []), ...items] },
  };
  return result;
}
