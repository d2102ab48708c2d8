import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IntegrationImprovementApi } from '@tieline/plugin-integrations-common/governance';
import { integrationImprovementApiRef } from '../apis';

/**
 * Changes something of the scorecard, and reads anew whatever shows it.
 *
 * @param changed - the first parts of the keys of what is read anew
 */
export function useGovernanceChange<Request, Result>(
  changed: readonly string[],
  change: (api: IntegrationImprovementApi, request: Request) => Promise<Result>,
) {
  const api = useApi(integrationImprovementApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => change(api, request),
    // A refusal often means that somebody else was faster.
    onSettled: () =>
      Promise.all(
        changed.map(key => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}
