import {
  ListWaiversRequest,
  WaiverState,
} from '@tieline/plugin-integrations-common/governance';
import { AddressChanges } from '../shared/useAddress';
import { STATES } from './waiverWords';

/** How many rows a page of the list has. */
export const PAGE_SIZE = 50;

/** Somebody who owns nothing sees nothing under "what I own", not everything. */
const NOBODY = ['user:default/-'];

/** `mine` in the address stands for whatever the signed-in person owns. */
export const MINE = 'mine';

const FILTERS = ['state', 'owner', 'integration', 'check'];

/** Takes every filter away. */
export const NO_FILTERS: AddressChanges = Object.fromEntries(
  [...FILTERS, 'cursor'].map(name => [name, undefined]),
);

/** Whether the address leaves anything out. */
export function isFiltered(values: URLSearchParams): boolean {
  return FILTERS.some(name => values.get(name));
}

/** Which states the address asks for; none of them stands for all. */
export function statesOf(values: URLSearchParams): WaiverState[] {
  const wanted = values.getAll('state');
  return STATES.map(({ id }) => id).filter(id => wanted.includes(id));
}

/**
 * The filters of the address as the backend takes them, without the page.
 *
 * @param mine - what the signed-in person owns by; undefined until it is known
 */
export function toRequest(
  values: URLSearchParams,
  mine: readonly string[] | undefined,
): ListWaiversRequest {
  const states = statesOf(values);
  const owner = values.get('owner');
  const integrations = values.getAll('integration');
  const checks = values.getAll('check');
  const refs = mine?.length ? [...mine] : NOBODY;
  return {
    ...(states.length && { state: states }),
    ...(owner && { owner: owner === MINE ? refs : [owner] }),
    ...(integrations.length && { integration: integrations }),
    ...(checks.length && { checkId: checks }),
  };
}
