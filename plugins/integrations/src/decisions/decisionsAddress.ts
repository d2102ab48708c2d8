import {
  ListDecisionsRequest,
  ListRegretsRequest,
  RegretState,
} from '@tieline/plugin-integrations-common/governance';
import { Pattern, PATTERNS } from '@tieline/plugin-integrations-common';
import { AddressChanges } from '../shared/useAddress';

/** How many rows a page of a list has. */
export const PAGE_SIZE = 50;

/** What the page shows; the first is shown where the address names none. */
export const VIEWS = [
  { id: 'recorded', title: 'Recorded' },
  { id: 'regrets', title: 'No longer holds' },
  { id: 'reconsider', title: 'Would be decided differently' },
  { id: 'build-or-buy', title: 'Build or buy' },
] as const;

export type DecisionsView = (typeof VIEWS)[number]['id'];

/** What the address shows; a view that does not exist is the first. */
export function viewOf(values: URLSearchParams): DecisionsView {
  const wanted = values.get('view');
  return VIEWS.find(({ id }) => id === wanted)?.id ?? VIEWS[0].id;
}

/** Another view has other filters; whose integrations are shown stays. */
export function toView(view: DecisionsView, values: URLSearchParams) {
  return Object.fromEntries([
    ...[...values.keys()]
      .filter(name => name !== 'owner')
      .map(name => [name, undefined] as const),
    ['view', view === VIEWS[0].id ? undefined : view],
  ]) as AddressChanges;
}

/** Which patterns the address asks for; none of them stands for all. */
export function patternOf(values: URLSearchParams): Pattern | undefined {
  const wanted = values.get('pattern');
  return PATTERNS.find(pattern => pattern === wanted);
}

/** The recorded decisions that the address asks for, without the page. */
export function toDecisionsRequest(
  values: URLSearchParams,
): ListDecisionsRequest {
  const text = values.get('text')?.trim();
  const pattern = patternOf(values);
  const integrations = values.getAll('integration');
  return {
    ...(text && { text }),
    ...(pattern && { pattern: [pattern] }),
    ...(integrations.length && { integration: integrations }),
  };
}

/** Whether the address leaves recorded decisions out. */
export function isFiltered(values: URLSearchParams): boolean {
  return Object.keys(toDecisionsRequest(values)).length > 0;
}

/** Where a decision that no longer holds can stand, what waits for somebody first. */
export const REGRET_STATES: ReadonlyArray<{ id: RegretState; title: string }> =
  [
    { id: 'open', title: 'open' },
    { id: 'acknowledged', title: 'acknowledged' },
    { id: 'cleared', title: 'holds again' },
  ];

/** What does not hold today. */
export const CURRENT_STATES: RegretState[] = ['open', 'acknowledged'];

/** Which states the address asks for: what does not hold today, unless it says otherwise. */
export function regretStatesOf(values: URLSearchParams): RegretState[] {
  const wanted = values.getAll('state');
  const known = REGRET_STATES.map(({ id }) => id).filter(id =>
    wanted.includes(id),
  );
  return known.length ? known : CURRENT_STATES;
}

/** What no longer holds, as the address asks for it, without the page. */
export function toRegretsRequest(
  values: URLSearchParams,
  owner: string[] | undefined,
): ListRegretsRequest {
  const integrations = values.getAll('integration');
  return {
    state: regretStatesOf(values),
    ...(owner && { owner }),
    ...(integrations.length && { integration: integrations }),
  };
}
