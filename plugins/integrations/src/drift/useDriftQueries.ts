import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { integrationDriftDismissPermission } from '@tieline/plugin-integrations-common';
import { integrationTelemetryApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';

/** One difference with what can be done about it. */
export function useDriftItem(id: string) {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['drift-item', id],
    queryFn: ({ signal }) => api.getDrift(id, { signal }),
    refetchInterval: 3 * POLL_MS,
  });
}

/** What to add to an integration so that it declares a difference. */
export function useDriftAttachment(
  id: string,
  integration: string | undefined,
) {
  const api = useApi(integrationTelemetryApiRef);
  return useQuery({
    queryKey: ['drift-attachment', id, integration],
    queryFn: ({ signal }) =>
      api.getDriftAttachment(id, { integration: integration! }, { signal }),
    enabled: integration !== undefined,
  });
}

/** Why a button is there and can't be pressed. */
export const NO_PERMISSION = `You need the permission ${integrationDriftDismissPermission.name} to dismiss drift or to undo it. Ask an administrator of this portal.`;

/** Dismisses and undoes, after which lists and panel are read anew. */
export function useDismissal() {
  const api = useApi(integrationTelemetryApiRef);
  const queryClient = useQueryClient();
  const permission = usePermission({
    permission: integrationDriftDismissPermission,
  });
  const readAnew = () =>
    Promise.all(
      ['drift', 'drift-item'].map(key =>
        queryClient.invalidateQueries({ queryKey: [key] }),
      ),
    );
  const dismiss = useMutation({
    mutationFn: (request: {
      id: string;
      reason: string;
      expiresInDays: number;
    }) =>
      api.dismissDrift(request.id, {
        reason: request.reason,
        expiresInDays: request.expiresInDays,
      }),
    onSuccess: readAnew,
  });
  const undo = useMutation({
    mutationFn: (id: string) => api.undoDriftDismissal(id),
    onSuccess: readAnew,
  });
  return {
    dismiss,
    undo,
    /** Undefined while that is not known yet. */
    isAllowed: permission.loading ? undefined : permission.allowed,
  };
}
