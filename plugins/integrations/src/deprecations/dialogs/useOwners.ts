import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

/** Nobody looks through more suggestions than these. */
const SUGGESTED = 20;

/** Groups and people of whom a part of the name is known. */
export function useOwners(term: string): Array<{ id: string; label: string }> {
  const catalog = useApi(catalogApiRef);
  return (
    useQuery({
      queryKey: ['owners', term],
      queryFn: async () => {
        const { items } = await catalog.queryEntities({
          filter: { kind: ['group', 'user'] },
          fullTextFilter: {
            term,
            fields: [
              'metadata.name',
              'metadata.title',
              'spec.profile.displayName',
            ],
          },
          fields: [
            'kind',
            'metadata.name',
            'metadata.namespace',
            'metadata.title',
          ],
          orderFields: [{ field: 'metadata.name', order: 'asc' }],
          limit: SUGGESTED,
        });
        return items.map(entity => ({
          id: stringifyEntityRef(entity),
          label: `${entity.metadata.title ?? entity.metadata.name} (${entity.kind.toLocaleLowerCase('en-GB')})`,
        }));
      },
      staleTime: 60_000,
      placeholderData: keepPreviousData,
    }).data ?? []
  );
}
