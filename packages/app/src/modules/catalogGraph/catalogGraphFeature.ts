import { ApiBlueprint } from '@backstage/frontend-plugin-api';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import {
  ALL_RELATION_PAIRS,
  ALL_RELATIONS,
  catalogGraphApiRef,
  DefaultCatalogGraphApi,
  RelationPairs,
} from '@backstage/plugin-catalog-graph';
import {
  RELATION_CARRIES,
  RELATION_GOES_VIA,
  RELATION_HAS_SOURCE,
  RELATION_HAS_TARGET,
  RELATION_SOURCE_OF,
  RELATION_TARGET_OF,
} from '@tieline/plugin-integrations-common';

const INTEGRATION_RELATION_PAIRS: RelationPairs = [
  [RELATION_HAS_SOURCE, RELATION_SOURCE_OF],
  [RELATION_HAS_TARGET, RELATION_TARGET_OF],
  [RELATION_GOES_VIA, RELATION_CARRIES],
];

/** The graph leaves out every relation that it was not told about. */
export const integrationCatalogGraphApi = new DefaultCatalogGraphApi({
  knownRelations: [...ALL_RELATIONS, ...INTEGRATION_RELATION_PAIRS.flat()],
  knownRelationPairs: [...ALL_RELATION_PAIRS, ...INTEGRATION_RELATION_PAIRS],
  defaultRelationTypes: { exclude: [] },
});

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: catalogGraphApiRef,
      deps: {},
      factory: () => integrationCatalogGraphApi,
    }),
});

/** The graph has the page to itself; two of the filters beside it have no names to read aloud. */
const page = catalogGraphPlugin.getExtension('page:catalog-graph').override({
  factory: (originalFactory, { config }) =>
    originalFactory({
      config: { ...config, showFilters: config.showFilters ?? false },
    }),
});

/** Backstage's graph, which also draws where data comes from, goes to and passes through. */
export const catalogGraphFeature = catalogGraphPlugin.withOverrides({
  extensions: [api, page],
});
