import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  ChecklistDraftRequest,
  ChecklistVersion,
  ListChecklistEffectsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationImprovementApiRef } from '../apis';
import { POLL_MS } from '../shared/queries';
import { useGovernanceChange } from '../shared/useGovernanceChange';

/** How far a preview is moves within seconds. */
const PREVIEW_POLL_MS = 2_000;
const SLOW_POLL_MS = 6 * POLL_MS;

/** What another version of the checklist changes. */
const CHANGED = [
  'checklists',
  'checklist-version',
  'checklist-effects',
  'checklist',
  'scorecard',
  'portfolio',
];

function pollFor(versions: readonly ChecklistVersion[]): number {
  return versions.some(({ preview }) => preview?.state === 'running')
    ? PREVIEW_POLL_MS
    : SLOW_POLL_MS;
}

/** Every version, drafts first. */
export function useChecklistVersions() {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['checklists'],
    queryFn: ({ signal }) => api.listChecklistVersions({ signal }),
    refetchInterval: ({ state }) => pollFor(state.data?.items ?? []),
  });
}

/** One version; nothing is read while it is not known which. */
export function useChecklistVersion(version: string | undefined) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['checklist-version', version],
    queryFn: ({ signal }) => api.getChecklistVersion(version!, { signal }),
    refetchInterval: ({ state }) => pollFor(state.data ? [state.data] : []),
    enabled: version !== undefined,
  });
}

/** One page of the integrations that a draft would touch. */
export function useChecklistEffects(
  version: string,
  foundAt: string | undefined,
  request: ListChecklistEffectsRequest,
  enabled: boolean,
) {
  const api = useApi(integrationImprovementApiRef);
  return useQuery({
    queryKey: ['checklist-effects', version, foundAt, request],
    queryFn: ({ signal }) =>
      api.listChecklistEffects(version, request, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Sends a changed checklist, which counts for nothing yet. */
export function useDraftChecklist() {
  return useGovernanceChange(CHANGED, (api, request: ChecklistDraftRequest) =>
    api.draftChecklist(request),
  );
}

/** Evaluates again what a draft would change. */
export function usePreviewChecklist(version: string) {
  return useGovernanceChange(CHANGED, (api, _: void) =>
    api.previewChecklist(version),
  );
}

/** From then on a version counts. */
export function useActivateChecklist(version: string) {
  return useGovernanceChange(CHANGED, (api, _: void) =>
    api.activateChecklist(version),
  );
}

/** Puts a draft away. */
export function useDiscardChecklist(version: string) {
  return useGovernanceChange(CHANGED, (api, _: void) =>
    api.discardChecklist(version),
  );
}
