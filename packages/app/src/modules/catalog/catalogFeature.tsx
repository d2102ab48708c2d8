import { coreExtensionData } from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';

const listPage = catalogPlugin.getExtension('page:catalog').override({
  factory: (originalFactory, { inputs, config }) =>
    originalFactory({
      params: {
        loader: async () => {
          const { CatalogPage } = await import('./CatalogPage');
          return (
            <CatalogPage
              pagination={config.pagination}
              filters={inputs.filters.map(filter =>
                filter.get(coreExtensionData.reactElement),
              )}
            />
          );
        },
      },
    }),
});

/** The search page leaves out the list that its items belong into. */
const searchResult = catalogPlugin
  .getExtension('search-result-list-item:catalog')
  .override({
    *factory(originalFactory) {
      const item = originalFactory().get(
        SearchResultListItemBlueprint.dataRefs.item,
      );
      const Item = item.component;
      yield SearchResultListItemBlueprint.dataRefs.item({
        ...item,
        component: props => (
          <ul style={{ margin: 0, padding: 0 }}>
            <Item {...props} />
          </ul>
        ),
      });
    },
  });

/** Backstage's catalog, with what keeps its pages from being read aloud put right. */
export const catalogFeature = catalogPlugin.withOverrides({
  extensions: [listPage, searchResult],
});
