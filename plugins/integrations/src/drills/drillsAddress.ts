import { PATTERNS } from '@tieline/plugin-integrations-common';
import {
  DrillState,
  ListDrillsRequest,
  ListDrillSuggestionsRequest,
  ListFailureModesRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationOf, statesOf } from '../shared/addressFilters';
import { AddressChanges } from '../shared/useAddress';
import { DRILL_STATES } from './drillWords';

/** How many rows a page of the list has, and how many suggestions are shown. */
export const PAGE_SIZE = 50;

/** What the page shows. */
export const VIEWS = [
  { id: 'next', title: 'Next' },
  { id: 'drills', title: 'Drills' },
  { id: 'failure-modes', title: 'Failure modes' },
] as const;

/** One of them. */
export type DrillsView = (typeof VIEWS)[number]['id'];

/** What each view can be filtered by. */
const FILTERS: Record<DrillsView, readonly string[]> = {
  next: ['owner'],
  drills: ['state', 'integration', 'owner'],
  'failure-modes': ['pattern'],
};

/** Takes every filter away. */
export const NO_FILTERS: AddressChanges = Object.fromEntries(
  [...Object.values(FILTERS).flat(), 'cursor'].map(name => [name, undefined]),
);

/** What belongs to one view only, and means nothing in another. */
export const OF_ONE_VIEW: AddressChanges = {
  state: undefined,
  integration: undefined,
  pattern: undefined,
  cursor: undefined,
};

/** The view of the address; what to drill next where it names none. */
export function viewOf(values: URLSearchParams): DrillsView {
  return VIEWS.find(({ id }) => id === values.get('view'))?.id ?? 'next';
}

/** Whether the address leaves anything out of its view. */
export function isFiltered(values: URLSearchParams): boolean {
  return FILTERS[viewOf(values)].some(name => values.get(name));
}

/** What to drill next, as the address filters it. */
export function toSuggestionsRequest(
  owner: string[] | undefined,
): ListDrillSuggestionsRequest {
  return { ...(owner && { owner }), limit: PAGE_SIZE };
}

/** Drills, as the address filters them; in any state where it names none. */
export function toDrillsRequest(
  values: URLSearchParams,
  owner: string[] | undefined,
): ListDrillsRequest {
  const integration = integrationOf(values);
  const state: DrillState[] = statesOf(values, DRILL_STATES);
  return {
    ...(state.length && { state }),
    ...(integration && { integration: [integration] }),
    ...(owner && { owner }),
  };
}

/** Failure modes, as the address filters them. */
export function toFailureModesRequest(
  values: URLSearchParams,
): ListFailureModesRequest {
  const pattern = PATTERNS.find(name => name === values.get('pattern'));
  return pattern ? { pattern: [pattern] } : {};
}
