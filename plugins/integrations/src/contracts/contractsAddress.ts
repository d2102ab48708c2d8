import {
  ContractFormat,
  ListContractsRequest,
  VerdictState,
} from '@tieline/plugin-integrations-common/contracts';
import { CompatibilityMode } from '@tieline/plugin-integrations-common';
import { AddressChanges } from '../shared/useAddress';
import { FORMATS, MODES, VERDICTS } from './contractWords';

/** How many rows a page of the list has. */
export const PAGE_SIZE = 50;

/** `mine` in the address stands for whatever the signed-in person owns. */
export const MINE = 'mine';

/** Contracts that nobody is named for. */
export const NO_OWNER = 'none';

/** Somebody who owns nothing sees nothing under "what I own", not everything. */
const NOBODY = ['user:default/-'];

export type ContractSort = NonNullable<ListContractsRequest['orderBy']>;

export const SORTS: ReadonlyArray<{ id: ContractSort; title: string }> = [
  { id: 'verdict', title: 'Verdict' },
  { id: 'name', title: 'Contract' },
  { id: 'format', title: 'Format' },
  { id: 'versions', title: 'Versions' },
  { id: 'changed', title: 'Last change' },
  { id: 'consumers', title: 'Consumers' },
];

/** What the list is sorted by. */
export function sortOf(values: URLSearchParams): ContractSort {
  return SORTS.find(({ id }) => id === values.get('sort'))?.id ?? 'verdict';
}

const FILTERS = ['format', 'mode', 'verdict', 'owner', 'text'];

/** Whether the address leaves anything out. */
export function isFiltered(values: URLSearchParams): boolean {
  return FILTERS.some(name => values.get(name));
}

/** Takes every filter away. */
export const NO_FILTERS: AddressChanges = Object.fromEntries(
  [...FILTERS, 'cursor'].map(name => [name, undefined]),
);

function known<T extends string>(
  values: URLSearchParams,
  name: string,
  options: ReadonlyArray<{ id: T }>,
): T[] | undefined {
  const chosen = values.getAll(name);
  const found = options.map(({ id }) => id).filter(id => chosen.includes(id));
  return found.length ? found : undefined;
}

/**
 * The filters and the order of the address as the backend takes them, without
 * the page.
 *
 * @param mine - what the signed-in person owns by; undefined until it is known
 */
export function toRequest(
  values: URLSearchParams,
  mine: readonly string[] | undefined,
): ListContractsRequest {
  const owner = values.get('owner');
  const refs = mine?.length ? [...mine] : NOBODY;
  return {
    format: known<ContractFormat>(values, 'format', FORMATS),
    mode: known<CompatibilityMode>(values, 'mode', MODES),
    verdict: known<VerdictState>(values, 'verdict', VERDICTS),
    owner: owner ? [owner === MINE ? refs : owner].flat() : undefined,
    text: values.get('text') || undefined,
    orderBy: sortOf(values),
    direction: values.get('direction') === 'desc' ? 'desc' : 'asc',
  };
}

/** Sorts by a column, and the other way round where it is sorted by it already. */
export function sortChanges(
  values: URLSearchParams,
  sort: ContractSort,
): AddressChanges {
  const isSame = sortOf(values) === sort;
  const isDescending = values.get('direction') === 'desc';
  return {
    sort: sort === 'verdict' ? undefined : sort,
    direction: isSame && !isDescending ? 'desc' : undefined,
    cursor: undefined,
  };
}
