import { DueReview } from '@tieline/plugin-integrations-common/governance';

/** Reviews that stand under one heading. */
export interface DueGroup {
  title: string;
  items: DueReview[];
}

/**
 * What is due, worst first: overdue, then what something made due early, then
 * by the month. Within a group the order stays as it was.
 */
export function groupDue(items: readonly DueReview[]): DueGroup[] {
  const byTitle = new Map<string, DueReview[]>([
    ['Overdue', []],
    ['Due early', []],
  ]);
  for (const item of items) {
    const title = titleOf(item);
    byTitle.set(title, [...(byTitle.get(title) ?? []), item]);
  }
  return [...byTitle]
    .map(([title, group]) => ({ title, items: group }))
    .filter(group => group.items.length > 0);
}

function titleOf({ isOverdue, early, dueOn }: DueReview): string {
  if (isOverdue) {
    return 'Overdue';
  }
  return early.length
    ? 'Due early'
    : new Date(`${dueOn}T00:00:00`).toLocaleDateString('en-GB', {
        month: 'long',
        year: 'numeric',
      });
}
