import { ListAlarmsRequest } from '@tieline/plugin-integrations-common/telemetry';

/** How many rows a page of the log has. */
export const PAGE_SIZE = 50;

export const STATES = [
  { id: 'all', title: 'All' },
  { id: 'open', title: 'On' },
  { id: 'cleared', title: 'Cleared' },
] as const;

type State = (typeof STATES)[number]['id'];

/** Which of them the address asks for. */
export function stateOf(values: URLSearchParams): State {
  return STATES.find(({ id }) => id === values.get('state'))?.id ?? 'all';
}

/** Somebody who owns nothing sees nothing under "Mine", not everything. */
const NOBODY = ['user:default/-'];

/** `mine` in the address stands for whatever the signed-in person owns. */
export const MINE = 'mine';

/**
 * The filters of the address as the backend takes them, without the page.
 *
 * @param mine - what the signed-in person owns by; undefined until it is known
 */
export function toRequest(
  values: URLSearchParams,
  mine: string[] | undefined,
): ListAlarmsRequest {
  const state = stateOf(values);
  const owner = values.get('owner');
  const kind = values.getAll('kind') as ListAlarmsRequest['kind'];
  const rule = values.getAll('rule');
  const refs = mine?.length ? mine : NOBODY;
  return {
    ...(state !== 'all' && { state }),
    ...(owner && { owner: owner === MINE ? refs : [owner] }),
    ...(rule.length && { rule }),
    ...(kind?.length && { kind }),
    ...(values.has('subject') && { subject: values.get('subject')! }),
  };
}

/** Whether the address leaves anything out. */
export function isFiltered(values: URLSearchParams): boolean {
  return ['state', 'owner', 'rule', 'kind', 'subject'].some(name =>
    values.has(name),
  );
}
