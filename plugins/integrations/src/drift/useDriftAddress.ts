import {
  DriftKind,
  DriftSort,
  ListDriftRequest,
} from '@tieline/plugin-integrations-common/telemetry';
import { useMemo } from 'react';
import { Address, useAddress } from '../shared/useAddress';

/** What can be done about a difference. */
export type DriftStep = 'adopt' | 'attach' | 'dismiss';

/** More than fits one look; the next page is one press away. */
export const PAGE_SIZE = 50;

export const KINDS: ReadonlyArray<{ id: DriftKind; title: string }> = [
  { id: 'undeclared', title: 'Undeclared' },
  { id: 'silent', title: 'Silent' },
  { id: 'mismatched', title: 'Mismatched' },
];

export const SORTS: ReadonlyArray<{ id: DriftSort; title: string }> = [
  { id: 'volume', title: 'Most traffic' },
  { id: 'recent', title: 'Last seen' },
  { id: 'newest', title: 'Newest' },
];

const STEPS: readonly DriftStep[] = ['adopt', 'attach', 'dismiss'];

/** The part of the drift page that a link to it carries. */
export interface DriftAddress extends Address {
  kind: DriftKind | undefined;
  sort: DriftSort;
  environment: string | undefined;
  isDismissed: boolean;
  hasFilters: boolean;
  /** Of the page that is shown. */
  request: ListDriftRequest;
  /** The open item. */
  item: string | undefined;
  step: DriftStep | undefined;
  /** Which integration to attach it to. */
  integration: string | undefined;
  /** Changes filters, and goes back to the first page. */
  filter(changes: Record<string, string | undefined>): void;
  open(id: string, step?: DriftStep): void;
  show(step: DriftStep | undefined): void;
  closePanel(): void;
}

/** Reads and writes the drift page's address. */
export function useDriftAddress(): DriftAddress {
  const { values, change } = useAddress();
  return useMemo(() => {
    const kind = KINDS.find(({ id }) => id === values.get('kind'))?.id;
    const sort =
      SORTS.find(({ id }) => id === values.get('sort'))?.id ?? 'volume';
    const environment = values.get('environment') ?? undefined;
    const isDismissed = values.get('dismissed') === 'true';
    const text = values.get('text') || undefined;
    const item = values.get('item') ?? undefined;
    return {
      values,
      change,
      kind,
      sort,
      environment,
      isDismissed,
      hasFilters: Boolean(kind || environment || text || isDismissed),
      request: {
        kind: kind && [kind],
        environment,
        text,
        dismissed: isDismissed || undefined,
        sort,
        limit: PAGE_SIZE,
        cursor: values.getAll('cursor').at(-1),
      },
      item,
      step: STEPS.find(step => step === values.get('step')),
      integration: values.get('integration') ?? undefined,
      filter: changes => change({ ...changes, cursor: undefined }),
      // Opening the panel is a step that Back undoes; going on to the next item is not.
      open: (id, step) =>
        change(
          { item: id, step, integration: undefined },
          { replace: item !== undefined },
        ),
      show: step => change({ step, integration: undefined }, { replace: true }),
      closePanel: () =>
        change(
          { item: undefined, step: undefined, integration: undefined },
          { replace: true },
        ),
    };
  }, [values, change]);
}
