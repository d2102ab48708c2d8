import { measurePain, PainFigures } from '../improvement/measurePain';
import { weightOf } from '../scorecard/rollUp';
import { FrozenChecklist } from './Assessment';
import { LightRow } from './compareAssessments';
import { PackedResult, unpackResults } from './packResults';

/** A check that many, or critical, integrations did not pass. */
export interface FrozenPainPoint extends PainFigures {
  checkId: string;
  questionId: string;
  title: string;
  /** Most critical and busiest first. */
  rows: Array<{ row: LightRow; result: 'fail' | 'unmeasured' }>;
}

/**
 * The pain points in frozen results, worst first. What is waived does not hurt,
 * and what nobody can do anything about yet neither.
 */
export function painPointsOf(
  checklist: FrozenChecklist,
  rows: readonly LightRow[],
): FrozenPainPoint[] {
  const open = new Map<string, FrozenPainPoint['rows']>();
  for (const row of rows) {
    for (const [checkId, packed] of unpackResults(checklist, row.results)) {
      const result = hurts(packed);
      if (result) {
        const inside = open.get(checkId);
        if (inside) {
          inside.push({ row, result });
        } else {
          open.set(checkId, [{ row, result }]);
        }
      }
    }
  }
  return checklist.checks
    .flatMap((check): FrozenPainPoint[] => {
      const inside = open.get(check.id);
      if (!inside) {
        return [];
      }
      const tallies = inside.map(({ row, result }) => ({
        result,
        criticality: row.criticality,
        count: 1,
      }));
      return [
        {
          checkId: check.id,
          questionId: check.question,
          title: check.title,
          ...measurePain(check.weight, tallies),
          rows: inside.sort(compareRows),
        },
      ];
    })
    .sort(
      (left, right) => right.score - left.score || right.reach - left.reach,
    );
}

function hurts({
  result,
  hasNextStep,
}: PackedResult): 'fail' | 'unmeasured' | undefined {
  if (result === 'fail') {
    return result;
  }
  return result === 'unmeasured' && hasNextStep ? result : undefined;
}

function compareRows(
  { row: left }: { row: LightRow },
  { row: right }: { row: LightRow },
): number {
  return (
    weightOf(right.criticality) - weightOf(left.criticality) ||
    (right.throughputPerMinute ?? 0) - (left.throughputPerMinute ?? 0) ||
    left.entityRef.localeCompare(right.entityRef)
  );
}
