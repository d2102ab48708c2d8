import { createBackendModule } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  CatalogCollatorEntityTransformer,
  catalogCollatorExtensionPoint,
  defaultCatalogCollatorEntityTransformer,
} from '@backstage/plugin-search-backend-module-catalog';
import {
  isIntegrationEntity,
  readIntegration,
} from '@tieline/plugin-integrations-common';

/** What people remember of an integration when they look for it. */
function searchableText(entity: Entity): string {
  const { spec } = readIntegration(entity);
  return [
    entity.metadata.name,
    entity.metadata.description,
    spec.type,
    spec.interaction,
    spec.owner,
    spec.system,
    spec.source,
    ...(spec.targets ?? []),
    ...(spec.via ?? []),
    ...(spec.endpoints ?? []).flatMap(({ name, protocol, address }) => [
      name,
      protocol,
      address,
    ]),
    ...(spec.dataFlows ?? []).map(({ data }) => data),
  ]
    .filter(Boolean)
    .join(' : ');
}

/**
 * Backstage's document of an entity, whose text is the description only, with
 * an integration's pattern, ends, addresses, data and owner added.
 */
export const integrationDocument: CatalogCollatorEntityTransformer = entity => {
  const document = defaultCatalogCollatorEntityTransformer(entity);
  return isIntegrationEntity(entity)
    ? { ...document, text: searchableText(entity) }
    : document;
};

/** Lets integrations be found by more than their description. */
export const searchModuleIntegrationDocuments = createBackendModule({
  pluginId: 'search',
  moduleId: 'integration-documents',
  register(env) {
    env.registerInit({
      deps: { collator: catalogCollatorExtensionPoint },
      async init({ collator }) {
        collator.setEntityTransformer(integrationDocument);
      },
    });
  },
});
