import { ListIntegrationsRequest } from '@tieline/plugin-integrations-common/governance';
import { AddressChanges } from '../shared/useAddress';

/** In the address, integrations without owner. */
export const NO_OWNER = 'none';

/** In the address, whoever is signed in. */
export const ME = 'me';

/** The facets at the left, in their order. */
export const FACETS = [
  { id: 'status', title: 'Status' },
  { id: 'pattern', title: 'Pattern' },
  { id: 'criticality', title: 'Criticality' },
  { id: 'owner', title: 'Owner' },
  { id: 'system', title: 'System' },
  { id: 'lifecycle', title: 'Lifecycle' },
] as const;

export type FacetId = (typeof FACETS)[number]['id'];

/** Names of all parameters that narrow the list. */
const NARROWING = [...FACETS.map(facet => facet.id), 'text', 'measured'];

type OrderBy = NonNullable<ListIntegrationsRequest['orderBy']>;

/** Columns of which the largest value is the worst, so that it comes first. */
const LARGEST_FIRST: OrderBy[] = ['criticality', 'throughput', 'errors', 'p95'];

/** How many rows a page has. */
export const PAGE_SIZE = 50;

/** The filters that are one press away. */
export const VIEWS: ReadonlyArray<{
  id: string;
  title: string;
  filters: Record<string, string>;
}> = [
  { id: 'all', title: 'All', filters: {} },
  { id: 'mine', title: 'Mine', filters: { owner: ME } },
  {
    id: 'urgent',
    title: 'Failing and critical',
    filters: { status: 'failing', criticality: 'critical' },
  },
  { id: 'no-owner', title: 'No owner', filters: { owner: NO_OWNER } },
  {
    id: 'never-measured',
    title: 'Never measured',
    filters: { status: 'unknown', measured: 'never' },
  },
];

/** What a view changes in the address: its filters in place of all others. */
export function viewChanges(filters: Record<string, string>): AddressChanges {
  return {
    ...Object.fromEntries(NARROWING.map(name => [name, undefined])),
    cursor: undefined,
    ...filters,
  };
}

/** Which view the address shows, if it is exactly one. */
export function currentView(values: URLSearchParams): string | undefined {
  return VIEWS.find(view =>
    NARROWING.every(
      name => values.getAll(name).join() === (view.filters[name] ?? ''),
    ),
  )?.id;
}

/** How many narrowing parameters the address has. */
export function countFilters(values: URLSearchParams): number {
  return NARROWING.reduce((sum, name) => sum + values.getAll(name).length, 0);
}

/** Only those that nothing was ever received for. */
export function isNeverMeasured(values: URLSearchParams): boolean {
  return values.get('measured') === 'never';
}

/**
 * What to ask the list for.
 *
 * @param mine - the references by which the signed-in person owns something
 */
export function toRequest(
  values: URLSearchParams,
  mine: readonly string[],
): ListIntegrationsRequest {
  const facet = (id: FacetId) => {
    const given = values.getAll(id);
    return given.length ? given : undefined;
  };
  const owner = facet('owner')?.flatMap(ref => (ref === ME ? mine : ref));
  return {
    status: facet('status') as ListIntegrationsRequest['status'],
    pattern: facet('pattern') as ListIntegrationsRequest['pattern'],
    criticality: facet('criticality') as ListIntegrationsRequest['criticality'],
    lifecycle: facet('lifecycle') as ListIntegrationsRequest['lifecycle'],
    system: facet('system'),
    // Somebody who owns nothing sees nothing under "Mine", not everything.
    owner: owner?.length === 0 ? ['user:default/-'] : owner,
    text: values.get('text') ?? undefined,
    orderBy: (values.get('sort') as OrderBy | null) ?? 'status',
    direction: values.get('direction') === 'desc' ? 'desc' : 'asc',
    // "Never measured" is narrowed down here, so it needs all of them.
    limit: isNeverMeasured(values) ? 500 : PAGE_SIZE,
    cursor: values.getAll('cursor').at(-1),
  };
}

/** Turns the sort around, or begins with the direction in which the worst comes first. */
export function sortChanges(
  values: URLSearchParams,
  orderBy: OrderBy,
): AddressChanges {
  const isCurrent = (values.get('sort') ?? 'status') === orderBy;
  const first = LARGEST_FIRST.includes(orderBy) ? 'desc' : 'asc';
  const before = values.get('direction') ?? 'asc';
  const turned = before === 'asc' ? 'desc' : 'asc';
  return {
    sort: orderBy === 'status' ? undefined : orderBy,
    direction: isCurrent ? turned : first,
    cursor: undefined,
  };
}
