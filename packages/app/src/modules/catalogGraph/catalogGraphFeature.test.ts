import { integrationCatalogGraphApi } from './catalogGraphFeature';

describe('integrationCatalogGraphApi', () => {
  it.each([
    'hasSource',
    'sourceOf',
    'hasTarget',
    'targetOf',
    'goesVia',
    'carries',
  ])('draws %s without being asked', relation => {
    expect(integrationCatalogGraphApi.defaultRelations).toContain(relation);
  });

  it('draws both directions of a relation as one line', () => {
    expect(integrationCatalogGraphApi.knownRelationPairs).toContainEqual([
      'hasTarget',
      'targetOf',
    ]);
  });
});
