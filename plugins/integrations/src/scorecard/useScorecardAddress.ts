import { GetScorecardRequest } from '@tieline/plugin-integrations-common/governance';
import { useMemo } from 'react';
import { isEntityRef } from '../shared/EntityLink';
import { useAddress } from '../shared/useAddress';

export type GroupBy = NonNullable<GetScorecardRequest['groupBy']>;

/** What integrations can be grouped by, in the order in which it is offered. */
export const GROUPINGS: ReadonlyArray<{ id: GroupBy; title: string }> = [
  { id: 'domain', title: 'Domain' },
  { id: 'team', title: 'Team' },
  { id: 'system', title: 'System' },
  { id: 'pattern', title: 'Pattern' },
  { id: 'interaction', title: 'Interaction' },
  { id: 'platform', title: 'Platform' },
  { id: 'criticality', title: 'Criticality' },
];

export type View = 'map' | 'table' | 'improvement';

const VIEWS: readonly string[] = ['table', 'improvement'];

/** A cell of the heat map: one question of one integration. */
export interface Selection {
  entityRef: string;
  questionId: string;
}

/** The part of the scorecard that a link to it carries. */
export interface ScorecardAddress {
  groupBy: GroupBy;
  view: View;
  /** Keys of the groups whose rows are hidden. */
  folded: ReadonlySet<string>;
  /** Keys of the groups whose rows were asked for, where not all are read at once. */
  opened: readonly string[];
  selected: Selection | undefined;
  groupByThis(groupBy: GroupBy): void;
  show(view: View): void;
  toggle(groupKey: string): void;
  /** Opens or closes a group whose rows are read by themselves. */
  toggleOpened(groupKey: string): void;
  select(selection: Selection): void;
  closePanel(): void;
}

/**
 * Reads and writes the scorecard's address. Opening the panel is a step that
 * Back undoes; going from one cell to the next while it is open is not.
 */
export function useScorecardAddress(): ScorecardAddress {
  const { values, change } = useAddress();
  return useMemo(() => {
    const folded = new Set(values.getAll('folded'));
    const opened = values.getAll('opened');
    const entityRef = values.get('integration');
    const questionId = values.get('question');
    const selected =
      entityRef && questionId && isEntityRef(entityRef)
        ? { entityRef, questionId }
        : undefined;
    return {
      groupBy:
        GROUPINGS.find(({ id }) => id === values.get('group'))?.id ?? 'domain',
      view: VIEWS.includes(values.get('view') ?? '')
        ? (values.get('view') as View)
        : 'map',
      folded,
      opened,
      selected,
      groupByThis: groupBy =>
        change({
          group: groupBy === 'domain' ? undefined : groupBy,
          folded: undefined,
          opened: undefined,
          // Another grouping has other groups.
          trendOf: undefined,
        }),
      show: view => change({ view: view === 'map' ? undefined : view }),
      toggle: groupKey => {
        const next = new Set(folded);
        if (!next.delete(groupKey)) {
          next.add(groupKey);
        }
        change({ folded: [...next] }, { replace: true });
      },
      toggleOpened: groupKey =>
        change(
          {
            opened: opened.includes(groupKey)
              ? opened.filter(key => key !== groupKey)
              : [...opened, groupKey],
          },
          { replace: true },
        ),
      select: selection =>
        change(
          {
            integration: selection.entityRef,
            question: selection.questionId,
          },
          { replace: selected !== undefined },
        ),
      closePanel: () =>
        change(
          { integration: undefined, question: undefined },
          { replace: true },
        ),
    };
  }, [values, change]);
}
