import { CRITICALITIES } from '@tieline/plugin-integrations-common';
import {
  FindingState,
  ListDueReviewsRequest,
  ListFindingsRequest,
  ListReviewsRequest,
  ReviewState,
} from '@tieline/plugin-integrations-common/governance';
import { integrationOf, statesOf } from '../shared/addressFilters';
import { AddressChanges } from '../shared/useAddress';
import { FINDING_STATES, REVIEW_STATES } from './reviewWords';

/** How many rows a page of a list has. */
export const PAGE_SIZE = 50;

/** What the page shows. */
export const VIEWS = [
  { id: 'due', title: 'Due' },
  { id: 'reviews', title: 'Reviews' },
  { id: 'findings', title: 'Findings' },
] as const;

/** One of them. */
export type ReviewsView = (typeof VIEWS)[number]['id'];

const FILTERS = ['integration', 'owner', 'criticality', 'overdue', 'state'];

/** Takes every filter away. */
export const NO_FILTERS: AddressChanges = Object.fromEntries(
  [...FILTERS, 'cursor'].map(name => [name, undefined]),
);

/** What belongs to one view only, and means nothing in another. */
export const OF_ONE_VIEW: AddressChanges = {
  owner: undefined,
  criticality: undefined,
  overdue: undefined,
  state: undefined,
  cursor: undefined,
};

/** The view of the address; what is due where it names none. */
export function viewOf(values: URLSearchParams): ReviewsView {
  return VIEWS.find(({ id }) => id === values.get('view'))?.id ?? 'due';
}

/** Whether the address leaves anything out. */
export function isFiltered(values: URLSearchParams): boolean {
  return FILTERS.some(name => values.get(name));
}

/** What is due, as the address filters it. */
export function toDueRequest(
  values: URLSearchParams,
  owner: string[] | undefined,
): ListDueReviewsRequest {
  const integration = integrationOf(values);
  const criticality = CRITICALITIES.find(
    level => level === values.get('criticality'),
  );
  return {
    ...(integration && { integration: [integration] }),
    ...(owner && { owner }),
    ...(criticality && { criticality: [criticality] }),
    ...(values.get('overdue') && { isOverdue: true }),
  };
}

/** Reviews, as the address filters them. */
export function toReviewsRequest(
  values: URLSearchParams,
  owner: string[] | undefined,
): ListReviewsRequest {
  const integration = integrationOf(values);
  const state: ReviewState[] = statesOf(values, REVIEW_STATES);
  return {
    ...(state.length && { state }),
    ...(integration && { integration: [integration] }),
    ...(owner && { owner }),
  };
}

/** Findings, as the address filters them; what is open where it names no state. */
export function toFindingsRequest(
  values: URLSearchParams,
  owner: string[] | undefined,
): ListFindingsRequest {
  const integration = integrationOf(values);
  const state: FindingState[] = statesOf(values, FINDING_STATES);
  return {
    ...(state.length && { state }),
    ...(values.get('overdue') && { isOverdue: true }),
    ...(integration && { integration: [integration] }),
    ...(owner && { findingOwner: owner }),
  };
}
