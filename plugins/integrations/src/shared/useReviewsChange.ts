import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IntegrationReviewsApi } from '@tieline/plugin-integrations-common/governance';
import { integrationReviewsApiRef } from '../apis';

/**
 * Changes reviews, findings, runbooks or drills.
 *
 * @param changed - the keys of what is read anew
 * @param onResult - what is done with the answer first
 */
export function useReviewsChange<Request, Result>(
  changed: readonly string[],
  change: (api: IntegrationReviewsApi, request: Request) => Promise<Result>,
  onResult?: (
    client: ReturnType<typeof useQueryClient>,
    result: Result,
  ) => void,
) {
  const api = useApi(integrationReviewsApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => change(api, request),
    onSuccess: result => onResult?.(client, result),
    // A refusal often means that somebody else was faster.
    onSettled: () =>
      Promise.all(
        changed.map(key => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}
