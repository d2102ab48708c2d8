import { ChecklistDifference } from '@tieline/plugin-integrations-common/governance';
import { ChecklistFile } from '../Checklist';
import { stableJson } from '../stableJson';

interface Named {
  id: string;
  title: string;
}

/** In what two checklists differ: questions first, in their order, what is gone last. */
export function differencesOf(
  before: ChecklistFile,
  after: ChecklistFile,
): ChecklistDifference[] {
  return [
    ...compare('question', before.questions, after.questions),
    ...compare('check', before.checks.map(asked), after.checks.map(asked)),
  ];
}

/** Without what follows from the rest. */
function asked({ origin: _origin, ...check }: ChecklistFile['checks'][number]) {
  return check;
}

function compare(
  of: ChecklistDifference['of'],
  before: readonly Named[],
  after: readonly Named[],
): ChecklistDifference[] {
  const old = new Map(before.map(item => [item.id, item]));
  const differences = after.flatMap((item): ChecklistDifference[] => {
    const { id, title } = item;
    const known = old.get(id);
    if (!known) {
      return [{ kind: 'added', of, id, title, changes: [] }];
    }
    const changes = changesOf(known, item);
    return changes.length > 0
      ? [{ kind: 'changed', of, id, title, changes }]
      : [];
  });
  const left = before
    .filter(({ id }) => !after.some(item => item.id === id))
    .map(({ id, title }): ChecklistDifference => ({
      kind: 'removed',
      of,
      id,
      title,
      changes: [],
    }));
  return [...differences, ...left];
}

function changesOf(
  before: object,
  after: object,
): ChecklistDifference['changes'] {
  const [old, current] = [before, after] as Array<Record<string, unknown>>;
  const properties = new Set([...Object.keys(old), ...Object.keys(current)]);
  return [...properties]
    .filter(name => stableJson(old[name]) !== stableJson(current[name]))
    .map(property => ({
      property,
      before: inWords(old[property]),
      after: inWords(current[property]),
    }));
}

function inWords(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string'
    ? value
    : JSON.stringify(value);
}
