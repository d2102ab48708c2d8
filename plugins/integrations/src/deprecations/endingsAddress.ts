import {
  EndingStatus,
  ListEndingsRequest,
} from '@tieline/plugin-integrations-common/contracts';
import { AddressChanges } from '../shared/useAddress';
import { STATUSES } from './endingWords';

/** How many endings a page has. */
export const PAGE_SIZE = 50;

/** Somebody who owns nothing sees nothing under "mine", not everything. */
const NOBODY = ['user:default/-'];

const SOON_DAYS = 90;

/** Whose endings, or which. */
export type EndingScope = 'all' | 'provides' | 'uses' | 'soon';

export const SCOPES: ReadonlyArray<{ id: EndingScope; title: string }> = [
  { id: 'all', title: 'Everything ending' },
  { id: 'provides', title: 'Mine provides' },
  { id: 'uses', title: 'Mine uses' },
  { id: 'soon', title: `Next ${SOON_DAYS} days` },
];

/** Whether it takes what the signed-in person owns by. */
export function scopeNeedsMine(scope: EndingScope): boolean {
  return scope === 'provides' || scope === 'uses';
}

export type EndingsView = 'timeline' | 'table';

export const VIEWS: ReadonlyArray<{ id: EndingsView; title: string }> = [
  { id: 'timeline', title: 'Timeline' },
  { id: 'table', title: 'Table' },
];

/** How many months the timeline shows. */
export const RANGES = [
  { id: '3', title: '3 months' },
  { id: '6', title: '6 months' },
  { id: '12', title: '12 months' },
] as const;

export type EndingRange = (typeof RANGES)[number]['id'];

function chosen<T extends string>(
  options: ReadonlyArray<{ id: T }>,
  value: string | null,
  otherwise: T,
): T {
  return options.find(({ id }) => id === value)?.id ?? otherwise;
}

export function scopeOf(values: URLSearchParams): EndingScope {
  return chosen(SCOPES, values.get('scope'), 'all');
}

export function viewOf(values: URLSearchParams): EndingsView {
  return chosen(VIEWS, values.get('view'), 'timeline');
}

export function rangeOf(values: URLSearchParams): EndingRange {
  return chosen(RANGES, values.get('range'), '12');
}

/** The ending whose panel is open because somebody asked for it. */
export function endingIdOf(values: URLSearchParams): number | undefined {
  const id = Number(values.get('ending') || NaN);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

const FILTERS = ['scope', 'status', 'text', 'past'];

/** Whether the address leaves anything out, or takes in what is over. */
export function isFiltered(values: URLSearchParams): boolean {
  return FILTERS.some(name => values.get(name));
}

/** Takes every filter away. */
export const NO_FILTERS: AddressChanges = Object.fromEntries(
  [...FILTERS, 'cursor'].map(name => [name, undefined]),
);

/** The end of a day, so that the same is asked for all day long. */
function soonUntil(now: Date): string {
  return new Date(
    now.getFullYear(),
    now.getMonth(),
    now.getDate() + SOON_DAYS + 1,
  ).toISOString();
}

/**
 * The filters of the address as the backend takes them, without the page.
 *
 * @param mine - what the signed-in person owns by; undefined until it is known
 * @param scope - instead of the address's own, for counting
 */
export function toRequest(
  values: URLSearchParams,
  mine: readonly string[] | undefined,
  now: Date,
  scope: EndingScope = scopeOf(values),
): ListEndingsRequest {
  const refs = mine?.length ? [...mine] : NOBODY;
  const statuses = values.getAll('status');
  const status: EndingStatus[] = STATUSES.map(({ id }) => id).filter(id =>
    statuses.includes(id),
  );
  return {
    provider: scope === 'provides' ? refs : undefined,
    consumer: scope === 'uses' ? refs : undefined,
    before: scope === 'soon' ? soonUntil(now) : undefined,
    status: status.length ? status : undefined,
    text: values.get('text') || undefined,
    past: values.get('past') === 'true' || undefined,
  };
}
