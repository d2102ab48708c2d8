import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { MaintenanceWindow } from '@tieline/plugin-integrations-common/telemetry';
import { integrationTelemetryApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

const KEY = ['maintenance'];

/** What a maintenance window can be of. */
const KINDS = ['integration', 'system', 'resource'];

/** Nobody looks through more suggestions than these. */
const SUGGESTED = 20;

/** Times in which nobody is told, now or later. */
export function useMaintenance() {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.listMaintenance({ signal }),
    refetchInterval: 3 * POLL_MS,
  });
}

/** Announces one. */
export function useAddMaintenance() {
  const api = useApi(integrationTelemetryApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (window: Omit<MaintenanceWindow, 'id' | 'createdBy'>) =>
      api.addMaintenance(window),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Ends one, or calls it off. */
export function useEndMaintenance() {
  const api = useApi(integrationTelemetryApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.deleteMaintenance(id),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Something that a maintenance window can be of. */
export interface Subject {
  id: string;
  label: string;
}

/** Integrations, systems and platforms of which a part of the name is known. */
export function useSubjects(term: string): Subject[] {
  const catalog = useApi(catalogApiRef);
  return (
    useQuery({
      queryKey: ['subjects', term],
      queryFn: async () => {
        const { items } = await catalog.queryEntities({
          filter: { kind: KINDS },
          fullTextFilter: { term, fields: ['metadata.name', 'metadata.title'] },
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
          label: `${entity.metadata.title ?? entity.metadata.name} (${entity.kind === 'Resource' ? 'platform' : entity.kind.toLocaleLowerCase('en-GB')})`,
        }));
      },
      staleTime: 60_000,
      placeholderData: keepPreviousData,
    }).data ?? []
  );
}
