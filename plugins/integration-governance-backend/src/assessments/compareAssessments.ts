import { Criticality } from '@tieline/plugin-integrations-common';
import {
  AnswerState,
  AssessmentChange,
  AssessmentRow,
} from '@tieline/plugin-integrations-common/governance';
import { yesShareOf } from '../scorecard/rollUp';
import { FrozenChecklist } from './Assessment';
import { unpackResults } from './packResults';

/** An integration in an assessment, without its evidence. */
export interface LightRow {
  entityRef: string;
  name: string;
  ownerRef?: string;
  criticality?: Criticality;
  states: ReadonlyMap<string, AnswerState>;
  /** As `packResults` wrote them. */
  results: string;
  throughputPerMinute?: number;
}

/** Rows with the checklist that they were judged by. */
export interface RowsOf {
  checklist: FrozenChecklist;
  rows: readonly LightRow[];
}

/** An integration in one or both of two assessments. */
export interface ComparedRow {
  /** As it is in the assessment; where it is gone, as it was in the other. */
  row: LightRow;
  change: AssessmentChange;
  changes: AssessmentRow['changes'];
}

/**
 * What became of each integration since another assessment.
 *
 * A smaller share of yes is worse, a greater one better. Where it is the same,
 * the checks decide: only lost passes are worse, only won ones better, anything
 * else is changed.
 */
export function compareAssessments(
  now: RowsOf,
  before: RowsOf | undefined,
): ComparedRow[] {
  if (!before) {
    return now.rows.map(row => ({ row, change: 'new', changes: [] }));
  }
  const titles = new Map(
    [...before.checklist.checks, ...now.checklist.checks].map(
      ({ id, title }) => [id, title],
    ),
  );
  const earlier = new Map(before.rows.map(row => [row.entityRef, row]));
  const compared = now.rows.map((row): ComparedRow => {
    const then = earlier.get(row.entityRef);
    earlier.delete(row.entityRef);
    if (!then) {
      return { row, change: 'new', changes: [] };
    }
    const changes = changesBetween(
      titles,
      unpackResults(before.checklist, then.results),
      unpackResults(now.checklist, row.results),
    );
    return { row, change: judge(then, row, changes), changes };
  });
  const gone = [...earlier.values()].map((row): ComparedRow => ({
    row,
    change: 'gone',
    changes: [],
  }));
  return [...compared, ...gone];
}

function changesBetween(
  titles: ReadonlyMap<string, string>,
  before: ReturnType<typeof unpackResults>,
  now: ReturnType<typeof unpackResults>,
): AssessmentRow['changes'] {
  const checkIds = new Set([...now.keys(), ...before.keys()]);
  return [...checkIds].flatMap(checkId => {
    const from = before.get(checkId)?.result ?? null;
    const to = now.get(checkId)?.result ?? null;
    return from === to
      ? []
      : [{ checkId, title: titles.get(checkId) ?? checkId, from, to }];
  });
}

function judge(
  before: LightRow,
  now: LightRow,
  changes: AssessmentRow['changes'],
): AssessmentChange {
  const difference = shareOf(now) - shareOf(before);
  if (difference !== 0) {
    return difference < 0 ? 'worse' : 'better';
  }
  if (changes.length === 0) {
    return 'same';
  }
  if (changes.every(({ from }) => from === 'pass')) {
    return 'worse';
  }
  return changes.every(({ to }) => to === 'pass') ? 'better' : 'changed';
}

/** Not weighted: an integration that became more critical did not become better by it. */
function shareOf({ states }: LightRow): number {
  return yesShareOf([{ criticality: undefined, states, count: 1 }]) ?? 0;
}
