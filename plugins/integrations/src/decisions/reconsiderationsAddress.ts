import {
  CRITICALITIES,
  Criticality,
} from '@tieline/plugin-integrations-common';
import { ListReconsiderationsRequest } from '@tieline/plugin-integrations-common/governance';
import { patternOf } from './decisionsAddress';

/** Whether only some of what was compared is shown. */
export const DIFFERS = [
  { id: 'all', title: 'All' },
  { id: 'yes', title: 'Differently' },
  { id: 'no', title: 'As it is' },
] as const;

export type Differs = (typeof DIFFERS)[number]['id'];

/** Which filters the address has besides the page. */
const FILTERS = ['differs', 'owner', 'system', 'pattern', 'criticality'];

/** Takes every filter away. */
export const NO_FILTERS = Object.fromEntries(
  [...FILTERS, 'cursor'].map(name => [name, undefined]),
);

export function differsOf(values: URLSearchParams): Differs {
  const wanted = values.get('differs');
  return DIFFERS.find(({ id }) => id === wanted)?.id ?? 'yes';
}

export function criticalityOf(
  values: URLSearchParams,
): Criticality | undefined {
  const wanted = values.get('criticality');
  return CRITICALITIES.find(one => one === wanted);
}

/** Whether the address leaves anything out. */
export function isNarrowed(values: URLSearchParams): boolean {
  return FILTERS.some(name => values.get(name));
}

/** What the address asks for, without the page. */
export function toReconsiderationsRequest(
  values: URLSearchParams,
  owner: string[] | undefined,
): ListReconsiderationsRequest {
  const differs = differsOf(values);
  const system = values.get('system');
  const pattern = patternOf(values);
  const criticality = criticalityOf(values);
  return {
    ...(differs !== 'all' && { differs: differs === 'yes' }),
    ...(owner && { owner }),
    ...(system && { system: [system] }),
    ...(pattern && { pattern: [pattern] }),
    ...(criticality && { criticality: [criticality] }),
  };
}
