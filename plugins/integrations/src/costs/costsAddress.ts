import {
  CRITICALITIES,
  Criticality,
  Pattern,
  PATTERNS,
} from '@tieline/plugin-integrations-common';
import {
  ListRunCostGroupsRequest,
  ListRunCostsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { AddressChanges } from '../shared/useAddress';

/** How many rows a page of a list has. */
export const PAGE_SIZE = 50;

/** What the page shows, in the order of its views. */
export const VIEWS = [
  { id: 'integrations', title: 'Integrations' },
  { id: 'groups', title: 'Groups' },
  { id: 'quotas', title: 'Quotas' },
  { id: 'interventions', title: 'Interventions' },
  { id: 'prices', title: 'Prices' },
] as const;

export type CostsView = (typeof VIEWS)[number]['id'];

/** What costs are added up by. */
export const GROUPINGS = [
  { id: 'team', title: 'Team' },
  { id: 'platform', title: 'Platform' },
  { id: 'pattern', title: 'Pattern' },
  { id: 'system', title: 'System' },
] as const;

export type Grouping = ListRunCostGroupsRequest['groupBy'];

/** What the most expensive is measured by. */
export const ORDERS = [
  { id: 'total', title: 'A month' },
  { id: 'per-message', title: 'Per message' },
] as const;

export type Order = (typeof ORDERS)[number]['id'];

/** Which prices are listed. */
export const WHOSE = [
  { id: 'all', title: 'All' },
  { id: 'example', title: 'Examples' },
  { id: 'own', title: 'Own' },
] as const;

export type Whose = (typeof WHOSE)[number]['id'];

/** What narrows the list of integrations. */
const FILTERS = [
  'owner',
  'system',
  'pattern',
  'criticality',
  'platform',
  'text',
];

/** Takes every filter away. */
export const NO_FILTERS: AddressChanges = Object.fromEntries(
  [...FILTERS, 'cursor'].map(name => [name, undefined]),
);

/** Whether the address leaves integrations out. */
export function isFiltered(values: URLSearchParams): boolean {
  return FILTERS.some(name => values.get(name));
}

function chosen<Id extends string>(
  options: ReadonlyArray<{ id: Id }>,
  value: string | null,
): Id {
  return (options.find(({ id }) => id === value) ?? options[0]).id;
}

export function viewOf(values: URLSearchParams): CostsView {
  return chosen(VIEWS, values.get('view'));
}

export function groupingOf(values: URLSearchParams): Grouping {
  return chosen(GROUPINGS, values.get('by'));
}

export function orderOf(values: URLSearchParams): Order {
  return chosen(ORDERS, values.get('order'));
}

export function whoseOf(values: URLSearchParams): Whose {
  return chosen(WHOSE, values.get('whose'));
}

/** The pattern of the address, where it is one. */
export function patternOf(values: URLSearchParams): Pattern | undefined {
  return PATTERNS.find(pattern => pattern === values.get('pattern'));
}

/** The criticality of the address, where it is one. */
export function criticalityOf(
  values: URLSearchParams,
): Criticality | undefined {
  return CRITICALITIES.find(one => one === values.get('criticality'));
}

/**
 * The filters of the address as the backend takes them, without the page.
 *
 * @param owner - the references that the address's owner stands for
 */
export function toRequest(
  values: URLSearchParams,
  owner: string[] | undefined,
): ListRunCostsRequest {
  const pattern = patternOf(values);
  const criticality = criticalityOf(values);
  const system = values.get('system');
  const platform = values.get('platform');
  const text = values.get('text')?.trim();
  return {
    orderBy: orderOf(values),
    ...(owner && { owner }),
    ...(system && { system: [system] }),
    ...(pattern && { pattern: [pattern] }),
    ...(criticality && { criticality: [criticality] }),
    ...(platform && { platform: [platform] }),
    ...(text && { text }),
  };
}

/** Another view begins without what the one before had chosen. */
export function toView(
  view: CostsView,
  values: URLSearchParams,
): AddressChanges {
  return {
    ...Object.fromEntries([...values.keys()].map(name => [name, undefined])),
    view: view === 'integrations' ? undefined : view,
  };
}

/** The integrations of a group; undefined where no filter stands for it. */
export function toGroup(
  grouping: Grouping,
  key: string,
): AddressChanges | undefined {
  const filter = grouping === 'team' ? 'owner' : grouping;
  const hasNone = key === 'none';
  return hasNone && (filter === 'platform' || filter === 'pattern')
    ? undefined
    : { view: undefined, by: undefined, [filter]: key };
}
