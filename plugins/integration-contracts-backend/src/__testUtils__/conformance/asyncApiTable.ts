import { RuleCase } from '../../formats/asyncapi/ruleCases/documents';
import { Change, changesOf } from './changesOf';

/** A row of a table that says which change of which path breaks. */
export interface TableRow {
  /** With `*` for any name or index. */
  path: string;
  action: Change['action'];
  /** `breaking`, `non-breaking` or `unclassified`. */
  expected: string;
}

/** What the cases of our own show of a table, and what they judge otherwise. */
export interface TableCoverage {
  /** Rows of several versions that say the same are one. */
  rules: string[];
  shown: ReadonlySet<string>;
  /** Rows of which every case is judged otherwise. */
  otherwise: string[];
}

/**
 * Which rows a case shows: one in which the path changes in the row's way. Every
 * change is also an edit of all that is around it.
 */
export function coverTable(
  rows: readonly TableRow[],
  cases: readonly RuleCase[],
): TableCoverage {
  const verdicts = verdictsOf(rows, cases);
  const named = [
    ...new Map(
      rows.map(row => [`${row.expected} ${row.action} of ${row.path}`, row]),
    ),
  ].map(([name, { action, path, expected }]) => ({
    name,
    expected,
    given: verdicts.get(`${action} ${path}`),
  }));
  return {
    rules: named.map(({ name }) => name),
    shown: new Set(named.filter(({ given }) => given).map(({ name }) => name)),
    otherwise: named
      .filter(
        ({ given, expected }) =>
          expected !== 'unclassified' &&
          given &&
          given.size > 0 &&
          !given.has(expected === 'breaking'),
      )
      .map(({ name }) => name),
  };
}

/** Whether the cases break that show an action at a path, by both; empty where they show more than that. */
function verdictsOf(
  rows: readonly TableRow[],
  cases: readonly RuleCase[],
): Map<string, Set<boolean>> {
  const patterns = new Map(rows.map(({ path }) => [path, patternOf(path)]));
  const verdicts = new Map<string, Set<boolean>>();
  for (const { old, new: next, breaks } of cases) {
    const changes = changesOf(old, next);
    for (const change of changes) {
      const text = textOf(change.path);
      for (const [path, pattern] of patterns) {
        const found = pattern.exec(text)?.[0];
        if (found !== undefined) {
          const isWhole = found === text;
          const key = `${isWhole ? change.action : 'edit'} ${path}`;
          const given = verdicts.get(key) ?? new Set<boolean>();
          verdicts.set(key, given);
          if (isWhole && changes.length === 1) {
            given.add(breaks);
          }
        }
      }
    }
  }
  return verdicts;
}

/** Matches a path and all below it. An index behind "traits" is left out in some rows. */
function patternOf(path: string): RegExp {
  const tokens = path
    .split('/')
    .slice(1)
    .map(token =>
      token === '*' ? '/[^/]+' : `/${token.replace(/[^\w-]/g, '\\$&')}`,
    )
    .join('')
    .replace(/(\/traits)(?=\/[a-z])/, '$1/[^/]+');
  return new RegExp(`^${tokens}(?=/|$)`);
}

function textOf(path: readonly string[]): string {
  return path.map(token => `/${token.replaceAll('/', '~1')}`).join('');
}
